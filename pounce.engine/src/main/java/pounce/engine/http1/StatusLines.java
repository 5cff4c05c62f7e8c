package pounce.engine.http1;

import java.nio.charset.StandardCharsets;
import pounce.api.field.ReasonPhrases;

/// Status lines (RFC 9112, section 4) with the reason phrases of the registry, encoded once.
final class StatusLines {
    private static final int FIRST = 100;
    private static final int LAST = 599;
    private static final byte[][] LINES = lines();

    private StatusLines() {}

    /// {@return the line of a status, with its CRLF; must not be changed}
    static byte[] of(int status) {
        return LINES[status - FIRST];
    }

    private static byte[][] lines() {
        var lines = new byte[LAST - FIRST + 1][];
        for (int status = FIRST; status <= LAST; status++) {
            lines[status - FIRST] =
                    ("HTTP/1.1 " + status + " " + ReasonPhrases.of(status) + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII);
        }
        return lines;
    }
}
