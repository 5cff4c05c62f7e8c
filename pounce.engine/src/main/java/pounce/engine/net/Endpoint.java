package pounce.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import pounce.api.Address;

/// Where a server is to listen, and what follows from it for the connections that it accepts.
/// Immutable.
public abstract sealed class Endpoint permits TcpEndpoint, UnixEndpoint {
    private static final String PROXY_PROTOCOL = "proxy-protocol";

    private final Peers peers;
    private final Security security;

    Endpoint(Peers peers, Security security) {
        this.peers = peers;
        this.security = security;
    }

    /// Returns what a URI names; looks nothing up.
    ///
    /// @param uri `http://host:port` or `https://host:port`, where port 0 takes a free one, or
    ///   `unix:/path`, each with `?proxy-protocol` perhaps
    /// @param mode of the file of a Unix domain socket
    /// @return where to listen
    public static Endpoint of(URI uri, FileMode mode) {
        return of(uri, mode, PROXY_PROTOCOL.equals(uri.getQuery()) ? Peers.PROXIES : Peers.CLIENTS);
    }

    /// Returns what a URI names, for administrators; looks nothing up.
    ///
    /// @param uri as above, but without a query
    /// @param mode of the file of a Unix domain socket
    /// @return where to listen
    public static Endpoint forAdministrators(URI uri, FileMode mode) {
        return of(uri, mode, Peers.ADMINISTRATORS);
    }

    private static Endpoint of(URI uri, FileMode mode, Peers peers) {
        return "unix".equals(uri.getScheme())
                ? new UnixEndpoint(Path.of(uri.getPath()), mode, peers)
                : new TcpEndpoint(
                        withoutBrackets(uri.getHost()),
                        uri.getPort(),
                        peers,
                        "https".equals(uri.getScheme()) ? Security.TLS : Security.NONE);
    }

    /// Returns a TCP port; looks nothing up.
    ///
    /// @param host a name, or an address without brackets
    /// @param port 0 takes a free one
    /// @param security what is expected there
    /// @return where to listen
    public static Endpoint of(String host, int port, Security security) {
        return new TcpEndpoint(host, port, Peers.CLIENTS, security);
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

    /// Tries whether it could be opened; blocks as that does. Files are as they were before.
    ///
    /// @param backlog as above
    /// @return keeps others from it, where that needs no file, until it is closed
    abstract Closeable probe(int backlog) throws IOException;

    /// Sets what every connection needs.
    abstract void prepare(SocketChannel accepted) throws IOException;

    /// {@return who connects here}
    public Peers peers() {
        return peers;
    }

    /// {@return what is expected of who connects here}
    public Security security() {
        return security;
    }

    /// {@return whether peers come from the same machine, through a file}
    public abstract boolean isUnix();

    /// {@return the peer of a connection; looks nothing up}
    abstract Address client(SocketChannel accepted) throws IOException;

    /// {@return our end of a connection; looks nothing up}
    abstract Address server(SocketChannel accepted) throws IOException;

    /// {@return where it is, without a query}
    abstract String place();

    /// {@return where it is, as the option writes it}
    @Override
    public String toString() {
        return peers == Peers.PROXIES ? place() + '?' + PROXY_PROTOCOL : place();
    }
}
