package pounce.engine.connection;

import java.util.List;
import pounce.api.TrustedPeers;
import pounce.engine.net.Connection;
import pounce.engine.net.Peers;
import pounce.engine.net.Transport;
import pounce.engine.watch.LoopWatch;

/// The PROXY protocol before anything else, on those connections of one event loop that come from
/// proxies.
public final class ProxyProtocol implements Protocol {
    private final Http1 http;
    private final Protocol next;
    private final List<TrustedPeers> trusted;
    private final LoopWatch watch;

    /// The PROXY protocol for one event loop.
    ///
    /// @param http its settings, and what it has to lend
    /// @param next what follows the header, and is all that other connections have
    /// @param trusted whose headers count
    /// @param watch takes note of those that are refused
    public ProxyProtocol(Http1 http, Protocol next, List<TrustedPeers> trusted, LoopWatch watch) {
        this.http = http;
        this.next = next;
        this.trusted = List.copyOf(trusted);
        this.watch = watch;
    }

    @Override
    public Connection open(Transport transport) {
        return open(transport, new Input(http.inputs()));
    }

    @Override
    public Connection open(Transport transport, Input input) {
        return transport.peers() == Peers.PROXIES
                ? new ProxiedConnection(this, transport, input).whole()
                : next.open(transport, input);
    }

    Http1 http() {
        return http;
    }

    Protocol next() {
        return next;
    }

    boolean trusts(Transport transport) {
        var peer = transport.remote();
        return trusted.stream().anyMatch(peers -> peers.contains(peer));
    }

    LoopWatch watch() {
        return watch;
    }
}
