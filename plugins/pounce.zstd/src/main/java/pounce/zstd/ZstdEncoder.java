package pounce.zstd;

import com.github.luben.zstd.EndDirective;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import pounce.api.spi.ContentEncoder;

/// Encodes one content as one frame (RFC 8878, section 3.1.1).
final class ZstdEncoder implements ContentEncoder {
    private final Pool<Compressor> pool;
    private @Nullable Compressor compressor;
    private boolean ended;

    ZstdEncoder(Pool<Compressor> pool) {
        this.pool = pool;
        this.compressor = pool.take();
    }

    @Override
    public boolean encode(ByteBuffer source, ByteBuffer target, Flush flush) {
        var mine = compressor;
        if (mine == null) throw new IllegalStateException("closed");
        var buffers = mine.buffers();
        while (buffers.drain(target) && !ended) {
            buffers.fill(source);
            boolean all = mine.compress(directive(source, flush));
            boolean usedUp = !buffers.in().hasRemaining() && !source.hasRemaining();
            ended = usedUp && all && flush == Flush.FINISH;
            if (usedUp && (all || flush == Flush.NONE) && buffers.drain(target)) return true;
        }
        return ended && !buffers.out().hasRemaining();
    }

    /// What is flushed before the source is used up would be flushed twice.
    private static EndDirective directive(ByteBuffer source, Flush flush) {
        if (source.hasRemaining()) return EndDirective.CONTINUE;
        return switch (flush) {
            case NONE -> EndDirective.CONTINUE;
            case SYNC -> EndDirective.FLUSH;
            case FINISH -> EndDirective.END;
        };
    }

    @Override
    public void close() {
        var mine = compressor;
        if (mine != null) {
            compressor = null;
            pool.giveBack(mine);
        }
    }
}
