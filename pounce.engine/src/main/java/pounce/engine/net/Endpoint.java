package pounce.engine.net;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import pounce.api.Address;

/// Where a server is to listen, and what follows from it for the connections that it accepts.
/// Immutable.
public abstract sealed class Endpoint permits TcpEndpoint, UnixEndpoint {
    Endpoint() {}

    /// Returns what a URI names; looks nothing up.
    ///
    /// @param uri `http://host:port`, where port 0 takes a free one, or `unix:/path`
    /// @param mode of the file of a Unix domain socket
    /// @return where to listen
    public static Endpoint of(URI uri, FileMode mode) {
        return "unix".equals(uri.getScheme())
                ? new UnixEndpoint(Path.of(uri.getPath()), mode)
                : new TcpEndpoint(withoutBrackets(uri.getHost()), uri.getPort());
    }

    /// Returns a TCP port; looks nothing up.
    ///
    /// @param host a name, or an address without brackets
    /// @param port 0 takes a free one
    /// @return where to listen
    public static Endpoint of(String host, int port) {
        return new TcpEndpoint(host, port);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /// Binds; blocks, for as long as a name takes to be looked up. Nothing is left behind if it
    /// fails.
    ///
    /// @param backlog connections that may wait to be accepted, per socket
    /// @param loops how many loops will accept
    abstract Listener open(int backlog, int loops) throws IOException;

    /// Sets what every connection needs.
    abstract void prepare(SocketChannel accepted) throws IOException;

    /// {@return the peer of a connection; looks nothing up}
    abstract Address client(SocketChannel accepted) throws IOException;

    /// {@return our end of a connection; looks nothing up}
    abstract Address server(SocketChannel accepted) throws IOException;

    /// {@return where it is, as the option writes it}
    @Override
    public abstract String toString();
}
