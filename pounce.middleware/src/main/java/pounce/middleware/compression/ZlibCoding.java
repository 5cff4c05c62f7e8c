package pounce.middleware.compression;

import java.util.function.Function;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentDecoder;
import pounce.api.spi.ContentEncoder;

/// A coding of the JDK's zlib, with pools of deflaters (some 260 KiB outside of the heap each) and
/// of inflaters (some 40 KiB).
public final class ZlibCoding implements ContentCoding {
    /// For each processor: more cannot be busy at a time.
    private static final int KEPT = 4;

    private final Pool<Deflater> deflaters;
    private final Pool<Inflater> inflaters;
    private final Function<Pool<Deflater>, ContentEncoder> encoder;
    private final Function<Pool<Inflater>, ContentDecoder> decoder;

    private ZlibCoding(
            int level,
            boolean raw,
            Function<Pool<Deflater>, ContentEncoder> encoder,
            Function<Pool<Inflater>, ContentDecoder> decoder) {
        int kept = KEPT * Runtime.getRuntime().availableProcessors();
        this.deflaters = new Pool<>(() -> new Deflater(level, raw), Deflater::end, kept);
        this.inflaters = new Pool<>(() -> new Inflater(raw), Inflater::end, kept);
        this.encoder = encoder;
        this.decoder = decoder;
    }

    /// {@return gzip (RFC 9110, section 8.4.1.3)}
    ///
    /// @param level 1 to 9
    public static ZlibCoding gzip(int level) {
        return new ZlibCoding(level, true, GzipEncoder::new, GzipDecoder::new);
    }

    /// {@return deflate, which is the zlib format (RFC 9110, section 8.4.1.2)}
    ///
    /// @param level 1 to 9
    public static ZlibCoding deflate(int level) {
        return new ZlibCoding(level, false, DeflateEncoder::new, DeflateDecoder::new);
    }

    @Override
    public ContentEncoder encoder() {
        return encoder.apply(deflaters);
    }

    @Override
    public ContentDecoder decoder() {
        return decoder.apply(inflaters);
    }

    /// {@return how many deflaters and inflaters there are, in use or not}
    public int alive() {
        return deflaters.alive() + inflaters.alive();
    }

    @Override
    public void close() {
        deflaters.close();
        inflaters.close();
    }
}
