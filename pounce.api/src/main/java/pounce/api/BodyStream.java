package pounce.api;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import pounce.api.error.DisconnectException;

/// Request content as a stream: asks for the next event when the last one is used up, and so holds
/// the client back.
final class BodyStream extends InputStream {
    private static final RequestBody NOTHING_YET = new RequestBody(ByteBuffer.allocate(0), false);

    private final Receive receive;
    private RequestBody piece = NOTHING_YET;

    BodyStream(Receive receive) {
        this.receive = receive;
    }

    @Override
    public int read() {
        return more() ? piece.data().get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) return 0;
        if (!more()) return -1;
        int count = Math.min(length, piece.data().remaining());
        piece.data().get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return piece.data().remaining();
    }

    byte[] rest() {
        var all = new ByteArrayOutputStream();
        var chunk = new byte[8192];
        for (int count; (count = read(chunk, 0, chunk.length)) >= 0; ) all.write(chunk, 0, count);
        return all.toByteArray();
    }

    private boolean more() {
        while (!piece.data().hasRemaining()) {
            if (piece.last()) return false;
            next();
        }
        return true;
    }

    private void next() {
        piece =
                switch (receive.receive()) {
                    case RequestBody body -> body;
                    case HttpDisconnect _ ->
                            throw new DisconnectException(
                                    "the client left in the middle of its request");
                    case LifespanShutdown _ -> throw new IllegalStateException("not a request");
                };
    }
}
