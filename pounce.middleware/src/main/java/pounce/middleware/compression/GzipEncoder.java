package pounce.middleware.compression;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import pounce.api.spi.ContentEncoder;

/// Encodes one member of the gzip format (RFC 1952).
///
/// ```text
///   +---+---+---+---+---+---+---+---+---+---+=========+---+---+---+---+---+---+---+---+
///   |x1f|x8b| 8 | 0 |   no time     | 0 |xff| deflate |     CRC32     | length % 2^32 |
///   +---+---+---+---+---+---+---+---+---+---+=========+---+---+---+---+---+---+---+---+
/// ```
final class GzipEncoder implements ContentEncoder {
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};
    private static final int TRAILER = 8;

    private final DeflateEncoder deflate;
    private final CRC32 crc = new CRC32();
    private int length;
    private boolean begun;
    private boolean deflated;

    /// @param raw deflaters without the zlib format
    GzipEncoder(Pool<Deflater> raw) {
        deflate = new DeflateEncoder(raw);
    }

    @Override
    public boolean encode(ByteBuffer source, ByteBuffer target, Flush flush) {
        if (!begun) {
            target.put(HEADER);
            begun = true;
        }
        if (!deflated) {
            boolean done = deflate(source, target, flush);
            if (flush != Flush.FINISH) return done;
            deflated = done;
        }
        if (!deflated || target.remaining() < TRAILER) return false;
        putNumber(target, (int) crc.getValue());
        putNumber(target, length);
        return true;
    }

    private boolean deflate(ByteBuffer source, ByteBuffer target, Flush flush) {
        int start = source.position();
        boolean done = deflate.encode(source, target, flush);
        int count = source.position() - start;
        length += count;
        if (source.hasArray()) {
            crc.update(source.array(), source.arrayOffset() + start, count);
        } else {
            crc.update(source.slice(start, count));
        }
        return done;
    }

    private static void putNumber(ByteBuffer target, int number) {
        var order = target.order();
        target.order(ByteOrder.LITTLE_ENDIAN).putInt(number).order(order);
    }

    @Override
    public void close() {
        deflate.close();
    }
}
