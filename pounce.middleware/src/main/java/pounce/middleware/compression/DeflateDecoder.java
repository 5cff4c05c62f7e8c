package pounce.middleware.compression;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import pounce.api.spi.ContentDecoder;

/// Decodes with an inflater out of a pool, in the format that its pool's inflaters have: one
/// stream, with nothing behind it.
final class DeflateDecoder implements ContentDecoder {
    private final Pool<Inflater> pool;
    private @Nullable Inflater inflater;

    DeflateDecoder(Pool<Inflater> pool) {
        this.pool = pool;
        this.inflater = pool.take();
    }

    @Override
    public Progress decode(ByteBuffer source, ByteBuffer target) {
        var progress = inflate(source, target);
        return progress == Progress.WHOLE && source.hasRemaining() ? Progress.MALFORMED : progress;
    }

    /// Decodes one stream; what stands behind it stays in the source.
    Progress inflate(ByteBuffer source, ByteBuffer target) {
        var mine = inflater;
        if (mine == null) throw new IllegalStateException("closed");
        if (mine.finished()) return Progress.WHOLE;
        try {
            mine.setInput(source);
            mine.inflate(target);
        } catch (DataFormatException _) {
            return Progress.MALFORMED;
        }
        if (mine.finished()) return Progress.WHOLE;
        if (mine.needsDictionary()) return Progress.MALFORMED;
        return target.hasRemaining() ? Progress.INPUT_NEEDED : Progress.ROOM_NEEDED;
    }

    /// Begins another stream.
    void again() {
        if (inflater != null) {
            inflater.reset();
        }
    }

    @Override
    public void close() {
        var mine = inflater;
        if (mine != null) {
            inflater = null;
            mine.reset();
            pool.giveBack(mine);
        }
    }
}
