package pounce.engine.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Octets on their way in one direction, in memory, as many as a socket would hold. One thread
/// writes and one reads; never an event loop, because both may wait.
final class OctetPipe {
    private static final int CAPACITY = 64 << 10;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ByteBuffer octets = ByteBuffer.allocate(CAPACITY);

    /// How much is in `octets`; written under the lock.
    private volatile int held;

    private volatile boolean ended;
    private boolean abandoned;

    /// Blocks until there is something; takes what fits.
    ///
    /// @return how many octets; -1 behind the last
    /// @throws TimeoutException if nothing comes until the deadline
    /// @throws ClosedChannelException if the reader's side is closed
    int read(ByteBuffer target, Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (octets.position() == 0 && !ended && !abandoned) {
                await(deadline);
            }
            if (abandoned) throw new ClosedChannelException();
            if (octets.position() == 0) return -1;
            octets.flip();
            int count = Math.min(octets.remaining(), target.remaining());
            target.put(octets.slice(0, count));
            octets.position(count).compact();
            held = octets.position();
            changed.signalAll();
            return count;
        } finally {
            lock.unlock();
        }
    }

    /// Blocks until there is room for something; takes what there is room for.
    ///
    /// @throws TimeoutException if there is none until the deadline
    /// @throws ClosedChannelException if either side is closed
    void write(ByteBuffer source, Deadline deadline) throws IOException {
        lock.lock();
        try {
            while (!octets.hasRemaining() && !ended && !abandoned) {
                await(deadline);
            }
            if (ended || abandoned) throw new ClosedChannelException();
            int count = Math.min(octets.remaining(), source.remaining());
            octets.put(source.slice(source.position(), count));
            source.position(source.position() + count);
            held = octets.position();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its callers loop
    private void await(Deadline deadline) throws IOException {
        try {
            if (changed.awaitNanos(deadline.left()) <= 0) {
                throw new TimeoutException("nothing until the deadline");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting");
        }
    }

    /// {@return whether a read would not wait; does not wait itself}
    boolean isReadable() {
        return held > 0 || ended;
    }

    /// {@return whether a write of this much would not wait; does not wait itself}
    boolean hasRoom(int count) {
        return CAPACITY - held >= count;
    }

    /// {@return whether the writer has ended it; does not wait}
    boolean isEnded() {
        return ended;
    }

    /// Nothing more is written; what there is can be read.
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Nothing more is read.
    void abandon() {
        lock.lock();
        try {
            abandoned = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
