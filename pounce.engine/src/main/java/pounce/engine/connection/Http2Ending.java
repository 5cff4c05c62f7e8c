package pounce.engine.connection;

import java.io.IOException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.http2.Http2Error;
import pounce.engine.message.Violation;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.Transport;

/// How one connection ends (RFC 9113, section 6.8).
///
/// In order, that takes two steps: the client is told that it should go, and everything that it has
/// sent until it knows is still served; then it is told what the last stream was. Behind that one's
/// answer, or behind the news of a fault, the output ends, and a little later the connection: if it
/// were closed at once, what the client still sends would be answered with a reset, which may take
/// the last frames from it.
final class Http2Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Http2Ending.class);

    /// How long the client may take to know that it should go, and to close behind our end.
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration LINGER = Duration.ofSeconds(2);

    /// More than any stream.
    private static final int EVERY_STREAM = Integer.MAX_VALUE;

    /// Of the PING that tells when the client knows.
    private static final long FAREWELL = 0x706f756e63652121L;

    private enum Phase {
        /// Streams are welcome.
        SERVING,
        /// The client is told that it should go.
        LEAVING,
        /// There will be no more streams.
        LAST,
        /// Nothing is served any more, and what comes is dropped.
        OVER
    }

    private final Http2Session session;
    private final Transport transport;
    private final Http2Output output;

    /// Written under the lock.
    private volatile Phase phase = Phase.SERVING;

    private volatile boolean isClosed;
    private volatile boolean hasInputEnded;

    // Under the lock.
    private Reason reason = Reason.COMPLETE;
    private boolean hasOutputEnded;

    Http2Ending(Http2Session session, Transport transport, Http2Output output) {
        this.session = session;
        this.transport = transport;
        this.output = output;
    }

    boolean isServing() {
        return phase == Phase.SERVING;
    }

    /// {@return whether new streams are served}
    boolean isOpen() {
        return phase == Phase.SERVING || phase == Phase.LEAVING;
    }

    boolean isOver() {
        return phase == Phase.OVER || isClosed;
    }

    boolean hasInputEnded() {
        return hasInputEnded;
    }

    // ---------------------------------------------------------------- in order

    /// Takes the first step, unless that is done.
    ///
    /// @param why the connection ends
    void leave(Reason why) {
        session.lock();
        try {
            if (phase == Phase.SERVING && !isClosed) {
                phase = Phase.LEAVING;
                reason = why;
                output.goAway(EVERY_STREAM, Http2Error.NO_ERROR);
                output.ping(FAREWELL);
                var _ =
                        transport.callAt(
                                transport.after(PATIENCE), () -> transport.start(this::last));
            }
        } finally {
            session.unlock();
        }
    }

    private void last() {
        session.lock();
        try {
            takeLastStep();
        } finally {
            session.unlock();
        }
    }

    /// The client has answered a PING; the caller has the lock.
    void answered(long opaque) {
        if (phase == Phase.LEAVING && opaque == FAREWELL) {
            takeLastStep();
        }
    }

    /// Takes the second step, unless that is done; the caller has the lock.
    void takeLastStep() {
        if (isOpen() && !isClosed) {
            phase = Phase.LAST;
            output.goAway(session.lastStream(), Http2Error.NO_ERROR);
            streamEnded();
        }
    }

    /// A stream has come to its end; the caller has the lock.
    void streamEnded() {
        if (phase == Phase.LAST && session.hasNoStreams()) {
            phase = Phase.OVER;
            output.end();
        }
    }

    // ---------------------------------------------------------------- out of order

    /// The client has broken a rule that ends the connection.
    void fail(Violation violation) {
        session.lock();
        try {
            if (phase != Phase.OVER && !isClosed) {
                phase = Phase.OVER;
                reason = Reason.ERROR;
                output.goAway(session.lastStream(), Http2Error.of(violation.code()));
                output.end();
                session.cutOff();
            }
        } finally {
            session.unlock();
        }
    }

    /// The client says no more.
    void inputEnded() {
        session.lock();
        try {
            hasInputEnded = true;
            if (phase != Phase.OVER) {
                phase = Phase.LAST;
                session.tellOfEnd();
                if (session.hasNoStreams()) {
                    phase = Phase.OVER;
                    output.end();
                }
            } else if (hasOutputEnded) {
                close();
            }
        } finally {
            session.unlock();
        }
    }

    /// Our last frame is on its way.
    void outputEnded() {
        session.lock();
        try {
            hasOutputEnded = true;
            if (hasInputEnded) {
                close();
            } else {
                var _ = transport.callAt(transport.after(LINGER), this::close);
            }
        } finally {
            session.unlock();
        }
    }

    private void close() {
        transport.close(reason);
    }

    /// The connection is broken, for somebody who reads or writes.
    void broken(IOException failure) {
        LOG.atDebug()
                .addKeyValue("connection", session.number())
                .setCause(failure)
                .log("Connection broken");
        transport.close(
                switch (failure) {
                    case TimeoutException _ -> Reason.BACKPRESSURE;
                    case SSLException _ -> Reason.ERROR;
                    default -> Reason.CLIENT_DISCONNECT;
                });
    }

    /// It is our fault.
    void failed(Throwable bug) {
        LOG.atError()
                .addKeyValue("connection", session.number())
                .setCause(bug)
                .log("Connection failed");
        transport.close(Reason.ERROR);
    }

    /// The transport is closed, and those who watch are about to be told: of what the reader finds
    /// from now on they may not hear, so it is not served.
    void closing() {
        isClosed = true;
    }

    boolean isClosed() {
        return isClosed;
    }

    /// The transport is closed. Does not block: whoever has the lock may wait for the caller's
    /// event loop.
    void closed() {
        if (session.tryLock()) {
            try {
                session.cutOff();
                output.close();
            } finally {
                session.unlock();
            }
        } else {
            transport.start(this::closed);
        }
    }
}
