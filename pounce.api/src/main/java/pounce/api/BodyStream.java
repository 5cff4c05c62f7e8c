package pounce.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.error.AppException;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.multipart.Boundary;

/// Request content as a stream: asks for the next event when the last one is used up, and so holds
/// the client back.
///
/// What was read is counted here and not by the buffer, which a middleware may look at too.
final class BodyStream extends InputStream {
    private static final RequestBody NOTHING_YET = new RequestBody(ByteBuffer.allocate(0), false);
    private static final int CHUNK = 8192;

    private final Receive receive;
    private RequestBody piece = NOTHING_YET;
    private int position;
    private @Nullable Parts parts;

    BodyStream(Receive receive) {
        this.receive = receive;
    }

    @Override
    public int read() {
        return more() ? piece.data().get(position++) & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) return 0;
        if (!more()) return -1;
        int count = Math.min(length, available());
        piece.data().get(position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long left = Math.max(0, count);
        while (left > 0 && more()) {
            int step = (int) Math.min(left, available());
            position += step;
            left -= step;
        }
        return Math.max(0, count) - left;
    }

    @Override
    public int available() {
        return piece.data().limit() - position;
    }

    /// Hands octets on where they lie, if they lie in an array.
    @Override
    public long transferTo(OutputStream out) throws IOException {
        long count = 0;
        while (more()) {
            var data = piece.data();
            if (!data.hasArray()) return count + super.transferTo(out);
            int length = available();
            out.write(data.array(), data.arrayOffset() + position, length);
            position += length;
            count += length;
        }
        return count;
    }

    /// Content that came in one piece, as most does, is copied once. Room is made for what came,
    /// never for what was announced: a client must not claim memory with a number.
    @Override
    public byte[] readAllBytes() {
        if (!more()) return new byte[0];
        return piece.last() ? readPiece() : readPieces();
    }

    private byte[] readPiece() {
        var octets = new byte[available()];
        read(octets, 0, octets.length);
        return octets;
    }

    private byte[] readPieces() {
        var all = new ByteArrayOutputStream(CHUNK);
        var chunk = new byte[CHUNK];
        for (int count; (count = read(chunk, 0, chunk.length)) > 0; ) {
            all.write(chunk, 0, count);
        }
        return all.toByteArray();
    }

    /// Hands on what is left of the present piece, or the next one; blocks until it has come.
    ///
    /// @return a view that is valid until the next call; empty at the end of the content
    Optional<ByteBuffer> take() {
        if (!more()) return Optional.empty();
        var octets = piece.data().slice(position, available());
        position = piece.data().limit();
        return Optional.of(octets);
    }

    /// Reads all that is left, if that is not too much; a form's limit, where the content's own may
    /// be larger.
    ///
    /// @param most the most that is read, in octets
    /// @return empty if there is more
    Optional<byte[]> readAtMost(long most) {
        var all = new ByteArrayOutputStream();
        var octets = take();
        while (octets.isPresent()) {
            var data = octets.get();
            if (data.remaining() > most - all.size()) return Optional.empty();
            var copy = new byte[data.remaining()];
            data.get(copy);
            all.writeBytes(copy);
            octets = take();
        }
        return Optional.of(all.toByteArray());
    }

    /// {@return the parts of what is left; always the same}
    ///
    /// @param boundary between them
    /// @param limits what they may be
    Parts parts(Boundary boundary, FormLimits limits) {
        var known = parts;
        if (known == null) {
            known = new Parts(new PartReader(this, boundary, limits));
            parts = known;
        }
        return known;
    }

    private boolean more() {
        while (available() == 0) {
            if (piece.last()) return false;
            piece = next();
            position = piece.data().position();
        }
        return true;
    }

    private RequestBody next() {
        return switch (receive.receive()) {
            case RequestBody body -> body;
            case HttpDisconnect _ ->
                    throw new DisconnectException(
                            "the exchange ended in the middle of the request's content");
            case LifespanShutdown _ ->
                    throw new AppException(
                            ErrorCode.POUNCE_APP_EVENT,
                            "a Request was made of a lifespan's Receive");
        };
    }
}
