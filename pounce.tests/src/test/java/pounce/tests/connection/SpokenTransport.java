package pounce.tests.connection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import pounce.api.Address;
import pounce.api.TlsSession;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.net.Admission;
import pounce.engine.net.Connection;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Deadline;
import pounce.engine.net.Output;
import pounce.engine.net.Peers;
import pounce.engine.net.Security;
import pounce.engine.net.Transport;

/// A peer that says all it has to say, takes all that it is told, and closes its side; unless it is
/// one that breaks the connection. Whatever a connection starts has a virtual thread, and no timer
/// ever fires: a peer that has closed is waited for by nobody.
final class SpokenTransport implements Transport {
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final ByteBuffer octets;
    private final int piece;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private boolean isRude;
    private int breaksAfter = Integer.MAX_VALUE;
    private volatile @Nullable Reason reason;
    private volatile boolean isShut;
    private volatile int largestWrite;
    private @Nullable Connection connection;

    /// @param octets what it says
    /// @param piece most that is read at once
    SpokenTransport(byte[] octets, int piece) {
        this.octets = ByteBuffer.wrap(octets);
        this.piece = piece;
    }

    /// Lets it reset the connection, in place of the end of its side.
    SpokenTransport rude() {
        isRude = true;
        return this;
    }

    /// Lets it break the connection once it has taken so many octets.
    SpokenTransport breaksAfter(int octets) {
        breaksAfter = octets;
        return this;
    }

    /// Lets a connection of this factory hear it, and waits for the end of all that comes of it.
    SpokenTransport heardBy(ConnectionFactory factory) throws InterruptedException {
        connection = factory.open(this);
        connection.run();
        assertTrue(
                closed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS),
                "the connection does not end");
        for (int i = 0; i < threads.size(); i++) { // they start others
            assertTrue(threads.get(i).join(PATIENCE), "a thread does not end");
        }
        if (!failures.isEmpty()) {
            throw new AssertionError("a thread failed", failures.getFirst());
        }
        return this;
    }

    byte[] heard() {
        return heard.toByteArray();
    }

    /// {@return the size of the largest write, in octets}
    int largestWrite() {
        return largestWrite;
    }

    /// {@return why the connection was closed}
    @Nullable Reason reason() {
        return reason;
    }

    // ---------------------------------------------------------------- what a connection asks for

    @Override
    public int read(ByteBuffer target, Deadline deadline) throws IOException {
        if (reason != null) {
            throw new IOException("closed");
        }
        if (!octets.hasRemaining()) {
            if (isRude) {
                throw new IOException("reset");
            }
            return -1;
        }
        int count = Math.min(piece, Math.min(octets.remaining(), target.remaining()));
        target.put(octets.slice(octets.position(), count));
        octets.position(octets.position() + count);
        return count;
    }

    @Override
    public int write(Output output) throws IOException {
        var buffer = ByteBuffer.allocate(output.size());
        output.encode(buffer);
        write(buffer.flip());
        return buffer.limit();
    }

    @Override
    public synchronized void write(ByteBuffer frames) throws IOException {
        if (reason != null || isShut) {
            throw new IOException("closed");
        }
        largestWrite = Math.max(largestWrite, frames.remaining());
        var written = new byte[Math.min(frames.remaining(), breaksAfter - heard.size())];
        frames.get(written);
        heard.writeBytes(written);
        if (frames.hasRemaining()) {
            throw new IOException("broken");
        }
    }

    @Override
    public void flush() {}

    @Override
    public void flushSoon() {}

    @Override
    public boolean idle(Duration limit) {
        return false;
    }

    @Override
    public boolean awaitFirst(Duration limit) {
        return false;
    }

    @Override
    public void watch(Runnable listener) {}

    @Override
    public boolean isHungUp() {
        return reason != null;
    }

    @Override
    public void start(Runnable task) {
        threads.add(
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                task.run();
                            } catch (Throwable failure) {
                                failures.add(failure);
                            }
                        }));
    }

    @Override
    public void beforeWait() {}

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public Deadline after(Duration duration) {
        return new Deadline(now() + duration.toNanos());
    }

    @Override
    public Runnable callAt(Deadline deadline, Runnable action) {
        return () -> {};
    }

    @Override
    public void shutdownOutput() {
        isShut = true;
    }

    @Override
    public void close(Reason why) {
        synchronized (this) {
            if (reason != null) {
                return;
            }
            reason = why;
        }
        if (connection != null) {
            connection.closed(why, heard.size());
        }
        closed.countDown();
    }

    // ---------------------------------------------------------------- who it is

    @Override
    public Admission admission() {
        return Admission.SERVED;
    }

    @Override
    public Peers peers() {
        return Peers.CLIENTS;
    }

    @Override
    public Security security() {
        return Security.NONE;
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.empty();
    }

    @Override
    public Address remote() {
        return new Address("192.0.2.1", 4711);
    }

    @Override
    public Address local() {
        return new Address("192.0.2.2", 8000);
    }
}
