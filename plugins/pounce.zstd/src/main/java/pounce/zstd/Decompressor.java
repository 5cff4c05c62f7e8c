package pounce.zstd;

import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;

/// What is native of a decoder.
final class Decompressor implements Pool.Reusable {
    /// In octets, what the library's clients use as a rule: whoever has had a larger window keeps
    /// its memory until it is freed.
    private static final long KEPT_WINDOW = 2 << 20;

    private final ZstdDecompressCtx context = new ZstdDecompressCtx();
    private final NativeBuffers buffers = NativeBuffers.allocate();
    private long largest;

    NativeBuffers buffers() {
        return buffers;
    }

    /// Tells that a frame begins.
    ///
    /// @param window of it, in octets
    void begin(long window) {
        largest = Math.max(largest, window);
    }

    /// Decompresses from buffer to buffer; there is no output that waits.
    ///
    /// @return whether a frame has ended, and all of it has come out
    /// @throws ZstdException if it is malformed
    boolean decompress() {
        buffers.out().clear();
        try {
            return context.decompressDirectByteBufferStream(buffers.out(), buffers.in());
        } finally {
            buffers.out().flip();
        }
    }

    @Override
    public boolean reset() {
        if (largest > KEPT_WINDOW) return false;
        buffers.clear();
        context.reset();
        return true;
    }

    @Override
    public void close() {
        context.close();
        buffers.close();
    }
}
