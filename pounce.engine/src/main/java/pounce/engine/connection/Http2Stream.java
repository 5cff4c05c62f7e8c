package pounce.engine.connection;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pounce.api.Address;
import pounce.api.Headers;
import pounce.api.RequestBody;
import pounce.api.TlsSession;
import pounce.api.error.ErrorCode;
import pounce.api.error.ParseException;
import pounce.api.error.RequestTimeoutException;
import pounce.engine.exchange.Exchange;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.ResponsePlan;
import pounce.engine.http2.DataScheduler;
import pounce.engine.http2.FlowWindow;
import pounce.engine.http2.Head;
import pounce.engine.http2.Priority;
import pounce.engine.http2.RequestContent;
import pounce.engine.http2.StreamState;
import pounce.engine.http2.StreamState.Signal;
import pounce.engine.message.Violation;
import pounce.engine.net.Deadline;

/// One stream: the content of its request, the frames of its response. What the reader, the writer
/// and the application's threads share of it is under the session's lock.
final class Http2Stream implements ExchangeStream, DataScheduler.Scheduled {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// What has become of a stream before its end.
    private enum Fate {
        /// It goes on, or has come to its end.
        NONE,
        /// The client has reset it.
        RESET,
        /// The client has broken a rule, and we have reset it.
        FAULTY,
        /// The client has not opened its window in time.
        STALLED,
        /// The connection is closed.
        CLOSED
    }

    private final Http2Session session;
    private final Http2Output output;
    private final int id;
    private final Head head;
    private final FlowWindow window;
    private final @Nullable RequestContent content;

    // Under the lock.
    private StreamState state;
    private Priority priority;
    private @Nullable ByteBuffer pending;
    private boolean pendingIsLast;
    private @Nullable Violation fault;
    private long deadline;
    private boolean isLate;
    private boolean isContentWanted = true;

    private volatile Fate fate = Fate.NONE;
    private volatile @Nullable Thread waiting;
    private volatile boolean awaitsContinue;

    /// Whose stream it is, once that is known.
    private volatile @Nullable Exchange exchange;

    /// That of the application's call.
    private volatile @Nullable Thread thread;

    // They belong to the sender.
    private @Nullable ResponsePlan plan;
    private boolean hasContent;
    private long sent;

    /// Belongs to the receiver.
    private @Nullable Patience patience;

    /// @param window what may be sent
    /// @param content of the request; null if it has none
    Http2Stream(
            Http2Session session,
            int id,
            Head head,
            FlowWindow window,
            @Nullable RequestContent content,
            Priority priority) {
        this.session = session;
        this.output = session.output();
        this.id = id;
        this.head = head;
        this.window = window;
        this.content = content;
        this.priority = priority;
        this.awaitsContinue = head.expectsContinue() && content != null;
        this.state = content == null ? StreamState.HALF_CLOSED_REMOTE : StreamState.OPEN;
    }

    int id() {
        return id;
    }

    Head head() {
        return head;
    }

    // ---------------------------------------------------------------- the session's side

    /// Whoever ends the stream sets its fate first, then looks for an exchange; here it is the
    /// other way round.
    void belongsTo(Exchange owner) {
        exchange = owner;
        if (fate != Fate.NONE) {
            owner.hungUp();
        }
    }

    boolean isServedBy(int generation) {
        var owner = exchange;
        return owner != null && owner.generation() == generation;
    }

    /// @param call the thread of the application's call; null when it has returned
    void runsOn(@Nullable Thread call) {
        thread = call;
    }

    void handOverThread(Consumer<? super Thread> taker) {
        var call = thread;
        if (call != null) {
            taker.accept(call);
        }
    }

    /// Ends the application's call, if there is one, as far as it depends on the client.
    private void meet(Fate end) {
        fate = end;
        wake();
        var owner = exchange;
        if (owner != null) {
            owner.hungUp();
        }
    }

    void wasReset() {
        state = StreamState.CLOSED;
        meet(Fate.RESET);
    }

    void isFaulty(Violation violation) {
        state = StreamState.CLOSED;
        fault = violation;
        meet(Fate.FAULTY);
    }

    void wasClosed() {
        state = StreamState.CLOSED;
        meet(Fate.CLOSED);
    }

    /// The client says no more, and its windows do not grow any more.
    void willHearNothing() {
        wake();
        var owner = exchange;
        if (owner != null) {
            owner.hungUp();
        }
    }

    StreamState state() {
        return state;
    }

    /// {@return false if the signal must not come now}
    boolean move(Signal signal) {
        var next = state.after(signal);
        if (next == null) {
            return false;
        }
        state = next;
        return true;
    }

    @Nullable RequestContent requestContent() {
        return content;
    }

    boolean isContentWanted() {
        return isContentWanted;
    }

    boolean isStalled() {
        return fate == Fate.STALLED;
    }

    @Override
    public Priority priority() {
        return priority;
    }

    void priority(Priority changed) {
        priority = changed;
    }

    FlowWindow window() {
        return window;
    }

    // ---------------------------------------------------------------- waiting, under the lock

    /// Whoever waits looks again.
    void wake() {
        var thread = waiting;
        if (thread != null) {
            waiting = null;
            LockSupport.unpark(thread);
        }
    }

    /// Wakes whoever has waited for too long.
    ///
    /// @return when it will be too long; [Long#MAX_VALUE] if nobody waits
    long check(long now) {
        if (waiting == null || deadline == Long.MAX_VALUE) {
            return Long.MAX_VALUE;
        }
        if (now - deadline >= 0) {
            isLate = true;
            wake();
            return Long.MAX_VALUE;
        }
        return deadline;
    }

    /// Waits until somebody calls [#wake]; without the lock meanwhile.
    ///
    /// @param limit when that is, at the latest
    /// @return whether it was at the latest
    private boolean await(long limit) throws IOException {
        var me = Thread.currentThread();
        isLate = false;
        deadline = limit;
        waiting = me;
        session.unlockToWait(limit);
        try {
            while (waiting == me && !me.isInterrupted()) {
                LockSupport.park(this);
            }
        } finally {
            session.lock();
        }
        if (waiting == me) {
            waiting = null;
            throw new InterruptedIOException("interrupted while waiting for the client");
        }
        return isLate;
    }

    // ---------------------------------------------------------------- the request's content

    @Override
    public long declaredLength() {
        return content == null ? 0 : head.length();
    }

    @Override
    public RequestBody receive() throws IOException {
        var from = content;
        if (from == null) {
            return new RequestBody(NOTHING, true);
        }
        session.lock();
        try {
            while (from.size() == 0 && !from.hasEnded()) {
                throwIfNoMoreComes();
                awaitContent(from);
            }
            throwIfNoMoreComes();
            var data = from.take();
            session.used(this, data.remaining());
            return new RequestBody(data, from.hasEnded());
        } finally {
            session.unlock();
        }
    }

    private void throwIfNoMoreComes() throws IOException {
        var known = fault;
        if (fate == Fate.FAULTY && known != null) {
            throw new ParseException(known.code(), known.detail());
        }
        throwIfOver();
    }

    private void awaitContent(RequestContent from) throws IOException {
        if (session.hasInputEnded()) {
            throw new EOFException("the connection ended in the middle of a request");
        }
        if (awaitsContinue) {
            awaitsContinue = false;
            output.interim(id, 100, Headers.empty());
        }
        var limit = patience;
        if (limit == null) {
            limit = new Patience(session.settings().pace());
            patience = limit;
        }
        long start = System.nanoTime();
        boolean late = await(start + limit.left());
        limit.waited(System.nanoTime() - start, from.size());
        if (late && from.size() == 0 && !from.hasEnded()) {
            throw new RequestTimeoutException(
                    ErrorCode.POUNCE_TIMEOUT_REQUEST_BODY, "no request content in time");
        }
    }

    @Override
    public void refuseContent() {
        var from = content;
        if (from != null) {
            session.lock();
            try {
                isContentWanted = false;
                session.dropped(from.take().remaining());
            } finally {
                session.unlock();
            }
        }
    }

    @Override
    public Headers trailers() {
        var from = content;
        if (from == null) {
            return Headers.empty();
        }
        session.lock();
        try {
            return from.size() == 0 ? from.trailers() : Headers.empty();
        } finally {
            session.unlock();
        }
    }

    // ---------------------------------------------------------------- the response

    @Override
    public void interim(int status, Headers fields) throws IOException {
        session.lock();
        try {
            awaitRoom();
            output.interim(id, status, fields);
        } finally {
            session.unlock();
        }
    }

    /// Waits for what comes with it.
    @Override
    public void start(ResponsePlan decided) {
        awaitsContinue = false; // an interim response has no place in another
        plan = decided;
        hasContent = decided.hasContent();
    }

    @Override
    public void content(ByteBuffer data) throws IOException {
        send(data, false);
    }

    @Override
    public void last(ByteBuffer data) throws IOException {
        send(data, true);
    }

    @Override
    public void flush() throws IOException {
        if (plan != null) {
            send(NOTHING, false);
        }
    }

    @Override
    public void end(Headers trailers) throws IOException {
        if (trailers.size() == 0 || !hasContent) {
            send(NOTHING, true);
            return;
        }
        send(NOTHING, false);
        session.lock();
        try {
            awaitRoom();
            sent += output.trailers(id, trailers);
            session.answered(this);
        } finally {
            session.unlock();
        }
    }

    private void send(ByteBuffer data, boolean isLast) throws IOException {
        session.lock();
        try {
            awaitRoom();
            boolean endsWithHead = isLast && !data.hasRemaining();
            boolean hasEnded = sendHead(endsWithHead);
            if (data.hasRemaining()) {
                sendContent(data, isLast);
            } else if (isLast && !hasEnded) {
                output.endStream(this);
            }
            if (isLast) {
                session.answered(this);
            }
        } finally {
            session.unlock();
        }
    }

    /// {@return whether the stream ends with it}
    private boolean sendHead(boolean isLast) {
        var waits = plan;
        if (waits == null) {
            return false;
        }
        plan = null;
        sent += output.head(id, waits, isLast);
        if (waits.fields().contains("connection")) {
            session.closesIfAsked(waits.fields());
        }
        return isLast;
    }

    private void sendContent(ByteBuffer data, boolean isLast) throws IOException {
        int length = data.remaining();
        int done = output.content(this, data, isLast);
        if (done < length) {
            pending = data.slice(data.position() + done, length - done);
            pendingIsLast = isLast;
            awaitSent();
        }
    }

    private void awaitSent() throws IOException {
        output.offer(this);
        try {
            boolean late = false;
            while (pending != null) {
                throwIfStalled(late);
                late = await(session.now() + session.stall().toNanos());
                throwIfOver();
            }
        } finally {
            if (pending != null) {
                pending = null;
                output.withdraw(this);
            }
        }
    }

    private void throwIfStalled(boolean late) throws IOException {
        if (late && output.isStalled(this)) {
            fate = Fate.STALLED;
            throw new RequestTimeoutException(
                    ErrorCode.POUNCE_TIMEOUT_WRITE, "the client does not open its window");
        }
        if (session.hasInputEnded() && output.isStalled(this)) {
            throw new EOFException("the connection ended before the window was opened");
        }
    }

    /// Nothing comes from the client any more: whoever waits for a window does so in vain.
    void wakeIfStalled() {
        if (pending != null && output.isStalled(this)) {
            wake();
        }
    }

    /// {@return what the writer may fetch}
    ByteBuffer pending() {
        var waits = pending;
        if (waits == null) {
            throw new IllegalStateException("nothing is pending");
        }
        return waits;
    }

    boolean hasPending() {
        return pending != null;
    }

    boolean pendingIsLast() {
        return pendingIsLast;
    }

    /// The writer has fetched so much.
    void fetched(int octets) {
        var waits = pending();
        waits.position(waits.position() + octets);
        deadline = session.now() + session.stall().toNanos();
        if (!waits.hasRemaining()) {
            pending = null;
            wake();
        }
    }

    private void awaitRoom() throws IOException {
        throwIfOver();
        while (!output.hasRoom()) {
            output.tellOfRoom(this);
            await(Long.MAX_VALUE); // the transport has a deadline
            throwIfOver();
        }
    }

    private void throwIfOver() throws IOException {
        switch (fate) {
            case NONE -> {}
            case RESET -> throw new IOException("the client has reset the stream");
            case FAULTY -> throw new ProtocolException("the client has broken a rule");
            case STALLED ->
                    throw new RequestTimeoutException(
                            ErrorCode.POUNCE_TIMEOUT_WRITE, "the client does not open its window");
            case CLOSED -> throw new ClosedChannelException();
        }
    }

    /// So much was made of the response, in octets; by the sender, or while it waits.
    void count(int octets) {
        sent += octets;
    }

    @Override
    public long sent() {
        return sent;
    }

    @Override
    public void close() {
        if (state != StreamState.CLOSED || content != null) {
            session.over(this);
        }
    }

    @Override
    public Runnable callAfter(Duration time, Runnable action) {
        return session.transport().callAt(Deadline.in(time), action);
    }

    @Override
    public boolean isHungUp() {
        return fate != Fate.NONE || session.transport().isHungUp();
    }

    @Override
    public Address remote() {
        return session.transport().remote();
    }

    @Override
    public Address local() {
        return session.transport().local();
    }

    @Override
    public Optional<TlsSession> tls() {
        return session.transport().tls();
    }
}
