package pounce.examples.showcase;

import java.nio.ByteBuffer;

/// Content of any size, from memory that all responses share; made when it is first asked for.
final class Octets {
    static final int MAX = 16 << 20;

    /// Outside the heap, from where the system sends without a copy in between.
    private static final ByteBuffer ALL = alphabet(ByteBuffer.allocateDirect(MAX));

    private Octets() {}

    static ByteBuffer first(int count) {
        return ALL.slice(0, count);
    }

    private static ByteBuffer alphabet(ByteBuffer buffer) {
        for (int i = 0; i < buffer.capacity(); i++) {
            buffer.put(i, (byte) ('a' + i % 26));
        }
        return buffer.asReadOnlyBuffer();
    }
}
