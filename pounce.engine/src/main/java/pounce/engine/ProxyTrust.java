package pounce.engine;

import java.util.List;
import java.util.stream.Collectors;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.TrustedPeers;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.engine.net.Endpoint;
import pounce.engine.net.Peers;

/// Which proxies are believed. A listener for proxies that nobody could use is a mistake.
final class ProxyTrust {
    private ProxyTrust() {}

    /// {@return those that are trusted; empty where no listener is for proxies}
    ///
    /// @throws ConfigException naming the listeners that trust nobody
    static List<TrustedPeers> of(ServerConfig config, List<Endpoint> endpoints) {
        var listeners = endpoints.stream().filter(each -> each.peers() == Peers.PROXIES).toList();
        var trusted = config.get(Options.PROXY_PROTOCOL_TRUSTED);
        var faults =
                listeners.stream()
                        .filter(each -> !canBeReached(each, trusted))
                        .map(ProxyTrust::fault)
                        .collect(Collectors.joining("\n"));
        if (!faults.isEmpty()) {
            throw new ConfigException(ErrorCode.POUNCE_CONFIG_INVALID, faults);
        }
        return listeners.isEmpty() ? List.of() : trusted;
    }

    private static boolean canBeReached(Endpoint listener, List<TrustedPeers> trusted) {
        return trusted.stream()
                .anyMatch(peers ->
                        switch (peers) {
                            case TrustedPeers.Block _ -> !listener.isUnix();
                            case TrustedPeers.OnUnixSockets _ -> listener.isUnix();
                        });
    }

    private static String fault(Endpoint listener) {
        return "listen = %s: no proxy is trusted there; add %s to %s"
                .formatted(
                        listener,
                        listener.isUnix() ? "unix" : "the proxies' addresses, such as 10.0.0.0/8,",
                        Options.PROXY_PROTOCOL_TRUSTED);
    }
}
