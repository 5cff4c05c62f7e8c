package pounce.tests.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Octets that arrive one by one, and fade: a measure of work that needs no clock.
///
/// An octet can be read when it arrives, and once more when its line is whole. At all other times a
/// line feed stands in its place, which whoever looks there takes for the end of a line. A decoder
/// that still gets it right looks at each octet twice; it sees all of them only at the end.
final class FadingWire {
    private static final byte LINE_FEED = '\n';

    private final byte[] octets;
    private final byte[] wire;
    private int arrived;
    private int shown;
    private int line;

    FadingWire(String text) {
        octets = text.getBytes(ISO_8859_1);
        wire = new byte[octets.length];
        Arrays.fill(wire, LINE_FEED);
    }

    /// {@return whether more than the last octet is still to come}
    boolean hasNext() {
        return arrived < octets.length - 1;
    }

    /// {@return all that has arrived, with one octet more, but faded}
    ByteBuffer next() {
        Arrays.fill(wire, shown, arrived, LINE_FEED);
        boolean endsLine = octets[arrived] == LINE_FEED;
        shown = endsLine ? line : arrived;
        arrived++;
        System.arraycopy(octets, shown, wire, shown, arrived - shown);
        if (endsLine) {
            line = arrived;
        }
        return ByteBuffer.wrap(wire, 0, arrived);
    }

    /// {@return all, as they are}
    ByteBuffer whole() {
        return ByteBuffer.wrap(octets);
    }
}
