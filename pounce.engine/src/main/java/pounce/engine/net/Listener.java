package pounce.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/// One endpoint that is listened on: by every loop with a socket of its own, or, where it has but
/// one socket, by one loop, which deals connections out in turn.
final class Listener {
    private final Endpoint endpoint;
    private final URI uri;
    private final List<ServerSocketChannel> channels;
    private final Closeable name;

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

    /// Registers with the loops; before they run.
    void registerWith(List<EventLoop> loops) {
        if (channels.size() == loops.size()) {
            for (int i = 0; i < loops.size(); i++) {
                var loop = loops.get(i);
                loop.register(new Acceptor(endpoint, channels.get(i), () -> loop));
            }
            return;
        }
        var turn = new AtomicInteger();
        loops.getFirst()
                .register(
                        new Acceptor(
                                endpoint,
                                channels.getFirst(),
                                () ->
                                        loops.get(
                                                Math.floorMod(
                                                        turn.getAndIncrement(), loops.size()))));
    }

    /// Idempotent.
    void close() throws IOException {
        try {
            if (channels.getFirst().isOpen()) {
                name.close();
            }
        } finally {
            closeAll(channels);
        }
    }

    static void closeAll(List<ServerSocketChannel> channels) throws IOException {
        for (var channel : channels) {
            channel.close();
        }
    }
}
