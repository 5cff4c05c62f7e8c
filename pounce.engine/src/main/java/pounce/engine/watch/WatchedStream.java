package pounce.engine.watch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.Address;
import pounce.api.Headers;
import pounce.api.RequestBody;
import pounce.api.TlsSession;
import pounce.api.error.ErrorCode;
import pounce.api.error.RequestTimeoutException;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;
import pounce.engine.exchange.ExchangeStream;
import pounce.engine.exchange.ResponsePlan;

/// Stands between an exchange and the stream of its protocol, and notes what becomes of the
/// request.
final class WatchedStream implements ExchangeStream {
    private final ExchangeStream stream;
    private final RequestStarted request;
    private final WatchedConnection connection;

    /// Of the response; 0 before its head. Written by one sender at a time.
    private volatile int status;

    /// In octets. Written by one sender at a time.
    private volatile long content;

    /// What went wrong last, as far as this side can tell.
    private volatile @Nullable Reason cause;

    /// Whether the connection was found closed on this side: then whoever closes it knows why.
    private volatile boolean closedHere;

    /// In the mailbox only.
    private @Nullable StreamOpened opened;

    WatchedStream(ExchangeStream stream, RequestStarted request, WatchedConnection connection) {
        this.stream = stream;
        this.request = request;
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
            case InterruptedIOException _ -> cause = Reason.ERROR;
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
        status = plan.status();
        if (plan.hasContent() && plan.length() instanceof ResponsePlan.Length.Unknown) {
            connection.execute(this::opened);
        }
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one sender at a time
    public void content(ByteBuffer data) throws IOException {
        int octets = data.remaining();
        watch(() -> stream.content(data));
        content += octets;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one sender at a time
    public void file(FileChannel file, long offset, long length) throws IOException {
        watch(() -> stream.file(file, offset, length));
        content += length;
    }

    @Override
    public void flush() throws IOException {
        watch(stream::flush);
    }

    @Override
    public void end(Headers trailers) throws IOException {
        watch(() -> stream.end(trailers));
        long sent = stream.sent();
        connection.execute(() -> completed(sent));
    }

    @Override
    public long sent() {
        return stream.sent();
    }

    @Override
    public void close() {
        boolean hungUp = stream.isHungUp();
        stream.close();
        if (!closedHere) {
            connection.execute(() -> brokenOff(hungUp));
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

    // ---------------------------------------------------------------- in the mailbox

    private void opened() {
        if (!connection.has(this)) {
            return; // cut off meanwhile
        }
        opened =
                new StreamOpened(
                        request.connectionId(),
                        request.workerId(),
                        request.method(),
                        request.path(),
                        System.nanoTime(),
                        request,
                        status,
                        Instant.now());
        connection.tell(opened);
    }

    private void completed(long sent) {
        if (connection.end(this, cause)) {
            streamClosed(StreamClosed.Reason.COMPLETE);
            connection.served();
            connection.tell(responseCompleted(sent));
        }
    }

    /// The exchange is over; unless it is over because the response is complete, something broke.
    private void brokenOff(boolean hungUp) {
        var known = cause;
        var why = known != null ? known : hungUp ? Reason.CLIENT_DISCONNECT : Reason.ERROR;
        ended(why, StreamClosed.Reason.ERROR);
    }

    /// The connection was closed meanwhile.
    void cutOff(Reason closing) {
        var known = cause;
        ended(
                known != null ? known : closing,
                connection.isDraining() ? StreamClosed.Reason.DRAIN : StreamClosed.Reason.ERROR);
    }

    private void ended(Reason why, StreamClosed.Reason otherwise) {
        if (connection.end(this, why)) {
            boolean gone = why == Reason.CLIENT_DISCONNECT;
            streamClosed(gone ? StreamClosed.Reason.CLIENT_DISCONNECT : otherwise);
            connection.tell(gone ? clientDisconnected() : responseAborted(why));
        }
    }

    private void streamClosed(StreamClosed.Reason reason) {
        var start = opened;
        if (start != null) {
            long now = System.nanoTime();
            connection.tell(
                    new StreamClosed(
                            request.connectionId(),
                            request.workerId(),
                            Milliseconds.between(start.timestampNs(), now),
                            reason,
                            now,
                            request,
                            Instant.now()));
        }
    }

    private LifecycleEvent responseCompleted(long sent) {
        long now = System.nanoTime();
        return new ResponseCompleted(
                request.connectionId(),
                request.workerId(),
                status,
                sent,
                Milliseconds.between(request.timestampNs(), now),
                now,
                request,
                content,
                opened != null,
                Instant.now());
    }

    private LifecycleEvent clientDisconnected() {
        return new ClientDisconnected(
                request.connectionId(),
                request.workerId(),
                opened != null,
                System.nanoTime(),
                request,
                Instant.now());
    }

    private LifecycleEvent responseAborted(Reason why) {
        long now = System.nanoTime();
        return new ResponseAborted(
                request.connectionId(),
                request.workerId(),
                status,
                stream.sent(),
                Milliseconds.between(request.timestampNs(), now),
                now,
                request,
                why,
                opened != null,
                Instant.now());
    }
}
