package pounce.engine.http1;

import java.nio.ByteBuffer;
import pounce.api.Headers;
import pounce.engine.message.Decoded;

/// Content of a known length, or none.
final class LengthDecoder implements ContentDecoder {
    private static final Decoded<Piece> NEED_MORE = new Decoded.NeedMore<>();

    /// It has nothing to count, and serves all.
    static final ContentDecoder NOTHING = new LengthDecoder(0);

    private long left;

    /// @param octets the length
    LengthDecoder(long octets) {
        left = octets;
    }

    @Override
    public Decoded<Piece> decode(ByteBuffer input) {
        int count = (int) Math.min(left, input.remaining());
        if (count == 0 && left > 0) {
            return NEED_MORE;
        }
        var data = input.slice(input.position(), count);
        input.position(input.position() + count);
        left -= count;
        return new Decoded.Ready<>(new Piece(data, left == 0));
    }

    @Override
    public Headers trailers() {
        return Headers.empty();
    }
}
