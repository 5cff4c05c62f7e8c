package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http1.HeadReading.get;
import static pounce.tests.http1.HeadReading.head;
import static pounce.tests.http1.HeadReading.refuses;
import static pounce.tests.http1.HeadReading.request;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.api.error.ErrorCode;
import pounce.engine.http1.Framing;
import pounce.engine.http1.HeadDecoder;
import pounce.engine.http1.HeadLimits;
import pounce.engine.message.Decoded;

final class HeadDecoderTest {
    private static final String TCHARS =
            "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    static IntStream octets() {
        return IntStream.rangeClosed(0, 255);
    }

    /// RFC 9110, section 5.6.2.
    static IntStream tchars() {
        return TCHARS.chars();
    }

    /// All but the two that end lines; those have tests of their own.
    static IntStream noTchars() {
        return octets().filter(c -> TCHARS.indexOf(c) < 0 && c != '\r' && c != '\n');
    }

    /// RFC 9110, section 5.5: field-vchar, SP and HTAB.
    static IntStream text() {
        return octets().filter(c -> c == '\t' || (c >= ' ' && c != 0x7f));
    }

    static IntStream controls() {
        return octets().filter(c -> (c < ' ' || c == 0x7f) && c != '\t' && c != '\r' && c != '\n');
    }

    @Nested
    final class RequestLine {
        /// Constants all, so the JVM has one of each.
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "QUERY"
                })
        void doesNotMakeUsualMethodsAnew(String method) {
            assertSame(method.intern(), head(request(method + " / HTTP/1.1", "host: a")).method());
        }

        @Test
        void isMethodTargetAndVersion() {
            var head = head("GET /a%20b?c HTTP/1.1\r\nhost: example.org:80\r\n\r\n");

            assertEquals("GET", head.method());
            assertEquals("/a%20b", head.target().rawPath());
            assertEquals("/a b", head.target().path());
            assertEquals("c", head.target().rawQuery());
            assertEquals(1, head.minorVersion());
            assertEquals("example.org:80", head.host());
            assertEquals(Headers.of("host", "example.org:80"), head.fields());
            assertEquals(new Framing.None(), head.framing());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET",
                    "HEAD",
                    "POST",
                    "PUT",
                    "DELETE",
                    "OPTIONS",
                    "TRACE",
                    "PATCH",
                    "get",
                    "M-SEARCH",
                    "X",
                    "GETX",
                    "PROPFIND",
                    "BASELINE-CONTROL",
                    "connect",
                    "CONNECTS"
                })
        void takesAnyTokenAsAMethodCaseAndAll(String method) {
            assertEquals(method, head(request(method + " / HTTP/1.1", "host: a")).method());
        }

        @ParameterizedTest
        @MethodSource("pounce.tests.http1.HeadDecoderTest#tchars")
        void takesEveryTcharInAMethod(int c) {
            var method = "A" + (char) c + "B";

            assertEquals(method, head(request(method + " / HTTP/1.1", "host: a")).method());
        }

        @ParameterizedTest
        @MethodSource("pounce.tests.http1.HeadDecoderTest#noTchars")
        void refusesEverythingElseInAMethod(int c) {
            var reading = HeadReading.of(request("A" + (char) c + "B / HTTP/1.1", "host: a"));

            assertTrue(reading.heads().isEmpty());
            assertEquals(400, reading.refusal().orElseThrow().status());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"G(T", "G\"T", "G/T", "G:T", "G@T", "G\0T", "G\u00e9T", "{", "G\tT"})
        void refusesAMethodThatIsNoToken(String method) {
            refuses(ErrorCode.POUNCE_PARSE_METHOD, request(method + " / HTTP/1.1", "host: a"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET",
                    "GET /",
                    "GET / ",
                    "GET /HTTP/1.1",
                    "GET  / HTTP/1.1",
                    "GET /  HTTP/1.1",
                    "GET / HTTP/1.1 ",
                    "GET / HTTP/1.1\t",
                    "GET\t/\tHTTP/1.1",
                    "GET / x HTTP/1.1",
                    "GET  HTTP/1.1",
                    "GET / HTTP",
                    "GET / HTTP/",
                    "GET / HTTP/1",
                    "GET / HTTP/1.",
                    "GET / HTTP/11",
                    "GET / HTTP/1.10",
                    "GET / HTTP/01.1",
                    "GET / HTTP/a.b",
                    "GET / HTTP/1,1",
                    "GET / http/1.1",
                    "GET / Http/1.1",
                    "GET / HTTPS/1.1",
                    "GET / ICY/1.1",
                    "GET / HTTP 1.1",
                    "GET / HTTP/-.1",
                    "/ HTTP/1.1",
                    "x"
                })
        void refusesALineThatIsNotThreePartsBetweenSingleSpaces(String line) {
            var reading = HeadReading.of(request(line, "host: a"));

            assertTrue(reading.heads().isEmpty());
            assertTrue(
                    List.of(
                                    ErrorCode.POUNCE_PARSE_REQUEST_LINE,
                                    ErrorCode.POUNCE_PARSE_METHOD,
                                    ErrorCode.POUNCE_PARSE_TARGET)
                            .contains(reading.refusal().orElseThrow()),
                    reading.toString());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"GET", "GET /", "GET / HTTP/1", "GET / HTTP/1.10", "GET / http/1.1"})
        void namesARequestLineThatIsNone(String line) {
            refuses(ErrorCode.POUNCE_PARSE_REQUEST_LINE, request(line, "host: a"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1.2", "1.3", "1.9"})
        void takesANewerMinorVersionForTheNewestThatItKnows(String version) {
            var head = head(request("GET / HTTP/" + version, "host: a"));

            assertEquals(1, head.minorVersion());
            assertTrue(head.isPersistent());
        }

        @ParameterizedTest
        @ValueSource(strings = {"0.9", "2.0", "2.1", "3.0", "9.9", "0.0"})
        void refusesOtherMajorVersions(String version) {
            refuses(ErrorCode.POUNCE_PARSE_VERSION, request("GET / HTTP/" + version, "host: a"));
        }

        @Test
        void refusesTheVersionOfTheHttp2Preface() {
            refuses(ErrorCode.POUNCE_PARSE_VERSION, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        }

        /// There may be no line feed to wait for: what no method has is refused as it comes.
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc",
                    "\u0016",
                    "\0",
                    "\u0080",
                    "\u00ff",
                    "{",
                    "GET\0",
                    "G(T"
                })
        void refusesWhatIsNoRequestBeforeALineOfItIsThere(String begin) {
            refuses(ErrorCode.POUNCE_PARSE_METHOD, begin);
        }

        @ParameterizedTest
        @ValueSource(strings = {"\n", "GET\n", "GET\r", "\rG", "\r\n\r", "\r\n\n"})
        void refusesALineThatEndsInItsMethod(String begin) {
            refuses(ErrorCode.POUNCE_PARSE_REQUEST_LINE, begin);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a",
                    "a/b",
                    "*",
                    "a:80",
                    "/%",
                    "/%4",
                    "/%zz",
                    "/a#b",
                    "/\u00e9",
                    "/\"",
                    "/<a>",
                    "/a\\b",
                    "/..",
                    "/a/../../b",
                    "/%2e%2e/",
                    "/a%2Fb",
                    "/a%5Cb",
                    "/a%00b",
                    "/%FF",
                    "http://",
                    "http:///a",
                    "http://u@a/",
                    "http://u:p@a/",
                    "http://a:b/",
                    "//\0"
                })
        void refusesATargetThatIsMalformedOrMeansTwoThings(String target) {
            refuses(
                    ErrorCode.POUNCE_PARSE_TARGET,
                    request("GET " + target + " HTTP/1.1", "host: a"));
        }

        @Test
        void takesTheAsteriskForOptions() {
            var head = head(request("OPTIONS * HTTP/1.1", "host: a"));

            assertEquals("*", head.target().rawPath());
        }

        @Test
        void letsEncodedSlashesPassWhereTheyAreAllowed() {
            var decoder = new HeadDecoder(HeadReading.LIMITS, true);

            var decoded = decoder.decode(Wire.input(request("GET /a%2Fb HTTP/1.1", "host: a")));

            assertInstanceOf(Decoded.Ready.class, decoded);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a:80", "example.org:443", "/", "*"})
        void refusesConnectForThisIsNoProxy(String target) {
            refuses(
                    ErrorCode.POUNCE_PARSE_METHOD_NOT_IMPLEMENTED,
                    request("CONNECT " + target + " HTTP/1.1", "host: a"));
        }
    }

    @Nested
    final class Lines {
        @Test
        void forgivesOneEmptyLineBeforeTheRequestLine() {
            var head = head("\r\n" + get());

            assertEquals("GET", head.method());
        }

        @Test
        void forgivesOneEmptyLineBeforeEachOfThem() {
            var reading = HeadReading.of("\r\n" + get() + "\r\n" + get());

            assertEquals(Optional.empty(), reading.refusal());
            assertEquals(2, reading.heads().size());
        }

        @ParameterizedTest
        @ValueSource(strings = {"\r\n\r\n", "\n", "\n\n", "\r", "\r\r\n", " \r\n", "\r\n\n"})
        void refusesAnythingElseBeforeTheRequestLine(String before) {
            var reading = HeadReading.of(before + get());

            assertTrue(reading.heads().isEmpty());
            assertEquals(400, reading.refusal().orElseThrow().status());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET / HTTP/1.1\nhost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\n\n",
                    "GET / HTTP/1.1\r\nhost: a\n\n",
                    "GET / HTTP/1.1\nhost: a\n\n",
                    "GET / HTTP/1.1\n\n",
                    "GET / HTTP/1.1\r\nx: b\nhost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\nx: b\nc: d\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\nx: b\n c\r\n\r\n",
                })
        void refusesABareLineFeed(String text) {
            refuses(ErrorCode.POUNCE_PARSE_LINE_ENDING, text);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET / HTTP/1.1\r\nhost: a\r\nx: b\rc: d\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\nx: b\r\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\rx: y\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\nx:\rb\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\nx\r: b\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\n\rx: b\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\n\r\r\n\r\n",
                    "GET / HTTP/1.1\rhost: a\r\n\r\n",
                    "GET / HTTP/1.1\r\r\nhost: a\r\n\r\n",
                    "GET /\r HTTP/1.1\r\nhost: a\r\n\r\n",
                    "GET\r / HTTP/1.1\r\nhost: a\r\n\r\n",
                    "\rGET / HTTP/1.1\r\nhost: a\r\n\r\n",
                })
        void refusesABareCarriageReturn(String text) {
            var reading = HeadReading.of(text);

            assertTrue(reading.heads().isEmpty());
            assertEquals(400, reading.refusal().orElseThrow().status());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET / HTTP/1.1\r\nhost: a\r\nx: b\rc: d\r\n\r\n",
                    "GET / HTTP/1.1\r\nhost: a\r\nx: b\r\r\n\r\n",
                    "GET / HTTP/1.1\r\r\nhost: a\r\n\r\n",
                })
        void namesABareCarriageReturn(String text) {
            refuses(ErrorCode.POUNCE_PARSE_LINE_ENDING, text);
        }
    }

    @Nested
    final class Fields {
        @Test
        void keepTheirOrderAndLoseTheWhiteSpaceAroundValues() {
            var fields = head(get("B: 1", "a:2", "b: \t 3 4\t ", "c:", "d:   ")).fields();

            assertEquals(
                    Headers.of("host", "a", "b", "1", "a", "2", "b", "3 4", "c", "", "d", ""),
                    fields);
        }

        @ParameterizedTest
        @MethodSource("pounce.tests.http1.HeadDecoderTest#tchars")
        void takeEveryTcharInAName(int c) {
            var name = "a" + (char) c + "b";

            assertEquals("x", head(get(name + ": x")).fields().first(name).orElseThrow());
        }

        @ParameterizedTest
        @MethodSource("pounce.tests.http1.HeadDecoderTest#noTchars")
        void refuseEverythingElseInAName(int c) {
            if (c == ':') {
                return; // ends the name, and is text in a value
            }

            refuses(ErrorCode.POUNCE_PARSE_FIELD_NAME, get("a" + (char) c + "b: x"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {":", ": x", ":x", "x", "x y", "a : b", "a\t: b", "a b: c", "\"a\": b"})
        void refuseALineWithoutAProperName(String line) {
            refuses(ErrorCode.POUNCE_PARSE_FIELD_NAME, get(line));
        }

        @ParameterizedTest
        @ValueSource(strings = {"content-length : 5", "transfer-encoding : chunked", "host : b"})
        void refuseWhiteSpaceBeforeTheColonThatOneProxyTrims(String line) {
            refuses(ErrorCode.POUNCE_PARSE_FIELD_NAME, get(line));
        }

        @ParameterizedTest
        @MethodSource("pounce.tests.http1.HeadDecoderTest#text")
        void takeTextInAValue(int c) {
            var value = "a" + (char) c + "b";

            assertEquals(value, head(get("x: " + value)).fields().first("x").orElseThrow());
        }

        @ParameterizedTest
        @MethodSource("pounce.tests.http1.HeadDecoderTest#controls")
        void refuseControlCharactersInAValueWhereverTheyStand(int c) {
            for (int place = 0; place <= 20; place++) {
                var value = new StringBuilder("abcdefghijklmnopqrst").insert(place, (char) c);

                refuses(ErrorCode.POUNCE_PARSE_FIELD_VALUE, get("x: " + value));
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {" folded", "\tfolded", "  ", " ", " x: y", "\t"})
        void refuseFoldedLines(String continuation) {
            refuses(ErrorCode.POUNCE_PARSE_FIELD_FOLDED, get("x: y", continuation));
        }

        @ParameterizedTest
        @ValueSource(strings = {" x: y", "\tx: y", " host: a"})
        void refuseWhiteSpaceBeforeTheFirst(String line) {
            var reading = HeadReading.of(request("GET / HTTP/1.1", line, "host: a"));

            assertTrue(reading.heads().isEmpty());
            assertEquals(400, reading.refusal().orElseThrow().status());
        }

        @Test
        void outliveTheirBuffer() {
            var input = Wire.input(get("x: y"));
            var ready = (Decoded.Ready<?>) new HeadDecoder(HeadReading.LIMITS, false).decode(input);
            var head = (pounce.engine.http1.Head) ready.value();

            input.clear();
            while (input.hasRemaining()) {
                input.put((byte) 'z');
            }

            assertEquals(Headers.of("host", "a", "x", "y"), head.fields());
        }
    }

    @Nested
    final class Limits {
        private static final String HOST = "host: a\r\n";

        @ParameterizedTest
        @CsvSource({"20, 20", "21, 21", "100, 100", "20, 21"})
        void letARequestLineInThatIsAsLong(int length, int limit) {
            var line = lineOf(length);

            var reading =
                    HeadReading.of(
                            new HeadLimits(limit, 100, 9), List.of(request(line, "host: a")));

            assertEquals(Optional.empty(), reading.refusal());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\r", "\r\n", "\r\nhost: a\r\n\r\n"})
        void refuseALongerRequestLineThoughItBeIncomplete(String more) {
            var reading =
                    HeadReading.of(new HeadLimits(20, 100, 9), List.of(lineOf(21) + "xx" + more));

            assertEquals(
                    Optional.of(ErrorCode.POUNCE_LIMIT_REQUEST_LINE_TOO_LONG), reading.refusal());
        }

        @Test
        void refuseARequestLineOneOctetTooLong() {
            var reading =
                    HeadReading.of(
                            new HeadLimits(20, 100, 9), List.of(request(lineOf(21), "host: a")));

            assertEquals(
                    Optional.of(ErrorCode.POUNCE_LIMIT_REQUEST_LINE_TOO_LONG), reading.refusal());
        }

        @Test
        void doNotCountTheForgivenEmptyLine() {
            var reading =
                    HeadReading.of(
                            new HeadLimits(20, 100, 9),
                            List.of("\r\n" + request(lineOf(20), "host: a")));

            assertEquals(Optional.empty(), reading.refusal());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\r", "\r\n", "\r\n\r\n", "\r\n\r\nmore"})
        void refuseALargerFieldSectionThoughItBeIncomplete(String more) {
            var reading =
                    HeadReading.of(
                            new HeadLimits(20, 100, 9),
                            List.of("GET / HTTP/1.1\r\n" + HOST + "x: " + "y".repeat(100) + more));

            assertEquals(Optional.of(ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE), reading.refusal());
        }

        @Test
        void countTheFieldsOfAllLines() {
            var text = "GET / HTTP/1.1\r\n" + HOST + ("x: " + "y".repeat(20) + "\r\n").repeat(5);

            var reading = HeadReading.of(new HeadLimits(20, 100, 9), List.of(text));

            assertEquals(Optional.of(ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE), reading.refusal());
        }

        @Test
        void letAFieldSectionInThatIsAsLargeWithItsLineEndsHoweverItComes() {
            var line = "x: " + "y".repeat(100 - HOST.length() - "x: \r\n".length());
            var limits = new HeadLimits(20, 100, 9);

            var whole = HeadReading.of(limits, List.of(get(line)));
            var dribbled = HeadReading.of(limits, Wire.dribble(get(line)));
            var larger = HeadReading.of(limits, List.of(get(line + "y")));

            assertEquals(Optional.empty(), whole.refusal());
            assertEquals(whole, dribbled);
            assertEquals(Optional.of(ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE), larger.refusal());
        }

        @ParameterizedTest
        @ValueSource(ints = {1, 2, 3, 50})
        void letAsManyFieldsIn(int count) {
            var text = "GET / HTTP/1.1\r\n" + HOST + "x: y\r\n".repeat(count - 1) + "\r\n";

            var reading = HeadReading.of(new HeadLimits(20, 1000, count), List.of(text));

            assertEquals(Optional.empty(), reading.refusal());
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\r", "\r\n"})
        void refuseOneFieldMoreThoughTheHeadBeIncomplete(String more) {
            var text = "GET / HTTP/1.1\r\n" + HOST + "x: y\r\n".repeat(3) + more;

            var reading = HeadReading.of(new HeadLimits(20, 1000, 3), List.of(text));

            assertEquals(Optional.of(ErrorCode.POUNCE_LIMIT_TOO_MANY_HEADERS), reading.refusal());
        }

        @ParameterizedTest
        @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1"})
        void leaveRoomForSomething(int requestLine, int fieldSection, int fieldLines) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new HeadLimits(requestLine, fieldSection, fieldLines));
        }

        private static String lineOf(int length) {
            return "GET /" + "a".repeat(length - "GET / HTTP/1.1".length()) + " HTTP/1.1";
        }
    }

    @Nested
    final class Host {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a",
                    "a:80",
                    "a:",
                    "example.org",
                    "EXAMPLE.org:8080",
                    "127.0.0.1",
                    "[::1]",
                    "[::1]:80",
                    "a_b",
                    "a-b.c~",
                    "xn--bcher-kva.example",
                    "%41",
                    "a!$&'()*+,;=b"
                })
        void isAHostAndPerhapsAPort(String host) {
            assertEquals(host, head(request("GET / HTTP/1.1", "host: " + host)).host());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "a b",
                    "a/b",
                    "a@b",
                    "a:b",
                    "a:80:80",
                    "http://a",
                    "a?b",
                    "a#b",
                    "[::1",
                    "::1",
                    "[::1]x",
                    "[]",
                    "%",
                    "%4",
                    "%zz",
                    "a\"b",
                    "a\\b",
                    "a, b",
                    "\u00e9",
                    ":80",
                    "@"
                })
        void isRefusedIfItIsNone(String host) {
            refuses(ErrorCode.POUNCE_PARSE_HOST, request("GET / HTTP/1.1", "host: " + host));
        }

        @ParameterizedTest
        @ValueSource(strings = {"a b", "a/b", "a@b"})
        void isRefusedIfItIsNoneInTheOldVersionToo(String host) {
            refuses(ErrorCode.POUNCE_PARSE_HOST, request("GET / HTTP/1.0", "host: " + host));
        }

        @Test
        void isNeeded() {
            refuses(ErrorCode.POUNCE_PARSE_HOST, "GET / HTTP/1.1\r\n\r\n");
            refuses(ErrorCode.POUNCE_PARSE_HOST, request("GET / HTTP/1.1", "x: y"));
        }

        @Test
        void isNeededBesideATargetThatHasOne() {
            refuses(ErrorCode.POUNCE_PARSE_HOST, request("GET http://a/ HTTP/1.1", "x: y"));
        }

        @Test
        void isNotNeededByTheOldVersion() {
            assertEquals("", head("GET / HTTP/1.0\r\n\r\n").host());
        }

        @Test
        void mayBeEmptyIfTheTargetHasNoAuthority() {
            assertEquals("", head(request("GET / HTTP/1.1", "host:")).host());
        }

        @ParameterizedTest
        @CsvSource({"1, a", "1, b", "0, a", "0, b"})
        void isRefusedTwice(int minorVersion, String second) {
            refuses(
                    ErrorCode.POUNCE_PARSE_HOST,
                    request("GET / HTTP/1." + minorVersion, "host: a", "Host: " + second));
        }

        @Test
        void givesWayToTheTarget() {
            var head = head(request("GET http://example.org:81/b HTTP/1.1", "host: a"));

            assertEquals("example.org:81", head.host());
            assertEquals("example.org:81", head.target().authority());
            assertEquals("/b", head.target().path());
        }
    }

    @Nested
    final class Expect {
        private static final String POST = "POST / HTTP/1.1";

        @ParameterizedTest
        @ValueSource(strings = {"100-continue", "100-Continue", "100-CONTINUE", " 100-continue\t"})
        void mayBeContinue(String value) {
            assertTrue(
                    head(request(POST, "host: a", "content-length: 5", "expect: " + value))
                            .expectsContinue());
        }

        @Test
        void isFalseWhereThereIsNone() {
            assertFalse(head(request(POST, "host: a", "content-length: 5")).expectsContinue());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "200-ok",
                    "100-continued",
                    "100",
                    "x",
                    "x=y",
                    "100-continue, x",
                    "x, 100-continue",
                    "100-continue;x"
                })
        void isRefusedIfItIsAnythingElse(String value) {
            refuses(
                    ErrorCode.POUNCE_PARSE_EXPECTATION,
                    request(POST, "host: a", "content-length: 5", "expect: " + value));
        }

        @Test
        void isIgnoredInTheOldVersion() {
            var head =
                    head(
                            request(
                                    "POST / HTTP/1.0",
                                    "host: a",
                                    "content-length: 5",
                                    "expect: 100-continue"));

            assertFalse(head.expectsContinue());
        }
    }

    @Nested
    final class Connection {
        /// RFC 9112, section 9.3.
        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                nullValues = "none",
                value = {
                    "1 | none | true",
                    "1 | close | false",
                    "1 | Close | false",
                    "1 | keep-alive | true",
                    "1 | keep-alive, close | false",
                    "1 | close, keep-alive | false",
                    "1 | upgrade | true",
                    "1 | upgrade,close | false",
                    "1 | upgrade , CLOSE , x | false",
                    "1 | ,close | false",
                    "1 | close, | false",
                    "1 | closed | true",
                    "1 | x-close | true",
                    "1 | '' | true",
                    "0 | none | false",
                    "0 | close | false",
                    "0 | keep-alive | true",
                    "0 | Keep-Alive | true",
                    "0 | x, keep-alive | true",
                    "0 | keep-alive, close | false",
                    "0 | keep-alive-not | false",
                    "0 | upgrade | false",
                    "0 | '' | false",
                })
        void persistsByTheTable(int minorVersion, String connection, boolean persists) {
            var requestLine = "GET / HTTP/1." + minorVersion;
            var text =
                    connection == null
                            ? request(requestLine, "host: a")
                            : request(requestLine, "host: a", "connection: " + connection);

            assertEquals(persists, head(text).isPersistent());
        }

        @ParameterizedTest
        @CsvSource({"x, close, false", "close, x, false", "keep-alive, close, false", "x, y, true"})
        void isOneListThoughItHasTwoLines(String first, String second, boolean persists) {
            var head = head(get("connection: " + first, "Connection: " + second));

            assertEquals(persists, head.isPersistent());
        }
    }

    @Nested
    final class Progress {
        /// A peer that writes octet by octet is told the same as one that writes all at once.
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "G(T / HTTP/1.1\r\n",
                    "GET / HTTP/1.1\n",
                    "GET / HTTP/1.1\nhost: a\n\n",
                    "GET / HTTP/1.1\r\nhost : a\r\n",
                    "GET / HTTP/1.1\r\nx: \0\r\n",
                    "GET / HTTP/1.1\r\nx: y\rz",
                    "G(T",
                    "GET / HTTP/1.1\r\nhost : a",
                    "\rG",
                    "\r\n\rG",
                    "\u0016\u0003\u0001"
                })
        void judgesALineTheSameHoweverItComes(String text) {
            assertEquals(
                    HeadReading.of(text), HeadReading.of(HeadReading.LIMITS, Wire.dribble(text)));
        }

        @Test
        void needsMoreUntilTheLastOctet() {
            var text = get("x: y");
            var decoder = new HeadDecoder(HeadReading.LIMITS, false);

            for (int length = 0; length < text.length(); length++) {
                assertInstanceOf(
                        Decoded.NeedMore.class,
                        decoder.decode(Wire.input(text.substring(0, length))));
            }

            assertInstanceOf(Decoded.Ready.class, decoder.decode(Wire.input(text)));
        }

        @Test
        void judgesAMethodTheSameThoughItBeTooLong() {
            var limits = new HeadLimits(20, 100, 9);
            for (int length = 15; length < 25; length++) {
                var text = "A".repeat(length) + "(";

                assertEquals(
                        HeadReading.of(limits, List.of(text)),
                        HeadReading.of(limits, Wire.dribble(text)));
            }
        }

        @Test
        void isEngagedBehindAnEmptyLineWhichBeginsNoHead() {
            var decoder = new HeadDecoder(HeadReading.LIMITS, false);

            decoder.decode(Wire.input("\r\n"));

            assertFalse(decoder.hasBegun());
            assertTrue(decoder.isEngaged());
            assertInstanceOf(Decoded.Ready.class, decoder.decode(Wire.input(get())));
            assertFalse(decoder.isEngaged());
        }

        @Test
        void knowsWhetherAHeadHasBegun() {
            var decoder = new HeadDecoder(HeadReading.LIMITS, false);

            var phases =
                    Stream.of("", "G", "GET / HTTP/1.1\r\nhos", get())
                            .map(text -> {
                                decoder.decode(Wire.input(text));
                                return decoder.hasBegun();
                            })
                            .toList();

            assertEquals(List.of(false, true, true, false), phases);
        }

        @Test
        void decodesPipelinedHeadsOneByOne() {
            var first = request("GET /1 HTTP/1.1", "host: a", "x: y");
            var second = request("DELETE /2 HTTP/1.0", "host: b");
            var input = Wire.input(first + second + "GE");
            var decoder = new HeadDecoder(HeadReading.LIMITS, false);

            assertInstanceOf(Decoded.Ready.class, decoder.decode(input));
            assertEquals(second + "GE", Wire.text(input));
            assertInstanceOf(Decoded.Ready.class, decoder.decode(input));
            assertEquals("GE", Wire.text(input));
            assertInstanceOf(Decoded.NeedMore.class, decoder.decode(input));
            assertEquals("GE", Wire.text(input));
        }

        @Test
        void leavesContentAlone() {
            var reading = HeadReading.of(get("content-length: 5"));

            assertEquals(new Framing.Length(5), reading.heads().getFirst().framing());
            assertEquals(get("content-length: 5").length(), reading.used());
        }

        @Test
        void looksAtEachOctetTwiceThoughTheHeadDribblesIn() {
            var line = "x: " + "y".repeat(60) + "\r\n";
            var text = "GET / HTTP/1.1\r\nhost: a\r\n" + line.repeat(1000) + "\r\n";
            var limits = new HeadLimits(100, 1 << 17, 2000);
            var decoder = new HeadDecoder(limits, false);
            var wire = new FadingWire(text);

            while (wire.hasNext()) {
                assertInstanceOf(Decoded.NeedMore.class, decoder.decode(wire.next()));
            }

            var head = HeadReading.of(limits, List.of(text)).heads().getFirst();
            assertEquals(new Decoded.Ready<>(head), decoder.decode(wire.whole()));
        }

        /// A line that is broken and goes on gives no reason to look at it again.
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "GET",
                    "GET /",
                    "GET /\0",
                    "GET / HTTP/1.1\r\nx: y",
                    "GET / HTTP/1.1\r\nx y",
                    "GET / HTTP/1.1\r\n y"
                })
        void looksOnceAtALineThatDoesNotEnd(String begin) {
            var decoder = new HeadDecoder(HeadReading.LIMITS, false);
            var wire = new FadingWire(begin + "z".repeat(8000));

            while (wire.hasNext()) {
                assertInstanceOf(Decoded.NeedMore.class, decoder.decode(wire.next()));
            }
        }

        /// So a peer can make a connection hold that much and no more.
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "x",
                    " ",
                    "(",
                    "\0",
                    "\r",
                    "GET ",
                    "GET / HTTP/1.1\r\n",
                    "\u0016\u0003\u0001"
                })
        void neverWaitsForTheEndOfSomethingEndless(String part) {
            var endless = part.repeat((1 << 20) / part.length());

            assertTrue(HeadReading.of(endless).refusal().isPresent());
            assertTrue(HeadReading.of(get().stripTrailing() + endless).refusal().isPresent());
        }
    }
}
