package pounce.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import pounce.api.Address;

/// A TCP port. Where the system can share it (`SO_REUSEPORT`), every loop gets a socket of its own,
/// so that the kernel spreads connections and none changes its thread.
final class TcpEndpoint extends Endpoint {
    private final String host;
    private final int port;

    TcpEndpoint(String host, int port, Peers peers, Security security) {
        super(peers, security);
        this.host = host;
        this.port = port;
    }

    @Override
    Listener open(int backlog, int loops) throws IOException {
        var wanted = resolve();
        var channels = new ArrayList<ServerSocketChannel>();
        try {
            refuseIfTaken(wanted);
            var first = bind(wanted, backlog, channels);
            var address = (InetSocketAddress) first.getLocalAddress();
            if (canShare(first)) {
                while (channels.size() < loops) {
                    bind(address, backlog, channels);
                }
            }
            return new Listener(this, uri(address), channels, () -> {});
        } catch (IOException | RuntimeException failure) {
            Listener.closeAll(channels);
            throw failure;
        }
    }

    @Override
    Closeable probe(int backlog) throws IOException {
        return open(backlog, 1);
    }

    /// The only place where a name is looked up: it blocks.
    private InetSocketAddress resolve() throws UnknownHostException {
        var address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new UnknownHostException("the host's name cannot be resolved");
        }
        return address;
    }

    /// A port that is shared among our loops would be shared with another server of this user just
    /// as silently. A client's socket asks, which can be bound and does not listen: whoever
    /// connected to a listener that closes at once would be reset.
    private static void refuseIfTaken(InetSocketAddress wanted) throws IOException {
        try (var probe =
                isIpv4(wanted)
                        ? SocketChannel.open(StandardProtocolFamily.INET)
                        : SocketChannel.open()) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            probe.bind(wanted);
        }
    }

    private static ServerSocketChannel bind(
            InetSocketAddress address, int backlog, List<ServerSocketChannel> opened)
            throws IOException {
        var channel = socket(address);
        opened.add(channel);
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        if (canShare(channel)) {
            channel.setOption(StandardSocketOptions.SO_REUSEPORT, true);
        }
        channel.bind(address, backlog);
        channel.configureBlocking(false);
        return channel;
    }

    /// An IPv6 socket takes IPv4 clients too, and costs them a detour through both.
    private static ServerSocketChannel socket(InetSocketAddress address) throws IOException {
        return isIpv4(address)
                ? ServerSocketChannel.open(StandardProtocolFamily.INET)
                : ServerSocketChannel.open();
    }

    private static boolean isIpv4(InetSocketAddress address) {
        return address.getAddress() instanceof Inet4Address;
    }

    private static boolean canShare(ServerSocketChannel channel) {
        return channel.supportedOptions().contains(StandardSocketOptions.SO_REUSEPORT);
    }

    @Override
    void prepare(SocketChannel accepted) throws IOException {
        accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }

    @Override
    Address client(SocketChannel accepted) throws IOException {
        return literal((InetSocketAddress) accepted.getRemoteAddress());
    }

    @Override
    Address server(SocketChannel accepted) throws IOException {
        return literal((InetSocketAddress) accepted.getLocalAddress());
    }

    private static Address literal(InetSocketAddress address) {
        return new Address(address.getAddress().getHostAddress(), address.getPort());
    }

    private URI uri(InetSocketAddress address) {
        return URI.create(scheme() + literal(address));
    }

    private String scheme() {
        return security() == Security.TLS ? "https://" : "http://";
    }

    @Override
    public boolean isUnix() {
        return false;
    }

    @Override
    String place() {
        return scheme() + (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port;
    }
}
