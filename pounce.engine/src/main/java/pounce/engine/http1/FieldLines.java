package pounce.engine.http1;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Violation;

/// Decodes field lines up to the empty one that ends them (RFC 9112, section 5): those of a head,
/// and trailers.
///
/// Remembers where it was: a line is looked at once when it is whole, and before that only for its
/// line feed. It is judged when it is whole, and its size before all else, so the pieces in which
/// it came make no difference. All places are relative to a base that the caller keeps, so the
/// octets may move between two calls.
final class FieldLines {
    /// What a call found.
    enum Outcome {
        COMPLETE,
        INCOMPLETE,
        REFUSED
    }

    private static final int SPAN = 4;
    private static final int TYPICAL_LINES = 24;
    private static final int INCOMPLETE_LINE = -1;
    private static final int REFUSED_LINE = -2;
    private static final int LAST_LINE = -3;

    private final HeadLimits limits;
    private int[] spans = new int[TYPICAL_LINES * SPAN];
    private int count;
    private int start;
    private int line;
    private int searched;
    private @Nullable Violation violation;

    FieldLines(HeadLimits limits) {
        this.limits = limits;
    }

    /// Starts over.
    ///
    /// @param start where the first line begins
    void begin(int start) {
        this.start = start;
        line = start;
        searched = start;
        count = 0;
        violation = null;
    }

    /// Goes on with what has arrived.
    ///
    /// @param octets an array
    /// @param base the place in it that all others are relative to
    /// @param limit behind the last octet
    Outcome decode(byte[] octets, int base, int limit) {
        if (searched > line && !hasLineFeed(octets, base, limit)) {
            return incomplete(octets, base, limit);
        }
        while (true) {
            int next = decodeLine(octets, base + line, base, limit);
            switch (next) {
                case INCOMPLETE_LINE -> {
                    return incomplete(octets, base, limit);
                }
                case REFUSED_LINE -> {
                    return judge(octets, base, limit);
                }
                case LAST_LINE -> {
                    return Outcome.COMPLETE;
                }
                default -> {
                    line = next - base;
                    searched = line;
                    if (isTooLarge(line)) {
                        return Outcome.REFUSED;
                    }
                }
            }
        }
    }

    private boolean hasLineFeed(byte[] octets, int base, int limit) {
        return Octets.indexOfLineFeed(octets, base + searched, limit) >= 0;
    }

    private Outcome judge(byte[] octets, int base, int limit) {
        int lineFeed = Octets.indexOfLineFeed(octets, base + line, limit);
        if (lineFeed < 0) {
            return incomplete(octets, base, limit);
        }
        var _ = isTooLarge(lineFeed + 1 - base); // if so, it takes the place of what was found
        return Outcome.REFUSED;
    }

    /// A line that is not whole lacks its line feed at least; one that may be the empty one does
    /// not count.
    private Outcome incomplete(byte[] octets, int base, int limit) {
        searched = limit - base;
        int begun = searched - line;
        boolean mayBeLast = begun == 0 || (begun == 1 && octets[base + line] == '\r');
        return !mayBeLast && isTooLarge(searched + 1) ? Outcome.REFUSED : Outcome.INCOMPLETE;
    }

    /// {@return whether lines that end there are larger than they may be, which is a violation}
    private boolean isTooLarge(int end) {
        if (end - start <= limits.fieldSection()) {
            return false;
        }
        refuse(ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE, "field section too large");
        return true;
    }

    /// {@return where the next line begins, or one of the three negative outcomes}
    private int decodeLine(byte[] octets, int from, int base, int limit) {
        if (from >= limit) {
            return INCOMPLETE_LINE;
        }
        byte first = octets[from];
        if (first == '\r') {
            return emptyLine(octets, from, limit);
        }
        int colon = Octets.skipToken(octets, from, limit);
        if (colon == limit) {
            return INCOMPLETE_LINE;
        }
        if (octets[colon] != ':' || colon == from) {
            return refuseName(octets, first, colon);
        }
        int value = colon + 1;
        while (value < limit && Octets.isBlank(octets[value])) {
            value++;
        }
        int end = skipValue(octets, value, limit);
        if (end + 1 >= limit) {
            return end < limit && octets[end] != '\r' ? refuseValue(octets[end]) : INCOMPLETE_LINE;
        }
        if (octets[end] != '\r') {
            return refuseValue(octets[end]);
        }
        if (octets[end + 1] != '\n') {
            return refuse(ErrorCode.POUNCE_PARSE_LINE_ENDING, "a bare CR");
        }
        int trimmed = end;
        while (trimmed > value && Octets.isBlank(octets[trimmed - 1])) {
            trimmed--;
        }
        return add(from - base, colon - base, value - base, trimmed - base)
                ? end + 2
                : REFUSED_LINE;
    }

    private int emptyLine(byte[] octets, int from, int limit) {
        if (from + 1 >= limit) {
            return INCOMPLETE_LINE;
        }
        return octets[from + 1] == '\n'
                ? LAST_LINE
                : refuse(ErrorCode.POUNCE_PARSE_LINE_ENDING, "a bare CR");
    }

    /// Tabs are text here, and the only control characters that are.
    private static int skipValue(byte[] octets, int from, int limit) {
        int end = Octets.skipText(octets, from, limit);
        while (end < limit && octets[end] == '\t') {
            end = Octets.skipText(octets, end + 1, limit);
        }
        return end;
    }

    private boolean add(int name, int colon, int value, int end) {
        if (count == limits.fieldLines()) {
            refuse(ErrorCode.POUNCE_LIMIT_TOO_MANY_HEADERS, "too many field lines");
            return false;
        }
        if (spans.length == count * SPAN) {
            spans = Arrays.copyOf(spans, 2 * spans.length);
        }
        int at = count++ * SPAN;
        spans[at] = name;
        spans[at + 1] = colon;
        spans[at + 2] = value;
        spans[at + 3] = end;
        return true;
    }

    private int refuseName(byte[] octets, byte first, int colon) {
        if (Octets.isBlank(first)) {
            return refuse(ErrorCode.POUNCE_PARSE_FIELD_FOLDED, "a folded field line");
        }
        return octets[colon] == '\n'
                ? refuse(ErrorCode.POUNCE_PARSE_LINE_ENDING, "a bare LF")
                : refuse(ErrorCode.POUNCE_PARSE_FIELD_NAME, "a malformed field name");
    }

    private int refuseValue(byte octet) {
        return octet == '\n'
                ? refuse(ErrorCode.POUNCE_PARSE_LINE_ENDING, "a bare LF")
                : refuse(
                        ErrorCode.POUNCE_PARSE_FIELD_VALUE, "a control character in a field value");
    }

    private int refuse(ErrorCode code, String detail) {
        violation = new Violation(code, detail);
        return REFUSED_LINE;
    }

    /// {@return the rule that is broken, after [Outcome#REFUSED]}
    Violation violation() {
        var broken = violation;
        if (broken == null) {
            throw new IllegalStateException("nothing was refused");
        }
        return broken;
    }

    /// {@return the place behind the empty line, after [Outcome#COMPLETE]}
    int end() {
        return line + 2;
    }

    /// {@return the lines, with octets of their own}
    FieldSection section(byte[] octets, int base) {
        return new FieldSection(
                Arrays.copyOfRange(octets, base, base + end()), Arrays.copyOf(spans, count * SPAN));
    }
}
