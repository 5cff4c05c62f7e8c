package pounce.zstd;

import com.github.luben.zstd.EndDirective;
import com.github.luben.zstd.ZstdCompressCtx;

/// What is native of an encoder.
final class Compressor implements Pool.Reusable {
    private final int level;
    private final int windowLog;
    private final ZstdCompressCtx context = new ZstdCompressCtx();
    private final NativeBuffers buffers = NativeBuffers.allocate();

    /// @param level 1 to 19
    /// @param windowLog the window's size, as a power of two
    Compressor(int level, int windowLog) {
        this.level = level;
        this.windowLog = windowLog;
        configure();
    }

    /// A checksum would cost time; TCP and TLS have one.
    private void configure() {
        context.setLevel(level).setWindowLog(windowLog).setChecksum(false);
    }

    NativeBuffers buffers() {
        return buffers;
    }

    /// Compresses from buffer to buffer; there is no output that waits.
    ///
    /// @param directive what must come out
    /// @return whether all has
    boolean compress(EndDirective directive) {
        buffers.out().clear();
        try {
            return context.compressDirectByteBufferStream(buffers.out(), buffers.in(), directive);
        } finally {
            buffers.out().flip();
        }
    }

    @Override
    public boolean reset() {
        buffers.clear();
        context.reset();
        configure();
        return true;
    }

    @Override
    public void close() {
        context.close();
        buffers.close();
    }
}
