package pounce.tests.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.api.error.ErrorCode;
import pounce.engine.http2.FieldBlock;
import pounce.engine.http2.FieldLimits;
import pounce.engine.http2.Head;
import pounce.engine.http2.Priority;
import pounce.engine.http2.RequestFields;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;

/// Which fields make a request; each line is written `name: value`.
final class FieldBlockTest {
    private static final List<String> GET =
            List.of(":method: GET", ":scheme: http", ":authority: a:80", ":path: /p?q");

    private final FieldBlock block = new FieldBlock(new FieldLimits(64, 4096, 5));

    private void take(List<String> lines) {
        block.clear();
        var factory = new RequestFields(false);
        for (var line : lines) {
            int colon = line.indexOf(": ", 1);
            block.accept(factory.field(line.substring(0, colon), line.substring(colon + 2)));
        }
    }

    private Head head(List<String> lines) {
        take(lines);
        return switch (block.head()) {
            case Decoded.Ready<Head>(var head) -> head;
            case Decoded.Refused<Head>(var violation) -> throw new AssertionError(violation);
            case Decoded.NeedMore<Head> _ -> throw new AssertionError();
        };
    }

    private Violation refused(List<String> lines) {
        take(lines);
        return switch (block.head()) {
            case Decoded.Refused<Head>(var violation) -> violation;
            case Decoded.Ready<Head>(var head) -> throw new AssertionError(head);
            case Decoded.NeedMore<Head> _ -> throw new AssertionError();
        };
    }

    private static List<String> get(String... more) {
        return Stream.concat(GET.stream(), Arrays.stream(more)).toList();
    }

    // ---------------------------------------------------------------- requests

    @Test
    void readsARequest() {
        var head = head(get("user-agent: x", "te: trailers", "te: Trailers", "a: b"));

        assertEquals("GET", head.method());
        assertEquals("/p", head.target().rawPath());
        assertEquals("q", head.target().rawQuery());
        assertEquals("a:80", head.authority());
        assertEquals(-1, head.length());
        assertFalse(head.expectsContinue());
        assertEquals(Priority.UNSAID, head.priority());
        assertEquals(
                Headers.of("user-agent", "x", "te", "trailers", "te", "Trailers", "a", "b"),
                head.fields());
    }

    @Test
    void readsWhatTheServerNeedsOfTheFields() {
        var head = head(get("content-length: 007", "expect: 100-Continue", "priority: u=1"));

        assertEquals(7, head.length());
        assertTrue(head.expectsContinue());
        assertEquals(new Priority(1, false), head.priority());
        assertEquals(3, head.fields().size());
    }

    @Test
    void takesTheAuthorityFromHostIfThereIsNoOther() {
        assertEquals(
                "h",
                head(List.of(":method: GET", ":scheme: http", ":path: /", "host: h")).authority());
        assertEquals("", head(List.of(":method: GET", ":scheme: http", ":path: /")).authority());
        assertEquals("a:80", head(get("host: A:80")).authority());
    }

    @Test
    void joinsTheCrumbsOfACookie() {
        var head = head(get("cookie: a=1", "x: y", "cookie: b=2", "cookie: c=3"));

        assertEquals(Headers.of("cookie", "a=1; b=2; c=3", "x", "y"), head.fields());
    }

    @Test
    void knowsTheAsterisk() {
        var head = head(List.of(":method: OPTIONS", ":scheme: http", ":authority: a", ":path: *"));

        assertTrue(head.target().isAsterisk());
    }

    @Test
    void forgetsTheBlockBefore() {
        refused(get("connection: close"));

        assertEquals(Headers.empty(), head(GET).fields());
    }

    // ---------------------------------------------------------------- what is none

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: close",
                "connection: ",
                "keep-alive: 5",
                "proxy-connection: x",
                "transfer-encoding: chunked",
                "upgrade: h2c",
                "te: gzip",
                "te: trailers, deflate",
                ":status: 200",
                ":protocol: websocket",
                ":unknown: x",
                ":: x"
            })
    void refusesFieldsThatNoRequestMayHave(String line) {
        assertEquals(ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, refused(get(line)).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"X: y", "xY: z", " x: y", "x y: z", "x\u00e4: y", "x:y: z", "x\0: y"})
    void refusesMalformedNames(String line) {
        assertEquals(ErrorCode.POUNCE_PARSE_FIELD_NAME, refused(get(line)).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x:  y",
                "x: y ",
                "x: \ty",
                "x: y\t",
                "x: a\nb",
                "x: a\rb",
                "x: \0",
                "x: \u007f"
            })
    void refusesMalformedValues(String line) {
        assertEquals(ErrorCode.POUNCE_PARSE_FIELD_VALUE, refused(get(line)).code());
    }

    @Test
    void anEmptyNameIsNone() {
        block.clear();
        GET.forEach(line -> {
            int colon = line.indexOf(": ", 1);
            block.accept(
                    new RequestFields(false)
                            .field(line.substring(0, colon), line.substring(colon + 2)));
        });
        block.accept(new RequestFields(false).field("", "x"));

        assertTrue(block.head() instanceof Decoded.Refused);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void refusesARequestThatLacksAPseudoField(int missing) {
        var lines = new ArrayList<>(GET);
        lines.remove(missing);

        assertEquals(ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, refused(lines).code());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void refusesAPseudoFieldThatComesTwiceOrLate(int which) {
        var twice = new ArrayList<>(GET);
        twice.add(GET.get(which));
        var late = new ArrayList<>(GET);
        late.addFirst("x: y");

        assertEquals(ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, refused(twice).code());
        assertEquals(ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, refused(late).code());
    }

    @ParameterizedTest
    @CsvSource({
        "0, ':method: ', POUNCE_PARSE_METHOD",
        "0, ':method: G T', POUNCE_PARSE_FIELD_VALUE",
        "0, ':method: G@', POUNCE_PARSE_METHOD",
        "1, ':scheme: ', POUNCE_PARSE_HTTP2_REQUEST",
        "1, ':scheme: 1http', POUNCE_PARSE_HTTP2_REQUEST",
        "1, ':scheme: ht_tp', POUNCE_PARSE_HTTP2_REQUEST",
        "2, ':authority: ', POUNCE_PARSE_HOST",
        "2, ':authority: user@a', POUNCE_PARSE_HOST",
        "2, ':authority: a:99999', POUNCE_PARSE_HOST",
        "3, ':path: ', POUNCE_PARSE_TARGET",
        "3, ':path: p', POUNCE_PARSE_TARGET",
        "3, ':path: *', POUNCE_PARSE_TARGET",
        "3, ':path: http://a/', POUNCE_PARSE_TARGET",
        "3, ':path: /..', POUNCE_PARSE_TARGET",
        "3, ':path: /%2f', POUNCE_PARSE_TARGET",
        "3, ':path: /#x', POUNCE_PARSE_TARGET"
    })
    void refusesMalformedControlData(int place, String line, ErrorCode code) {
        var lines = new ArrayList<>(GET);
        lines.set(place, line.replace("G T", "G\u0001T"));

        assertEquals(code, refused(lines).code());
    }

    @Test
    void refusesAHostThatIsNotTheAuthority() {
        assertEquals(ErrorCode.POUNCE_PARSE_HOST, refused(get("host: b")).code());
        assertEquals(ErrorCode.POUNCE_PARSE_HOST, refused(get("host: a:80", "host: a:80")).code());
        assertEquals(ErrorCode.POUNCE_PARSE_HOST, refused(get("host: a b")).code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "+1", "1,1", "0x1", "1234567890123456789"})
    void refusesALengthThatIsNoNumber(String length) {
        assertEquals(
                ErrorCode.POUNCE_PARSE_CONTENT_LENGTH,
                refused(get("content-length: " + length)).code());
    }

    @Test
    void refusesALengthTwice() {
        assertEquals(
                ErrorCode.POUNCE_PARSE_CONTENT_LENGTH,
                refused(get("content-length: 1", "content-length: 1")).code());
    }

    // ---------------------------------------------------------------- what is one, and is refused

    @Test
    void doesNotImplementConnect() {
        assertEquals(
                ErrorCode.POUNCE_PARSE_METHOD_NOT_IMPLEMENTED,
                refused(List.of(":method: CONNECT", ":authority: a:80")).code());
    }

    @Test
    void refusesAMalformedConnect() {
        for (var lines :
                List.of(
                        List.of(":method: CONNECT"),
                        List.of(":method: CONNECT", ":authority: a:1", ":path: /"),
                        List.of(":method: CONNECT", ":authority: a:1", ":scheme: http"))) {
            assertEquals(ErrorCode.POUNCE_PARSE_HTTP2_REQUEST, refused(lines).code());
        }
    }

    @Test
    void refusesAnUnknownExpectation() {
        assertEquals(ErrorCode.POUNCE_PARSE_EXPECTATION, refused(get("expect: miracles")).code());
    }

    /// Counted as HTTP/1.1 counts: `GET /... HTTP/1.1`.
    @Test
    void limitsMethodAndPath() {
        var lines = new ArrayList<>(GET);
        lines.set(3, ":path: /" + "x".repeat(64 - 14));
        head(lines);
        lines.set(3, ":path: /" + "x".repeat(64 - 13));

        assertEquals(ErrorCode.POUNCE_LIMIT_REQUEST_LINE_TOO_LONG, refused(lines).code());
    }

    @Test
    void limitsTheNumberOfFields() {
        head(get("a: 1", "a: 2", "a: 3", "a: 4", "a: 5"));

        assertEquals(
                ErrorCode.POUNCE_LIMIT_TOO_MANY_HEADERS,
                refused(get("a: 1", "a: 2", "a: 3", "a: 4", "a: 5", "a: 6")).code());
    }

    @Test
    void tellsThatAllFieldsTogetherAreTooLarge() {
        take(GET);
        block.tooLarge();

        assertEquals(
                ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE,
                block.head() instanceof Decoded.Refused<Head>(var violation)
                        ? violation.code()
                        : null);
    }

    @Test
    void whatIsMalformedIsThatFirstOfAll() {
        assertEquals(
                400, refused(get("a: 1", "a: 2", "a: 3", "a: 4", "a: 5", "a: 6", "A: 7")).status());
    }

    // ---------------------------------------------------------------- trailers

    private Decoded<Headers> trailers(String... lines) {
        take(List.of(lines));
        return block.trailers();
    }

    @Test
    void readsTrailersWithoutThoseThatMeanSomethingInAHead() {
        assertEquals(
                new Decoded.Ready<>(Headers.of("digest", "x", "a", "b")),
                trailers("digest: x", "content-length: 5", "host: h", "authorization: z", "a: b"));
    }

    @Test
    void refusesPseudoFieldsAndWhatNoFieldIsInTrailers() {
        assertTrue(trailers(":path: /") instanceof Decoded.Refused);
        assertTrue(trailers("A: b") instanceof Decoded.Refused);
        assertTrue(trailers("connection: close") instanceof Decoded.Refused);
    }
}
