package pounce.engine.net;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// The segment of the array that was used last: an event loop mostly lends the same buffer again,
/// and a segment for each call is what the JIT does not reliably do without.
///
/// Any thread may ask at any time: what is known is replaced whole.
final class SegmentCache {
    /// Larger arrays are an application's, and not kept alive here.
    private static final int MOST = 1 << 16;

    private @Nullable Known newest;

    @SuppressWarnings("ReferenceEquality") // of arrays
    MemorySegment of(byte[] array) {
        var known = newest;
        if (known != null && known.array == array) {
            return known.segment;
        }
        var segment = MemorySegment.ofArray(array);
        if (array.length <= MOST) {
            newest = new Known(array, segment);
        }
        return segment;
    }

    @SuppressWarnings("ArrayRecordComponent") // it is the key
    private record Known(byte[] array, MemorySegment segment) {}
}
