package pounce.tests.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import pounce.engine.message.Decoded;
import pounce.engine.proxy.ProxyHeader;
import pounce.engine.proxy.ProxyHeaderDecoder;

/// What the decoder says in the end, and how many octets it has used.
record HeaderReading(Decoded<ProxyHeader> decoded, int used) {
    private static final int MARGIN = 5;

    static HeaderReading of(String text) {
        return of(text, List.of(text.length()));
    }

    static HeaderReading octetByOctet(String text) {
        return of(text, List.of());
    }

    /// Brings the text in pieces, then octet by octet what is left.
    ///
    /// @param pieces their lengths
    static HeaderReading of(String text, List<Integer> pieces) {
        Decoded<ProxyHeader> decoded = new Decoded.NeedMore<>();
        int known = 0;
        int next = 0;
        while (decoded instanceof Decoded.NeedMore<ProxyHeader> && known < text.length()) {
            int piece = next < pieces.size() ? pieces.get(next++) : 1;
            known = Math.min(text.length(), known + piece);
            var input = input(text.substring(0, known));
            int before = input.position();
            decoded = ProxyHeaderDecoder.decode(input);
            int used = input.position() - before;
            if (decoded instanceof Decoded.Ready<ProxyHeader>) {
                return new HeaderReading(decoded, used);
            }
            assertEquals(0, used, "what is no header is not used up");
        }
        return new HeaderReading(decoded, 0);
    }

    /// The octets behind an offset and a position, among octets that are none of the decoder's
    /// business.
    private static ByteBuffer input(String text) {
        var array = new byte[text.length() + 2 * MARGIN];
        Arrays.fill(array, (byte) '\n');
        System.arraycopy(text.getBytes(ISO_8859_1), 0, array, MARGIN, text.length());
        return ByteBuffer.wrap(array)
                .slice(2, array.length - 2)
                .position(MARGIN - 2)
                .limit(MARGIN - 2 + text.length());
    }
}
