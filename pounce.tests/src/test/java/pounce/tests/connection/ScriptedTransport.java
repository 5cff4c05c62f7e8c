package pounce.tests.connection;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.Address;
import pounce.api.TlsSession;
import pounce.api.event.ConnectionCompleted;
import pounce.engine.net.Admission;
import pounce.engine.net.Connection;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Deadline;
import pounce.engine.net.Output;
import pounce.engine.net.Peers;
import pounce.engine.net.Security;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.Transport;

/// A peer that follows a script: it sends octets in the pieces given, then closes, falls silent, or
/// breaks the connection; and it takes as many octets as it is told before it breaks. Everything
/// runs on the calling thread.
final class ScriptedTransport implements Transport {
    /// What the peer does when its octets are used up.
    enum Then {
        /// Closes its side.
        CLOSE,
        /// Says nothing more: waits time out, and the connection may be idle.
        SILENCE,
        /// Resets the connection.
        RESET
    }

    private final Deque<Runnable> started = new ArrayDeque<>();
    private final Deque<ByteBuffer> script = new ArrayDeque<>();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final Then then;
    private final int breaksAfter;
    private final List<Deadline> deadlines = new ArrayList<>();
    private long now;
    private Peers peers = Peers.CLIENTS;
    private int gathered;
    private int writes;
    private boolean idle;
    private boolean closed;
    private boolean outputShut;
    private @Nullable Runnable hangUpListener;
    private @Nullable Connection connection;

    private ScriptedTransport(Then then, int breaksAfter) {
        this.then = then;
        this.breaksAfter = breaksAfter;
    }

    /// A peer that sends all of `octets` in pieces of at most `piece`.
    static ScriptedTransport sends(byte[] octets, int piece, Then then) {
        return sends(octets, piece, then, Integer.MAX_VALUE);
    }

    /// The same; the connection breaks once the peer has taken `breaksAfter` octets.
    static ScriptedTransport sends(byte[] octets, int piece, Then then, int breaksAfter) {
        var transport = new ScriptedTransport(then, breaksAfter);
        for (int from = 0; from < octets.length; from += piece) {
            transport.script.add(
                    ByteBuffer.wrap(octets, from, Math.min(piece, octets.length - from)).slice());
        }
        return transport;
    }

    static ScriptedTransport sends(String text) {
        return sends(text.getBytes(StandardCharsets.ISO_8859_1), Integer.MAX_VALUE / 2, Then.CLOSE);
    }

    /// Makes a proxy of the peer.
    ScriptedTransport fromProxy() {
        peers = Peers.PROXIES;
        return this;
    }

    /// Lets a connection of this factory hear the script, until it is idle or closed.
    ScriptedTransport heardBy(ConnectionFactory factory) {
        connection = factory.open(this);
        connection.run();
        for (var task = started.poll(); task != null; task = started.poll()) {
            task.run();
        }
        return this;
    }

    String answer() {
        return received.toString(StandardCharsets.ISO_8859_1);
    }

    /// Those of all reads; the clock goes on by a nanosecond whenever it is asked.
    List<Deadline> deadlines() {
        return deadlines;
    }

    int writes() {
        return writes;
    }

    boolean isIdle() {
        return idle;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public int read(ByteBuffer target, Deadline deadline) throws IOException {
        if (closed) {
            throw new IOException("closed");
        }
        deadlines.add(deadline);
        send();
        var next = script.peek();
        if (next == null) {
            return switch (then) {
                case CLOSE -> -1;
                case SILENCE -> throw new TimeoutException("silence");
                case RESET -> throw new IOException("reset");
            };
        }
        int count = Math.min(next.remaining(), target.remaining());
        target.put(next.slice(next.position(), count));
        next.position(next.position() + count);
        if (!next.hasRemaining()) {
            script.remove();
        }
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
        if (closed || outputShut) {
            throw new IOException("closed");
        }
        for (int i = octets.position(); i < octets.limit(); i++) {
            if (received.size() >= breaksAfter) {
                throw new IOException("broken");
            }
            received.write(octets.get(i));
            gathered++;
        }
    }

    @Override
    public void flush() {
        send();
    }

    @Override
    public void flushSoon() {}

    private void send() {
        if (gathered > 0) {
            writes++;
            gathered = 0;
        }
    }

    @Override
    public boolean idle(Duration limit) {
        if (!script.isEmpty() || then != Then.SILENCE) {
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
    public void watch(Runnable listener) {
        hangUpListener = listener;
    }

    @Override
    public boolean isHungUp() {
        return closed;
    }

    /// It runs when the connection has come to rest.
    @Override
    public void start(Runnable task) {
        started.add(task);
    }

    @Override
    public void beforeWait() {}

    @Override
    public long now() {
        return now;
    }

    @Override
    public Deadline after(Duration duration) {
        return new Deadline(now++ + duration.toNanos());
    }

    @Override
    public Runnable callAt(Deadline deadline, Runnable action) {
        return () -> {};
    }

    @Override
    public void shutdownOutput() {
        send();
        outputShut = true;
    }

    @Override
    public void close(ConnectionCompleted.Reason why) {
        if (closed) {
            return;
        }
        closed = true;
        if (connection != null) {
            connection.closed(why, received.size());
        }
        if (hangUpListener != null) {
            hangUpListener.run();
        }
    }

    @Override
    public Admission admission() {
        return Admission.SERVED;
    }

    @Override
    public Peers peers() {
        return peers;
    }

    @Override
    public Security security() {
        return Security.NONE;
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
        return new Address("192.0.2.2", 8000);
    }
}
