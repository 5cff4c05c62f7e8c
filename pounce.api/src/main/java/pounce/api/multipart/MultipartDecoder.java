package pounce.api.multipart;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.api.multipart.MultipartEvent.Data;
import pounce.api.multipart.MultipartEvent.Done;
import pounce.api.multipart.MultipartEvent.End;
import pounce.api.multipart.MultipartEvent.NeedMore;
import pounce.api.multipart.MultipartEvent.Refused;

/// Decodes the content of one `multipart/form-data` (RFC 7578; RFC 2046, section 5.1.1).
///
/// ```text
///   preamble CRLF --boundary CRLF fields CRLF CRLF content CRLF --boundary-- epilogue
/// ```
///
/// All input is used up: what may be the beginning of a delimiter is kept as a count, for its
/// octets are known. A delimiter has one CR, its first octet, so that one that fails can begin anew
/// only there. A line that begins like a delimiter and goes on is refused: some readers would find
/// a part there, and others would not.
public final class MultipartDecoder {
    private static final MultipartEvent END = new End();
    private static final MultipartEvent DONE = new Done();
    private static final MultipartEvent NEED_MORE = new NeedMore();

    /// In octets: what the first delimiter lacks, and one that follows the fields of an empty part
    /// (RFC 2046, section 5.1.1).
    private static final int CRLF = 2;

    /// In octets: blanks behind a boundary, which nobody sends.
    private static final int MOST_PADDING = 100;

    private enum State {
        /// Before the first delimiter.
        PREAMBLE,
        /// In the content of a part.
        CONTENT,
        /// Behind a boundary.
        BOUNDARY,
        /// Behind a boundary and blanks.
        PADDING,
        /// Behind the CR of a delimiter's line.
        RETURN,
        /// Behind the first dash that closes.
        DASH,
        /// Behind both.
        DASHES,
        /// A delimiter is whole, and another part follows.
        DELIMITED,
        /// In the fields of a part.
        FIELDS,
        /// Behind the last part.
        CLOSED,
        /// Refused, or done.
        OVER;

        /// {@return the state behind an octet of a delimiter's line; null where the line is none}
        @Nullable State after(byte octet) {
            return switch (this) {
                case BOUNDARY ->
                        switch (octet) {
                            case '-' -> DASH;
                            case ' ', '\t' -> PADDING;
                            case '\r' -> RETURN;
                            default -> null;
                        };
                case PADDING ->
                        switch (octet) {
                            case ' ', '\t' -> PADDING;
                            case '\r' -> RETURN;
                            default -> null;
                        };
                case RETURN -> octet == '\n' ? DELIMITED : null;
                case DASH -> octet == '-' ? DASHES : null;
                case DASHES ->
                        switch (octet) {
                            case ' ', '\t', '\r' -> CLOSED;
                            default -> null;
                        };
                case PREAMBLE, CONTENT, DELIMITED, FIELDS, CLOSED, OVER -> null;
            };
        }

        /// {@return whether something is to be said that takes no input}
        boolean isPending() {
            return this == DELIMITED || this == CLOSED || this == OVER;
        }
    }

    private final byte[] delimiter;
    private final MultipartLimits limits;
    private final PartFields fields;
    private State state = State.PREAMBLE;
    private boolean inPart;
    private int matched = CRLF; // the first delimiter may do without
    private int imagined = CRLF;
    private int padding;
    private int parts;
    private long octets;
    private MultipartEvent last = NEED_MORE;

    /// A decoder of one content.
    ///
    /// @param boundary between its parts
    /// @param limits what it takes at most
    public MultipartDecoder(Boundary boundary, MultipartLimits limits) {
        this.delimiter = boundary.delimiter();
        this.limits = limits;
        this.fields = new PartFields(limits);
    }

    /// Decodes up to the next event.
    ///
    /// @param input its position moves behind what is decoded
    /// @return after [Done] and [Refused] always the same
    public MultipartEvent decode(ByteBuffer input) {
        while (input.hasRemaining() || state.isPending()) {
            var event = step(input);
            if (event != null) return event;
        }
        return NEED_MORE;
    }

    /// Says that there is no more input.
    ///
    /// @return the events that are left, one a call
    public MultipartEvent end() {
        if (state == State.DASHES) {
            state = State.CLOSED;
        }
        return state.isPending()
                ? decode(ByteBuffer.allocate(0))
                : malformed("the content ends before its last boundary");
    }

    private @Nullable MultipartEvent step(ByteBuffer input) {
        return switch (state) {
            case PREAMBLE, CONTENT -> content(input);
            case FIELDS -> fields(input);
            case DELIMITED -> delimited();
            case CLOSED -> closed();
            case OVER -> last;
            case BOUNDARY, PADDING, RETURN, DASH, DASHES -> delimiterLine(input.get());
        };
    }

    // ---------------------------------------------------------------- content

    private @Nullable MultipartEvent content(ByteBuffer input) {
        while (matched > 0 && input.hasRemaining()) {
            if (input.get(input.position()) != delimiter[matched]) return mismatch();
            input.get();
            if (++matched == delimiter.length) {
                matched = 0;
                state = State.BOUNDARY;
                return null;
            }
        }
        if (!input.hasRemaining()) return null;
        int start = input.position();
        int end = delimiterIn(input);
        input.position(end);
        if (end < input.limit()) {
            input.get();
            matched = 1;
            imagined = 0;
        }
        return data(input.slice(start, end - start));
    }

    /// What looked like a delimiter is content.
    private @Nullable MultipartEvent mismatch() {
        var data = ByteBuffer.wrap(delimiter, imagined, matched - imagined).asReadOnlyBuffer();
        matched = 0;
        return data(data);
    }

    /// {@return where a delimiter begins, or what may become one; the limit if there is none}
    private int delimiterIn(ByteBuffer input) {
        int limit = input.limit();
        for (int i = input.position(); i < limit; i++) {
            if (input.get(i) == '\r' && mayBegin(input, i)) return i;
        }
        return limit;
    }

    private boolean mayBegin(ByteBuffer input, int at) {
        int length = Math.min(delimiter.length, input.limit() - at);
        for (int i = 1; i < length; i++) {
            if (input.get(at + i) != delimiter[i]) return false;
        }
        return true;
    }

    private @Nullable MultipartEvent data(ByteBuffer data) {
        if (!inPart || !data.hasRemaining()) return null; // the preamble is for nobody
        octets += data.remaining();
        return octets > limits.part()
                ? tooLarge("the content of a part exceeds limits.part")
                : new Data(data);
    }

    // ---------------------------------------------------------------- delimiters

    private @Nullable MultipartEvent delimiterLine(byte octet) {
        var next = state.after(octet);
        padding = next == State.PADDING ? padding + 1 : 0;
        if (next == null || padding > MOST_PADDING) {
            return malformed("a line that begins with the boundary and goes on");
        }
        state = next;
        return null;
    }

    private @Nullable MultipartEvent delimited() {
        if (inPart) {
            inPart = false;
            return END;
        }
        if (parts == limits.parts())
            return tooLarge("there are more parts than limits.form-fields");
        parts++;
        state = State.FIELDS;
        return null;
    }

    private MultipartEvent closed() {
        if (inPart) {
            inPart = false;
            return END;
        }
        return over(DONE);
    }

    private @Nullable MultipartEvent fields(ByteBuffer input) {
        var event = fields.take(input.get());
        if (event instanceof Refused) return over(event);
        if (event != null) {
            state = State.CONTENT;
            inPart = true;
            octets = 0;
            matched = CRLF;
            imagined = CRLF;
        }
        return event;
    }

    // ---------------------------------------------------------------- the end

    private MultipartEvent malformed(String detail) {
        return over(new Refused(ErrorCode.POUNCE_PARSE_MULTIPART, detail));
    }

    private MultipartEvent tooLarge(String detail) {
        return over(new Refused(ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE, detail));
    }

    private MultipartEvent over(MultipartEvent event) {
        state = State.OVER;
        last = event;
        return event;
    }
}
