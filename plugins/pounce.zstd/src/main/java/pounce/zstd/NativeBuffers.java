package pounce.zstd;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/// Where native code finds its input, and leaves its output: it takes no arrays.
///
/// @param arena owns both
/// @param in from `position` to `limit` there is input
/// @param out from `position` to `limit` there is output
record NativeBuffers(Arena arena, ByteBuffer in, ByteBuffer out) implements AutoCloseable {
    /// In octets, of each.
    private static final int SIZE = 16 << 10;

    @SuppressWarnings("MustBeClosedChecker") // closed with this
    static NativeBuffers allocate() {
        var arena = Arena.ofShared();
        return new NativeBuffers(arena, buffer(arena), buffer(arena));
    }

    private static ByteBuffer buffer(Arena arena) {
        return arena.allocate(SIZE).asByteBuffer().limit(0);
    }

    /// Moves as much input as there is room for.
    ///
    /// @param source its position moves
    void fill(ByteBuffer source) {
        in.compact();
        transfer(source, in);
        in.flip();
    }

    /// Moves as much output as there is room for.
    ///
    /// @param target its position moves
    /// @return whether that was all
    boolean drain(ByteBuffer target) {
        transfer(out, target);
        return !out.hasRemaining();
    }

    private static void transfer(ByteBuffer from, ByteBuffer to) {
        int count = Math.min(from.remaining(), to.remaining());
        to.put(to.position(), from, from.position(), count);
        to.position(to.position() + count);
        from.position(from.position() + count);
    }

    void clear() {
        in.limit(0);
        out.limit(0);
    }

    @Override
    public void close() {
        arena.close();
    }
}
