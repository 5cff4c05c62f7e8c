package pounce.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// One endpoint that is listened on: by every loop with a socket of its own, or, where it has but
/// one socket, by one loop, which deals connections out in turn.
final class Listener implements Closeable {
    private final Endpoint endpoint;
    private final URI uri;
    private final List<ServerSocketChannel> channels;
    private final Closeable name;
    private final AtomicBoolean named = new AtomicBoolean(true);
    private final List<Accepting> acceptors = new ArrayList<>();

    private record Accepting(Acceptor acceptor, EventLoop loop) {}

    /// @param uri where clients find it
    /// @param channels bound, one or one per loop
    /// @param name what clients find it by; closed before the channels
    Listener(Endpoint endpoint, URI uri, List<ServerSocketChannel> channels, Closeable name) {
        this.endpoint = endpoint;
        this.uri = uri;
        this.channels = List.copyOf(channels);
        this.name = name;
    }

    URI uri() {
        return uri;
    }

    boolean isForAdministrators() {
        return endpoint.peers() == Peers.ADMINISTRATORS;
    }

    /// Registers with the loops; before they run.
    void registerWith(List<EventLoop> loops) {
        if (channels.size() == loops.size()) {
            for (int i = 0; i < loops.size(); i++) {
                var loop = loops.get(i);
                register(new Acceptor(endpoint, channels.get(i), () -> loop), loop);
            }
            return;
        }
        var turn = new AtomicInteger();
        register(
                new Acceptor(
                        endpoint,
                        channels.getFirst(),
                        () -> loops.get(Math.floorMod(turn.getAndIncrement(), loops.size()))),
                loops.getFirst());
    }

    private void register(Acceptor acceptor, EventLoop loop) {
        loop.register(acceptor);
        acceptors.add(new Accepting(acceptor, loop));
    }

    /// Lets no further client find it, and closes its channels when those that have found it are
    /// accepted.
    ///
    /// @param closed told once for each of [#channels]
    void acceptLast(Runnable closed) throws IOException {
        try {
            closeName();
        } finally {
            acceptors.forEach(each -> each.acceptor().acceptLast(each.loop(), closed));
        }
    }

    int channels() {
        return channels.size();
    }

    /// Idempotent.
    @Override
    public void close() throws IOException {
        try {
            closeName();
        } finally {
            closeAll(channels);
        }
    }

    /// Once: the name may be another server's by the second time.
    private void closeName() throws IOException {
        if (named.getAndSet(false)) {
            name.close();
        }
    }

    static void closeAll(List<ServerSocketChannel> channels) throws IOException {
        for (var channel : channels) {
            channel.close();
        }
    }
}
