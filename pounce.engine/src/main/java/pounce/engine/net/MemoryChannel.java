package pounce.engine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.time.Duration;

/// The client's end of a [MemoryTransport]. Blocks, for ten minutes at most: the server has
/// deadlines of its own, which end the connection before.
final class MemoryChannel implements ByteChannel {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final MemoryTransport server;
    private final OctetPipe requests;
    private final OctetPipe responses;
    private volatile boolean open = true;

    MemoryChannel(MemoryTransport server, OctetPipe requests, OctetPipe responses) {
        this.server = server;
        this.requests = requests;
        this.responses = responses;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        return target.hasRemaining() ? responses.read(target, Deadline.in(PATIENCE)) : 0;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        while (source.hasRemaining()) {
            requests.write(source, Deadline.in(PATIENCE));
            server.inputArrived();
        }
        return count;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            server.hungUp();
        }
    }
}
