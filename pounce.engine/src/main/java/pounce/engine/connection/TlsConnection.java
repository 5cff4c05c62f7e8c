package pounce.engine.connection;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;
import pounce.engine.net.Connection;
import pounce.engine.net.Deadline;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.TlsTransport;
import pounce.engine.net.Transport;
import pounce.engine.tls.ClientHelloDecoder;
import pounce.engine.watch.ConnectionWatch;

/// The handshake of TLS, on a thread of its own and under a deadline of its own; and then whatever
/// client and server have agreed upon.
///
/// There is no engine before the whole ClientHello is here, so that whoever sends it slowly, or
/// sends something else, costs one buffer.
final class TlsConnection implements Connection {
    private static final Logger LOG = LoggerFactory.getLogger(TlsConnection.class);
    private static final String PROTOCOL = "tls";

    /// How long a peer may go on talking that was told what is wrong: a reset would take the news
    /// from it.
    private static final Duration LINGER = Duration.ofSeconds(1);

    /// A connection under TLS, and what it is used for.
    private record Established(TlsTransport tls, Connection driver) implements Connection {

        @Override
        public void run() {
            driver.run();
        }

        @Override
        public boolean mayEnd(Reason why) {
            return driver.mayEnd(why);
        }

        @Override
        public Stream<Thread> handlers() {
            return driver.handlers();
        }

        @Override
        public boolean hasFarewell() {
            return true;
        }

        @Override
        public void farewell() throws IOException {
            driver.farewell();
            tls.farewell();
        }

        @Override
        public boolean cut(int generation) {
            return driver.cut(generation);
        }

        @Override
        public void closed(Reason why, long sent) {
            driver.closed(why, tls.sent());
        }
    }

    private final Secured secured;
    private final Transport transport;
    private final Input input;
    private final Deadline deadline;
    private final long startNs = System.nanoTime();
    private final Succession succession = new Succession(this);

    /// The deadline is absolute, from here: a peer that sends an octet now and then gains nothing.
    TlsConnection(Secured secured, Transport transport, Input input) {
        this.secured = secured;
        this.transport = transport;
        this.input = input;
        this.deadline = transport.after(secured.settings().handshake());
    }

    /// {@return this, and what comes behind it}
    Connection whole() {
        return succession;
    }

    @Override
    public void run() {
        // Reads have the deadline too. This is for what else may take long, such as a peer that
        // does not read.
        var stop = transport.callAt(deadline, () -> transport.close(Reason.TIMEOUT));
        boolean goesOn = false;
        try {
            goesOn = readClientHello() && shakeHands();
        } catch (TimeoutException slow) {
            fail(ErrorCode.POUNCE_TIMEOUT_TLS_HANDSHAKE, slow, Reason.TIMEOUT);
        } catch (SSLException disagreement) {
            fail(ErrorCode.POUNCE_TLS_HANDSHAKE_FAILED, disagreement, Reason.ERROR);
        } catch (IOException gone) {
            if (deadline.left() > 0) {
                fail(ErrorCode.POUNCE_TLS_HANDSHAKE_FAILED, gone, Reason.CLIENT_DISCONNECT);
            } else {
                fail(ErrorCode.POUNCE_TIMEOUT_TLS_HANDSHAKE, gone, Reason.TIMEOUT);
            }
        } catch (RuntimeException | Error bug) {
            LOG.atError().addKeyValue("peer", transport.remote()).setCause(bug).log("TLS failed");
            transport.close(Reason.ERROR);
        } finally {
            stop.run();
        }
        if (goesOn) {
            succession.run();
        }
    }

    /// Blocks until the first message is whole.
    ///
    /// @return false if the connection is closed
    private boolean readClientHello() throws IOException {
        while (true) {
            switch (ClientHelloDecoder.decode(input.octets(), secured.settings().clientHello())) {
                case Decoded.Ready<Integer> _ -> {
                    return true;
                }
                case Decoded.NeedMore<Integer> _ -> {
                    if (!input.read(transport, deadline)) {
                        return end();
                    }
                }
                case Decoded.Refused<Integer>(var violation) -> {
                    refuse(violation);
                    return false;
                }
            }
        }
    }

    /// A peer that connects and leaves has done nothing wrong.
    private boolean end() throws EOFException {
        if (!input.isEmpty()) {
            throw new EOFException("the peer ended the handshake");
        }
        transport.close(Reason.COMPLETE);
        return false;
    }

    /// @return whether what follows is to run now
    private boolean shakeHands() throws IOException {
        var tls = new TlsTransport(transport, secured.engine(), secured.buffers(), startNs);
        tls.handshake(input.octets(), deadline);
        input.settle();
        var driver = secured.protocol(tls).open(tls, new Input(secured.inputs()));
        return succession.continueWith(this, new Established(tls, driver))
                && !tls.awaitFirst(secured.silence());
    }

    // ---------------------------------------------------------------- what goes wrong

    /// Refuses octets that are no TLS. Who speaks HTTP is told in the same language.
    private void refuse(Violation violation) throws IOException {
        var code = violation.code();
        long sent =
                code == ErrorCode.POUNCE_PARSE_PLAIN_HTTP
                        ? Refusal.send(code, secured.http(), transport)
                        : 0;
        note(
                code,
                violation.detail(),
                watch -> {
                    if (sent > 0) {
                        watch.refused(code, sent);
                    } else {
                        watch.handshakeFailed(code, violation.detail(), startNs);
                    }
                });
        sendLast();
        transport.close(Reason.ERROR);
    }

    private void fail(ErrorCode code, IOException failure, Reason why) {
        var reason = printable(String.valueOf(failure.getMessage()));
        note(code, reason, watch -> watch.handshakeFailed(code, reason, startNs));
        try {
            sendLast();
        } catch (IOException gone) {
            LOG.atTrace().setCause(gone).log("Nobody waits for an end");
        }
        transport.close(why);
    }

    /// Parts of it may be the peer's.
    private static String printable(String message) {
        return message.replaceAll("[^ -~]", "?");
    }

    private void note(ErrorCode code, String detail, Consumer<ConnectionWatch> event) {
        long number = Http1.nextNumber();
        LOG.atDebug()
                .addKeyValue("connection", number)
                .addKeyValue("peer", transport.remote())
                .addKeyValue("code", code)
                .addKeyValue("detail", detail)
                .log("TLS refused");
        event.accept(secured.watch().turnedAway(transport, number, PROTOCOL));
    }

    private void sendLast() throws IOException {
        transport.flush();
        transport.shutdownOutput();
        var end = transport.after(LINGER);
        do {
            input.octets().position(input.octets().limit());
        } while (input.read(transport, end));
    }
}
