package pounce.middleware.compression;

import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import pounce.api.spi.ContentDecoder;

/// Decodes the gzip format (RFC 1952): members, one after the other, each checked against its
/// length and sum.
final class GzipDecoder implements ContentDecoder {
    private static final int TRAILER = 8;

    private final DeflateDecoder deflate;
    private final CRC32 crc = new CRC32();
    private GzipHeader header = new GzipHeader();
    private boolean first = true;
    private boolean inflated;
    private int length;
    private long trailer;
    private int trailed;

    /// @param raw inflaters without the zlib format
    GzipDecoder(Pool<Inflater> raw) {
        deflate = new DeflateDecoder(raw);
    }

    @Override
    public Progress decode(ByteBuffer source, ByteBuffer target) {
        while (true) {
            while (!header.isWhole()) {
                if (!source.hasRemaining()) {
                    return header.isUntouched() && !first ? Progress.WHOLE : Progress.INPUT_NEEDED;
                }
                if (!header.take(source.get())) return Progress.MALFORMED;
            }
            if (!inflated) {
                var progress = inflate(source, target);
                if (progress != Progress.WHOLE) return progress;
                inflated = true;
            }
            while (trailed < TRAILER) {
                if (!source.hasRemaining()) return Progress.INPUT_NEEDED;
                trailer |= (source.get() & 0xffL) << (8 * trailed++);
            }
            if (trailer != (crc.getValue() | ((long) length << 32))) return Progress.MALFORMED;
            again();
        }
    }

    private Progress inflate(ByteBuffer source, ByteBuffer target) {
        int start = target.position();
        var progress = deflate.inflate(source, target);
        int count = target.position() - start;
        crc.update(target.array(), target.arrayOffset() + start, count);
        length += count;
        return progress;
    }

    private void again() {
        first = false;
        header = new GzipHeader();
        deflate.again();
        inflated = false;
        crc.reset();
        length = 0;
        trailer = 0;
        trailed = 0;
    }

    @Override
    public void close() {
        deflate.close();
    }
}
