package pounce.api.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.HexFormat;
import java.util.SplittableRandom;

/// The id that a server gives a request: unique in this process by counting, and among processes by
/// chance. It becomes text only when somebody asks.
///
/// @param connection counts the connections of this process
/// @param request counts the requests of the connection
public record RequestId(long connection, int request) {
    private static final byte[] PROCESS =
            HexFormat.of().toHexDigits(new SplittableRandom().nextLong()).getBytes(ISO_8859_1);
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(ISO_8859_1);
    private static final int CONNECTION_DIGITS = 10;
    private static final int REQUEST_DIGITS = 6;

    /// In hexadecimal digits.
    public static final int LENGTH = 32;

    /// Writes [#toString] in US-ASCII.
    ///
    /// @param octets where to
    /// @param from the first of [#LENGTH] that are written
    /// @throws IndexOutOfBoundsException if there are not as many
    public void writeTo(byte[] octets, int from) {
        int at = from + PROCESS.length;
        System.arraycopy(PROCESS, 0, octets, from, PROCESS.length);
        write(connection, octets, at, CONNECTION_DIGITS);
        write(request, octets, at + CONNECTION_DIGITS, REQUEST_DIGITS);
    }

    private static void write(long value, byte[] octets, int from, int digits) {
        long rest = value;
        for (int i = from + digits - 1; i >= from; i--) {
            octets[i] = DIGITS[(int) rest & 0xF];
            rest >>>= 4;
        }
    }

    /// {@return 32 hexadecimal digits}
    @Override
    public String toString() {
        var octets = new byte[LENGTH];
        writeTo(octets, 0);
        return new String(octets, ISO_8859_1);
    }
}
