package pounce.tests.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Octets on their way, written as Latin-1.
final class Wire {
    private static final int MARGIN = 16;

    private Wire() {}

    /// {@return the octets within a larger array, behind an offset and a position, among line
    /// feeds: a decoder that looks where it should not finds ends of lines}
    static ByteBuffer input(String text) {
        var octets = text.getBytes(ISO_8859_1);
        var array = new byte[octets.length + 2 * MARGIN];
        Arrays.fill(array, (byte) '\n');
        System.arraycopy(octets, 0, array, MARGIN, octets.length);
        return ByteBuffer.wrap(array)
                .slice(3, array.length - 3)
                .position(MARGIN - 3)
                .limit(MARGIN - 3 + octets.length);
    }

    /// {@return a buffer with this much room, behind an offset and a position}
    static ByteBuffer output(int room) {
        return ByteBuffer.wrap(new byte[room + MARGIN])
                .slice(3, room + MARGIN - 3)
                .position(MARGIN - 3)
                .mark();
    }

    /// {@return what was written behind the mark}
    static String written(ByteBuffer output) {
        int end = output.position();
        return text(output.duplicate().reset().limit(end));
    }

    /// {@return what remains in a buffer, which stays as it is}
    static String text(ByteBuffer buffer) {
        return ISO_8859_1.decode(buffer.duplicate()).toString();
    }

    /// {@return the text in pieces, some of them empty}
    ///
    /// @param cuts where to cut; those beyond the end are taken as a fraction of the text
    static List<String> pieces(String text, List<Integer> cuts) {
        var places = cuts.stream().map(cut -> cut % (text.length() + 1)).sorted().toList();
        var pieces = new ArrayList<String>();
        int from = 0;
        for (int place : places) {
            pieces.add(text.substring(from, place));
            from = place;
        }
        pieces.add(text.substring(from));
        return pieces;
    }

    /// {@return where to cut a text: the same places for the same text}
    static List<Integer> cuts(String text) {
        return new Random(text.hashCode()).ints(6, 0, 1 << 20).boxed().toList();
    }

    /// {@return the text octet by octet}
    static List<String> dribble(String text) {
        return List.of(text.split(""));
    }
}
