package pounce.tests.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.engine.message.RequestTarget;
import pounce.tests.grammar.Target;
import pounce.tests.grammar.TargetReader;

/// Any octets as request targets: what the engine sees in them is what the reference sees.
public final class TargetFuzz {
    private TargetFuzz() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        var text = new String(octets, ISO_8859_1);
        for (boolean encodedSlash : new boolean[] {false, true}) {
            agree("GET", text, encodedSlash);
            agree("OPTIONS", text, encodedSlash);
        }
    }

    static void agree(String method, String text, boolean encodedSlash) {
        var expected = TargetReader.read(method, text, encodedSlash);

        assertEquals(expected, meaning(RequestTarget.parse(method, text, encodedSlash)));
        var octets = ("/?" + text + "/%2e ").getBytes(ISO_8859_1);
        int end = 2 + text.length();
        assertEquals(expected, meaning(RequestTarget.parse(method, octets, 2, end, encodedSlash)));
    }

    private static Optional<Target> meaning(@Nullable RequestTarget target) {
        return Optional.ofNullable(target)
                .map(known ->
                        new Target(
                                known.rawPath(),
                                known.path(),
                                known.rawQuery(),
                                known.authority()));
    }
}
