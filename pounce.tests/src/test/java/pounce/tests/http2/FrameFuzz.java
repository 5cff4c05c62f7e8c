package pounce.tests.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

/// Any octets as the frames of a client: whole, and in pieces of a few sizes.
public final class FrameFuzz {
    private static final int[] PIECES = {1, 2, 7, 100};

    private FrameFuzz() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        var whole = lasting(FrameReading.of(octets, Math.max(1, octets.length)));
        for (int piece : PIECES) {
            assertEquals(whole, lasting(FrameReading.of(octets, piece)));
        }
    }

    /// Whether a frame is idle is known with its first piece; when that comes is no matter.
    private static List<String> lasting(List<String> events) {
        return events.stream().filter(event -> !event.startsWith("idle")).toList();
    }
}
