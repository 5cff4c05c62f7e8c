package pounce.middleware.compression;

import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import pounce.api.Receive;
import pounce.api.ReceiveEvent;
import pounce.api.RequestBody;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.error.ParseException;
import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentDecoder;
import pounce.api.spi.ContentDecoder.Progress;

/// Takes one coding off content. One thread at a time receives; any thread closes.
///
/// The decoder is made when content has come, and given back with its end: what is native of it may
/// be the next request's at once, so that a lock is held while it works, and never while it waits.
final class DecodingReceive implements Receive, AutoCloseable {
    /// In octets: what comes out at a time.
    private static final int CHUNK = 16 << 10;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Receive next;
    private final ContentCoding coding;
    private final LongConsumer check;

    // They belong to the receiver.
    private ByteBuffer source = NOTHING;
    private ByteBuffer out = NOTHING;
    private Progress progress = Progress.INPUT_NEEDED;
    private boolean lastCame;
    private boolean ended;
    private long decoded;

    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private @Nullable ContentDecoder decoder;
    private boolean closed;

    /// @param next brings coded content
    /// @param coding taken off it
    /// @param check is told how many octets have come out so far, and may throw
    DecodingReceive(Receive next, ContentCoding coding, LongConsumer check) {
        this.next = next;
        this.coding = coding;
        this.check = check;
    }

    /// Hands on what has been decoded before it waits for more.
    @Override
    public ReceiveEvent receive() {
        if (ended) return next.receive();
        out.clear();
        while (true) {
            if (!source.hasRemaining() && progress != Progress.ROOM_NEEDED) {
                if (lastCame) return end();
                if (out.position() > 0) return decoded(false);
                var event = next.receive();
                if (!(event instanceof RequestBody body)) return event;
                take(body);
            } else if (decode() == Progress.ROOM_NEEDED) {
                return decoded(false);
            }
        }
    }

    private void take(RequestBody body) {
        source = body.data().duplicate();
        lastCame = body.last();
        if (source.hasRemaining() && isEmpty()) {
            out = ByteBuffer.allocate(CHUNK);
        }
    }

    /// {@return whether no content has come yet}
    private boolean isEmpty() {
        return out.capacity() == 0;
    }

    private Progress decode() {
        int before = out.position();
        progress = decodeUnlessClosed();
        decoded += out.position() - before;
        check.accept(decoded);
        if (progress == Progress.MALFORMED) {
            throw malformed("content is not what its coding says");
        }
        return progress;
    }

    private Progress decodeUnlessClosed() {
        lock.lock();
        try {
            if (closed) throw new DisconnectException("the exchange is over");
            var mine = decoder;
            if (mine == null) {
                mine = coding.decoder();
                decoder = mine;
            }
            return mine.decode(source, out);
        } finally {
            lock.unlock();
        }
    }

    /// A request that has no content at all may say how that is coded.
    private RequestBody end() {
        if (progress != Progress.WHOLE && !isEmpty()) {
            throw malformed("coded content ends too early");
        }
        ended = true;
        close();
        return decoded(true);
    }

    private RequestBody decoded(boolean last) {
        return new RequestBody(out.duplicate().flip(), last);
    }

    private static ParseException malformed(String how) {
        return new ParseException(ErrorCode.POUNCE_PARSE_CONTENT_CODING, how);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (decoder != null) {
                decoder.close();
                decoder = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
