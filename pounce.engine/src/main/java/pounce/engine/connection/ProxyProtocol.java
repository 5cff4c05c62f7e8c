package pounce.engine.connection;

import java.util.List;
import pounce.api.TrustedPeers;
import pounce.engine.net.Connection;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Peers;
import pounce.engine.net.Transport;
import pounce.engine.watch.LoopWatch;

/// The PROXY protocol before HTTP, on those connections of one event loop that come from proxies.
public final class ProxyProtocol implements ConnectionFactory {
    private final Http1 http;
    private final List<TrustedPeers> trusted;
    private final LoopWatch watch;

    /// The PROXY protocol for one event loop.
    ///
    /// @param http what follows the header, and is all that other connections have
    /// @param trusted whose headers count
    /// @param watch takes note of those that are refused
    public ProxyProtocol(Http1 http, List<TrustedPeers> trusted, LoopWatch watch) {
        this.http = http;
        this.trusted = List.copyOf(trusted);
        this.watch = watch;
    }

    @Override
    public Connection open(Transport transport) {
        return transport.peers() == Peers.PROXIES
                ? new ProxiedConnection(this, transport)
                : http.open(transport);
    }

    Http1 http() {
        return http;
    }

    boolean trusts(Transport transport) {
        var peer = transport.remote();
        return trusted.stream().anyMatch(peers -> peers.contains(peer));
    }

    LoopWatch watch() {
        return watch;
    }
}
