package pounce.middleware.compression;

import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import pounce.api.spi.ContentEncoder;

/// Encodes with a deflater out of a pool, in the format that its pool's deflaters have.
final class DeflateEncoder implements ContentEncoder {
    private final Pool<Deflater> pool;
    private @Nullable Deflater deflater;

    DeflateEncoder(Pool<Deflater> pool) {
        this.pool = pool;
        this.deflater = pool.take();
    }

    @Override
    public boolean encode(ByteBuffer source, ByteBuffer target, Flush flush) {
        var mine = deflater;
        if (mine == null) throw new IllegalStateException("closed");
        mine.setInput(source);
        if (flush == Flush.FINISH) {
            mine.finish();
        }
        mine.deflate(target, flush == Flush.SYNC ? Deflater.SYNC_FLUSH : Deflater.NO_FLUSH);
        return flush == Flush.FINISH ? mine.finished() : target.hasRemaining();
    }

    @Override
    public void close() {
        var mine = deflater;
        if (mine != null) {
            deflater = null;
            mine.reset();
            pool.giveBack(mine);
        }
    }
}
