package pounce.engine.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Address;
import pounce.api.TlsSession;
import pounce.api.event.ConnectionCompleted.Reason;

/// A non-blocking socket that blocking code on a virtual thread reads and writes.
///
/// **Read side.** The right to read the channel goes with `state`:
///
/// | state | means | who moves it |
/// |---|---|---|
/// | IDLE | no thread, no buffer | loop: to READING on input, and starts the connection's thread; or closes at the deadline |
/// | READING | the connection's thread may read | that thread: to PARKED, HANDLER, or (its very last act) IDLE; loop: to MUTED |
/// | MUTED | the same, and the selector does not look for input | that thread: to READING, and the selector looks again |
/// | PARKED | the thread waits for input | loop: to READING on input, to TIMED_OUT at the deadline, and unparks it |
/// | TIMED_OUT | the wait was in vain | the thread: to READING |
/// | HANDLER | application code runs, nobody reads | that thread: to READING; loop: to PEEK on input |
/// | PEEK | the loop reads once: is it a hang-up, or early input? | loop: to HANDLER or HANDLER_MUTED |
/// | HANDLER_MUTED | as HANDLER, and the selector does not look | the thread: to MUTED |
/// | CLOSED | final | anybody |
///
/// Readiness is level-triggered: an event that is dropped comes again. The selector's interest in
/// input is changed only in the rare MUTED states, so an ordinary request costs no such system
/// call.
///
/// The write side is [SocketOutput].
final class SocketTransport extends TimerWheel.Entry implements Transport, LoopConnection {
    private static final Logger LOG = LoggerFactory.getLogger(SocketTransport.class);

    private static final int PEEK_OCTETS = 4 << 10;

    /// About a microsecond.
    private static final int SPINS = 100;

    private static final int IDLE = 0;
    private static final int READING = 1;
    private static final int MUTED = 2;
    private static final int PARKED = 3;
    private static final int TIMED_OUT = 4;
    private static final int HANDLER = 5;
    private static final int PEEK = 6;
    private static final int HANDLER_MUTED = 7;
    private static final int CLOSED = 8;

    private static final VarHandle STATE;
    private static final VarHandle RECEIVING;

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATE = lookup.findVarHandle(SocketTransport.class, "state", int.class);
            RECEIVING = lookup.findVarHandle(SocketTransport.class, "receiving", boolean.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final EventLoop loop;
    private final SocketChannel channel;
    private final SocketCalls calls;
    private final Endpoint endpoint;
    private final Interest interest;
    private final SocketOutput output;
    private final OpenConnections open;
    private final Admission admission;
    private final Address remote;
    private Connection connection = SocketTransport::nobody;

    private volatile int state = IDLE;
    private volatile long readDeadline;
    private volatile boolean hungUp;

    /// The descriptor is in use, past the channel.
    private volatile boolean receiving;

    // They belong to whoever has the right to read.
    private @Nullable Thread reader;
    private @Nullable ByteBuffer early;
    private boolean drained;

    /// Something has come: it does not wait for its first request any more.
    private boolean spoken;

    private Runnable hangUpListener = SocketTransport::nobody;

    SocketTransport(
            EventLoop loop,
            SocketChannel channel,
            Endpoint endpoint,
            Timeouts timeouts,
            OpenConnections open)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.calls = loop.callsOn(channel);
        this.endpoint = endpoint;
        this.interest = new Interest(loop);
        this.output = new SocketOutput(loop, channel, calls, interest, timeouts.write());
        this.open = open;
        this.remote = endpoint.client(channel);
        this.readDeadline = loop.now() + timeouts.silence(endpoint.security()).toNanos();
        this.admission = open.opened();
        loop.load().connectionOpened();
    }

    // ---------------------------------------------------------------- the loop's side

    void register(Selector selector, Connection connection) throws IOException {
        this.connection = connection;
        interest.in(channel.register(selector, SelectionKey.OP_READ, this));
    }

    /// Lets another selector look for input and for room. It looks for more than is wanted: what it
    /// finds too much is put right as it is found.
    ///
    /// @return false if the connection is closed
    boolean moveTo(Selector selector) {
        try {
            interest.in(
                    channel.register(selector, SelectionKey.OP_READ | SelectionKey.OP_WRITE, this));
            return true;
        } catch (ClosedChannelException _) {
            return false;
        }
    }

    @Override
    public Stream<Thread> handlers() {
        int now = state;
        boolean isHandling = now == HANDLER || now == HANDLER_MUTED || now == PEEK;
        return Stream.concat(
                isHandling ? Stream.ofNullable(reader) : Stream.empty(), connection.handlers());
    }

    void ready(int operations) {
        if ((operations & SelectionKey.OP_WRITE) != 0) {
            output.writable();
        }
        if ((operations & SelectionKey.OP_READ) != 0) {
            readable();
        }
    }

    private void readable() {
        while (true) {
            switch (state) {
                case IDLE -> {
                    if (move(IDLE, READING)) {
                        loop.startConnection(connection);
                        return;
                    }
                }
                case PARKED -> {
                    if (move(PARKED, READING)) {
                        LockSupport.unpark(reader);
                        return;
                    }
                }
                case HANDLER -> {
                    if (move(HANDLER, PEEK)) {
                        peek();
                        return;
                    }
                }
                case READING -> {
                    // Its thread is parked elsewhere, or runs beside this loop: without this the
                    // selector would spin.
                    ignoreInput();
                    if (move(READING, MUTED)) {
                        return;
                    }
                    expectInput();
                }
                case MUTED, HANDLER_MUTED -> {
                    ignoreInput(); // the selector is a new one
                    if (state == MUTED || state == HANDLER_MUTED) {
                        return;
                    }
                    expectInput();
                }
                default -> {
                    return;
                }
            }
        }
    }

    /// Input while application code runs: the peer hangs up, or is early. Costs a system call only
    /// when this happens at all.
    private void peek() {
        int room = PEEK_OCTETS - earlyOctets();
        var buffer = loop.outputBuffers().borrow();
        int count;
        try {
            count = channel.read(buffer.clear().limit(room));
        } catch (IOException _) {
            count = -1; // a reset
        }
        if (count > 0) {
            early = behind(early, buffer.flip());
            drained = count < room;
        }
        loop.outputBuffers().giveBack(buffer.clear());
        if (count >= 0 && count < room) {
            move(PEEK, HANDLER); // a hang-up can still be seen
            return;
        }
        hungUp |= count < 0;
        ignoreInput();
        var listener = hangUpListener;
        move(PEEK, HANDLER_MUTED); // unless somebody closes it right now
        if (count < 0) {
            listener.run();
        }
    }

    private int earlyOctets() {
        return early == null ? 0 : early.remaining();
    }

    private static ByteBuffer behind(@Nullable ByteBuffer first, ByteBuffer second) {
        int known = first == null ? 0 : first.remaining();
        var both = ByteBuffer.allocate(known + second.remaining());
        if (first != null) {
            both.put(first);
        }
        return both.put(second).flip();
    }

    @Override
    public boolean check(long now) {
        output.check(now);
        switch (state) {
            case CLOSED -> {
                return false;
            }
            case IDLE -> {
                if (now - readDeadline >= 0) {
                    overdue(now);
                }
            }
            case PARKED -> {
                if (now - readDeadline >= 0 && move(PARKED, TIMED_OUT)) {
                    LockSupport.unpark(reader);
                }
            }
            default -> {}
        }
        return true;
    }

    @Override
    public long nextDeadline() {
        return output.nextDeadline(readDeadline);
    }

    private void overdue(long now) {
        if (connection.mayEnd(Reason.TIMEOUT)) {
            end(Reason.TIMEOUT);
        } else {
            readDeadline = now + TimerWheel.HORIZON;
        }
    }

    @Override
    public void closeIfIdle() {
        if (isForService() && connection.mayEnd(Reason.COMPLETE) && state == IDLE && spoken) {
            end(Reason.COMPLETE);
        }
    }

    @Override
    public void closeIfSilent() {
        if (isForService() && connection.mayEnd(Reason.COMPLETE) && state == IDLE) {
            end(Reason.COMPLETE);
        }
    }

    private boolean isForService() {
        return endpoint.peers() != Peers.ADMINISTRATORS;
    }

    /// Closes an idle connection in order: what there is to say first needs a thread.
    private void end(Reason why) {
        if (!connection.hasFarewell()) {
            close(why);
        } else if (move(IDLE, READING)) {
            loop.startConnection(() -> sayFarewell(why));
        }
    }

    private void sayFarewell(Reason why) {
        try {
            connection.farewell();
        } catch (IOException gone) {
            LOG.atDebug().setCause(gone).log("The peer has not waited for the end");
        } finally {
            close(why);
        }
    }

    @Override
    public boolean cut(int generation) {
        return connection.cut(generation);
    }

    @Override
    public void closeByForce() {
        close(state == IDLE ? Reason.COMPLETE : Reason.ERROR);
    }

    // ---------------------------------------------------------------- reading

    @Override
    public int read(ByteBuffer target, Deadline deadline) throws IOException {
        claim();
        while (true) {
            if (early != null) {
                return takeEarly(early, target);
            }
            if (hungUp) {
                return -1;
            }
            int room = target.remaining();
            int count = receive(target);
            drained = count < room;
            if (count < 0) {
                hungUp = true;
            }
            if (count != 0) {
                return count;
            }
            awaitInput(deadline);
        }
    }

    private int receive(ByteBuffer target) throws IOException {
        return SocketCalls.take(target) ? receivePastChannel(target) : channel.read(target);
    }

    /// Whoever closes the connection sets the state first, then looks whether somebody receives; we
    /// do it the other way round.
    private int receivePastChannel(ByteBuffer target) throws IOException {
        RECEIVING.setVolatile(this, true);
        try {
            if (state == CLOSED) {
                throw new ClosedChannelException();
            }
            return calls.receive(target);
        } finally {
            RECEIVING.setRelease(this, false);
        }
    }

    private int takeEarly(ByteBuffer octets, ByteBuffer target) {
        int count = Math.min(octets.remaining(), target.remaining());
        target.put(octets.slice(octets.position(), count));
        octets.position(octets.position() + count);
        if (!octets.hasRemaining()) {
            early = null;
        }
        return count;
    }

    /// Takes back the right to read after application code has run. The loop's one read call takes
    /// no time, unless the processor is taken from its thread meanwhile, or this thread has it.
    @SuppressWarnings("ThreadPriorityCheck") // a virtual thread's carrier, not its priority
    private void claim() throws ClosedChannelException {
        for (int spins = 0; ; spins++) {
            switch (state) {
                case READING, MUTED -> {
                    return;
                }
                case HANDLER -> {
                    if (move(HANDLER, READING)) {
                        return;
                    }
                }
                case HANDLER_MUTED -> {
                    if (move(HANDLER_MUTED, MUTED)) {
                        return;
                    }
                }
                case PEEK -> {
                    if (spins < SPINS) {
                        Thread.onSpinWait();
                    } else {
                        Thread.yield();
                    }
                }
                case CLOSED -> throw new ClosedChannelException();
                default -> throw new IllegalStateException("read by two threads: " + state);
            }
        }
    }

    private void awaitInput(Deadline deadline) throws IOException {
        flushSoon();
        loop.beforeWait();
        readDeadline = deadline.nanoTime();
        reader = Thread.currentThread();
        leaveReading(PARKED);
        while (state == PARKED) {
            LockSupport.park(this);
            if (Thread.currentThread().isInterrupted() && move(PARKED, READING)) {
                throw new InterruptedIOException("interrupted while reading");
            }
        }
        if (state == CLOSED) {
            throw new ClosedChannelException();
        }
        if (move(TIMED_OUT, READING)) {
            throw new TimeoutException("no input until the deadline");
        }
    }

    @Override
    public boolean idle(Duration limit) throws IOException {
        return rest(limit, true);
    }

    @Override
    public boolean awaitFirst(Duration limit) throws IOException {
        return rest(limit, spoken);
    }

    private boolean rest(Duration limit, boolean hasSpoken) throws IOException {
        claim();
        if (early != null || hungUp || !drained) {
            return false;
        }
        readDeadline = loop.now() + limit.toNanos();
        reader = null;
        spoken = hasSpoken;
        hangUpListener = SocketTransport::nobody;
        leaveReading(IDLE);
        return true;
    }

    /// From READING, or MUTED, to a state in which the loop looks for input.
    private void leaveReading(int next) throws ClosedChannelException {
        while (!move(READING, next)) {
            if (move(MUTED, READING)) {
                expectInput();
            } else if (state == CLOSED) {
                throw new ClosedChannelException();
            }
        }
    }

    @Override
    public void watch(Runnable listener) {
        hangUpListener = listener;
        reader = Thread.currentThread();
        try {
            claim(); // it may be held already, by a request that came with this one
            boolean deaf = hungUp || earlyOctets() == PEEK_OCTETS;
            if (!deaf || !move(MUTED, HANDLER_MUTED)) {
                leaveReading(HANDLER);
            }
        } catch (ClosedChannelException _) {
            listener.run();
        }
    }

    @Override
    public boolean isHungUp() {
        return hungUp || output.isBroken();
    }

    // ---------------------------------------------------------------- writing

    @Override
    public int write(Output encodable) throws IOException {
        return output.write(encodable);
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        output.write(octets);
    }

    @Override
    public boolean sendsFiles() {
        return true;
    }

    @Override
    public void write(FileChannel file, long offset, long length) throws IOException {
        output.write(file, offset, length);
    }

    @Override
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void flushSoon() {
        output.flushSoon();
    }

    // ---------------------------------------------------------------- the rest

    @Override
    public void shutdownOutput() throws IOException {
        channel.shutdownOutput();
    }

    @Override
    public void close(Reason why) {
        int before = (int) STATE.getAndSet(this, CLOSED);
        if (before == CLOSED) {
            return;
        }
        boolean told = hungUp;
        output.close();
        loop.changeSelector(this::closeChannel); // the descriptor is released at the next select
        connection.closed(why, output.sent()); // before anybody takes this for the peer's hang-up
        hungUp = true;
        if (before == PARKED || before == TIMED_OUT) {
            LockSupport.unpark(reader);
        } else if (!told && (before == HANDLER || before == PEEK || before == HANDLER_MUTED)) {
            hangUpListener.run();
        }
        loop.load().connectionClosed();
        open.closed(admission);
    }

    @SuppressWarnings("ThreadPriorityCheck") // it has our processor, perhaps
    private void closeChannel() {
        while (receiving) { // one call that does not block
            Thread.yield();
        }
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.atDebug().setCause(failure).log("Close failed");
        }
    }

    @Override
    public Admission admission() {
        return admission;
    }

    @Override
    public Peers peers() {
        return endpoint.peers();
    }

    @Override
    public Security security() {
        return endpoint.security();
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.empty();
    }

    @Override
    public void start(Runnable task) {
        loop.startConnection(task);
    }

    @Override
    public void beforeWait() {
        loop.beforeWait();
    }

    @Override
    public long now() {
        return loop.now();
    }

    @Override
    public Deadline after(Duration duration) {
        return new Deadline(loop.now() + duration.toNanos());
    }

    @Override
    public Runnable callAt(Deadline deadline, Runnable action) {
        var alarm = new Alarm(deadline, action);
        loop.add(alarm);
        return alarm::stop;
    }

    @Override
    public Address remote() {
        return remote;
    }

    @Override
    public Address local() {
        try {
            return endpoint.server(channel);
        } catch (IOException _) {
            return new Address("unknown", 0); // closed meanwhile
        }
    }

    private static void nobody() {}

    private boolean move(int from, int to) {
        return STATE.compareAndSet(this, from, to);
    }

    private void ignoreInput() {
        interest.remove(SelectionKey.OP_READ);
    }

    private void expectInput() {
        interest.add(SelectionKey.OP_READ);
    }
}
