package pounce.tests.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import pounce.engine.http1.HeadLimits;

/// Any octets as heads, and as whole requests: in one piece, in some, and one by one.
public final class HeadFuzz {
    /// Tight, so that short inputs reach them.
    private static final HeadLimits LIMITS = new HeadLimits(256, 1024, 20);

    private static final int DRIBBLED = 200;

    private HeadFuzz() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        var text = new String(octets, ISO_8859_1);
        var agreement = new Agreement(LIMITS);
        for (var pieces : pieces(text)) {
            agreement.onHeads(pieces);
            agreement.onRequests(pieces);
        }
    }

    /// {@return the text whole, in pieces that depend on itself alone, and if it is short, octet by
    /// octet}
    static List<List<String>> pieces(String text) {
        var cuts = Wire.cuts(text);
        return text.length() > DRIBBLED
                ? List.of(List.of(text), Wire.pieces(text, cuts))
                : List.of(List.of(text), Wire.pieces(text, cuts), Wire.dribble(text));
    }
}
