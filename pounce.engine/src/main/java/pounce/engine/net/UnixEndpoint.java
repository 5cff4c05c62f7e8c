package pounce.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import pounce.api.Address;

/// A Unix domain socket. It cannot be shared: one loop accepts for all.
final class UnixEndpoint extends Endpoint {
    /// Peers have no addresses.
    private static final Address CLIENT = new Address("unix", 0);

    private final Path path;
    private final FileMode mode;
    private final Address server;

    /// @param path absolute
    UnixEndpoint(Path path, FileMode mode, Peers peers) {
        super(peers, Security.NONE);
        this.path = path;
        this.mode = mode;
        this.server = new Address(path.toString(), 0);
    }

    @Override
    Listener open(int backlog, int loops) throws IOException {
        var channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            var file = UnixSocketFile.bind(channel, path, mode, backlog);
            return new Listener(this, uri(), List.of(channel), file::remove);
        } catch (IOException | RuntimeException failure) {
            channel.close();
            throw failure;
        }
    }

    @Override
    Closeable probe(int backlog) throws IOException {
        UnixSocketFile.check(path, mode);
        return () -> {};
    }

    @Override
    void prepare(SocketChannel accepted) {}

    @Override
    Address client(SocketChannel accepted) {
        return CLIENT;
    }

    @Override
    Address server(SocketChannel accepted) {
        return server;
    }

    private URI uri() {
        try {
            return new URI("unix", null, path.toString(), null);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @Override
    public boolean isUnix() {
        return true;
    }

    @Override
    String place() {
        return uri().toString();
    }
}
