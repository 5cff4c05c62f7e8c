package pounce.engine.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Address;
import pounce.api.TlsSession;
import pounce.api.event.ConnectionCompleted;

/// TLS on a transport: content for those above, records for those below.
///
/// Everything the engine does is done by the thread that reads or writes, which is the connection's
/// own; loop code never enters the engine, for its lock may be a virtual thread's.
public final class TlsTransport implements Transport {
    private static final Logger LOG = LoggerFactory.getLogger(TlsTransport.class);

    private final Transport socket;
    private final SSLEngine engine;
    private final TlsOutput output;
    private final TlsInput input;
    private final long startNs;
    private final long startMillis = System.currentTimeMillis();
    private @Nullable TlsHandshake handshake;

    /// TLS that has not begun.
    ///
    /// @param socket carries the records
    /// @param engine of the server's side
    /// @param buffers to borrow from
    /// @param startNs when the connection began, on the clock of [System#nanoTime()]
    public TlsTransport(Transport socket, SSLEngine engine, TlsBuffers buffers, long startNs) {
        this.socket = socket;
        this.engine = engine;
        this.startNs = startNs;
        this.output = new TlsOutput(socket, engine, buffers);
        this.input = new TlsInput(socket, engine, output, buffers);
    }

    /// Performs the handshake; blocks until it is over. If it fails, the peer is told why.
    ///
    /// @param received what was read from the socket before, 32 KiB at most; used up
    /// @param deadline when to give up waiting for the peer
    /// @throws TimeoutException if the peer did not send enough until the deadline
    /// @throws IOException if they do not agree, or the connection is broken
    public void handshake(ByteBuffer received, Deadline deadline) throws IOException {
        input.begin(received);
        try {
            engine.beginHandshake();
            boolean over = false;
            while (!over) {
                over = isOverAfterStep(deadline);
            }
        } catch (SSLException failure) {
            output.alert();
            throw failure;
        }
        handshake = describe(engine.getSession());
    }

    /// Does what the engine wants next.
    ///
    /// @return whether the handshake is over
    private boolean isOverAfterStep(Deadline deadline) throws IOException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (var task = engine.getDelegatedTask();
                        task != null;
                        task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> output.handshake();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                output.flush();
                if (!input.handshake(deadline)) {
                    throw new EOFException("the peer ended the handshake");
                }
            }
            case NOT_HANDSHAKING, FINISHED -> {
                output.flush();
                return true;
            }
        }
        return false;
    }

    /// The JDK does not say whether a session is resumed, but a session has its age.
    private TlsHandshake describe(SSLSession session) {
        var agreed = engine.getApplicationProtocol();
        return new TlsHandshake(
                new TlsSession(
                        session.getProtocol(),
                        session.getCipherSuite(),
                        serverName(session),
                        peerCertificates(session)),
                agreed == null ? "" : agreed,
                session.getCreationTime() < startMillis,
                startNs);
    }

    private static String serverName(SSLSession session) {
        if (session instanceof ExtendedSSLSession extended) {
            for (var name : extended.getRequestedServerNames()) {
                if (name instanceof SNIHostName host) {
                    return host.getAsciiName().toLowerCase(Locale.ROOT);
                }
            }
        }
        return "";
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        try {
            return Arrays.stream(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException _) {
            return List.of(); // it was not asked, or has none
        }
    }

    /// {@return how much content the peer was sent, in octets}
    public long sent() {
        return output.sent();
    }

    // ---------------------------------------------------------------- reading

    @Override
    public int read(ByteBuffer target, Deadline deadline) throws IOException {
        try {
            return input.read(target, deadline);
        } catch (SSLException broken) {
            output.alert();
            throw broken;
        }
    }

    @Override
    public boolean idle(Duration limit) throws IOException {
        if (input.isReady()) {
            return false;
        }
        input.settle();
        return socket.idle(limit);
    }

    @Override
    public boolean awaitFirst(Duration limit) throws IOException {
        if (input.isReady()) {
            return false;
        }
        input.settle();
        return socket.awaitFirst(limit);
    }

    @Override
    public void watch(Runnable listener) {
        input.settle();
        socket.watch(listener);
    }

    @Override
    public boolean isHungUp() {
        return socket.isHungUp();
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
    public void flush() throws IOException {
        output.flush();
    }

    @Override
    public void flushSoon() {
        try {
            output.flushSoon();
        } catch (IOException broken) {
            LOG.atDebug().setCause(broken).log("Connection broken"); // the next write will see it
        }
    }

    // ---------------------------------------------------------------- the end

    @Override
    public void farewell() throws IOException {
        output.finish();
    }

    @Override
    public void shutdownOutput() throws IOException {
        output.finish();
        socket.shutdownOutput();
    }

    @Override
    public void close(ConnectionCompleted.Reason why) {
        socket.close(why);
    }

    // ---------------------------------------------------------------- the rest

    @Override
    public Optional<TlsSession> tls() {
        return handshake().map(TlsHandshake::session);
    }

    @Override
    public Optional<TlsHandshake> handshake() {
        return Optional.ofNullable(handshake);
    }

    @Override
    public Security security() {
        return Security.NONE;
    }

    @Override
    public void start(Runnable task) {
        socket.start(task);
    }

    @Override
    public void beforeWait() {
        socket.beforeWait();
    }

    @Override
    public long now() {
        return socket.now();
    }

    @Override
    public Deadline after(Duration duration) {
        return socket.after(duration);
    }

    @Override
    public Runnable callAt(Deadline deadline, Runnable action) {
        return socket.callAt(deadline, action);
    }

    @Override
    public Admission admission() {
        return socket.admission();
    }

    @Override
    public Peers peers() {
        return socket.peers();
    }

    @Override
    public Address remote() {
        return socket.remote();
    }

    @Override
    public Address local() {
        return socket.local();
    }
}
