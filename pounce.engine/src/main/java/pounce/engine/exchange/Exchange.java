package pounce.engine.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Headers;
import pounce.api.HttpDisconnect;
import pounce.api.InterimResponse;
import pounce.api.LifespanStarted;
import pounce.api.Receive;
import pounce.api.ReceiveEvent;
import pounce.api.RequestBody;
import pounce.api.RequestLimit;
import pounce.api.RequestTimeLimit;
import pounce.api.ResponseBody;
import pounce.api.ResponseFile;
import pounce.api.ResponseStart;
import pounce.api.ResponseTrailers;
import pounce.api.Send;
import pounce.api.SendEvent;
import pounce.api.error.AppException;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.error.LimitException;
import pounce.api.error.PounceException;
import pounce.api.error.RequestTimeoutException;
import pounce.api.event.RequestId;
import pounce.api.spi.RequestFailure;

/// One request and its response, between an application and a protocol.
///
/// One thread receives at a time; any thread sends. Senders queue on a lock that is held while the
/// client is slow: that is the back-pressure the contract promises, and waiting for it can be
/// interrupted.
public final class Exchange implements Receive, Send {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    private static final HttpDisconnect DISCONNECT = new HttpDisconnect();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// How far the response has come.
    private enum Response {
        /// Nothing was said yet.
        EXPECTED,
        /// The head waits for the first content.
        STARTED,
        /// The head is on its way.
        SENDING,
        /// All is said.
        COMPLETE,
        /// The response ended before its end.
        BROKEN
    }

    private final RequestControl control;
    private final ExchangeStream stream;
    private final Site site;
    private final RequestId id;
    private final RequestScope scope;
    private final ReentrantLock sending = new ReentrantLock();

    // Under the lock.
    private Response response = Response.EXPECTED;
    private @Nullable ResponseStart start;
    private @Nullable ResponsePlan plan;
    private long sent;

    // They belong to the receiver.
    private long contentLimit;
    private long received;
    private boolean allReceived;

    /// Whether the application's failure has been told.
    private boolean told;

    /// What middleware has found out about the request.
    private @Nullable RequestScope known;

    /// Of `id`. Threads may race for it, and then make it twice.
    private @Nullable String idText;

    /// That of the application's call.
    private @Nullable Thread call;

    /// Once a response is streamed.
    private volatile @Nullable CallInterrupt streaming;

    /// Where a request has a time limit. Under the lock, while the application runs.
    private volatile @Nullable TimeLimit timeLimit;

    private volatile boolean drained;
    private volatile boolean over;
    private volatile @Nullable Thread waitsForTheEnd;

    /// An exchange that has only begun.
    ///
    /// @param control the request
    /// @param stream its content, and the way back
    /// @param site the application
    /// @param id the request's own
    public Exchange(RequestControl control, ExchangeStream stream, Site site, RequestId id) {
        this.control = control;
        this.stream = stream;
        this.site = site;
        this.id = id;
        this.contentLimit = site.contentLimits().usual();
        this.scope = new RequestScope(control, this);
        stream.known(scope);
    }

    /// Lets the application serve the request; returns when it has, and the response is complete or
    /// broken.
    ///
    /// @return whether the response is complete
    public boolean serve() {
        call = Thread.currentThread();
        try {
            if (stream.declaredLength() > site.contentLimits().most()) {
                throw tooLarge(site.contentLimits().most());
            }
            site.app().handle(scope, this, this);
            ended();
        } catch (Throwable failure) {
            failed(failure);
        } finally {
            end();
        }
        return response == Response.COMPLETE;
    }

    /// The same, with a time limit.
    ///
    /// @param time how long it may take, unless the application says otherwise; zero for no limit
    /// @return whether the response is complete
    public boolean serve(Duration time) {
        if (!time.isZero()) {
            timeLimit = new TimeLimit(Thread.currentThread(), time, stream);
        }
        return serve();
    }

    private void endStream() {
        var stream = streaming;
        if (stream != null) {
            stream.end();
            site.drain().remove(this);
        }
        endTimeLimit();
    }

    private void endTimeLimit() {
        var limit = timeLimit;
        if (limit != null) {
            limit.end();
        }
    }

    private void failed(Throwable failure) {
        if (isCompletedByDrain() || isEndedByTimeLimit()) {
            return;
        }
        switch (failure) {
            case DisconnectException gone ->
                    LOG.atDebug()
                            .addKeyValue("id", this::name)
                            .addKeyValue("reason", gone.getMessage())
                            .log("Client gone");
            case PounceException refused -> refuse(refused);
            default -> fail(ErrorCode.POUNCE_APP_FAILED, failure);
        }
    }

    /// Answers in place of the application.
    ///
    /// @param code what is wrong with the request
    /// @return whether the response is complete
    public boolean refuse(ErrorCode code) {
        answer(RequestFailure.of(head(), code));
        end();
        return response == Response.COMPLETE;
    }

    /// The connection was closed before the application was called, which it will not be. Whoever
    /// was told of the request hears of its end with that of the connection.
    public void abandon() {
        over();
        site.pins().release();
    }

    /// The client went away: whoever waits for it is told, and whoever streams to it is
    /// interrupted. Any thread; does not block.
    public void hungUp() {
        over();
        interruptStream();
    }

    /// The server ends, and this stream of events with it. Any thread; does not block.
    void drain() {
        drained = true;
        interruptStream();
    }

    private void interruptStream() {
        var stream = streaming;
        if (stream != null) {
            stream.interrupt();
        }
    }

    private void end() {
        over();
        endStream();
        stream.close();
        site.pins().release();
    }

    private void over() {
        over = true;
        LockSupport.unpark(waitsForTheEnd);
    }

    // ---------------------------------------------------------------- receiving

    @Override
    public ReceiveEvent receive() {
        if (allReceived) {
            return awaitEnd();
        }
        if (received == 0 && stream.declaredLength() > contentLimit) {
            throw tooLarge(contentLimit);
        }
        try {
            var body = stream.receive();
            count(body);
            return body;
        } catch (InterruptedIOException interrupted) {
            throw new DisconnectException("interrupted: " + interrupted.getMessage());
        } catch (IOException gone) {
            LOG.atDebug()
                    .addKeyValue("id", this::name)
                    .setCause(gone)
                    .log("Client gone while receiving");
            over();
            return DISCONNECT;
        }
    }

    private void count(RequestBody body) {
        received += body.data().remaining();
        allReceived = body.last();
        if (received > contentLimit) {
            throw tooLarge(contentLimit);
        }
    }

    private LimitException tooLarge(long most) {
        stream.refuseContent();
        return new LimitException(
                ErrorCode.POUNCE_LIMIT_REQUEST_TOO_LARGE,
                "request content is larger than " + most + " octets");
    }

    private HttpDisconnect awaitEnd() {
        wakeWhenGone();
        while (!isDisconnected()) {
            LockSupport.park(this);
            if (Thread.currentThread().isInterrupted()) {
                throw new DisconnectException("interrupted while waiting for the client");
            }
        }
        return DISCONNECT;
    }

    /// Unparks the calling thread once the exchange is over: at once, if it asks afterwards.
    void wakeWhenGone() {
        waitsForTheEnd = Thread.currentThread();
    }

    boolean isDisconnected() {
        return over || stream.isHungUp();
    }

    // ---------------------------------------------------------------- sending

    @Override
    public void send(SendEvent event) {
        try {
            sending.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new DisconnectException("interrupted while waiting to send");
        }
        try {
            take(event);
        } catch (InterruptedIOException interrupted) {
            response = Response.BROKEN;
            throw new DisconnectException("interrupted: " + interrupted.getMessage());
        } catch (IOException gone) {
            LOG.atDebug()
                    .addKeyValue("id", this::name)
                    .setCause(gone)
                    .log("Client gone while sending");
            response = Response.BROKEN;
            over();
            throw new DisconnectException("the client is gone");
        } finally {
            sending.unlock();
        }
    }

    private void take(SendEvent event) throws IOException {
        if (response == Response.COMPLETE || response == Response.BROKEN) {
            throw new DisconnectException("the exchange is over");
        }
        switch (event) {
            case InterimResponse(var status, var fields) -> interim(status, fields);
            case ResponseStart head -> start(head);
            case ResponseBody body -> body(body);
            case ResponseFile file -> file(file);
            case ResponseTrailers(var trailers) -> trailers(trailers);
            case RequestLimit(var content) -> limit(content.octets());
            case RequestTimeLimit(var time) -> limit(time);
            case LifespanStarted _ -> throw outOfOrder("LifespanStarted in a request");
        }
    }

    private void interim(int status, Headers fields) throws IOException {
        if (response == Response.SENDING) {
            throw outOfOrder("an interim response");
        }
        stream.interim(status, fields);
    }

    private void limit(long octets) {
        if (octets > site.contentLimits().most()) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_EVENT,
                    "a request limit above the "
                            + site.contentLimits().most()
                            + " octets of limits.request-body-max");
        }
        contentLimit = octets;
    }

    /// A time that is over stays over.
    private void limit(Duration time) {
        endTimeLimit();
        var before = timeLimit;
        var thread = call;
        if ((before == null || !before.isOver()) && thread != null) {
            timeLimit = time.isZero() ? null : new TimeLimit(thread, time, stream);
        }
    }

    private void start(ResponseStart head) {
        if (response != Response.EXPECTED) {
            throw outOfOrder("a second ResponseStart");
        }
        start = head;
        response = Response.STARTED;
    }

    private void body(ResponseBody body) throws IOException {
        var head = start;
        if (body.last()
                && head != null
                && asksForRanges(head)
                && head.headers().first("accept-ranges").filter("bytes"::equals).isPresent()) {
            partial(PartialResponse.of(control.fields(), head, body, Instant.now()));
            return;
        }
        if (!body.last()) {
            piece(planFor(-1));
        }
        var whole = filled(body);
        content(whole.data(), whole.last());
        if (!body.last()) {
            stream.flush();
        }
    }

    private ResponseBody filled(ResponseBody body) {
        var head = start;
        if (head == null
                || response != Response.STARTED
                || !body.last()
                || body.data().hasRemaining()
                || !ErrorResponses.isBare(head)) {
            return body;
        }
        var filled = site.errors().filled(head(), head);
        start = filled.map(ErrorResponses.Whole::start).orElse(head);
        return filled.map(ErrorResponses.Whole::body).orElse(body);
    }

    private void content(ByteBuffer data, boolean last) throws IOException {
        int octets = data.remaining();
        var plan = planFor(last ? octets : -1);
        countSent(octets, plan, last);
        boolean hasContent = octets > 0 && plan.hasContent();
        if (hasContent && last) {
            stream.last(data);
            response = Response.COMPLETE;
        } else if (hasContent) {
            stream.content(data);
        } else if (last) {
            end(Headers.empty());
        }
    }

    private void file(ResponseFile file) throws IOException {
        var head = start;
        if (file.last() && head != null && response == Response.STARTED) {
            var offered = offersRanges(head);
            start = offered;
            if (asksForRanges(offered)
                    && offered.headers().first("accept-ranges").filter("none"::equals).isEmpty()) {
                partial(PartialResponse.of(control.fields(), offered, file, Instant.now()));
                return;
            }
        }
        fileContent(file);
    }

    /// A client can know that it may ask for ranges of a file.
    private static ResponseStart offersRanges(ResponseStart head) {
        return head.status() != 200 || head.headers().contains("accept-ranges")
                ? head
                : head.header("accept-ranges", "bytes");
    }

    /// The client is not watched as that of a stream is: what is gone shows while it is sent to.
    private void fileContent(ResponseFile file) throws IOException {
        var plan = planFor(file.last() ? file.length() : -1);
        countSent(file.length(), plan, file.last());
        if (file.length() > 0 && plan.hasContent()) {
            response = Response.BROKEN; // unless all of it is sent
            stream.file(file.file(), file.offset(), file.length());
            response = Response.SENDING;
        }
        if (file.last()) {
            end(Headers.empty());
        }
    }

    /// {@return whether all of the content is there, and the client wants parts of it}
    private boolean asksForRanges(ResponseStart head) {
        return response == Response.STARTED
                && head.status() == 200
                && control.method().equals("GET")
                && control.fields().contains("range");
    }

    private void partial(PartialResponse partial) throws IOException {
        start = partial.start();
        for (var event : partial.content()) {
            switch (event) {
                case ResponseBody(var data, var last) -> content(data, last);
                case ResponseFile file -> fileContent(file);
                default -> throw new IllegalStateException("no content: " + event);
            }
        }
    }

    private void countSent(long octets, ResponsePlan plan, boolean last) {
        sent += octets;
        checkLength(plan, last);
    }

    /// Content comes in pieces: from the first on, the client's hang-up ends the stream. Whoever
    /// hangs up tells `over` first, then looks for a stream; we do it the other way round.
    private void piece(ResponsePlan plan) {
        var thread = call;
        if (streaming == null && thread != null) {
            streaming = new CallInterrupt(thread);
            if (plan.isEventStream()) {
                site.drain().add(this);
            }
        }
        if (isDisconnected()) {
            response = Response.BROKEN;
            throw new DisconnectException("the client is gone");
        }
    }

    private void trailers(Headers trailers) throws IOException {
        checkLength(planFor(-1), true);
        end(trailers);
    }

    private void end(Headers trailers) throws IOException {
        response = Response.COMPLETE;
        stream.end(trailers);
    }

    /// The plan, made with the first content: then all that it depends on is known.
    private ResponsePlan planFor(long octets) throws IOException {
        var known = plan;
        if (known != null) {
            return known;
        }
        var head = start;
        if (head == null) {
            throw outOfOrder("content before ResponseStart");
        }
        var decided = ResponsePlan.decide(control.method(), head, octets);
        if (decided.length() instanceof ResponsePlan.Length.Known(long declared)
                && octets >= 0
                && octets != declared
                && decided.hasContent()) {
            throw wrongLength(
                    declared); // before the head is out, so that the client gets a clean 500
        }
        plan = decided;
        response = Response.SENDING;
        stream.start(decided);
        return decided;
    }

    /// A length that was promised and is not kept would make the rest of the connection mean
    /// something else.
    private void checkLength(ResponsePlan plan, boolean last) {
        if (plan.hasContent()
                && plan.length() instanceof ResponsePlan.Length.Known(long declared)
                && (sent > declared || (last && sent < declared))) {
            response = Response.BROKEN;
            throw wrongLength(declared);
        }
    }

    private AppException wrongLength(long declared) {
        return new AppException(
                ErrorCode.POUNCE_APP_CONTENT_LENGTH,
                "the application sent other than the " + declared + " octets it declared");
    }

    private AppException outOfOrder(String what) {
        return new AppException(
                ErrorCode.POUNCE_APP_EVENT, what + " while the response is " + response);
    }

    // ---------------------------------------------------------------- the end

    private void ended() {
        switch (response) {
            case COMPLETE, BROKEN -> {}
            case EXPECTED -> {
                if (!isEndedByTimeLimit() && !isDisconnected()) {
                    fail(ErrorCode.POUNCE_APP_NO_RESPONSE);
                }
            }
            case STARTED, SENDING -> {
                if (!isCompletedByDrain() && !isEndedByTimeLimit()) {
                    fail(ErrorCode.POUNCE_APP_INCOMPLETE_RESPONSE);
                }
            }
        }
    }

    /// A stream of events that was interrupted for the drain is complete after any event.
    private boolean isCompletedByDrain() {
        if (!drained || response != Response.SENDING) {
            return false;
        }
        boolean _ = Thread.interrupted(); // what it was for is done
        try {
            send(ResponseBody.last(NOTHING));
            return true;
        } catch (PounceException impossible) {
            LOG.atDebug().addKeyValue("id", this::name).setCause(impossible).log("A stream is cut");
            return false;
        }
    }

    private boolean isEndedByTimeLimit() {
        var limit = timeLimit;
        if (limit == null || !limit.isOver()) {
            return false;
        }
        limit.end();
        boolean _ = Thread.interrupted(); // what it was for is done
        LOG.atWarn()
                .addKeyValue("id", this::name)
                .addKeyValue("code", ErrorCode.POUNCE_TIMEOUT_REQUEST)
                .addKeyValue("method", control.method())
                .addKeyValue("path", control.target().rawPath())
                .log("The application took too long");
        stream.failed(
                ErrorCode.POUNCE_TIMEOUT_REQUEST,
                new RequestTimeoutException(
                        ErrorCode.POUNCE_TIMEOUT_REQUEST, "the application took too long"));
        answer(RequestFailure.of(head(), ErrorCode.POUNCE_TIMEOUT_REQUEST));
        return true;
    }

    /// What pounce itself refuses while the application runs: the peer's mistakes quietly, the
    /// application's aloud.
    private void refuse(PounceException refused) {
        if (refused.status() >= 500) {
            fail(refused.code(), refused);
            return;
        }
        LOG.atDebug()
                .addKeyValue("id", this::name)
                .addKeyValue("code", refused.code())
                .addKeyValue("detail", refused.getMessage())
                .log("Request refused");
        answer(RequestFailure.of(head(), refused.code(), refused));
    }

    private void fail(ErrorCode code, Throwable failure) {
        if (isDisconnected() && response != Response.EXPECTED) {
            LOG.atDebug()
                    .addKeyValue("id", this::name)
                    .setCause(failure)
                    .log("The application failed after the client left");
        } else {
            tell(code, failure);
        }
        answer(RequestFailure.of(head(), code, failure));
    }

    /// Tells the log and whoever watches, once, and before the client is told.
    private void tell(ErrorCode code, Throwable failure) {
        if (told) return;
        told = true;
        LOG.atError()
                .addKeyValue("id", this::name)
                .addKeyValue("code", code)
                .addKeyValue("method", control.method())
                .addKeyValue("path", control.target().rawPath())
                .setCause(failure)
                .log("The application failed");
        stream.failed(code, failure);
    }

    private void fail(ErrorCode code) {
        fail(code, new AppException(code, code.hint()));
    }

    /// Answers a failure on its way through what stands around the application, if nothing was said
    /// yet.
    ///
    /// @param request as the application has seen it
    /// @param failure what it has thrown
    /// @param send what it has sent to
    void answer(RequestScope request, Throwable failure, Send send) {
        if (failure instanceof DisconnectException || !isToBeAnswered()) return;
        var code =
                failure instanceof PounceException refused
                        ? refused.code()
                        : ErrorCode.POUNCE_APP_FAILED;
        if (code.status() >= 500) {
            tell(code, failure);
        }
        try {
            site.errors().to(RequestFailure.of(request, code, failure)).sendTo(send);
        } catch (Exception unanswered) {
            LOG.atDebug()
                    .addKeyValue("id", this::name)
                    .setCause(unanswered)
                    .log("Not answered yet");
        }
    }

    private boolean isToBeAnswered() {
        var limit = timeLimit;
        sending.lock();
        try {
            return response == Response.EXPECTED && (limit == null || !limit.isOver());
        } finally {
            sending.unlock();
        }
    }

    /// Sends an error response if nothing is on its way yet; otherwise the response stays broken.
    private void answer(RequestFailure failure) {
        sending.lock();
        try {
            if (response == Response.EXPECTED || response == Response.STARTED) {
                response = Response.EXPECTED;
                site.errors().to(failure).sendTo(this::sendInPlace);
            } else if (response == Response.SENDING) {
                response = Response.BROKEN;
            }
        } catch (Exception gone) {
            response = Response.BROKEN;
            LOG.atDebug()
                    .addKeyValue("id", this::name)
                    .setCause(gone)
                    .log("Client gone before it was answered");
        } finally {
            sending.unlock();
        }
    }

    private void sendInPlace(SendEvent event) {
        try {
            take(event);
        } catch (IOException gone) {
            LOG.atDebug()
                    .addKeyValue("id", this::name)
                    .setCause(gone)
                    .log("Client gone while sending");
            throw new DisconnectException("the client is gone");
        }
    }

    ExchangeStream stream() {
        return stream;
    }

    Site site() {
        return site;
    }

    /// {@return the number of the generation that serves it}
    public int generation() {
        return site.generation();
    }

    /// {@return the id of its own as text, made when somebody asks first}
    String requestId() {
        var text = idText;
        if (text == null) {
            text = id.toString();
            idText = text;
        }
        return text;
    }

    /// The request as it is to be called from now on.
    void known(RequestScope request) {
        known = request;
        stream.known(request);
    }

    /// {@return by which the log calls the request}
    private String name() {
        return head().requestId();
    }

    /// {@return the request, as far as is known}
    private RequestScope head() {
        var better = known;
        return better != null ? better : scope;
    }
}
