package pounce.tests.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;

import pounce.engine.hpack.HpackDecoder.Outcome;

/// Any octets as field blocks: the first one says how long the first block is, and the rest is the
/// second. What can be decoded survives being encoded again.
public final class HpackFuzz {
    private static final int LIMIT = 65_536;

    private HpackFuzz() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        if (octets.length == 0) {
            return;
        }
        int first = Math.min(octets[0] & 0xff, octets.length - 1);
        var decoding = new Decoding();
        if (decode(decoding, slice(octets, 1, 1 + first))) {
            decode(decoding, slice(octets, 1 + first, octets.length));
        }
    }

    private static byte[] slice(byte[] octets, int from, int to) {
        var slice = new byte[to - from];
        System.arraycopy(octets, from, slice, 0, slice.length);
        return slice;
    }

    /// {@return whether another block may follow}
    private static boolean decode(Decoding decoding, byte[] block) {
        var outcome = decoding.decode(block, LIMIT);
        if (outcome == Outcome.WHOLE) {
            var fields = decoding.fields();
            var again = new Decoding();
            assertEquals(
                    Outcome.WHOLE, again.decode(new Encoding().encode(fields), Long.MAX_VALUE));
            assertEquals(fields, again.fields());
        }
        int size = decoding.fields().stream().mapToInt(Field::size).sum();
        assertEquals(Math.min(size, LIMIT), size, "more than the limit was handed over");
        return outcome != Outcome.MALFORMED;
    }
}
