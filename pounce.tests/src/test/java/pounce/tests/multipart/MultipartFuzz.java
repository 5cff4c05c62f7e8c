package pounce.tests.multipart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import pounce.tests.grammar.Form;
import pounce.tests.grammar.FormReader;

/// Any octets as forms: the decoder sees in them what the reference sees, in whatever pieces.
public final class MultipartFuzz {
    private MultipartFuzz() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        var text = new String(octets, ISO_8859_1);
        var cuts = new Random(text.hashCode()).ints(6, 0, 1 << 20).boxed().toList();
        agree(text, cuts, FormReading.LIMITS);
    }

    static void agree(String text, List<Integer> cuts, Form.Limits limits) {
        var expected = FormReader.read(text, FormReading.BOUNDARY, limits);

        assertEquals(expected, FormReading.of(FormReading.BOUNDARY, limits, List.of(text)));
        assertEquals(expected, FormReading.of(FormReading.BOUNDARY, limits, pieces(text, cuts)));
        assertEquals(
                expected,
                FormReading.of(
                        FormReading.BOUNDARY, limits, List.of(text.split("(?s)(?<=.)", -1))));
    }

    private static List<String> pieces(String text, List<Integer> cuts) {
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
}
