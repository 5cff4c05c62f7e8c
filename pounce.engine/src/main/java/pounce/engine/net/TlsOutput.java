package pounce.engine.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The write side of TLS: gathers content until it fills a record, and records until somebody
/// flushes, so that the socket is written once.
///
/// The lock keeps records in their order. It is held while the peer does not read, so whoever must
/// not wait for that, only tries it. The records are made outside the lock of the socket, whose
/// holders never park: an engine has a lock of its own, for which its reader may make us wait.
final class TlsOutput {
    private static final Logger LOG = LoggerFactory.getLogger(TlsOutput.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// Records that say goodbye, or what is wrong, are one or two.
    private static final int LAST_RECORDS = 4;

    private final Transport socket;
    private final SSLEngine engine;
    private final TlsBuffers buffers;
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private @Nullable ByteBuffer gathered;
    private @Nullable ByteBuffer records;
    private long sealed;
    private volatile long sent;

    TlsOutput(Transport socket, SSLEngine engine, TlsBuffers buffers) {
        this.socket = socket;
        this.engine = engine;
        this.buffers = buffers;
    }

    /// {@return how much content the socket was handed, in octets}
    long sent() {
        return sent;
    }

    int write(Output encodable) throws IOException {
        lock();
        try {
            int encoded = encode(encodable);
            if (encoded >= 0) {
                return encoded;
            }
            int size = encodable.size();
            if (size <= TlsBuffers.CONTENT) {
                seal();
                return encode(encodable);
            }
        } finally {
            lock.unlock();
        }
        var large = ByteBuffer.allocate(encodable.size());
        encodable.encode(large);
        write(large.flip());
        return large.limit();
    }

    /// {@return how many octets it encoded; -1 if it does not fit behind what was gathered}
    private int encode(Output encodable) {
        var buffer = content();
        int before = buffer.position();
        return encodable.encode(buffer) ? buffer.position() - before : -1;
    }

    void write(ByteBuffer octets) throws IOException {
        lock();
        try {
            if (octets.remaining() <= content().remaining()) {
                gather(octets);
                return;
            }
            var rest = octets.duplicate();
            var sources = new ByteBuffer[] {content().flip(), rest};
            while (sources[0].remaining() + rest.remaining() >= TlsBuffers.CONTENT) {
                wrap(sources);
            }
            sources[0].compact().limit(TlsBuffers.CONTENT);
            gather(rest);
        } finally {
            lock.unlock();
        }
    }

    private void gather(ByteBuffer octets) throws IOException {
        var buffer = content();
        buffer.put(buffer.position(), octets, octets.position(), octets.remaining());
        buffer.position(buffer.position() + octets.remaining());
    }

    void flush() throws IOException {
        if (holdsAnything()) {
            lock();
            try {
                seal();
                drain();
            } finally {
                lock.unlock();
            }
        }
        socket.flush();
    }

    /// Looks without the lock: what the caller has written it sees anyhow, and what others write
    /// right now, they flush.
    private boolean holdsAnything() {
        return gathered != null || records != null;
    }

    /// Does not wait for whoever has the lock: it will flush what it writes.
    void flushSoon() throws IOException {
        if (holdsAnything() && lock.tryLock()) {
            try {
                seal();
                drain();
            } finally {
                lock.unlock();
            }
        }
        socket.flushSoon();
    }

    /// Makes one record of a handshake, which leaves with the next flush.
    void handshake() throws IOException {
        lock();
        try {
            wrap(NOTHING);
        } finally {
            lock.unlock();
        }
    }

    /// Sends what the engine has to say to what it has read, soon. If somebody writes just now, it
    /// leaves with that.
    void respond() throws IOException {
        if (lock.tryLock()) {
            try {
                for (int i = 0; i < LAST_RECORDS && mustWrap(); i++) {
                    wrap(NOTHING);
                }
                drain();
            } finally {
                lock.unlock();
            }
            socket.flushSoon();
        }
    }

    private boolean mustWrap() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    /// Tells the peer that no more content comes, behind what was gathered (RFC 8446, section 6.1).
    void finish() throws IOException {
        lock();
        try {
            seal();
            engine.closeOutbound();
            for (int i = 0; i < LAST_RECORDS && !engine.isOutboundDone(); i++) {
                wrap(NOTHING);
            }
            drain();
        } finally {
            lock.unlock();
        }
        socket.flush();
    }

    /// Tells the peer what is wrong with what it sent (RFC 8446, section 6.2), if it can be told.
    void alert() {
        try {
            lock();
            try {
                for (int i = 0; i < LAST_RECORDS && mustWrap(); i++) {
                    wrapAlert();
                }
                drain();
            } finally {
                lock.unlock();
            }
            socket.flush();
        } catch (IOException gone) {
            LOG.atDebug().setCause(gone).log("The peer does not hear what is wrong");
        }
    }

    /// The engine repeats once what has failed, before it says so to the peer.
    private void wrapAlert() throws IOException {
        try {
            wrap(NOTHING);
        } catch (SSLException repeated) {
            LOG.atTrace().setCause(repeated).log("The engine repeats itself");
        }
    }

    // ---------------------------------------------------------------- under the lock

    private ByteBuffer content() {
        var buffer = gathered;
        if (buffer == null) {
            buffer = buffers.cleartext().borrow().clear().limit(TlsBuffers.CONTENT);
            gathered = buffer;
        }
        return buffer;
    }

    /// Makes records of all that was gathered.
    private void seal() throws IOException {
        var buffer = gathered;
        if (buffer == null) {
            return;
        }
        buffer.flip();
        try {
            while (buffer.hasRemaining()) {
                wrap(buffer);
            }
        } finally {
            gathered = null;
            buffers.cleartext().giveBack(buffer);
        }
    }

    /// Makes one record.
    private void wrap(ByteBuffer... sources) throws IOException {
        var result = engine.wrap(sources, room());
        sealed += result.bytesConsumed();
        switch (result.getStatus()) {
            case OK -> {}
            case CLOSED -> {
                if (result.bytesProduced() == 0) {
                    throw new ClosedChannelException();
                }
            }
            case BUFFER_OVERFLOW, BUFFER_UNDERFLOW ->
                    throw new SSLException("a record is larger than records are");
        }
    }

    /// {@return a buffer with room for a record}
    private ByteBuffer room() throws IOException {
        var buffer = records;
        if (buffer != null && buffer.remaining() < TlsBuffers.RECORD) {
            drain();
            buffer = null;
        }
        if (buffer == null) {
            buffer = buffers.records().borrow().clear();
            records = buffer;
        }
        return buffer;
    }

    /// Hands all records to the socket; blocks while the peer does not read.
    private void drain() throws IOException {
        var buffer = records;
        if (buffer == null) {
            return;
        }
        records = null;
        try {
            socket.write(buffer.flip());
            sent = sealed;
        } finally {
            buffers.records().giveBack(buffer);
        }
    }

    private void lock() throws InterruptedIOException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while another thread writes");
        }
    }
}
