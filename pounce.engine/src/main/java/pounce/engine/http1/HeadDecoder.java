package pounce.engine.http1;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Authority;
import pounce.engine.message.Decoded;
import pounce.engine.message.RequestTarget;
import pounce.engine.message.Violation;

/// Decodes request heads, one after the other (RFC 9112, sections 2 to 5).
///
/// Places are relative to the position of the input, which moves only behind a whole head, or an
/// empty line before one: the caller may bring the same octets in another buffer, with more behind
/// them. The pieces in which they came make no difference: each octet of a method is judged as it
/// comes, so that what is no HTTP at all need not be waited for; every other line when it is whole.
public final class HeadDecoder {
    private static final Decoded<Head> NEED_MORE = new Decoded.NeedMore<>();

    /// `HTTP/1.1`.
    private static final int VERSION = 8;

    /// Newer ones are taken for it (RFC 9110, section 2.5): their rules are those of the major
    /// version.
    private static final int NEWEST_MINOR = 1;

    private final HeadLimits limits;
    private final boolean encodedSlash;
    private final FieldLines fieldLines;

    private boolean inTarget;
    private boolean inFields;
    private int searched;
    private boolean emptyLineSeen;
    private int methodEnd;
    private int targetEnd;
    private int minorVersion;

    /// The last `Host` that passed: most clients send one and the same.
    private String goodHost = "";

    /// A decoder for one connection at a time.
    ///
    /// @param limits how large a head may be
    /// @param encodedSlash whether `%2F` may stand in a path
    public HeadDecoder(HeadLimits limits, boolean encodedSlash) {
        this.limits = limits;
        this.encodedSlash = encodedSlash;
        this.fieldLines = new FieldLines(limits);
    }

    /// {@return whether octets of a head have been seen that is not whole yet; the empty line that
    /// is forgiven is none of them}
    public boolean hasBegun() {
        return searched > 0;
    }

    /// {@return whether this decoder is the one for what comes next: in the middle of a head, or
    /// behind an empty line, which is forgiven once}
    public boolean isEngaged() {
        return hasBegun() || emptyLineSeen;
    }

    /// Goes on with what has arrived.
    ///
    /// @param input a heap buffer; its position moves behind a whole head, good or not, or behind
    ///   the empty line that is forgiven, and else stays
    /// @return a head, or that more is needed, or the rule that is broken
    public Decoded<Head> decode(ByteBuffer input) {
        byte[] octets = input.array();
        int base = input.arrayOffset() + input.position();
        int limit = input.arrayOffset() + input.limit();
        if (searched <= 1 && skipsEmptyLine(octets, base, limit)) {
            input.position(input.position() + 2);
            base += 2;
        }
        if (!inFields) {
            var refused = decodeRequestLine(octets, base, limit);
            if (refused != null) {
                return refuse(refused);
            }
            if (!inFields) {
                return NEED_MORE;
            }
        }
        return switch (fieldLines.decode(octets, base, limit)) {
            case INCOMPLETE -> needMore(limit - base);
            case REFUSED -> refuse(fieldLines.violation());
            case COMPLETE -> {
                input.position(input.position() + fieldLines.end());
                yield complete(octets, base);
            }
        };
    }

    private Decoded<Head> needMore(int length) {
        searched = length;
        return NEED_MORE;
    }

    private Decoded<Head> refuse(Violation violation) {
        reset();
        return new Decoded.Refused<>(violation);
    }

    private void reset() {
        inTarget = false;
        inFields = false;
        emptyLineSeen = false;
        searched = 0;
        methodEnd = 0;
    }

    /// One empty line before the request line is forgiven (section 2.2).
    private boolean skipsEmptyLine(byte[] octets, int base, int limit) {
        if (emptyLineSeen || limit - base < 2 || octets[base] != '\r' || octets[base + 1] != '\n') {
            return false;
        }
        emptyLineSeen = true;
        searched = 0;
        return true;
    }

    private boolean mayBeEmptyLine(byte[] octets, int base, int limit) {
        return !emptyLineSeen && limit - base == 1 && octets[base] == '\r';
    }

    // ---------------------------------------------------------------- the request line

    /// {@return null unless a rule is broken; `inFields` says whether the line is whole}
    private @Nullable Violation decodeRequestLine(byte[] octets, int base, int limit) {
        if (!inTarget) {
            var broken = decodeMethod(octets, base, limit);
            if (!inTarget) {
                return broken;
            }
        } else if (Octets.indexOfLineFeed(octets, base + searched, limit) < 0) {
            return incomplete(limit - base);
        }
        var broken = decodeTarget(octets, base + methodEnd + 1, base, limit);
        return broken == null ? null : judge(broken, octets, base, limit);
    }

    /// Other rules wait until the line is whole, and its length comes first: what a peer is told
    /// must not depend on how its octets dribble in.
    private @Nullable Violation judge(Violation broken, byte[] octets, int base, int limit) {
        int lineFeed = Octets.indexOfLineFeed(octets, base, limit);
        if (lineFeed < 0) {
            return incomplete(limit - base);
        }
        return isTooLong(lineFeed - base) ? lineTooLong() : broken;
    }

    private @Nullable Violation incomplete(int length) {
        searched = length;
        return isTooLong(length) ? lineTooLong() : null;
    }

    /// Of the octets before the line feed, one may be its carriage return.
    private boolean isTooLong(int length) {
        return length - 1 > limits.requestLine();
    }

    private static Violation lineTooLong() {
        return new Violation(ErrorCode.POUNCE_LIMIT_REQUEST_LINE_TOO_LONG, "request line too long");
    }

    /// Goes on where it was. A handshake of TLS or other noise is refused here, at its first octet
    /// that no method has: it may have no line feed to wait for.
    private @Nullable Violation decodeMethod(byte[] octets, int base, int limit) {
        int end = Octets.skipToken(octets, base + methodEnd, limit);
        methodEnd = end - base;
        if (end == limit || mayBeEmptyLine(octets, base, limit)) {
            return incomplete(limit - base);
        }
        if (octets[end] == ' ' && methodEnd > 0) {
            inTarget = true;
            return null;
        }
        if (isTooLong(methodEnd)) {
            return lineTooLong();
        }
        return isLineEnd(octets[end])
                ? new Violation(ErrorCode.POUNCE_PARSE_REQUEST_LINE, "no request line")
                : new Violation(ErrorCode.POUNCE_PARSE_METHOD, "a malformed method");
    }

    private @Nullable Violation decodeTarget(byte[] octets, int from, int base, int limit) {
        int end = from;
        while (end < limit && octets[end] > ' ' && octets[end] != 127) {
            end++;
        }
        if (end == limit) {
            return incomplete(limit - base);
        }
        if (octets[end] != ' ' || end == from) {
            return isLineEnd(octets[end]) || end == from
                    ? new Violation(ErrorCode.POUNCE_PARSE_REQUEST_LINE, "no target or no version")
                    : new Violation(ErrorCode.POUNCE_PARSE_TARGET, "an octet that no target has");
        }
        targetEnd = end - base;
        return decodeVersion(octets, end + 1, base, limit);
    }

    private @Nullable Violation decodeVersion(byte[] octets, int from, int base, int limit) {
        if (limit - from <= VERSION) {
            return Octets.indexOfLineFeed(octets, from, limit) < 0
                    ? incomplete(limit - base)
                    : new Violation(ErrorCode.POUNCE_PARSE_REQUEST_LINE, "a malformed version");
        }
        if (!isVersion(octets, from)) {
            return new Violation(ErrorCode.POUNCE_PARSE_REQUEST_LINE, "a malformed version");
        }
        if (octets[from + VERSION] == '\r' && limit - from == VERSION + 1) {
            return incomplete(limit - base);
        }
        if (octets[from + VERSION] != '\r' || octets[from + VERSION + 1] != '\n') {
            return isLineEnd(octets[from + VERSION])
                    ? new Violation(ErrorCode.POUNCE_PARSE_LINE_ENDING, "a bare CR or LF")
                    : new Violation(
                            ErrorCode.POUNCE_PARSE_REQUEST_LINE, "octets behind the version");
        }
        int minor = octets[from + 7] - '0';
        if (octets[from + 5] != '1') {
            return new Violation(ErrorCode.POUNCE_PARSE_VERSION, "not HTTP/1");
        }
        int end = from + VERSION - base;
        if (end > limits.requestLine()) {
            return lineTooLong();
        }
        minorVersion = Math.min(minor, NEWEST_MINOR);
        inFields = true;
        searched = end + 2;
        fieldLines.begin(end + 2);
        return null;
    }

    /// `HTTP/d.d`.
    private static boolean isVersion(byte[] octets, int from) {
        return octets[from] == 'H'
                && octets[from + 1] == 'T'
                && octets[from + 2] == 'T'
                && octets[from + 3] == 'P'
                && octets[from + 4] == '/'
                && isDigit(octets[from + 5])
                && octets[from + 6] == '.'
                && isDigit(octets[from + 7]);
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    private static boolean isLineEnd(byte octet) {
        return octet == '\r' || octet == '\n';
    }

    // ---------------------------------------------------------------- the whole head

    private Decoded<Head> complete(byte[] octets, int base) {
        int minor = minorVersion;
        int methodLength = methodEnd;
        var method = Methods.of(octets, base, base + methodLength);
        var fields = fieldLines.section(octets, base);
        reset();
        if (method.equals("CONNECT")) {
            return refused(ErrorCode.POUNCE_PARSE_METHOD_NOT_IMPLEMENTED, "CONNECT");
        }
        int target = base + methodLength + 1;
        var parsed = RequestTarget.parse(method, octets, target, base + targetEnd, encodedSlash);
        if (parsed == null) {
            return refused(ErrorCode.POUNCE_PARSE_TARGET, "a malformed target");
        }
        return complete(method, parsed, minor, fields);
    }

    private Decoded<Head> complete(
            String method, RequestTarget target, int minor, FieldSection fields) {
        var control = new ControlFields(fields, goodHost);
        if (!isHostGood(control, minor)) {
            return refused(ErrorCode.POUNCE_PARSE_HOST, "Host is missing, repeated or malformed");
        }
        if (!control.expect().isEmpty() && !control.expect().equalsIgnoreCase("100-continue")) {
            return refused(ErrorCode.POUNCE_PARSE_EXPECTATION, "an unknown expectation");
        }
        return switch (Framing.decide(control, minor)) {
            case Decoded.Refused<Framing>(var violation) -> new Decoded.Refused<>(violation);
            case Decoded.NeedMore<Framing> _ -> throw new IllegalStateException("a head is whole");
            case Decoded.Ready<Framing>(var framing) ->
                    new Decoded.Ready<>(
                            new Head(
                                    method,
                                    target,
                                    minor,
                                    target.authority().isEmpty()
                                            ? control.host()
                                            : target.authority(),
                                    fields,
                                    framing,
                                    Persistence.of(minor, control.connection()),
                                    minor == 1 && !control.expect().isEmpty()));
        };
    }

    /// HTTP/1.1 needs exactly one; an empty one says that the target has no authority (RFC 9110,
    /// section 7.2).
    private boolean isHostGood(ControlFields control, int minor) {
        if (control.hosts() == 0) {
            return minor == 0;
        }
        if (control.hosts() > 1) {
            return false;
        }
        var host = control.host();
        if (host.equals(goodHost)) {
            return true;
        }
        if (!host.isEmpty() && !Authority.isValid(host)) {
            return false;
        }
        goodHost = host;
        return true;
    }

    private static Decoded<Head> refused(ErrorCode code, String detail) {
        return new Decoded.Refused<>(new Violation(code, detail));
    }
}
