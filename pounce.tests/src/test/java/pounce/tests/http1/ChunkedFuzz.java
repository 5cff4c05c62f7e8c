package pounce.tests.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import pounce.engine.http1.HeadLimits;

/// Any octets as content in chunks.
public final class ChunkedFuzz {
    private static final HeadLimits LIMITS = new HeadLimits(1, 512, 10);

    private ChunkedFuzz() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        var text = new String(octets, ISO_8859_1);
        for (var pieces : HeadFuzz.pieces(text)) {
            new Agreement(LIMITS).onChunks(pieces);
        }
    }
}
