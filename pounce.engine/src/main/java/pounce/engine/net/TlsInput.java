package pounce.engine.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/// The read side of TLS: records in, content out. Its buffers are lent, and go back whenever there
/// is nothing in them, or somebody else may take long.
final class TlsInput {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private static final int RECORD_HEADER = 5;

    /// So many records may bring nothing, one after the other: changes of keys (RFC 8446, section
    /// 4.6.3) are rare, and empty records are for nobody. Content earns more of them.
    private static final int FRUITLESS = 32;

    /// In octets.
    private static final int PRICE = 1 << 10;

    private final Transport socket;
    private final SSLEngine engine;
    private final TlsOutput output;
    private final TlsBuffers buffers;

    private ByteBuffer received = NOTHING;
    private boolean receivedIsLent;
    private ByteBuffer content = NOTHING;
    private boolean contentIsLent;
    private int patience = FRUITLESS;
    private boolean ended;

    TlsInput(Transport socket, SSLEngine engine, TlsOutput output, TlsBuffers buffers) {
        this.socket = socket;
        this.engine = engine;
        this.output = output;
        this.buffers = buffers;
    }

    /// Takes over what was read from the socket before.
    ///
    /// @param octets no more than the buffer takes; used up
    void begin(ByteBuffer octets) {
        borrow();
        received.compact().put(octets).flip();
    }

    // ---------------------------------------------------------------- handshake

    /// Reads one record of a handshake; blocks until it has come.
    ///
    /// @return false at the end of the stream
    boolean handshake(Deadline deadline) throws IOException {
        while (true) {
            var result = engine.unwrap(received, NOTHING);
            switch (result.getStatus()) {
                case OK -> {
                    return true;
                }
                case CLOSED -> {
                    return false;
                }
                case BUFFER_UNDERFLOW -> {
                    if (!fill(deadline)) {
                        return false;
                    }
                }
                case BUFFER_OVERFLOW -> throw new SSLException("content in a handshake");
            }
        }
    }

    // ---------------------------------------------------------------- content

    /// Blocks until content has come; see [Transport#read].
    int read(ByteBuffer target, Deadline deadline) throws IOException {
        if (content.hasRemaining()) {
            return take(target);
        }
        int start = target.position();
        while (!ended) {
            unwrapAll(target);
            int count = target.position() - start;
            if (count == 0 && content.hasRemaining()) {
                count = take(target);
            }
            if (count > 0) {
                giveBackIfEmpty();
                return count;
            }
            ended |= !fill(deadline);
        }
        giveBackIfEmpty();
        return -1;
    }

    /// Takes the content out of whole records, as far as there is room for it; if there is none for
    /// even one of them, into our own buffer.
    private void unwrapAll(ByteBuffer target) throws IOException {
        int start = target.position();
        while (received.hasRemaining() && !ended) {
            var result = engine.unwrap(received, target);
            switch (result.getStatus()) {
                case OK -> judge(result);
                case CLOSED -> ended = true;
                case BUFFER_UNDERFLOW -> {
                    return;
                }
                case BUFFER_OVERFLOW -> {
                    if (target.position() == start) {
                        unwrapAside();
                    }
                    return;
                }
            }
        }
    }

    private void unwrapAside() throws IOException {
        content = buffers.cleartext().borrow().clear();
        contentIsLent = true;
        try {
            var result = engine.unwrap(received, content);
            if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
                throw new SSLException("a record is longer than records may be");
            }
            judge(result);
        } finally {
            content.flip();
        }
    }

    private int take(ByteBuffer target) {
        int count = Math.min(content.remaining(), target.remaining());
        target.put(content.slice(content.position(), count));
        content.position(content.position() + count);
        if (!content.hasRemaining()) {
            giveContentBack();
        }
        return count;
    }

    /// Answers a change of keys, and refuses what no peer has to do: a new handshake (RFC 9113,
    /// section 9.2.1, and the attacks it has been good for), and records without content or end.
    private void judge(SSLEngineResult result) throws IOException {
        if (result.bytesProduced() > 0) {
            patience = Math.min(FRUITLESS, patience + result.bytesProduced() / PRICE);
        } else if (--patience < 0) {
            throw new SSLException("too many records without content");
        }
        switch (result.getHandshakeStatus()) {
            case NEED_WRAP -> output.respond();
            case NEED_TASK, NEED_UNWRAP, NEED_UNWRAP_AGAIN ->
                    throw new SSLException("a handshake on a connection that had one");
            case FINISHED, NOT_HANDSHAKING -> {}
        }
    }

    // ---------------------------------------------------------------- buffers

    /// {@return whether a read would find content, or the end, without waiting for the peer}
    boolean isReady() {
        return content.hasRemaining() || ended || hasWholeRecord();
    }

    private boolean hasWholeRecord() {
        int start = received.position();
        return received.remaining() >= RECORD_HEADER
                && received.remaining() - RECORD_HEADER
                        >= Short.toUnsignedInt(received.getShort(start + RECORD_HEADER - 2));
    }

    /// Gives the lent buffers back, and keeps what is left in them.
    void settle() {
        if (receivedIsLent) {
            var left = copy(received);
            giveBackReceived();
            received = left;
        }
        if (contentIsLent) {
            var left = copy(content);
            giveContentBack();
            content = left;
        }
    }

    private static ByteBuffer copy(ByteBuffer octets) {
        return octets.hasRemaining()
                ? ByteBuffer.allocate(octets.remaining()).put(octets).flip()
                : NOTHING;
    }

    /// Blocks until more octets have come, behind those that are here.
    ///
    /// @return false at the end of the stream
    private boolean fill(Deadline deadline) throws IOException {
        output.flushSoon();
        borrow();
        received.compact();
        try {
            if (!received.hasRemaining()) {
                throw new SSLException("a record is longer than records may be");
            }
            return socket.read(received, deadline) >= 0;
        } finally {
            received.flip();
        }
    }

    private void borrow() {
        if (!receivedIsLent) {
            received = buffers.received().borrow().clear().put(received).flip();
            receivedIsLent = true;
        }
    }

    private void giveBackIfEmpty() {
        if (receivedIsLent && !received.hasRemaining()) {
            giveBackReceived();
        }
    }

    private void giveBackReceived() {
        buffers.received().giveBack(received);
        received = NOTHING;
        receivedIsLent = false;
    }

    private void giveContentBack() {
        if (contentIsLent) {
            buffers.cleartext().giveBack(content);
            contentIsLent = false;
        }
        content = NOTHING;
    }
}
