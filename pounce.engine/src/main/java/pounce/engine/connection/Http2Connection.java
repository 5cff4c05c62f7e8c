package pounce.engine.connection;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.RequestId;
import pounce.engine.exchange.Exchange;
import pounce.engine.exchange.RequestControl;
import pounce.engine.http2.FieldBlock;
import pounce.engine.http2.FieldBlockDecoder;
import pounce.engine.http2.Frame;
import pounce.engine.http2.FrameDecoder;
import pounce.engine.http2.Head;
import pounce.engine.http2.Preface;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;
import pounce.engine.net.Connection;
import pounce.engine.net.Deadline;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.Transport;
import pounce.engine.watch.ConnectionWatch;

/// Reads the frames of one connection, on a virtual thread that lives only while there are any, and
/// starts a thread for every request. Reading waits neither for those nor for what is written.
///
/// The first request of a read is served by the thread that has read it, once the connection waits
/// for more without it: an answer to a single request needs no other thread.
final class Http2Connection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Connection.class);

    /// How long a connection may go on that has no use for what comes.
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final Http2 http2;
    private final Transport transport;
    private final Input input;
    private final long number;
    private final boolean admitted;
    private final @Nullable Deadline oldAge;
    private final ConnectionWatch watch;
    private final Http2Session session;
    private final Http2Ending ending;
    private final FrameDecoder frames = new FrameDecoder();
    private final FieldBlockDecoder blocks;

    /// The preface is here, and was answered.
    private volatile boolean hasBegun;

    // They belong to the reader.
    private boolean isSelfDependent;
    private boolean endsStream;
    private int requests;
    private @Nullable Deadline headDeadline;
    private @Nullable Runnable first;

    private volatile Runnable stopAging = Http2Connection::nobody;

    Http2Connection(Http2 http2, Newcomer newcomer, ConnectionWatch watch) {
        this.http2 = http2;
        this.transport = newcomer.transport();
        this.input = newcomer.input();
        this.number = newcomer.number();
        this.admitted = newcomer.isAdmitted();
        this.oldAge = newcomer.oldAge();
        this.headDeadline = newcomer.headDeadline();
        this.watch = watch;
        this.session = new Http2Session(http2, transport, number);
        this.ending = session.ending();
        this.blocks = new FieldBlockDecoder(http2.statics(), http2.settings().fields());
    }

    private static void nobody() {}

    // ---------------------------------------------------------------- the event loop's side

    @Override
    public void run() {
        var request = read();
        if (request != null) {
            request.run();
        }
    }

    @Override
    public boolean mayEnd(Reason why) {
        if (!hasBegun) {
            return true;
        }
        boolean isTooEarly =
                why == Reason.TIMEOUT && session.isBusy(http2.http().settings().keepAlive());
        if (!isTooEarly && ending.isServing()) {
            transport.start(() -> ending.leave(why));
        }
        return false;
    }

    @Override
    public boolean cut(int generation) {
        return session.cut(generation);
    }

    @Override
    public Stream<Thread> handlers() {
        return session.handlers();
    }

    @Override
    public void closed(Reason why, long sent) {
        stopAging.run();
        boolean isCut = why == Reason.COMPLETE && !session.hasNoStreams(); // by force
        ending.closing();
        watch.closed(isCut ? Reason.ERROR : why, sent);
        ending.closed();
    }

    // ---------------------------------------------------------------- reading

    /// Reads until there is nothing more.
    ///
    /// @return a request for the caller to serve, when the connection does not need it any more;
    ///   null if there is none
    private @Nullable Runnable read() {
        var block = http2.blocks().borrow();
        try {
            return read(block);
        } catch (IOException gone) {
            ending.broken(gone);
        } catch (RuntimeException | Error bug) {
            ending.failed(bug);
        } finally {
            block.clear();
            http2.blocks().giveBack(block);
        }
        var begun = first; // its generation waits for its end
        first = null;
        return begun;
    }

    private @Nullable Runnable read(FieldBlock block) throws IOException {
        boolean goesOn = !input.isEmpty() || readMore();
        while (goesOn) {
            takeAll(block);
            var request = first;
            first = null;
            boolean rests = false;
            try {
                rests = isAtRest();
            } finally {
                if (!rests && request != null) {
                    transport.start(request);
                }
            }
            if (rests) {
                return request;
            }
            goesOn = readMore();
        }
        return null;
    }

    private boolean isAtRest() throws IOException {
        if (isEngaged()) {
            return false;
        }
        headDeadline = null;
        input.settle();
        return transport.idle(ending.isOver() ? LONGEST_END : http2.http().settings().keepAlive());
    }

    /// {@return whether the client owes the rest of something, for which it does not have all the
    /// time in the world}
    private boolean isEngaged() {
        return !ending.isOver() && (!frames.hasBegun() || frames.isInBlock() || !input.isEmpty());
    }

    /// {@return false at the end of the stream}
    private boolean readMore() throws IOException {
        try {
            if (input.read(transport, headDeadline())) {
                return true;
            }
        } catch (TimeoutException slow) {
            if (isEngaged()) {
                LOG.atDebug()
                        .addKeyValue("connection", number)
                        .setCause(slow)
                        .log("No whole frame");
                fail(
                        new Violation(
                                ErrorCode.POUNCE_TIMEOUT_REQUEST_HEAD, "no whole frame in time"));
            }
            return true;
        }
        ending.inputEnded();
        return false;
    }

    /// Absolute for one frame that is not content, and for one field block: a client that sends an
    /// octet now and then gains nothing.
    private Deadline headDeadline() {
        var known = headDeadline;
        if (known == null) {
            known = transport.after(http2.http().settings().headTimeout());
            headDeadline = known;
        }
        return known;
    }

    /// Takes all frames that are whole.
    private void takeAll(FieldBlock block) {
        if (!hasBegun && !begins()) {
            return;
        }
        boolean goesOn = true;
        while (goesOn && !ending.isOver()) {
            switch (frames.decode(input.octets())) {
                case Decoded.Ready<Frame>(var frame) -> take(frame, block);
                case Decoded.NeedMore<Frame> _ -> goesOn = false;
                case Decoded.Refused<Frame>(var violation) -> fail(violation);
            }
        }
        // Once is enough: a read brings no more frames than its buffer holds.
        var flood = ending.isOver() ? null : session.flood();
        if (flood != null) {
            fail(flood);
        }
        if (ending.isOver()) {
            input.octets().position(input.octets().limit());
        }
    }

    private boolean begins() {
        switch (Preface.decode(input.octets())) {
            case BEGUN -> {
                return false;
            }
            case ABSENT -> {
                session.begin();
                fail(new Violation(ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL, "no preface of HTTP/2"));
            }
            case WHOLE -> session.begin();
        }
        hasBegun = true;
        if (oldAge != null) {
            stopAging =
                    transport.callAt(
                            oldAge, () -> transport.start(() -> ending.leave(Reason.COMPLETE)));
        }
        return true;
    }

    private void take(Frame frame, FieldBlock block) {
        var broken = handle(frame, block);
        if (!frames.isInBlock()) {
            headDeadline = null;
        }
        if (broken != null) {
            fail(broken);
        }
    }

    private @Nullable Violation handle(Frame frame, FieldBlock block) {
        return switch (frame) {
            case Frame.Data data -> session.data(data);
            case Frame.Headers headers -> fields(headers, block);
            case Frame.Continuation continuation -> fields(continuation, block);
            case Frame.Rfc7540Priority _ -> session.priority();
            case Frame.PriorityUpdate update -> session.priority(update);
            case Frame.RstStream reset -> session.reset(reset);
            case Frame.Settings settings -> session.settings(settings);
            case Frame.SettingsAck _ -> session.settingsAck();
            case Frame.Ping ping -> session.ping(ping);
            case Frame.GoAway _ -> {
                session.goAway();
                yield null;
            }
            case Frame.WindowUpdate update -> session.windowUpdate(update);
            case Frame.Unknown unknown -> unknown.isEmpty() ? session.emptyFrame() : null;
            case Frame.Faulty faulty -> session.faulty(faulty);
        };
    }

    private void fail(Violation violation) {
        LOG.atDebug()
                .addKeyValue("connection", number)
                .addKeyValue("code", violation.code())
                .addKeyValue("detail", violation.detail())
                .log("Connection refused");
        watch.refused(violation.code(), 0);
        ending.fail(violation);
    }

    // ---------------------------------------------------------------- field blocks

    private @Nullable Violation fields(Frame.Headers frame, FieldBlock block) {
        isSelfDependent = frame.isSelfDependent();
        endsStream = frame.endsStream();
        boolean isEmpty = !frame.fragment().hasRemaining() && !frame.endsHeaders();
        var broken = isEmpty ? session.emptyFrame() : null;
        if (broken == null) {
            broken = blocks.begin(frame, block);
        }
        return broken != null || !frame.endsHeaders() ? broken : whole(frame.stream(), block);
    }

    private @Nullable Violation fields(Frame.Continuation frame, FieldBlock block) {
        var broken = blocks.add(frame, block);
        if (broken == null) {
            broken = session.continued(blocks.continuations());
        }
        return broken != null || !frame.endsHeaders() ? broken : whole(frame.stream(), block);
    }

    private @Nullable Violation whole(int id, FieldBlock block) {
        return switch (session.use(id)) {
            case REQUEST -> request(id, block);
            case TRAILERS -> trailers(id, block);
            case NONE -> null;
            case CLOSED -> session.closed(id);
            case IMPOSSIBLE ->
                    new Violation(
                            ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL, "a stream of an even number");
        };
    }

    private @Nullable Violation trailers(int id, FieldBlock block) {
        return endsStream
                ? session.trailers(id, block.trailers())
                : reject(id, ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, "fields amid the content");
    }

    private @Nullable Violation request(int id, FieldBlock block) {
        if (isSelfDependent) {
            return reject(
                    id, ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL, "a stream that depends on itself");
        }
        return switch (block.head()) {
            case Decoded.Ready<Head>(var head) -> request(id, head);
            case Decoded.Refused<Head>(var violation) -> refuse(id, violation);
            case Decoded.NeedMore<Head> _ -> throw new IllegalStateException("a block is whole");
        };
    }

    /// What is malformed is reset (RFC 9113, section 8.1.1); what is a request, but one that the
    /// server does not take, is answered.
    private @Nullable Violation refuse(int id, Violation violation) {
        boolean isMalformed = violation.status() == 400;
        int sent = isMalformed ? 0 : session.refuse(id, violation.code(), !endsStream);
        watch.refused(violation.code(), sent);
        return isMalformed ? session.reject(id, violation) : null;
    }

    private @Nullable Violation reject(int id, ErrorCode code, String detail) {
        watch.refused(code, 0);
        return session.reject(id, new Violation(code, detail));
    }

    private @Nullable Violation request(int id, Head head) {
        if (endsStream && head.length() > 0) {
            return reject(
                    id,
                    ErrorCode.POUNCE_PARSE_CONTENT_LENGTH,
                    "other content than Content-Length says");
        }
        var stream = session.open(id, head, !endsStream);
        if (stream == null) {
            return ending.isOpen()
                    ? reject(id, ErrorCode.POUNCE_LIMIT_HTTP2_STREAMS, "limits.http2-streams")
                    : null;
        }
        requests++;
        var call = serving(stream, head);
        if (ending.isClosed()) {
            call.abandon();
        } else {
            start(call);
        }
        if (!mayServeMore()) {
            session.goAway();
        }
        return null;
    }

    private boolean mayServeMore() {
        int most = http2.http().settings().requests();
        return admitted && (most == 0 || requests < most);
    }

    private void start(Runnable request) {
        if (first == null) {
            first = request;
        } else {
            transport.start(request);
        }
    }

    private Http2Call serving(Http2Stream stream, Head head) {
        var control =
                new RequestControl(
                        head.method(),
                        head.target(),
                        transport.tls().isPresent() ? "https" : "http",
                        head.authority(),
                        "2",
                        head.fields());
        var id = new RequestId(number, requests);
        var exchange =
                new Exchange(control, watch.started(control, id, stream), http2.http().site(), id);
        stream.belongsTo(exchange);
        return new Http2Call(session, stream, exchange, refusal());
    }

    /// {@return why this request is not served; null if it is}
    private @Nullable ErrorCode refusal() {
        if (!admitted) {
            return ErrorCode.POUNCE_LIMIT_CONNECTIONS;
        }
        return requests == 1 && http2.http().isDraining() ? ErrorCode.POUNCE_LIMIT_DRAINING : null;
    }
}
