package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import pounce.api.error.ErrorCode;
import pounce.engine.http1.Head;
import pounce.engine.http1.HeadDecoder;
import pounce.engine.http1.HeadLimits;
import pounce.engine.message.Decoded.NeedMore;
import pounce.engine.message.Decoded.Ready;
import pounce.engine.message.Decoded.Refused;

/// What a decoder makes of a connection.
///
/// @param heads those that were whole
/// @param refusal why it ended, if it was refused
/// @param used how many octets the heads took
record HeadReading(List<Head> heads, Optional<ErrorCode> refusal, int used) {
    static final HeadLimits LIMITS = new HeadLimits(8 << 10, 64 << 10, 100);

    static HeadReading of(String text) {
        return of(LIMITS, List.of(text));
    }

    /// Brings octets piece by piece, as a connection does; unused ones again, in another buffer.
    static HeadReading of(HeadLimits limits, List<String> pieces) {
        var decoder = new HeadDecoder(limits, false);
        var heads = new ArrayList<Head>();
        var unread = "";
        int consumed = 0;
        int used = 0;
        for (var piece : pieces) {
            unread += piece;
            for (boolean waiting = false; !waiting; ) {
                var input = Wire.input(unread);
                int from = input.position();
                var decoded = decoder.decode(input);
                int moved = input.position() - from;
                boolean isEmptyLine = moved == 2 && unread.startsWith("\r\n");
                unread = unread.substring(moved);
                consumed += moved;
                switch (decoded) {
                    case Ready(Head head) -> {
                        assertTrue(moved > 0, "a head of nothing");
                        heads.add(head);
                        used = consumed;
                    }
                    case NeedMore() -> {
                        assertTrue(moved == 0 || isEmptyLine, "moved without a head");
                        assertTrue(unread.length() <= most(limits), "waits for more than it may");
                        waiting = true;
                    }
                    case Refused(var violation) -> {
                        return new HeadReading(heads, Optional.of(violation.code()), used);
                    }
                }
            }
        }
        return new HeadReading(heads, Optional.empty(), used);
    }

    /// {@return the most octets of a head that is not whole: all that the limits allow and two ends
    /// of lines, but for the last line feed}
    private static int most(HeadLimits limits) {
        return limits.requestLine() + 2 + limits.fieldSection() + 1;
    }

    /// {@return the one head of a text that is nothing else}
    static Head head(String text) {
        var reading = of(text);
        assertEquals(Optional.empty(), reading.refusal());
        assertEquals(1, reading.heads().size());
        assertEquals(text.length(), reading.used());
        return reading.heads().getFirst();
    }

    /// Asserts that nothing of a text is let in.
    static void refuses(ErrorCode code, String text) {
        assertEquals(new HeadReading(List.of(), Optional.of(code), 0), of(text));
    }

    /// {@return a request of HTTP/1.1 with Host and these lines}
    static String get(String... lines) {
        return request("GET / HTTP/1.1", "host: a", lines);
    }

    /// {@return a head}
    static String request(String requestLine, String firstLine, String... lines) {
        var text = new StringBuilder(requestLine).append("\r\n").append(firstLine).append("\r\n");
        for (var line : lines) {
            text.append(line).append("\r\n");
        }
        return text.append("\r\n").toString();
    }
}
