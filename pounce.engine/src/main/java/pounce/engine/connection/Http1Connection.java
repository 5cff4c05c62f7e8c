package pounce.engine.connection;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.RequestId;
import pounce.engine.exchange.Exchange;
import pounce.engine.exchange.RequestControl;
import pounce.engine.http1.Head;
import pounce.engine.http1.HeadDecoder;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;
import pounce.engine.net.Connection;
import pounce.engine.net.Deadline;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.Transport;
import pounce.engine.watch.ConnectionWatch;

/// Serves the requests of one connection in order, on a virtual thread that lives only while there
/// are any.
final class Http1Connection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(Http1Connection.class);

    /// How long a peer may be silent that has been sent the last answer, before the connection
    /// closes.
    private static final Duration LINGER = Duration.ofSeconds(2);

    /// How long it may go on talking: some read no answer before they have sent all their content.
    private static final Duration LONGEST_LINGER = Duration.ofSeconds(10);

    /// Generations count from 1.
    private static final int NONE = 0;

    private static final VarHandle GENERATION;

    static {
        try {
            GENERATION =
                    MethodHandles.lookup()
                            .findVarHandle(Http1Connection.class, "generation", int.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    private final Http1 http;
    private final Transport transport;
    private final long number;
    private final boolean admitted;
    private final ConnectionWatch watch;
    private final Input input;
    private final @Nullable Deadline oldAge;

    /// Which generation of the application serves the request that runs.
    private volatile int generation = NONE;

    private @Nullable HeadDecoder engaged;
    private @Nullable Deadline headDeadline;
    private int requests;

    /// Those who watch are about to be told that it is closed: of a request that is found from now
    /// on they may not hear, so it is not served.
    private volatile boolean closed;

    /// The head that is read now is the last: the drain has begun.
    private boolean last;

    Http1Connection(Http1 http, Newcomer newcomer, ConnectionWatch watch) {
        this.http = http;
        this.transport = newcomer.transport();
        this.number = newcomer.number();
        this.admitted = newcomer.isAdmitted();
        this.watch = watch;
        this.input = newcomer.input();
        this.oldAge = newcomer.oldAge();
        this.headDeadline = newcomer.headDeadline();
    }

    @Override
    public void run() {
        try {
            serve();
        } catch (IOException gone) {
            LOG.atDebug().addKeyValue("connection", number).setCause(gone).log("Connection broken");
            transport.close(
                    switch (gone) {
                        case TimeoutException _ -> Reason.BACKPRESSURE;
                        case SSLException _ -> Reason.ERROR;
                        default -> Reason.CLIENT_DISCONNECT;
                    });
        } catch (RuntimeException | Error bug) {
            LOG.atError().addKeyValue("connection", number).setCause(bug).log("Connection failed");
            transport.close(Reason.ERROR);
        }
    }

    @Override
    public void closed(Reason why, long sent) {
        closed = true;
        watch.closed(why, sent);
    }

    private void serve() throws IOException {
        boolean goesOn = !input.isEmpty() || read();
        while (goesOn) {
            goesOn =
                    switch (decode()) {
                        case Decoded.Ready<Head>(var head) -> serve(head);
                        case Decoded.NeedMore<Head> _ -> !isAtRest() && read();
                        case Decoded.Refused<Head>(var violation) -> refuse(violation);
                    };
        }
    }

    /// A decoder is kept only in the middle of a head, or behind the empty line that is forgiven;
    /// and while more requests wait behind this one.
    private Decoded<Head> decode() {
        var decoder = engaged != null ? engaged : http.decoders().borrow();
        var decoded = decoder.decode(input.octets());
        boolean goesOn =
                switch (decoded) {
                    case Decoded.Ready<Head> _ -> !input.isEmpty();
                    case Decoded.NeedMore<Head> _ -> decoder.isEngaged();
                    case Decoded.Refused<Head> _ -> false;
                };
        if (goesOn) {
            engaged = decoder;
        } else {
            engaged = null;
            http.decoders().giveBack(decoder);
        }
        return decoded;
    }

    private boolean hasBegun() {
        return engaged != null && engaged.hasBegun();
    }

    /// Reads more of a head.
    ///
    /// @return false if the connection is closed
    private boolean read() throws IOException {
        last = hasBegun() && http.isDraining();
        try {
            if (input.read(transport, headDeadline())) {
                return true;
            }
        } catch (TimeoutException slow) {
            LOG.atDebug()
                    .addKeyValue("connection", number)
                    .setCause(slow)
                    .log("No request head in time");
            return hasBegun()
                    ? refuse(ErrorCode.POUNCE_TIMEOUT_REQUEST_HEAD, Reason.TIMEOUT)
                    : !isAtRest();
        }
        transport.farewell();
        transport.close(hasBegun() ? Reason.CLIENT_DISCONNECT : Reason.COMPLETE);
        return false;
    }

    /// Between two requests, ends this thread's work.
    ///
    /// @return whether the connection is closed, or another thread may serve it already
    private boolean isAtRest() throws IOException {
        if (hasBegun()) {
            return false;
        }
        headDeadline = null;
        input.settle();
        var limit = idleLimit();
        if (http.isDraining() || !limit.isPositive()) {
            transport.farewell();
            transport.close(Reason.COMPLETE);
            return true;
        }
        transport.flush();
        return transport.idle(limit);
    }

    private Duration idleLimit() {
        var keepAlive = http.settings().keepAlive();
        if (oldAge == null) {
            return keepAlive;
        }
        var left = Duration.ofNanos(oldAge.left());
        return left.compareTo(keepAlive) < 0 ? left : keepAlive;
    }

    /// Absolute for one head: a client that sends an octet now and then gains nothing.
    private Deadline headDeadline() {
        var known = headDeadline;
        if (known == null) {
            known = transport.after(http.settings().headTimeout());
            headDeadline = known;
        }
        return known;
    }

    private boolean serve(Head head) throws IOException {
        headDeadline = null;
        requests++;
        var stream = new Http1Stream(http, transport, input, head, mayPersist(head));
        var control =
                new RequestControl(
                        head.method(),
                        head.target(),
                        transport.tls().isPresent() ? "https" : "http",
                        head.host(),
                        head.minorVersion() == 0 ? "1.0" : "1.1",
                        head.fields());
        var id = new RequestId(number, requests);
        var watched = watch.started(control, id, stream);
        var site = http.site();
        var exchange = new Exchange(control, watched, site, id);
        if (closed) {
            exchange.abandon();
            return false;
        }
        if (!admitted) {
            return refuse(exchange, stream, ErrorCode.POUNCE_LIMIT_CONNECTIONS);
        }
        if (requests == 1 && http.isDraining()) {
            return refuse(exchange, stream, ErrorCode.POUNCE_LIMIT_DRAINING);
        }
        GENERATION.setRelease(this, site.generation());
        try {
            return serve(exchange, stream);
        } finally {
            GENERATION.setRelease(this, NONE);
        }
    }

    @Override
    public boolean cut(int generation) {
        if (this.generation != generation) {
            return false;
        }
        transport.close(Reason.ERROR);
        return true;
    }

    private boolean mayPersist(Head head) {
        int limit = http.settings().requests();
        return admitted
                && head.isPersistent()
                && !last
                && (limit == 0 || requests < limit)
                && (oldAge == null || oldAge.left() > 0);
    }

    private boolean serve(Exchange exchange, Http1Stream stream) throws IOException {
        input.settle();
        transport.watch(exchange::hungUp);
        boolean complete = exchange.serve(http.settings().requestTimeout());
        boolean interrupted = Thread.interrupted(); // the application's business ends here
        if (complete && !interrupted && stream.finish()) {
            return true;
        }
        end(complete);
        return false;
    }

    private boolean refuse(Exchange exchange, Http1Stream stream, ErrorCode code)
            throws IOException {
        stream.refuseContent();
        end(exchange.refuse(code));
        return false;
    }

    private boolean refuse(Violation violation) throws IOException {
        LOG.atDebug()
                .addKeyValue("connection", number)
                .addKeyValue("code", violation.code())
                .addKeyValue("detail", violation.detail())
                .log("Request refused");
        return refuse(violation.code(), Reason.ERROR);
    }

    /// Answers octets that are no request.
    private boolean refuse(ErrorCode code, Reason why) throws IOException {
        watch.refused(code, Refusal.send(code, http, transport));
        sendLast();
        transport.close(why);
        return false;
    }

    /// Ends the connection; earlier answers leave, whatever has become of this one.
    private void end(boolean answered) throws IOException {
        transport.flush();
        if (answered) {
            sendLast();
        }
        transport.close(answered ? Reason.COMPLETE : Reason.ERROR);
    }

    /// Sends an answer so that it is not lost to a reset when the connection closes behind it:
    /// output first, and what the peer still sends is read for a while.
    private void sendLast() throws IOException {
        transport.flush();
        transport.shutdownOutput();
        linger();
    }

    private void linger() {
        var end = transport.after(LONGEST_LINGER);
        try {
            Deadline next;
            do {
                input.octets().position(input.octets().limit());
                next = transport.after(LINGER);
            } while (next.isBefore(end) && input.read(transport, next));
        } catch (IOException enough) {
            LOG.atTrace().addKeyValue("connection", number).setCause(enough).log("Lingered");
        }
    }
}
