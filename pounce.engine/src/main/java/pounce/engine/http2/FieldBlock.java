package pounce.engine.http2;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pounce.api.Headers;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.message.RequestTarget;
import pounce.engine.message.Trailers;
import pounce.engine.message.Violation;

/// What a field block says (RFC 9113, sections 8.1 to 8.3): takes its fields one by one, and is
/// then asked for the head or the trailers that they make. Serves one block after the other.
///
/// Of several rules that are broken the first counts. What is only too large can be answered, so
/// that comes last: first it must be a request.
public final class FieldBlock implements Consumer<RequestField> {
    private static final int TYPICAL_FIELDS = 16;
    private static final RequestTarget ASTERISK = new RequestTarget("*", "*", "", "");

    private final FieldLimits limits;
    private RequestField[] fields = new RequestField[TYPICAL_FIELDS];
    private int count;
    private boolean isTooLarge;
    private boolean hasTooMany;
    private int pseudoFields;
    private @Nullable Violation violation;
    private @Nullable RequestField method;
    private @Nullable RequestField scheme;
    private @Nullable RequestField authority;
    private @Nullable RequestField path;
    private @Nullable RequestField host;
    private @Nullable RequestField length;
    private @Nullable RequestField expectation;
    private int cookies;

    /// Takes fields.
    ///
    /// @param limits how many, and how large
    public FieldBlock(FieldLimits limits) {
        this.limits = limits;
    }

    /// Forgets everything.
    public void clear() {
        Arrays.fill(fields, 0, count, null);
        count = 0;
        isTooLarge = false;
        hasTooMany = false;
        pseudoFields = 0;
        violation = null;
        method = null;
        scheme = null;
        authority = null;
        path = null;
        host = null;
        length = null;
        expectation = null;
        cookies = 0;
    }

    /// There are more fields than were handed over.
    public void tooLarge() {
        isTooLarge = true;
    }

    @Override
    public void accept(RequestField field) {
        switch (field.kind()) {
            case ORDINARY -> add(field);
            case METHOD -> method = pseudo(method, field);
            case SCHEME -> scheme = pseudo(scheme, field);
            case AUTHORITY -> authority = pseudo(authority, field);
            case PATH -> path = pseudo(path, field);
            case HOST -> host = single(host, field, ErrorCode.POUNCE_PARSE_HOST);
            case CONTENT_LENGTH ->
                    length = single(length, field, ErrorCode.POUNCE_PARSE_CONTENT_LENGTH);
            case EXPECT_CONTINUE, EXPECT_UNKNOWN -> {
                expectation = expectation == null ? field : expectation;
                add(field);
            }
            case COOKIE -> {
                cookies++;
                add(field);
            }
            case MALFORMED -> refuse(field.violation());
        }
    }

    private RequestField pseudo(@Nullable RequestField known, RequestField field) {
        if (known != null) {
            refuse("a pseudo-header field twice");
        }
        if (count > 0 || hasTooMany) {
            refuse("a pseudo-header field behind others");
        }
        pseudoFields++;
        return field;
    }

    private RequestField single(@Nullable RequestField known, RequestField field, ErrorCode code) {
        if (known != null) {
            refuse(new Violation(code, "a field twice that is there once"));
        }
        add(field);
        return field;
    }

    private void add(RequestField field) {
        if (count == limits.fields()) {
            hasTooMany = true;
            return;
        }
        if (count == fields.length) {
            fields = Arrays.copyOf(fields, 2 * count);
        }
        fields[count++] = field;
    }

    private void refuse(String detail) {
        refuse(new Violation(ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, detail));
    }

    private void refuse(@Nullable Violation broken) {
        if (violation == null) {
            violation = broken;
        }
    }

    // ---------------------------------------------------------------- a head

    /// {@return the head that the fields make, or the rule that they break: with a status of 400 it
    /// is malformed (section 8.1.1), else it can be answered}
    public Decoded<Head> head() {
        var broken = broken();
        if (broken != null) {
            return new Decoded.Refused<>(broken);
        }
        var asked = target();
        if (asked == null) {
            return refused(ErrorCode.POUNCE_PARSE_TARGET, "an asterisk without OPTIONS");
        }
        var all = received();
        return new Decoded.Ready<>(
                new Head(
                        value(method),
                        asked,
                        authority == null ? value(host) : authority.value(),
                        all,
                        length == null ? -1 : length.number(),
                        expectation != null,
                        Priority.of(all.first("priority"))));
    }

    private static String value(@Nullable RequestField field) {
        return field == null ? "" : field.value();
    }

    private @Nullable Violation broken() {
        var broken = violation;
        if (broken == null) {
            broken = brokenByControlData();
        }
        return broken == null ? brokenBySize() : broken;
    }

    private @Nullable Violation brokenByControlData() {
        if (value(method).equals("CONNECT")) {
            return scheme == null && path == null && authority != null
                    ? new Violation(ErrorCode.POUNCE_PARSE_METHOD_NOT_IMPLEMENTED, "CONNECT")
                    : malformed("CONNECT with a scheme or a path, or without an authority");
        }
        // Where there is more than the limit, the rest of it is not known.
        if (!isTooLarge && (method == null || scheme == null || path == null)) {
            return malformed("a pseudo-header field is missing");
        }
        if (authority != null
                && host != null
                && !authority.value().equalsIgnoreCase(host.value())) {
            return new Violation(ErrorCode.POUNCE_PARSE_HOST, "Host is not the authority");
        }
        return null;
    }

    private @Nullable Violation brokenBySize() {
        if (value(method).length() + value(path).length() + "  HTTP/1.1".length()
                > limits.requestLine()) {
            return new Violation(
                    ErrorCode.POUNCE_LIMIT_REQUEST_LINE_TOO_LONG, "method and path too long");
        }
        if (isTooLarge) {
            return new Violation(
                    ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE, "field section too large");
        }
        if (hasTooMany) {
            return new Violation(ErrorCode.POUNCE_LIMIT_TOO_MANY_HEADERS, "too many fields");
        }
        return expectation != null && expectation.kind() == RequestField.Kind.EXPECT_UNKNOWN
                ? new Violation(ErrorCode.POUNCE_PARSE_EXPECTATION, "an unknown expectation")
                : null;
    }

    private @Nullable RequestTarget target() {
        if (path != null && path.target() != null) {
            return path.target();
        }
        return value(method).equals("OPTIONS") ? ASTERISK : null;
    }

    private FieldArray received() {
        if (cookies > 1) {
            joinCookies();
        }
        return new FieldArray(Arrays.copyOf(fields, count));
    }

    /// Crumbs are for the encoder's sake; everybody else knows one field (section 8.2.3).
    private void joinCookies() {
        var whole = new StringBuilder();
        int first = -1;
        int kept = 0;
        for (int i = 0; i < count; i++) {
            var field = fields[i];
            if (field.kind() != RequestField.Kind.COOKIE) {
                fields[kept++] = field;
                continue;
            }
            if (first < 0) {
                first = kept++;
            } else {
                whole.append("; ");
            }
            whole.append(field.value());
        }
        fields[first] =
                new RequestField(
                        "cookie", whole.toString(), RequestField.Kind.COOKIE, null, 0, null);
        Arrays.fill(fields, kept, count, null);
        count = kept;
    }

    // ---------------------------------------------------------------- trailers

    /// {@return the trailers that the fields make, without those that mean something in a head; or
    /// the rule that they break}
    public Decoded<Headers> trailers() {
        if (pseudoFields > 0) {
            refuse("a pseudo-header field in trailers");
        }
        if (violation != null) {
            return new Decoded.Refused<>(violation);
        }
        if (isTooLarge || hasTooMany) {
            return refused(ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE, "trailers too large");
        }
        return new Decoded.Ready<>(Trailers.allowed(new FieldArray(Arrays.copyOf(fields, count))));
    }

    private static Violation malformed(String detail) {
        return new Violation(ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, detail);
    }

    private static <T> Decoded<T> refused(ErrorCode code, String detail) {
        return new Decoded.Refused<>(new Violation(code, detail));
    }
}
