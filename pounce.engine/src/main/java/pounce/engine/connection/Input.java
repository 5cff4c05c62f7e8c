package pounce.engine.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import pounce.engine.net.Deadline;
import pounce.engine.net.Pool;
import pounce.engine.net.Transport;

/// What a connection has received and not used yet.
///
/// The buffer is lent, and goes back whenever application code is about to run, which may sleep for
/// long: what is left in it then moves to a buffer of just that size.
public final class Input {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Pool<ByteBuffer> pool;
    private ByteBuffer octets = NOTHING;
    private boolean lent;

    Input(Pool<ByteBuffer> pool) {
        this.pool = pool;
    }

    /// {@return the octets, from position to limit; the position moves as they are used}
    ByteBuffer octets() {
        return octets;
    }

    boolean isEmpty() {
        return !octets.hasRemaining();
    }

    /// Blocks until there is more, behind what there is.
    ///
    /// @return false at the end of the stream
    boolean read(Transport transport, Deadline deadline) throws IOException {
        makeRoom();
        octets.compact();
        try {
            return transport.read(octets, deadline) >= 0;
        } finally {
            octets.flip();
        }
    }

    private void makeRoom() {
        if (octets.remaining() < octets.capacity() && octets.capacity() >= Http1.INPUT) {
            return;
        }
        var larger =
                octets.remaining() < Http1.INPUT
                        ? pool.borrow().clear()
                        : ByteBuffer.allocate(2 * octets.remaining());
        larger.put(octets).flip();
        giveBack();
        octets = larger;
        lent = larger.capacity() == Http1.INPUT;
    }

    /// Gives the lent buffer back, and keeps what is left in it.
    void settle() {
        if (!lent) {
            if (!octets.hasRemaining()) {
                octets = NOTHING;
            }
            return;
        }
        var left = octets.hasRemaining() ? copy(octets) : NOTHING;
        giveBack();
        octets = left;
    }

    private static ByteBuffer copy(ByteBuffer octets) {
        int from = octets.arrayOffset() + octets.position();
        return ByteBuffer.wrap(Arrays.copyOfRange(octets.array(), from, from + octets.remaining()));
    }

    private void giveBack() {
        if (lent) {
            lent = false;
            pool.giveBack(octets);
        }
    }
}
