package pounce.engine.http2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/// What every client begins with (RFC 9113, section 3.4), made so that HTTP/1.1 servers choke on
/// it.
public enum Preface {
    /// It is here.
    WHOLE,
    /// What is here may become one.
    BEGUN,
    /// What is here is something else.
    ABSENT;

    private static final byte[] OCTETS =
            "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /// Looks at the first octets of a connection.
    ///
    /// @param input its position moves behind a preface that is whole, and else stays
    /// @return what it begins with; [#BEGUN] if it is empty
    public static Preface decode(ByteBuffer input) {
        int count = Math.min(OCTETS.length, input.remaining());
        for (int i = 0; i < count; i++) {
            if (input.get(input.position() + i) != OCTETS[i]) {
                return ABSENT;
            }
        }
        if (count < OCTETS.length) {
            return BEGUN;
        }
        input.position(input.position() + count);
        return WHOLE;
    }
}
