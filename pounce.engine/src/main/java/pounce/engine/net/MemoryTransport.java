package pounce.engine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Address;
import pounce.api.TlsSession;
import pounce.api.event.ConnectionCompleted.Reason;

/// A connection within this process: two pipes in place of a socket. It belongs to an event loop,
/// whose threads serve it as any other; only the selector does not know it.
///
/// Code of the loop takes no lock of the pipes: those are for threads that may wait.
final class MemoryTransport extends TimerWheel.Entry implements Transport, LoopConnection {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryTransport.class);

    /// Clients are on this machine, and have no port.
    private static final Address HERE = new Address("127.0.0.1", 0);

    private enum State {
        /// No thread serves it. Whoever moves it to `SERVED` starts one.
        IDLE,
        /// Its own thread runs, or is not wanted yet.
        SERVED,
        /// Final.
        CLOSED
    }

    private final EventLoop loop;
    private final Duration writeTimeout;
    private final OpenConnections open;
    private final Admission admission;
    private final OctetPipe input = new OctetPipe();
    private final OctetPipe output = new OctetPipe();
    private final AtomicReference<State> state = new AtomicReference<>(State.SERVED);
    private volatile Connection connection = MemoryTransport::nobody;
    private volatile long idleDeadline;
    private volatile boolean spoken;
    private volatile @Nullable Thread handler;
    private volatile Runnable hangUpListener = MemoryTransport::nobody;
    private final AtomicLong sent = new AtomicLong();

    MemoryTransport(EventLoop loop, Timeouts timeouts, OpenConnections open) {
        this.loop = loop;
        this.writeTimeout = timeouts.write();
        this.open = open;
        this.idleDeadline = System.nanoTime() + timeouts.silence(Security.NONE).toNanos();
        this.admission = open.opened();
        loop.load().connectionOpened();
    }

    /// {@return the other end}
    ByteChannel client() {
        return new MemoryChannel(this, input, output);
    }

    /// Begins to serve; on the loop.
    void serve(Connection connection) {
        this.connection = connection;
        state.compareAndSet(State.SERVED, State.IDLE);
        if (input.isReadable()) {
            inputArrived();
        }
    }

    /// The client has sent something, or has ended; any thread.
    void inputArrived() {
        if (state.compareAndSet(State.IDLE, State.SERVED)) {
            loop.startConnection(connection);
        }
    }

    /// The client is gone; any thread that may wait.
    void hungUp() {
        input.end();
        output.abandon();
        inputArrived();
        if (handler != null) {
            loop.execute(hangUpListener);
        }
    }

    // ---------------------------------------------------------------- the loop's side

    @Override
    public boolean check(long now) {
        if (state.get() == State.IDLE && now - idleDeadline >= 0) {
            if (connection.mayEnd(Reason.TIMEOUT)) {
                finish(Reason.TIMEOUT);
            } else {
                idleDeadline = now + TimerWheel.HORIZON;
            }
        }
        return state.get() != State.CLOSED;
    }

    @Override
    public long nextDeadline() {
        return idleDeadline;
    }

    @Override
    public Stream<Thread> handlers() {
        return Stream.concat(Stream.ofNullable(handler), connection.handlers());
    }

    @Override
    public void closeIfIdle() {
        if (connection.mayEnd(Reason.COMPLETE) && spoken) {
            finish(Reason.COMPLETE);
        }
    }

    @Override
    public void closeIfSilent() {
        if (connection.mayEnd(Reason.COMPLETE)) {
            finish(Reason.COMPLETE);
        }
    }

    @Override
    public void closeByForce() {
        close(state.get() == State.IDLE ? Reason.COMPLETE : Reason.ERROR);
    }

    @Override
    public boolean cut(int generation) {
        return connection.cut(generation);
    }

    /// Closes it in order, if it is idle: what there is to say first needs a thread.
    private void finish(Reason why) {
        if (state.compareAndSet(State.IDLE, State.SERVED)) {
            loop.startConnection(() -> {
                try {
                    connection.farewell();
                } catch (IOException gone) {
                    LOG.atDebug().setCause(gone).log("The peer has not waited for the end");
                } finally {
                    close(why);
                }
            });
        }
    }

    // ---------------------------------------------------------------- octets

    @Override
    public int read(ByteBuffer target, Deadline deadline) throws IOException {
        handler = null;
        if (!input.isReadable()) {
            loop.beforeWait();
        }
        return input.read(target, deadline);
    }

    @Override
    public int write(Output encodable) throws IOException {
        var octets = ByteBuffer.allocate(encodable.size());
        encodable.encode(octets);
        octets.flip();
        write(octets);
        return octets.limit();
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        var rest = octets.duplicate();
        if (!output.hasRoom(rest.remaining())) {
            loop.beforeWait();
        }
        while (rest.hasRemaining()) {
            int before = rest.remaining();
            output.write(rest, Deadline.in(writeTimeout));
            sent.addAndGet(before - rest.remaining());
        }
    }

    /// Nothing is held back here.
    @Override
    public void flush() {}

    @Override
    public void flushSoon() {}

    @Override
    public void shutdownOutput() {
        output.end();
    }

    // ---------------------------------------------------------------- who serves

    @Override
    public boolean idle(Duration limit) throws IOException {
        spoken = true;
        return awaitFirst(limit);
    }

    @Override
    public boolean awaitFirst(Duration limit) throws IOException {
        handler = null;
        hangUpListener = MemoryTransport::nobody;
        idleDeadline = System.nanoTime() + limit.toNanos();
        if (!state.compareAndSet(State.SERVED, State.IDLE)) throw new ClosedChannelException();
        // It may have come before it would have started anybody.
        return !input.isReadable() || !state.compareAndSet(State.IDLE, State.SERVED);
    }

    @Override
    public void watch(Runnable listener) {
        hangUpListener = listener;
        handler = Thread.currentThread();
        if (isHungUp()) {
            loop.execute(listener);
        }
    }

    @Override
    public boolean isHungUp() {
        return input.isEnded() || state.get() == State.CLOSED;
    }

    @Override
    public void start(Runnable task) {
        loop.startConnection(task);
    }

    @Override
    public void beforeWait() {
        loop.beforeWait();
    }

    /// In `shared` mode nobody drives the loop's clock for a connection that has no socket.
    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public Deadline after(Duration duration) {
        return Deadline.in(duration);
    }

    @Override
    public Runnable callAt(Deadline deadline, Runnable action) {
        var alarm = new Alarm(deadline, action);
        loop.add(alarm);
        return alarm::stop;
    }

    /// The pipes have locks, and the caller may be the loop: they are closed behind its back.
    @Override
    public void close(Reason why) {
        if (state.getAndSet(State.CLOSED) == State.CLOSED) {
            return;
        }
        connection.closed(why, sent.get());
        loop.startConnection(() -> {
            input.abandon(); // first: who has heard the end can say nothing more
            output.end();
        });
        hangUpListener.run();
        loop.forget(this);
        loop.load().connectionClosed();
        open.closed(admission);
    }

    // ---------------------------------------------------------------- what it is

    @Override
    public Admission admission() {
        return admission;
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
        return HERE;
    }

    @Override
    public Address local() {
        return HERE;
    }

    private static void nobody() {}
}
