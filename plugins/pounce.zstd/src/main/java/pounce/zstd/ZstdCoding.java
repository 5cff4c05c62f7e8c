package pounce.zstd;

import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentDecoder;
import pounce.api.spi.ContentEncoder;

/// The coding, with pools of what is native.
public final class ZstdCoding implements ContentCoding {
    /// For each processor: more cannot be busy at a time.
    private static final int KEPT = 4;

    private final Pool<Compressor> compressors;
    private final Pool<Decompressor> decompressors;

    /// @param level 1 to 19
    /// @param windowLog the window's size, as a power of two
    ZstdCoding(int level, int windowLog) {
        int kept = KEPT * Runtime.getRuntime().availableProcessors();
        this.compressors = new Pool<>(() -> new Compressor(level, windowLog), kept);
        this.decompressors = new Pool<>(Decompressor::new, kept);
    }

    @Override
    public ContentEncoder encoder() {
        return new ZstdEncoder(compressors);
    }

    @Override
    public ContentDecoder decoder() {
        return new ZstdDecoder(decompressors);
    }

    /// {@return how many compressors and decompressors there are, in use or not}
    public int alive() {
        return compressors.alive() + decompressors.alive();
    }

    @Override
    public void close() {
        compressors.close();
        decompressors.close();
    }
}
