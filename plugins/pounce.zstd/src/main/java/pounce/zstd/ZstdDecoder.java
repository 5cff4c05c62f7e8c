package pounce.zstd;

import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import pounce.api.spi.ContentDecoder;

/// Decodes frames, one after the other (RFC 8878, section 3.1).
final class ZstdDecoder implements ContentDecoder {
    private final Pool<Decompressor> pool;
    private @Nullable Decompressor decompressor;
    private FrameHeader header = new FrameHeader();
    private boolean first = true;

    /// Whether the last output took all room, so that there may be more without input.
    private boolean full;

    ZstdDecoder(Pool<Decompressor> pool) {
        this.pool = pool;
        this.decompressor = pool.take();
    }

    @Override
    public Progress decode(ByteBuffer source, ByteBuffer target) {
        var mine = decompressor;
        if (mine == null) throw new IllegalStateException("closed");
        var buffers = mine.buffers();
        while (buffers.drain(target)) {
            buffers.fill(source);
            if (!header.isWhole()) {
                if (!header.take(buffers.in())) return Progress.MALFORMED;
                if (!header.isWhole()) {
                    return header.isUntouched() && !first ? Progress.WHOLE : Progress.INPUT_NEEDED;
                }
                mine.begin(header.window());
            }
            if (!buffers.in().hasRemaining() && !full) return Progress.INPUT_NEEDED;
            try {
                decompress(mine);
            } catch (ZstdException _) {
                return Progress.MALFORMED;
            }
        }
        return Progress.ROOM_NEEDED;
    }

    private void decompress(Decompressor mine) {
        boolean ended = mine.decompress();
        var out = mine.buffers().out();
        full = !ended && out.limit() == out.capacity();
        if (ended) {
            first = false;
            header = new FrameHeader();
        }
    }

    @Override
    public void close() {
        var mine = decompressor;
        if (mine != null) {
            decompressor = null;
            pool.giveBack(mine);
        }
    }
}
