package pounce.engine.http1;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import pounce.api.Headers;

/// Encodes what stands around chunks (RFC 9112, section 7.1).
public final class ChunkEncoder {
    /// The most octets that a size line takes: eight digits and CRLF.
    public static final int HEADER = 10;

    /// The octets behind the data of a chunk: CRLF.
    public static final int END = 2;

    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST = "0\r\n".getBytes(StandardCharsets.US_ASCII);

    /// A recipient would drop them (RFC 9110, section 6.5.1), or worse, believe them.
    private static final Set<String> FRAMING =
            Set.of("connection", "content-length", "host", "trailer", "transfer-encoding");

    private ChunkEncoder() {}

    /// Encodes the size line of a chunk.
    ///
    /// @param octets how long its data is
    /// @param output has room for [#HEADER]
    /// @throws IllegalArgumentException if that is less than 1: an empty chunk is the last one, and
    ///   what follows it would be read as another response
    public static void header(int octets, ByteBuffer output) {
        if (octets < 1) throw new IllegalArgumentException("no data: " + octets);
        int digits = (35 - Integer.numberOfLeadingZeros(octets)) / 4;
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            output.put(DIGITS[(octets >>> shift) & 15]);
        }
        end(output);
    }

    /// Ends a line, or the data of a chunk.
    ///
    /// @param output has room for [#END]
    public static void end(ByteBuffer output) {
        output.put((byte) '\r').put((byte) '\n');
    }

    /// {@return the most octets that the last chunk takes}
    ///
    /// @param trailers what stands behind it
    public static int lastSize(Headers trailers) {
        int[] octets = {LAST.length + 2};
        trailers.forEach((name, value) -> octets[0] += name.length() + value.length() + 4);
        return octets[0];
    }

    /// Encodes the last chunk.
    ///
    /// @param trailers what stands behind it; fields that frame a message are left out
    /// @param output has room for [#lastSize]
    public static void last(Headers trailers, ByteBuffer output) {
        output.put(LAST);
        trailers.forEach((name, value) -> {
            if (!FRAMING.contains(name)) {
                output.put((name + ": " + value).getBytes(StandardCharsets.ISO_8859_1));
                end(output);
            }
        });
        end(output);
    }
}
