package pounce.tests.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import pounce.api.Address;
import pounce.api.TlsSession;
import pounce.api.event.ConnectionCompleted;
import pounce.engine.net.Admission;
import pounce.engine.net.Deadline;
import pounce.engine.net.Output;
import pounce.engine.net.Peers;
import pounce.engine.net.Security;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.Transport;

/// The other end of a transport, with TLS on it: a client whose records arrive in whatever pieces,
/// and who takes as many octets as it is told before the connection breaks. Everything runs on the
/// calling thread.
final class TlsPeer implements Transport {
    private static final int ROOM = 64 << 10;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private SSLEngine client;
    private final IntSupplier pieces;
    private final ByteArrayOutputStream heard = new ByteArrayOutputStream();
    private ByteBuffer fromClient = ByteBuffer.allocate(0);
    private ByteBuffer toClient = ByteBuffer.allocate(0);
    private ByteBuffer kept = ByteBuffer.allocate(0);
    private int limit = Integer.MAX_VALUE;
    private int breaksAfter = Integer.MAX_VALUE;
    private int taken;
    private int writes;
    private int flushed;
    private boolean ended;
    private boolean idle;

    /// @param client its engine, which begins
    /// @param pieces how many octets arrive at once, from 1
    TlsPeer(SSLEngine client, IntSupplier pieces) throws SSLException {
        this.client = client;
        this.pieces = pieces;
        client.setUseClientMode(true);
        client.beginHandshake();
    }

    /// Breaks the connection once the peer has taken so many octets more.
    void breakAfter(int octets) {
        breaksAfter = taken + octets;
    }

    /// Sends no more than so many octets from now on; the rest is kept.
    void keepsFrom(int octets) {
        limit = octets;
    }

    /// Sends what was kept.
    void goesOn() {
        limit = Integer.MAX_VALUE;
        send(kept);
        kept = ByteBuffer.allocate(0);
    }

    /// Sends content, in as many records as the client likes.
    void says(byte[] content) throws SSLException {
        step();
        var source = ByteBuffer.wrap(content);
        do {
            wrap(source);
        } while (source.hasRemaining());
    }

    /// Changes the keys (TLS 1.3), or asks for a handshake (TLS 1.2).
    void beginsAnew() throws SSLException {
        step();
        client.beginHandshake();
        step();
    }

    /// Sends octets that may be no records.
    void saysRaw(byte[] octets) {
        send(ByteBuffer.wrap(octets));
    }

    /// Forgets the client, so that what is left is the server's.
    ///
    /// @param nobody in its place
    void leaves(SSLEngine nobody) {
        client = nobody;
        fromClient = NOTHING;
        toClient = NOTHING;
        kept = NOTHING;
        heard.reset();
    }

    /// Sends close_notify.
    void saysGoodbye() throws SSLException {
        step();
        client.closeOutbound();
        wrap(NOTHING);
    }

    /// Ends the stream behind what was sent.
    void ends() {
        ended = true;
    }

    /// What the client has decrypted.
    byte[] heard() throws SSLException {
        step();
        return heard.toByteArray();
    }

    boolean hasHeardGoodbye() throws SSLException {
        step();
        return client.isInboundDone();
    }

    int writes() {
        return writes;
    }

    int octets() {
        return taken;
    }

    boolean isIdle() {
        return idle;
    }

    // ---------------------------------------------------------------- the client

    /// Lets the client do what it can.
    private void step() throws SSLException {
        for (boolean goesOn = true; goesOn; ) {
            goesOn =
                    switch (client.getHandshakeStatus()) {
                        case NEED_TASK -> {
                            client.getDelegatedTask().run();
                            yield true;
                        }
                        case NEED_WRAP -> {
                            wrap(NOTHING);
                            yield true;
                        }
                        case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> unwrap();
                    };
        }
    }

    private void wrap(ByteBuffer source) throws SSLException {
        var record = ByteBuffer.allocate(ROOM);
        client.wrap(source, record);
        send(record.flip());
    }

    private void send(ByteBuffer octets) {
        int now = Math.min(limit, octets.remaining());
        limit -= limit == Integer.MAX_VALUE ? 0 : now;
        fromClient = join(fromClient, octets.slice(octets.position(), now));
        octets.position(octets.position() + now);
        kept = join(kept, octets);
    }

    private boolean unwrap() throws SSLException {
        if (!toClient.hasRemaining() || client.isInboundDone()) {
            return false;
        }
        var content = ByteBuffer.allocate(ROOM);
        var result = client.unwrap(toClient, content);
        heard.write(content.array(), 0, content.position());
        return result.getStatus() == Status.OK
                && (result.bytesConsumed() > 0
                        || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK);
    }

    private static ByteBuffer join(ByteBuffer one, ByteBuffer other) {
        return ByteBuffer.allocate(one.remaining() + other.remaining()).put(one).put(other).flip();
    }

    // ---------------------------------------------------------------- the transport

    @Override
    public int read(ByteBuffer target, Deadline deadline) throws IOException {
        flush();
        if (!fromClient.hasRemaining()) {
            step();
        }
        if (!fromClient.hasRemaining()) {
            if (ended) {
                return -1;
            }
            throw new TimeoutException("silence");
        }
        int count =
                Math.min(
                        Math.max(1, pieces.getAsInt()),
                        Math.min(fromClient.remaining(), target.remaining()));
        target.put(fromClient.slice(fromClient.position(), count));
        fromClient.position(fromClient.position() + count);
        return count;
    }

    @Override
    public int write(Output output) throws IOException {
        var buffer = ByteBuffer.allocate(output.size());
        output.encode(buffer);
        write(buffer.flip());
        return buffer.limit();
    }

    @Override
    public void write(ByteBuffer octets) throws IOException {
        int count = octets.remaining();
        if (count > breaksAfter - taken) {
            throw new IOException("broken");
        }
        taken += count;
        toClient = join(toClient, octets.duplicate());
    }

    @Override
    public void flush() {
        if (taken > flushed) {
            flushed = taken;
            writes++;
        }
    }

    @Override
    public void flushSoon() {
        flush();
    }

    @Override
    public boolean idle(Duration limit) {
        if (fromClient.hasRemaining()) {
            return false;
        }
        idle = true;
        return true;
    }

    @Override
    public boolean awaitFirst(Duration limit) {
        return idle(limit);
    }

    @Override
    public void watch(Runnable listener) {}

    @Override
    public boolean isHungUp() {
        return false;
    }

    @Override
    public Deadline after(Duration duration) {
        return new Deadline(duration.toNanos());
    }

    @Override
    public Runnable callAt(Deadline deadline, Runnable action) {
        return () -> {};
    }

    @Override
    public void shutdownOutput() {
        flush();
    }

    @Override
    public void close(ConnectionCompleted.Reason why) {
        ended = true;
    }

    @Override
    public Admission admission() {
        return Admission.SERVED;
    }

    @Override
    public Peers peers() {
        return Peers.CLIENTS;
    }

    @Override
    public Security security() {
        return Security.TLS;
    }

    @Override
    public Optional<TlsSession> tls() {
        return Optional.empty();
    }

    @Override
    public Address remote() {
        return new Address("192.0.2.1", 4711);
    }

    @Override
    public Address local() {
        return new Address("192.0.2.2", 443);
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void start(Runnable task) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void beforeWait() {}
}
