package pounce.engine.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.Address;
import pounce.api.Headers;
import pounce.api.RequestBody;
import pounce.api.RequestHead;
import pounce.api.TlsSession;
import pounce.api.error.ErrorCode;
import pounce.api.error.RequestTimeoutException;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestId;
import pounce.api.event.RequestQueued;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.RequestControl;
import pounce.engine.exchange.ResponsePlan;

/// Stands between an exchange and the stream of its protocol, and notes what becomes of the
/// request. Events are made when somebody wants them, and only then.
///
/// One exists per request and is written on every response, so it has no volatile field on its way:
/// what the sender writes is released, and read by whoever cuts the request off.
final class WatchedStream implements ExchangeStream {
    private static final VarHandle STATUS;
    private static final VarHandle CONTENT;
    private static final VarHandle HEAD;

    static {
        try {
            var lookup = MethodHandles.lookup();
            STATUS = lookup.findVarHandle(WatchedStream.class, "status", int.class);
            CONTENT = lookup.findVarHandle(WatchedStream.class, "content", long.class);
            HEAD = lookup.findVarHandle(WatchedStream.class, "head", RequestHead.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final ExchangeStream stream;
    private final RequestControl control;
    private final RequestId id;
    private final WatchedConnection connection;
    private final long startNs = System.nanoTime();

    /// Of the response; 0 before its head. Written by one sender at a time.
    @SuppressWarnings("UnusedVariable") // by its handle
    private int status;

    /// In octets. Written by one sender at a time.
    private long content;

    /// Written by the thread of the call, or before it. Nobody is told of the request before.
    @SuppressWarnings("UnusedVariable") // by its handle
    private @Nullable RequestHead head;

    /// What went wrong last, as far as this side can tell.
    private volatile @Nullable Reason cause;

    /// Whether the connection was found closed on this side: then whoever closes it knows why.
    private volatile boolean closedHere;

    // In the mailbox only.
    private @Nullable RequestStarted request;
    private boolean streaming;
    private long streamNs;
    private @Nullable WatchedStream previous;
    private @Nullable WatchedStream next;

    /// Written in the mailbox. Others may look, for nothing takes it back.
    private boolean over;

    WatchedStream(
            ExchangeStream stream,
            RequestControl control,
            RequestId id,
            WatchedConnection connection) {
        this.stream = stream;
        this.control = control;
        this.id = id;
        this.connection = connection;
    }

    // ---------------------------------------------------------------- what the exchange does

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private void watch(Step step) throws IOException {
        try {
            step.run();
        } catch (IOException broken) {
            notice(broken);
            throw broken;
        } catch (RequestTimeoutException slow) {
            notice(slow);
            throw slow;
        }
    }

    private void notice(IOException broken) {
        switch (broken) {
            case ClosedChannelException _ -> closedHere = true;
            case InterruptedIOException _, ProtocolException _ -> cause = Reason.ERROR;
            default -> cause = Reason.CLIENT_DISCONNECT;
        }
    }

    private void notice(RequestTimeoutException slow) {
        cause =
                slow.code() == ErrorCode.POUNCE_TIMEOUT_WRITE
                        ? Reason.BACKPRESSURE
                        : Reason.TIMEOUT;
    }

    @Override
    public long declaredLength() {
        return stream.declaredLength();
    }

    @Override
    public RequestBody receive() throws IOException {
        try {
            return stream.receive();
        } catch (IOException broken) {
            notice(broken);
            throw broken;
        } catch (RequestTimeoutException slow) {
            notice(slow);
            throw slow;
        }
    }

    @Override
    public void refuseContent() {
        stream.refuseContent();
    }

    @Override
    public Headers trailers() {
        return stream.trailers();
    }

    @Override
    public void interim(int status, Headers fields) throws IOException {
        watch(() -> stream.interim(status, fields));
    }

    @Override
    public void start(ResponsePlan plan) throws IOException {
        watch(() -> stream.start(plan));
        STATUS.setRelease(this, plan.status());
        if (plan.hasContent() && plan.length() instanceof ResponsePlan.Length.Unknown) {
            connection.mailbox().execute(this::opened);
        }
    }

    @Override
    public void content(ByteBuffer data) throws IOException {
        int octets = data.remaining();
        watch(() -> stream.content(data));
        CONTENT.setRelease(this, content + octets);
    }

    @Override
    public void file(FileChannel file, long offset, long length) throws IOException {
        watch(() -> stream.file(file, offset, length));
        CONTENT.setRelease(this, content + length);
    }

    @Override
    public void last(ByteBuffer data) throws IOException {
        int octets = data.remaining();
        watch(() -> stream.last(data));
        CONTENT.setRelease(this, content + octets);
        complete();
    }

    @Override
    public void flush() throws IOException {
        watch(stream::flush);
    }

    @Override
    public void end(Headers trailers) throws IOException {
        watch(() -> stream.end(trailers));
        complete();
    }

    private void complete() {
        var mailbox = connection.mailbox();
        if (mailbox.enter()) {
            completed(stream.sent());
            mailbox.leave();
        } else {
            long sent = stream.sent();
            mailbox.execute(() -> completed(sent));
        }
    }

    @Override
    public long sent() {
        return stream.sent();
    }

    @Override
    public void close() {
        if (over) {
            stream.close(); // as a rule
            return;
        }
        boolean hungUp = stream.isHungUp();
        stream.close();
        if (!closedHere) {
            var mailbox = connection.mailbox();
            if (mailbox.enter()) {
                brokenOff(hungUp);
                mailbox.leave();
            } else {
                mailbox.execute(() -> brokenOff(hungUp));
            }
        }
    }

    @Override
    public Runnable callAfter(Duration time, Runnable action) {
        return stream.callAfter(time, action);
    }

    @Override
    public boolean isHungUp() {
        return stream.isHungUp();
    }

    @Override
    public Address remote() {
        return stream.remote();
    }

    @Override
    public Address local() {
        return stream.local();
    }

    @Override
    public Optional<TlsSession> tls() {
        return stream.tls();
    }

    /// An exchange says what it is about before it does anything else: with that the request
    /// begins.
    @Override
    public void known(RequestHead head) {
        boolean begins = this.head == null;
        HEAD.setRelease(this, head);
        if (begins) {
            begin();
        }
    }

    private void begin() {
        var mailbox = connection.mailbox();
        if (mailbox.enter()) {
            connection.begin(this);
            mailbox.leave();
        } else {
            mailbox.execute(() -> connection.begin(this));
        }
    }

    @Override
    public void queued(long nanos, boolean admitted) {
        if (connection.wanted().requestWaits()) {
            connection.mailbox().execute(() -> tell(requestQueued(nanos, admitted)));
        }
    }

    @Override
    public void failed(ErrorCode code, Throwable failure) {
        connection
                .mailbox()
                .execute(() ->
                        tell(
                                new RequestFailed(
                                        request().connectionId(),
                                        request().workerId(),
                                        code,
                                        failure,
                                        System.nanoTime(),
                                        request(),
                                        head())));
    }

    // ---------------------------------------------------------------- in the mailbox

    /// Makes it the newest of its connection.
    void follow(@Nullable WatchedStream newest) {
        previous = newest;
        if (newest != null) {
            newest.next = this;
        }
    }

    @Nullable WatchedStream previous() {
        return previous;
    }

    @Nullable WatchedStream next() {
        return next;
    }

    void unlink() {
        var older = previous;
        var newer = next;
        if (older != null) {
            older.next = newer;
        }
        if (newer != null) {
            newer.previous = older;
        }
        previous = null;
        next = null;
    }

    /// {@return the request, as every event about it has it}
    RequestStarted request() {
        var known = request;
        if (known == null) {
            known = connection.event(control, id, startNs);
            request = known;
        }
        return known;
    }

    private RequestHead head() {
        return Objects.requireNonNull(
                (RequestHead) HEAD.getAcquire(this), "a request without a head");
    }

    private void tell(LifecycleEvent event) {
        if (!over) {
            connection.tell(event);
        }
    }

    private void opened() {
        if (over) {
            return; // cut off meanwhile
        }
        streaming = true;
        streamNs = System.nanoTime();
        if (connection.wanted().streamStarts()) {
            connection.tell(streamOpened());
        }
    }

    /// {@return whether it was not over before}
    ///
    /// @param why the connection must close behind it; null if it may live on
    private boolean end(@Nullable Reason why) {
        if (over) {
            return false;
        }
        over = true;
        connection.end(this, why);
        return true;
    }

    private void completed(long sent) {
        if (end(cause)) {
            streamClosed(StreamClosed.Reason.COMPLETE);
            connection.served();
            long now = System.nanoTime();
            if (connection.wanted().response(now - startNs)) {
                connection.tell(responseCompleted(sent, now));
            }
        }
    }

    /// The exchange is over; unless it is over because the response is complete, something broke.
    private void brokenOff(boolean hungUp) {
        if (!over) {
            var known = cause;
            var why = known != null ? known : hungUp ? Reason.CLIENT_DISCONNECT : Reason.ERROR;
            ended(why, StreamClosed.Reason.ERROR);
        }
    }

    /// The connection was closed meanwhile.
    void cutOff(Reason closing) {
        var known = cause;
        ended(
                known != null ? known : closing,
                connection.isDraining() ? StreamClosed.Reason.DRAIN : StreamClosed.Reason.ERROR);
    }

    private void ended(Reason why, StreamClosed.Reason otherwise) {
        if (end(why)) {
            boolean gone = why == Reason.CLIENT_DISCONNECT;
            streamClosed(gone ? StreamClosed.Reason.CLIENT_DISCONNECT : otherwise);
            connection.tell(gone ? clientDisconnected() : responseAborted(why));
        }
    }

    private void streamClosed(StreamClosed.Reason reason) {
        if (streaming && connection.wanted().streamEnds()) {
            connection.tell(streamClosedBy(reason));
        }
    }

    private int status() {
        return (int) STATUS.getAcquire(this);
    }

    private long contentBytes() {
        return (long) CONTENT.getAcquire(this);
    }

    // ---------------------------------------------------------------- events

    private LifecycleEvent requestQueued(long nanos, boolean admitted) {
        return new RequestQueued(
                request().connectionId(),
                request().workerId(),
                Milliseconds.between(0, nanos),
                admitted,
                System.nanoTime(),
                request());
    }

    private LifecycleEvent streamOpened() {
        return new StreamOpened(
                request().connectionId(),
                request().workerId(),
                request().method(),
                request().path(),
                streamNs,
                request(),
                status());
    }

    private LifecycleEvent streamClosedBy(StreamClosed.Reason reason) {
        long now = System.nanoTime();
        return new StreamClosed(
                request().connectionId(),
                request().workerId(),
                Milliseconds.between(streamNs, now),
                reason,
                now,
                request());
    }

    private LifecycleEvent responseCompleted(long sent, long now) {
        return new ResponseCompleted(
                request().connectionId(),
                request().workerId(),
                status(),
                sent,
                Milliseconds.between(startNs, now),
                now,
                request(),
                contentBytes(),
                streaming,
                head());
    }

    private LifecycleEvent clientDisconnected() {
        long now = System.nanoTime();
        return new ClientDisconnected(
                request().connectionId(),
                request().workerId(),
                streaming,
                now,
                request(),
                status(),
                stream.sent(),
                Milliseconds.between(startNs, now),
                contentBytes(),
                head());
    }

    private LifecycleEvent responseAborted(Reason why) {
        long now = System.nanoTime();
        return new ResponseAborted(
                request().connectionId(),
                request().workerId(),
                status(),
                stream.sent(),
                Milliseconds.between(startNs, now),
                now,
                request(),
                why,
                contentBytes(),
                streaming,
                head());
    }
}
