package pounce.engine.http2;

import java.util.Locale;
import pounce.api.error.ErrorCode;
import pounce.api.field.Tokens;
import pounce.engine.hpack.FieldFactory;
import pounce.engine.http2.RequestField.Kind;
import pounce.engine.message.Authority;
import pounce.engine.message.RequestTarget;
import pounce.engine.message.Violation;

/// Finds out what a field means, and whether it may stand in a request at all (RFC 9113, sections
/// 8.2 and 8.3).
///
/// @param encodedSlash whether `%2F` may stand in a path
public record RequestFields(boolean encodedSlash) implements FieldFactory<RequestField> {
    /// Keeps the sum of all content far from where it overflows; as in HTTP/1.1.
    private static final int MAX_DIGITS = 18;

    @Override
    public RequestField field(String name, String value) {
        if (!isFieldValue(value)) {
            return malformed(
                    name, value, ErrorCode.POUNCE_PARSE_FIELD_VALUE, "a malformed field value");
        }
        return name.startsWith(":") ? pseudo(name, value) : regular(name, value);
    }

    /// White space around a value is a mistake here, not a matter of taste (section 8.2.1).
    private static boolean isFieldValue(String value) {
        return Tokens.isFieldValue(value)
                && (value.isEmpty()
                        || (!isBlank(value.charAt(0))
                                && !isBlank(value.charAt(value.length() - 1))));
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    // ---------------------------------------------------------------- control data

    private RequestField pseudo(String name, String value) {
        return switch (name) {
            case ":method" ->
                    Tokens.isToken(value)
                            ? of(name, value, Kind.METHOD)
                            : malformed(
                                    name,
                                    value,
                                    ErrorCode.POUNCE_PARSE_METHOD,
                                    "a malformed method");
            case ":scheme" ->
                    isScheme(value)
                            ? of(name, value, Kind.SCHEME)
                            : malformed(name, value, "a malformed scheme");
            case ":authority" ->
                    Authority.isValid(value)
                            ? of(name, value, Kind.AUTHORITY)
                            : malformed(
                                    name,
                                    value,
                                    ErrorCode.POUNCE_PARSE_HOST,
                                    "a malformed authority");
            case ":path" -> path(name, value);
            default -> malformed(name, value, "a pseudo-header field that no request has");
        };
    }

    /// RFC 3986, section 3.1.
    private static boolean isScheme(String value) {
        return !value.isEmpty()
                && isLetter(value.charAt(0))
                && value.chars()
                        .allMatch(c ->
                                isLetter(c)
                                        || (c >= '0' && c <= '9')
                                        || c == '+'
                                        || c == '-'
                                        || c == '.');
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private RequestField path(String name, String value) {
        if (value.equals("*")) {
            return of(name, value, Kind.PATH);
        }
        var target = value.startsWith("/") ? RequestTarget.parse("GET", value, encodedSlash) : null;
        return target == null
                ? malformed(name, value, ErrorCode.POUNCE_PARSE_TARGET, "a malformed path")
                : new RequestField(name, value, Kind.PATH, target, 0, null);
    }

    // ---------------------------------------------------------------- fields

    private static RequestField regular(String name, String value) {
        return switch (name) {
            case "host" ->
                    value.isEmpty() || Authority.isValid(value)
                            ? of(name, value, Kind.HOST)
                            : malformed(
                                    name, value, ErrorCode.POUNCE_PARSE_HOST, "a malformed Host");
            case "content-length" -> contentLength(name, value);
            case "cookie" -> of(name, value, Kind.COOKIE);
            case "expect" ->
                    of(
                            name,
                            value,
                            value.equalsIgnoreCase("100-continue")
                                    ? Kind.EXPECT_CONTINUE
                                    : Kind.EXPECT_UNKNOWN);
            case "te" ->
                    value.toLowerCase(Locale.ROOT).equals("trailers")
                            ? of(name, value, Kind.ORDINARY)
                            : malformed(name, value, "TE other than trailers");
            case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade" ->
                    malformed(name, value, "a field of the connection");
            default ->
                    isFieldName(name)
                            ? of(name, value, Kind.ORDINARY)
                            : malformed(
                                    name,
                                    value,
                                    ErrorCode.POUNCE_PARSE_FIELD_NAME,
                                    "a malformed field name");
        };
    }

    private static boolean isFieldName(String name) {
        return Tokens.isToken(name) && name.chars().noneMatch(c -> c >= 'A' && c <= 'Z');
    }

    private static RequestField contentLength(String name, String value) {
        boolean isNumber =
                !value.isEmpty()
                        && value.length() <= MAX_DIGITS
                        && value.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber
                ? new RequestField(
                        name, value, Kind.CONTENT_LENGTH, null, Long.parseLong(value), null)
                : malformed(
                        name,
                        value,
                        ErrorCode.POUNCE_PARSE_CONTENT_LENGTH,
                        "Content-Length that is no number");
    }

    // ---------------------------------------------------------------- how they are made

    private static RequestField of(String name, String value, Kind kind) {
        return new RequestField(name, value, kind, null, 0, null);
    }

    private static RequestField malformed(String name, String value, String detail) {
        return malformed(name, value, ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, detail);
    }

    private static RequestField malformed(
            String name, String value, ErrorCode code, String detail) {
        return new RequestField(name, value, Kind.MALFORMED, null, 0, new Violation(code, detail));
    }
}
