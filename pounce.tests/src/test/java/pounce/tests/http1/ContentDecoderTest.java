package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http1.ContentReading.data;
import static pounce.tests.http1.ContentReading.ofChunked;
import static pounce.tests.http1.ContentReading.refuses;
import static pounce.tests.http1.ContentReading.trailers;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.api.error.ErrorCode;
import pounce.engine.http1.ContentDecoder;
import pounce.engine.http1.Framing;
import pounce.engine.http1.HeadLimits;
import pounce.engine.message.Decoded;

final class ContentDecoderTest {
    private static final String LAST = "0\r\n\r\n";

    @Nested
    final class OfALength {
        private static ContentReading read(long octets, String... pieces) {
            return ContentReading.of(
                    new Framing.Length(octets), ContentReading.LIMITS, List.of(pieces));
        }

        @Test
        void handsOutThatManyOctetsAndLeavesTheRest() {
            var reading = read(5, "helloGET /");

            assertEquals(
                    new ContentReading("hello", true, Headers.empty(), Optional.empty(), "GET /"),
                    reading);
        }

        @Test
        void isWholeWithItsLastOctet() {
            assertTrue(read(5, "he", "l", "lo").isWhole());
            assertFalse(read(5, "he", "l", "l").isWhole());
        }

        @Test
        void handsOutWhatIsThere() {
            assertEquals("hel", read(5, "he", "l").data());
        }

        @Test
        void takesOctetsAsTheyAre() {
            assertEquals("\r\n\0\u00ff0", read(5, "\r\n\0\u00ff0\r\n").data());
        }

        @Test
        void isWholeAtOnceIfItIsZero() {
            var reading = read(0, "GET /");

            assertTrue(reading.isWhole());
            assertEquals("GET /", reading.rest());
        }

        @Test
        void isWholeAtOnceIfThereIsNone() {
            var reading =
                    ContentReading.of(
                            new Framing.None(), ContentReading.LIMITS, List.of("", "GET /"));

            assertEquals(
                    new ContentReading("", true, Headers.empty(), Optional.empty(), "GET /"),
                    reading);
        }

        @Test
        void maybeLargerThanAnyArray() {
            var reading = read(999_999_999_999_999_999L, "hello");

            assertEquals("hello", reading.data());
            assertFalse(reading.isWhole());
        }
    }

    @Nested
    final class Chunks {
        @Test
        void areOneContent() {
            assertEquals("hello", data("2\r\nhe\r\n3\r\nllo\r\n" + LAST));
        }

        @Test
        void mayBeNone() {
            assertEquals("", data(LAST));
        }

        @Test
        void leaveTheNextRequestAlone() {
            assertEquals("\r\nGET /", ofChunked("1\r\na\r\n" + LAST + "\r\nGET /").rest());
        }

        @Test
        void holdOctetsAsTheyAre() {
            assertEquals("0\r\n\r\n\0\u00ff", data("7\r\n0\r\n\r\n\0\u00ff\r\n" + LAST));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"0", "1\r\na", "1\r\na\r", "1\r\na\r\n", "1\r\na\r\n0\r\n", "", "5;a"})
        void needMoreBeforeTheEnd(String text) {
            var reading = ofChunked(text);

            assertFalse(reading.isWhole());
            assertEquals(Optional.empty(), reading.refusal());
        }

        @Test
        void handOutDataThatIsThere() {
            assertEquals("hel", ofChunked("5\r\nhel").data());
        }
    }

    @Nested
    final class Sizes {
        @ParameterizedTest
        @ValueSource(strings = {"a", "A", "0a", "00A", "00000000000000a"})
        void areHexadecimalInEitherCase(String size) {
            assertEquals("0123456789", data(size + "\r\n0123456789\r\n" + LAST));
        }

        @ParameterizedTest
        @ValueSource(strings = {"0", "00", "000000000000000"})
        void ofZeroAreTheLast(String size) {
            assertEquals("", data(size + "\r\n\r\n"));
        }

        @ParameterizedTest
        @ValueSource(strings = {"1b", "1B", "01b"})
        void mayHaveMoreDigits(String size) {
            assertEquals("x".repeat(27), data(size + "\r\n" + "x".repeat(27) + "\r\n" + LAST));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "fffffffffffffff",
                    "FFFFFFFFFFFFFFF",
                    "100000000",
                    "7fffffff",
                    "80000000"
                })
        void mayBeLargerThanAnyArray(String size) {
            var reading = ofChunked(size + "\r\nhello");

            assertEquals("hello", reading.data());
            assertEquals(Optional.empty(), reading.refusal());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "0000000000000001",
                    "ffffffffffffffff",
                    "8000000000000000",
                    "10000000000000000",
                    "10000000000000001",
                    "fffffffffffffffffffffffffff"
                })
        void ofSixteenDigitsAreRefusedForTheyCouldOverflow(String size) {
            refuses(ErrorCode.POUNCE_PARSE_CHUNK, size + "\r\na\r\n" + LAST);
            refuses(ErrorCode.POUNCE_PARSE_CHUNK, size);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "", "-1", "+1", "0x1", "1h", "g", "x", " 1", "\t1", "1 ", "1\t", "1 1", "1,",
                    "1.", "1_0", "\"1\"", "\u00b2", "1\0", "\0001", ";a", ";", ":", "1:", "@", "`",
                    "G", "/", "1a g"
                })
        void areHexadecimalDigitsAndNothingElse(String size) {
            refuses(ErrorCode.POUNCE_PARSE_CHUNK, size + "\r\na\r\n" + LAST);
        }

        static IntStream octets() {
            return IntStream.rangeClosed(0, 255);
        }

        @ParameterizedTest
        @MethodSource("octets")
        void beginWithADigitOrAreRefused(int c) {
            var isDigit = "0123456789abcdefABCDEF".indexOf(c) >= 0;

            var reading = ofChunked(Character.toString((char) c) + "1");

            assertEquals(isDigit, reading.refusal().isEmpty());
        }
    }

    @Nested
    final class Extensions {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    ";a",
                    ";a=b",
                    ";a=\"b\"",
                    ";a=\"\"",
                    "; a",
                    " ;a",
                    "\t;\ta",
                    ";a =b",
                    ";a= b",
                    ";a = b",
                    ";a\t=\t\"b\"",
                    ";a;b",
                    ";a=b;c=d",
                    ";a=\"b\";c",
                    ";a ;b",
                    " ; a = b ; c",
                    ";a=\"b c\"",
                    ";a=\"b;c\"",
                    ";a=\"\\\"\"",
                    ";a=\"\\\\\"",
                    ";a=\"\\a\"",
                    ";a=\"\t\"",
                    ";a=\"\u00e9\"",
                    ";a=\"\\\u00e9\"",
                    ";!#$%&'*+-.^_`|~0aZ=!",
                    ";a=\"(),/:;<=>?@[]{}\"",
                    ";a=\"\\ \"",
                    ";a=1;a=1",
                    ";a=\"b\" ;c"
                })
        void areLetInAndForgotten(String extension) {
            assertEquals("a", data("1" + extension + "\r\na\r\n" + LAST));
            assertEquals("a", data("1\r\na\r\n0" + extension + "\r\n\r\n"));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ";",
                    "; ",
                    ";;",
                    ";;a",
                    ";a;",
                    ";a; ",
                    ";a;;b",
                    ";=",
                    ";=b",
                    ";a=",
                    ";a= ",
                    ";a=;b",
                    ";a==b",
                    ";a b",
                    ";a=b c",
                    ";a ",
                    ";a\t",
                    ";a=b ",
                    ";a=\"b\" ",
                    ";a=\"b\"c",
                    ";a=b\"c\"",
                    ";a=\"b",
                    ";a=\"",
                    ";a=\"\\",
                    ";\"a\"",
                    ";a,b",
                    ";a=b,c",
                    ";(a)",
                    ";a=(b)",
                    ";a=[",
                    ";a\0",
                    ";a=\0",
                    ";a=\"\0\"",
                    ";a=\"\\\0\"",
                    ";a=\"\u0001\"",
                    ";a=\"\u007f\"",
                    ";a=\"\\\u007f\"",
                    ";\u00e9",
                    ";a=\u00e9",
                    "a;b=c d",
                    " a",
                    ":a"
                })
        void areRefusedIfTheyAreMalformed(String extension) {
            refuses(ErrorCode.POUNCE_PARSE_CHUNK, "1" + extension + "\r\na\r\n" + LAST);
            refuses(ErrorCode.POUNCE_PARSE_CHUNK, "1\r\na\r\n0" + extension + "\r\n\r\n");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    ";\n",
                    ";a\n",
                    ";a=\n",
                    ";a=b\n",
                    ";a=\"\n\"",
                    ";a=\"b\n",
                    ";a=\"\\\n\"",
                    ";a\rb",
                    ";a=b\r;c",
                    ";a=\"\r\"",
                    ";a=\"\\\r\"",
                    ";a=\"b\r\nc\"",
                    ";a=\"\\\r\n\"",
                    " \r",
                    "\r;a"
                })
        void neverHideAnEndOfLine(String extension) {
            var reading = ofChunked("1" + extension + "\r\na\r\n" + LAST);

            assertEquals("", reading.data());
            assertEquals(400, reading.refusal().orElseThrow().status());
        }

        @Test
        void mayTakeAFewKibibytes() {
            assertEquals("a", data("1;" + "a".repeat(4000) + "\r\na\r\n" + LAST));
            assertEquals("a", data("1;a=\"" + "b".repeat(4000) + "\"\r\na\r\n" + LAST));
        }

        @ParameterizedTest
        @ValueSource(strings = {";", ";a=", ";a=\"", ";a=\"\\\\"})
        void areRefusedAboveTheLimitThoughTheLineBeIncomplete(String begin) {
            refuses(ErrorCode.POUNCE_LIMIT_CHUNK_OVERHEAD, "1" + begin + "a".repeat(4097));
        }

        @Test
        void areRefusedAboveTheLimitOfWhiteSpace() {
            refuses(ErrorCode.POUNCE_LIMIT_CHUNK_OVERHEAD, "1" + " ".repeat(4097));
            refuses(ErrorCode.POUNCE_LIMIT_CHUNK_OVERHEAD, "1;" + "\t".repeat(4097));
        }

        @Test
        void haveOneBudgetForAllChunks() {
            var chunk = "1;" + "a".repeat(1000) + "\r\nb\r\n";

            assertEquals("bbbb", data(chunk.repeat(4) + LAST));
            refuses(ErrorCode.POUNCE_LIMIT_CHUNK_OVERHEAD, chunk.repeat(5) + LAST);
        }

        @Test
        void ofOneOctetCountToo() {
            refuses(ErrorCode.POUNCE_LIMIT_CHUNK_OVERHEAD, "1;a\r\nb\r\n".repeat(4097) + LAST);
        }

        @Test
        void haveABudgetThatOnlyTheyUse() {
            assertEquals("b".repeat(9000), data("1\r\nb\r\n".repeat(9000) + LAST));
        }
    }

    @Nested
    final class LineEnds {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1\na\r\n0\r\n\r\n",
                    "1\r\na\n0\r\n\r\n",
                    "1\r\na\r\n0\n\r\n",
                    "1\r\na\r\n0\r\n\n",
                    "1\r\na\r\n0\n\n",
                    "1\r\na\r\n0\r\nx: y\n\r\n",
                    "1\r\na\r\n0\r\nx: y\r\n\n",
                })
        void areNoBareLineFeeds(String text) {
            assertEquals(400, ofChunked(text).refusal().orElseThrow().status());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1\ra\r\n0\r\n\r\n",
                    "1\r\ra\r\n0\r\n\r\n",
                    "1\r\na\r0\r\n\r\n",
                    "1\r\na\r\r\n0\r\n\r\n",
                    "1\r\na\r\n0\r\r\n\r\n",
                    "1\r\na\r\n0\r\n\r0\r\n",
                    "1\r\na\r\n0\r\n\r\r\n",
                    "1\r\na\r\n0\r\nx: y\rz: a\r\n\r\n",
                })
        void areNoBareCarriageReturns(String text) {
            var reading = ofChunked(text);

            assertFalse(reading.isWhole());
            assertEquals(400, reading.refusal().orElseThrow().status());
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "1\r\nab\r\n0\r\n\r\n",
                    "1\r\na0\r\n\r\n",
                    "1\r\na \r\n0\r\n\r\n",
                    "2\r\na\r\n0\r\n\r\n",
                    "5\r\nhello0\r\n\r\n",
                    "5\r\nhelloXX0\r\n\r\n",
                    "1\r\na\r\n\r\n0\r\n\r\n",
                    "\r\n1\r\na\r\n0\r\n\r\n",
                })
        void standRightBehindTheData(String text) {
            refuses(ErrorCode.POUNCE_PARSE_CHUNK, text);
        }
    }

    @Nested
    final class Trailers {
        @Test
        void standBehindTheLastChunk() {
            assertEquals(
                    Headers.of("digest", "a", "x", "1", "x", "2"),
                    trailers("1\r\na\r\n0\r\nDigest: a\r\nx:1\r\nX: 2 \r\n\r\n"));
        }

        @Test
        void areNoneByDefault() {
            assertEquals(Headers.empty(), trailers(LAST));
        }

        /// RFC 9110, section 6.5.1: framing, routing, modifiers, authentication, response control,
        /// and what is needed to read the content.
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "content-length",
                    "transfer-encoding",
                    "host",
                    "Content-Length",
                    "HOST",
                    "connection",
                    "te",
                    "trailer",
                    "upgrade",
                    "keep-alive",
                    "proxy-connection",
                    "expect",
                    "range",
                    "max-forwards",
                    "cache-control",
                    "if-match",
                    "if-none-match",
                    "if-modified-since",
                    "if-unmodified-since",
                    "if-range",
                    "authorization",
                    "proxy-authorization",
                    "cookie",
                    "content-disposition",
                    "content-encoding",
                    "content-language",
                    "content-location",
                    "content-type",
                    "content-range"
                })
        void thatFrameRouteAuthenticateOrDescribeAreDropped(String name) {
            var trailers = trailers("0\r\nbefore: 1\r\n" + name + ": 5\r\nafter: 2\r\n\r\n");

            assertEquals(Headers.of("before", "1", "after", "2"), trailers);
        }

        @ParameterizedTest
        @CsvSource({
            "' x: y', POUNCE_PARSE_FIELD_NAME",
            "'x : y', POUNCE_PARSE_FIELD_NAME",
            "': y', POUNCE_PARSE_FIELD_NAME",
            "'x', POUNCE_PARSE_FIELD_NAME",
            "'x y: z', POUNCE_PARSE_FIELD_NAME",
        })
        void haveProperNames(String line, ErrorCode code) {
            var reading = ofChunked("0\r\n" + line + "\r\n\r\n");

            if (line.startsWith(" ")) { // white space before the first may count as a fold
                assertEquals(400, reading.refusal().orElseThrow().status());
            } else {
                assertEquals(Optional.of(code), reading.refusal());
            }
        }

        @Test
        void haveNoControlCharactersInTheirValues() {
            refuses(ErrorCode.POUNCE_PARSE_FIELD_VALUE, "0\r\nx: \0\r\n\r\n");
            refuses(ErrorCode.POUNCE_PARSE_FIELD_VALUE, "0\r\nx: \u007f\r\n\r\n");
        }

        @Test
        void areNotFolded() {
            refuses(ErrorCode.POUNCE_PARSE_FIELD_FOLDED, "0\r\nx: y\r\n z\r\n\r\n");
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "\r", "\r\n", "\r\n\r\n"})
        void areNotLargerThanTheLimitThoughTheyBeIncomplete(String more) {
            var reading =
                    ContentReading.of(
                            new Framing.Chunked(),
                            new HeadLimits(1, 50, 9),
                            List.of("0\r\nx: " + "y".repeat(100) + more));

            assertEquals(Optional.of(ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE), reading.refusal());
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "host"})
        void areNotMoreThanTheLimitThoughTheyBeDropped(String name) {
            var line = name + ": y\r\n";
            var limits = new HeadLimits(1, 1000, 3);

            var within =
                    ContentReading.of(
                            new Framing.Chunked(),
                            limits,
                            List.of("0\r\n" + line.repeat(3) + "\r\n"));
            var beyond =
                    ContentReading.of(
                            new Framing.Chunked(),
                            limits,
                            List.of("0\r\n" + line.repeat(4) + "\r\n"));

            assertTrue(within.isWhole());
            assertEquals(Optional.of(ErrorCode.POUNCE_LIMIT_TOO_MANY_HEADERS), beyond.refusal());
        }

        @Test
        void areLookedAtTwiceThoughTheyDribbleIn() {
            var decoder =
                    ContentDecoder.of(
                            new Framing.Chunked(),
                            ContentReading.LIMITS,
                            ContentReading.EXTENSIONS);
            var wire = new FadingWire(("x: " + "y".repeat(400) + "\r\n").repeat(20) + "\r\n");
            assertInstanceOf(Decoded.NeedMore.class, decoder.decode(Wire.input("0\r\n")));

            while (wire.hasNext()) {
                assertInstanceOf(Decoded.NeedMore.class, decoder.decode(wire.next()));
            }

            assertInstanceOf(Decoded.Ready.class, decoder.decode(wire.whole()));
            assertEquals(20, decoder.trailers().size());
        }

        @ParameterizedTest
        @ValueSource(strings = {"x", "x: y\r\n", "\r", "host: a\r\n", " "})
        void areNeverEndless(String part) {
            assertTrue(ofChunked("0\r\n" + part.repeat(100_000)).refusal().isPresent());
        }

        @Test
        void haveALimitOfTheirOwn() {
            var chunks = "1;a\r\nb\r\n".repeat(100);

            var reading =
                    ContentReading.of(
                            new Framing.Chunked(),
                            new HeadLimits(1, 50, 9),
                            List.of(chunks + "0\r\nx: y\r\n\r\n"));

            assertEquals(Headers.of("x", "y"), reading.trailers());
        }
    }
}
