package pounce.engine.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Content;
import pounce.api.Headers;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.exchange.ErrorResponses;
import pounce.engine.http1.Persistence;
import pounce.engine.http2.AbuseBudget;
import pounce.engine.http2.Credit;
import pounce.engine.http2.EarlyPriorities;
import pounce.engine.http2.FlowWindow;
import pounce.engine.http2.Frame;
import pounce.engine.http2.Head;
import pounce.engine.http2.Http2Error;
import pounce.engine.http2.PeerSettings;
import pounce.engine.http2.RecentStreams;
import pounce.engine.http2.RequestContent;
import pounce.engine.http2.StreamState.Signal;
import pounce.engine.http2.StreamTable;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;
import pounce.engine.net.Deadline;
import pounce.engine.net.Transport;

/// What the streams of one connection share: who they are, the windows, the way out, the end.
///
/// One lock guards all of it, and whoever has it waits for nothing else. Whoever gives it up starts
/// the writer if there is something to write. What the reader asks of a session takes the lock
/// itself, and returns the rule that ends the connection, if the client has broken one.
final class Http2Session {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Session.class);

    /// Connections begin with this much (RFC 9113, section 6.9.2), whatever the settings say.
    private static final int FIRST_WINDOW = 65_535;

    /// Between two looks at those who wait, at the most.
    private static final Duration LOOK = Duration.ofSeconds(1);

    /// Streams that we have reset, of whose frames some may be under way.
    private static final int RECENT = 128;

    private final Http2 http2;
    private final Transport transport;
    private final long number;
    private final ReentrantLock lock = new ReentrantLock();
    private final Http2Output output;
    private final Http2Ending ending;

    /// Calls of the application that have not returned, whatever has become of their streams.
    private final AtomicInteger calls = new AtomicInteger();

    /// When the last of them returned, on the transport's clock.
    private volatile long restingSince;

    // Under the lock.
    private final StreamTable<Http2Stream> streams = new StreamTable<>();
    private final RecentStreams reset = new RecentStreams(RECENT);
    private final EarlyPriorities early = new EarlyPriorities();
    private final Credit credit;
    private final AbuseBudget budget;
    private PeerSettings peer = PeerSettings.INITIAL;
    private boolean hasSettings;
    private int lastStream;
    private boolean isWatching;

    Http2Session(Http2 http2, Transport transport, long number) {
        this.http2 = http2;
        this.transport = transport;
        this.number = number;
        this.output = new Http2Output(http2, transport, this);
        this.ending = new Http2Ending(this, transport, output);
        this.credit = new Credit(Math.max(FIRST_WINDOW, http2.settings().connectionWindow()));
        this.budget = new AbuseBudget(http2.settings().abuse(), transport.now());
        this.restingSince = transport.now();
    }

    // ---------------------------------------------------------------- the lock

    void lock() {
        lock.lock();
    }

    boolean tryLock() {
        return lock.tryLock();
    }

    void unlock() {
        boolean starts = output.mustStart();
        lock.unlock();
        if (starts) {
            transport.start(output);
        }
    }

    /// Gives the lock up for a wait.
    ///
    /// @param limit when the waiting thread wants to be woken
    void unlockToWait(long limit) {
        if (limit != Long.MAX_VALUE) {
            watch(limit);
        }
        unlock();
        transport.beforeWait();
    }

    private void watch(long limit) {
        if (!isWatching) {
            isWatching = true;
            long latest = transport.now() + LOOK.toNanos();
            var next = new Deadline(limit - latest < 0 ? limit : latest);
            var _ = transport.callAt(next, () -> transport.start(this::look));
        }
    }

    /// Wakes those who have waited for too long.
    private void look() {
        lock();
        try {
            isWatching = false;
            long now = System.nanoTime();
            long[] next = {Long.MAX_VALUE};
            streams.forEach(stream -> next[0] = Math.min(next[0], stream.check(now)));
            if (next[0] != Long.MAX_VALUE) {
                watch(next[0]);
            }
        } finally {
            unlock();
        }
    }

    // ---------------------------------------------------------------- for everybody

    Http1Settings settings() {
        return http2.http().settings();
    }

    Duration stall() {
        return http2.settings().stall();
    }

    Transport transport() {
        return transport;
    }

    Http2Output output() {
        return output;
    }

    Http2Ending ending() {
        return ending;
    }

    long number() {
        return number;
    }

    long now() {
        return transport.now();
    }

    boolean hasInputEnded() {
        return ending.hasInputEnded();
    }

    // ---------------------------------------------------------------- the beginning

    /// Says first what this side has to say.
    void begin() {
        lock();
        try {
            output.settings(http2.announced());
            int window = http2.settings().connectionWindow() - FIRST_WINDOW;
            output.windowUpdate(0, Math.max(0, window));
        } finally {
            unlock();
        }
    }

    // ---------------------------------------------------------------- streams

    /// What the reader does with a field block.
    enum Use {
        /// It begins a stream.
        REQUEST,
        /// It ends the client's side of one.
        TRAILERS,
        /// Its stream is over on our side, which the client may not know.
        NONE,
        /// The client's side of its stream is over, or was skipped.
        CLOSED,
        /// No client has such streams.
        IMPOSSIBLE
    }

    /// {@return what the field block of a stream is for}
    Use use(int id) {
        lock();
        try {
            if ((id & 1) == 0) {
                return Use.IMPOSSIBLE;
            }
            var stream = streams.get(id);
            if (stream != null) {
                return stream.state().mayReceive() ? Use.TRAILERS : Use.CLOSED;
            }
            if (id > lastStream) {
                return ending.isOpen() ? Use.REQUEST : Use.NONE;
            }
            return reset.contains(id) ? Use.NONE : Use.CLOSED;
        } finally {
            unlock();
        }
    }

    /// Begins a stream, unless there are too many, or the client was told just now that no more are
    /// served.
    ///
    /// @return null if it is so
    @Nullable Http2Stream open(int id, Head head, boolean hasContent) {
        lock();
        try {
            if (!ending.isOpen()) {
                return null;
            }
            lastStream = id;
            int most = http2.settings().streams();
            if (streams.size() >= most || calls.get() >= 2 * most) {
                return null;
            }
            var stream =
                    new Http2Stream(
                            this,
                            id,
                            head,
                            new FlowWindow(peer.initialWindow()),
                            hasContent
                                    ? new RequestContent(
                                            head.length(), http2.settings().streamWindow())
                                    : null,
                            early.take(id, head.priority()));
            streams.put(id, stream);
            calls.incrementAndGet();
            return stream;
        } finally {
            unlock();
        }
    }

    /// The application's call has returned.
    void served(Http2Stream stream) {
        stream.runsOn(null);
        restingSince = transport.now();
        calls.decrementAndGet();
    }

    /// {@return whether calls of the application run, or have returned lately}
    boolean isBusy(Duration rest) {
        return calls.get() > 0 || transport.now() - restingSince < rest.toNanos();
    }

    /// The response is complete; the caller has the lock.
    void answered(Http2Stream stream) {
        if (stream.move(Signal.END_STREAM_SENT) && stream.state().mayReceive()) {
            return;
        }
        streams.remove(stream.id());
        ending.streamEnded();
    }

    /// The application has done with a stream, whether the response is complete or not.
    void over(Http2Stream stream) {
        Violation abuse = null;
        lock();
        try {
            var content = stream.requestContent();
            if (content != null) {
                dropped(content.take().remaining());
            }
            if (streams.get(stream.id()) == stream) {
                abuse = stream.isStalled() ? budget.reset(now()) : null;
                end(stream, reasonOf(stream));
            }
        } finally {
            unlock();
        }
        if (abuse != null) {
            fail(abuse);
        }
    }

    /// A client that goes on sending content is told to stop (RFC 9113, section 8.1).
    private static Http2Error reasonOf(Http2Stream stream) {
        if (!stream.state().maySend()) {
            return Http2Error.NO_ERROR;
        }
        return stream.isStalled() ? Http2Error.CANCEL : Http2Error.INTERNAL_ERROR;
    }

    private void end(Http2Stream stream, Http2Error error) {
        boolean _ = stream.move(Signal.RESET);
        streams.remove(stream.id());
        reset.add(stream.id());
        output.rstStream(stream.id(), error);
        ending.streamEnded();
    }

    /// Ends the streams that a generation of the application serves.
    ///
    /// @return whether there were any
    boolean cut(int generation) {
        lock();
        try {
            var old = all().stream().filter(stream -> stream.isServedBy(generation)).toList();
            for (var stream : old) {
                end(stream, Http2Error.INTERNAL_ERROR);
                stream.wasReset();
            }
            return !old.isEmpty();
        } finally {
            unlock();
        }
    }

    /// Ends a stream for a mistake of the client.
    @Nullable Violation reject(int id, Violation violation) {
        LOG.atDebug()
                .addKeyValue("connection", number)
                .addKeyValue("stream", id)
                .addKeyValue("code", violation.code())
                .addKeyValue("detail", violation.detail())
                .log("Stream refused");
        lock();
        try {
            lastStream = Math.max(lastStream, id);
            var stream = streams.get(id);
            if (stream != null) {
                discardContentOf(stream);
                stream.isFaulty(violation);
                output.withdraw(stream);
            }
            streams.remove(id);
            if (!reset.contains(id)) { // else it has been told
                reset.add(id);
                output.rstStream(id, Http2Error.of(violation.code()));
                ending.streamEnded();
            }
            return budget.reset(now());
        } finally {
            unlock();
        }
    }

    /// Answers a request that is refused before there is an exchange.
    ///
    /// @return how much was sent, in octets
    int refuse(int id, ErrorCode code, boolean hasContent) {
        var response = ErrorResponses.plain(code);
        if (!(response.content() instanceof Content.Bytes(var octets))) {
            throw new IllegalStateException("an error response without octets");
        }
        lock();
        try {
            lastStream = id;
            int sent = output.whole(id, response, octets, peer.initialWindow());
            if (hasContent) {
                reset.add(id);
                output.rstStream(id, Http2Error.NO_ERROR);
            }
            return sent;
        } finally {
            unlock();
        }
    }

    private void discardContentOf(Http2Stream stream) {
        var content = stream.requestContent();
        if (content != null) {
            dropped(content.take().remaining());
        }
    }

    int lastStream() {
        return lastStream;
    }

    boolean hasNoStreams() {
        return streams.size() == 0;
    }

    /// Ends every stream with the connection; the caller has the lock.
    void cutOff() {
        all().forEach(Http2Stream::wasClosed);
        streams.clear();
    }

    /// Nothing more comes for any stream; the caller has the lock.
    void tellOfEnd() {
        all().forEach(Http2Stream::willHearNothing);
    }

    /// Windows do not grow behind the client's last word; the caller has the lock.
    void wakeStalledIfEnded() {
        if (hasInputEnded()) {
            streams.forEach(Http2Stream::wakeIfStalled);
        }
    }

    private List<Http2Stream> all() {
        var all = new ArrayList<Http2Stream>(streams.size());
        streams.forEach(all::add);
        return all;
    }

    /// {@return the threads of the calls whose streams are not over; none if they change right now}
    Stream<Thread> handlers() {
        if (!tryLock()) {
            return Stream.empty();
        }
        try {
            return all().stream().mapMulti(Http2Stream::handOverThread);
        } finally {
            unlock();
        }
    }

    /// A response may ask for the end of its connection; the caller has the lock.
    void closesIfAsked(Headers response) {
        if (Persistence.isClosing(response)) {
            transport.start(() -> ending.leave(Reason.COMPLETE));
        }
    }

    private void fail(Violation violation) {
        LOG.atDebug()
                .addKeyValue("connection", number)
                .addKeyValue("code", violation.code())
                .addKeyValue("detail", violation.detail())
                .log("Connection refused");
        ending.fail(violation);
    }

    // ---------------------------------------------------------------- content

    @Nullable Violation data(Frame.Data frame) {
        lock();
        try {
            if (!credit.receive(frame.flow())) {
                return new Violation(
                        ErrorCode.POUNCE_PARSE_HTTP2_FLOW_CONTROL,
                        "more content than the connection's window");
            }
            var stream = streams.get(frame.stream());
            var abuse = frame.isIdle() ? budget.emptyFrame(now()) : null;
            if (abuse != null || stream == null) {
                dropped(frame.flow());
                return abuse != null ? abuse : late(frame.stream());
            }
            if (!stream.state().mayReceive()) {
                dropped(frame.flow());
                return closed(frame.stream());
            }
            return add(frame, stream);
        } finally {
            unlock();
        }
    }

    /// {@return the rule that a frame breaks whose stream is not here}
    private @Nullable Violation late(int id) {
        if (isIdle(id)) {
            return new Violation(
                    ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL, "a frame of a stream that is idle");
        }
        return reset.contains(id) || id > lastStream ? null : closed(id);
    }

    /// Streams that come when we leave are not looked at, so they may be anything.
    private boolean isIdle(int id) {
        return (id & 1) == 0 || (id > lastStream && ending.isOpen());
    }

    /// A frame has come behind the end of the client's side.
    @Nullable Violation closed(int id) {
        var violation =
                new Violation(
                        ErrorCode.POUNCE_PARSE_HTTP2_STREAM_CLOSED,
                        "a frame of a stream that is closed");
        lock();
        try {
            return streams.get(id) == null ? violation : reject(id, violation);
        } finally {
            unlock();
        }
    }

    private @Nullable Violation add(Frame.Data frame, Http2Stream stream) {
        var content = stream.requestContent();
        if (content == null) {
            throw new IllegalStateException("an open stream without content");
        }
        int padding = frame.flow() - frame.content().remaining();
        var broken = content.add(frame);
        if (broken != null) {
            dropped(padding);
            return reject(stream.id(), broken);
        }
        used(stream, padding);
        if (!stream.isContentWanted()) {
            dropped(content.take().remaining());
        }
        if (frame.endsStream()) {
            ended(stream);
        }
        stream.wake();
        return null;
    }

    private void ended(Http2Stream stream) {
        boolean _ = stream.move(Signal.END_STREAM_RECEIVED);
        if (!stream.state().maySend()) {
            streams.remove(stream.id());
            ending.streamEnded();
        }
    }

    @Nullable Violation trailers(int id, Decoded<Headers> trailers) {
        lock();
        try {
            var stream = streams.get(id);
            var content = stream == null ? null : stream.requestContent();
            if (stream == null || content == null) {
                return null; // it has just ended
            }
            var broken =
                    switch (trailers) {
                        case Decoded.Ready<Headers>(var fields) -> content.end(fields);
                        case Decoded.Refused<Headers>(var violation) -> violation;
                        case Decoded.NeedMore<Headers> _ ->
                                throw new IllegalStateException("a block is whole");
                    };
            if (broken != null) {
                return reject(id, broken);
            }
            ended(stream);
            stream.wake();
            return null;
        } finally {
            unlock();
        }
    }

    /// So much content has been taken, in octets; the caller has the lock.
    void used(Http2Stream stream, int flow) {
        var content = stream.requestContent();
        if (flow > 0 && content != null) {
            int increment = content.use(flow);
            if (stream.state().mayReceive()) {
                output.windowUpdate(stream.id(), increment);
            }
            dropped(flow);
        }
    }

    /// So much content is of no use to anybody, in octets; the caller has the lock.
    void dropped(int flow) {
        if (!ending.isOver()) {
            output.windowUpdate(0, credit.use(flow));
        }
    }

    // ---------------------------------------------------------------- frames that control

    /// {@return the rule that is broken by what a client makes us send}
    @Nullable Violation flood() {
        lock();
        try {
            return output.isFlooded()
                    ? new Violation(
                            ErrorCode.POUNCE_LIMIT_HTTP2_FLOOD, "limits.http2-queued-frames")
                    : null;
        } finally {
            unlock();
        }
    }

    @Nullable Violation continued(int frames) {
        lock();
        try {
            return budget.continuation(frames);
        } finally {
            unlock();
        }
    }

    @Nullable Violation emptyFrame() {
        lock();
        try {
            return budget.emptyFrame(now());
        } finally {
            unlock();
        }
    }

    @Nullable Violation priority() {
        lock();
        try {
            return budget.priority(now());
        } finally {
            unlock();
        }
    }

    @Nullable Violation priority(Frame.PriorityUpdate update) {
        lock();
        try {
            int id = update.stream();
            var stream = streams.get(id);
            if (stream != null) {
                boolean waits = output.withdraw(stream);
                stream.priority(update.priority());
                if (waits) {
                    output.offer(stream);
                }
            } else if (id > lastStream) {
                early.put(id, update.priority());
            }
            return budget.priority(now());
        } finally {
            unlock();
        }
    }

    @Nullable Violation reset(Frame.RstStream frame) {
        lock();
        try {
            int id = frame.stream();
            if (isIdle(id)) {
                return new Violation(
                        ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL, "a reset of a stream that is idle");
            }
            var stream = streams.get(id);
            if (stream != null) {
                discardContentOf(stream);
                output.withdraw(stream);
                stream.wasReset();
                streams.remove(id);
                ending.streamEnded();
            }
            reset.remove(id); // the client knows now
            return budget.reset(now());
        } finally {
            unlock();
        }
    }

    @Nullable Violation settings(Frame.Settings frame) {
        lock();
        try {
            var abuse = budget.settings(now());
            if (abuse != null) {
                return abuse;
            }
            return switch (peer.after(frame.settings())) {
                case Decoded.Ready<PeerSettings>(var changed) -> apply(changed);
                case Decoded.Refused<PeerSettings>(var violation) -> violation;
                case Decoded.NeedMore<PeerSettings> _ ->
                        throw new IllegalStateException("settings are whole");
            };
        } finally {
            unlock();
        }
    }

    private @Nullable Violation apply(PeerSettings changed) {
        boolean isVain = hasSettings && changed.equals(peer);
        hasSettings = true;
        long difference = (long) changed.initialWindow() - peer.initialWindow();
        peer = changed;
        output.tableLimit(changed.headerTableSize());
        output.settingsAck();
        if (difference != 0) {
            for (var stream : all()) {
                if (!grow(stream, difference)) {
                    return new Violation(
                            ErrorCode.POUNCE_PARSE_HTTP2_FLOW_CONTROL,
                            "INITIAL_WINDOW_SIZE makes a window too large");
                }
            }
        }
        return isVain ? budget.vainSettings(now()) : null;
    }

    private boolean grow(Http2Stream stream, long difference) {
        boolean wasShut = stream.window().size() <= 0;
        if (!stream.window().change(difference)) {
            return false;
        }
        if (stream.hasPending() && wasShut) {
            output.offer(stream);
        }
        return true;
    }

    @Nullable Violation settingsAck() {
        lock();
        try {
            return budget.settings(now());
        } finally {
            unlock();
        }
    }

    @Nullable Violation ping(Frame.Ping frame) {
        lock();
        try {
            if (frame.isAck()) {
                ending.answered(frame.opaque());
            } else {
                output.pingAck(frame.opaque());
            }
            return budget.ping(now());
        } finally {
            unlock();
        }
    }

    /// The client opens no more streams.
    void goAway() {
        lock();
        try {
            ending.takeLastStep();
        } finally {
            unlock();
        }
    }

    @Nullable Violation windowUpdate(Frame.WindowUpdate frame) {
        lock();
        try {
            budget.dataSent(output.takeDataFrames());
            var abuse = budget.windowUpdate(now());
            if (abuse != null) {
                return abuse;
            }
            return frame.stream() == 0
                    ? growConnection(frame.increment())
                    : growStream(frame.stream(), frame.increment());
        } finally {
            unlock();
        }
    }

    private @Nullable Violation growConnection(int increment) {
        return output.growWindow(increment) ? null : tooLarge();
    }

    private @Nullable Violation growStream(int id, int increment) {
        var stream = streams.get(id);
        if (stream != null) {
            return grow(stream, increment) ? null : reject(id, tooLarge());
        }
        return isIdle(id)
                ? new Violation(
                        ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL, "a window of a stream that is idle")
                : null;
    }

    private static Violation tooLarge() {
        return new Violation(ErrorCode.POUNCE_PARSE_HTTP2_FLOW_CONTROL, "a window above 2^31-1");
    }

    /// A frame breaks a rule of its stream.
    @Nullable Violation faulty(Frame.Faulty frame) {
        lock();
        try {
            // What is idle cannot be reset (RFC 9113, section 6.4).
            return isIdle(frame.stream())
                    ? frame.violation()
                    : reject(frame.stream(), frame.violation());
        } finally {
            unlock();
        }
    }
}
