package pounce.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.api.error.ErrorCode.POUNCE_LIMIT_CHUNK_OVERHEAD;
import static pounce.api.error.ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE;
import static pounce.api.error.ErrorCode.POUNCE_LIMIT_TOO_MANY_HEADERS;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_CHUNK;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_CONTENT_LENGTH;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_FIELD_FOLDED;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_FIELD_NAME;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_FIELD_VALUE;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_LINE_ENDING;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_REQUEST_LINE;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_SMUGGLING_CL_TE;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_TRANSFER_CODING_UNKNOWN;
import static pounce.api.error.ErrorCode.POUNCE_PARSE_TRANSFER_ENCODING;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.RequestBody;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.error.ErrorCode;
import pounce.tests.tls.Wire;

/// Where a message ends (RFC 9112, sections 2, 5, 6 and 7). Nothing that two readers could read
/// differently gets past, so that no request hides in another one.
///
/// `FramingTest`, `ContentDecoderTest` and `HeadDecoderTest` have the whole tables.
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("wire")
final class FramingConformanceTest {
    private final Queue<String> paths = new ConcurrentLinkedQueue<>();
    private final Server server;

    FramingConformanceTest() {
        server =
                Pounce.start(
                        request -> {
                            paths.add(request.path());
                            return echo(request);
                        },
                        Wire.config().workers(2).build());
    }

    private static Response echo(Request request) {
        return Response.text(request.text());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String post(String line) {
        return "POST / HTTP/1.1\r\nhost: a\r\n" + line + "\r\n\r\n";
    }

    private static Refused head(String section, String line, ErrorCode code) {
        return Refused.of(section, post(line), code);
    }

    private static Refused chunks(String section, String content, ErrorCode code) {
        return Refused.of(
                section,
                "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n" + content,
                code);
    }

    static Stream<Refused> contentLengths() {
        return Stream.of(
                        "content-length: 5\r\ncontent-length: 5",
                        "content-length: 5\r\ncontent-length: 6",
                        "content-length: 5\r\nContent-Length: 5",
                        "content-length: 5, 5",
                        "content-length: 5,6",
                        "content-length: 5,",
                        "content-length: +5",
                        "content-length: -5",
                        "content-length: -0",
                        "content-length: 5 5",
                        "content-length: 5 ;x",
                        "content-length: 0x5",
                        "content-length: 5.0",
                        "content-length: 5e0",
                        "content-length: \"5\"",
                        "content-length:",
                        "content-length: x",
                        "content-length: 9223372036854775808",
                        "content-length: 18446744073709551621",
                        "content-length: 4294967301000000000000")
                .map(line -> head("9110/8.6", line, POUNCE_PARSE_CONTENT_LENGTH));
    }

    static Stream<Refused> transferEncodings() {
        return Stream.concat(
                Stream.of(
                                "transfer-encoding: chunked\r\ncontent-length: 5",
                                "content-length: 5\r\ntransfer-encoding: chunked",
                                "content-length: 0\r\ntransfer-encoding: identity",
                                "content-length: x\r\ntransfer-encoding: chunked")
                        .map(line -> head("9112/6.1", line, POUNCE_PARSE_SMUGGLING_CL_TE)),
                Stream.concat(
                        Stream.of(
                                        "transfer-encoding: gzip, chunked",
                                        "transfer-encoding: x-own, chunked")
                                .map(line ->
                                        head(
                                                "9112/6.1",
                                                line,
                                                POUNCE_PARSE_TRANSFER_CODING_UNKNOWN)),
                        Stream.of(
                                        "transfer-encoding: gzip",
                                        "transfer-encoding: identity",
                                        "transfer-encoding: xchunked",
                                        "transfer-encoding: chunked, chunked",
                                        "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
                                        "transfer-encoding: chunked, gzip",
                                        "transfer-encoding: chunked, identity",
                                        "transfer-encoding: chunked;x",
                                        "transfer-encoding: \"chunked\"",
                                        "transfer-encoding: ,chunked",
                                        "transfer-encoding:")
                                .map(line ->
                                        head("9112/6.3", line, POUNCE_PARSE_TRANSFER_ENCODING))));
    }

    static Stream<Refused> fields() {
        return Stream.of(
                head("9112/5.1", "content-length : 5", POUNCE_PARSE_FIELD_NAME),
                head("9112/5.1", "transfer-encoding\t: chunked", POUNCE_PARSE_FIELD_NAME),
                head("9112/5.1", ": x", POUNCE_PARSE_FIELD_NAME),
                head("9110/5.1", "x(: y", POUNCE_PARSE_FIELD_NAME),
                head("9110/5.1", "x\0: y", POUNCE_PARSE_FIELD_NAME),
                head("9110/5.1", "\u00e9: y", POUNCE_PARSE_FIELD_NAME),
                head("9110/5.1", "no colon", POUNCE_PARSE_FIELD_NAME),
                head("9112/5.2", "x: y\r\n z", POUNCE_PARSE_FIELD_FOLDED),
                head("9112/5.2", "x: y\r\n\tz", POUNCE_PARSE_FIELD_FOLDED),
                head("9110/5.5", "x: y\0", POUNCE_PARSE_FIELD_VALUE),
                head("9110/5.5", "x: y\u0001z", POUNCE_PARSE_FIELD_VALUE),
                head("9110/5.5", "x: y\u007f", POUNCE_PARSE_FIELD_VALUE),
                head("9112/2.2", "x: y\nz: a", POUNCE_PARSE_LINE_ENDING),
                head("9112/2.2", "x: y\rz: a", POUNCE_PARSE_LINE_ENDING),
                head("9112/2.2", "x: y\n", POUNCE_PARSE_LINE_ENDING),
                Refused.of("9112/2.2", "GET / HTTP/1.1\nhost: a\n\n", POUNCE_PARSE_LINE_ENDING),
                Refused.of(
                        "9112/2.2",
                        " GET / HTTP/1.1\r\nhost: a\r\n\r\n",
                        ErrorCode.POUNCE_PARSE_METHOD),
                Refused.of("9112/2.2", "\r\n\r\n", POUNCE_PARSE_REQUEST_LINE),
                head("6585/5", "x: " + "y".repeat(64 << 10), POUNCE_LIMIT_HEADERS_TOO_LARGE),
                head("6585/5", "x: y\r\n".repeat(99) + "x: y", POUNCE_LIMIT_TOO_MANY_HEADERS));
    }

    static Stream<Refused> chunks() {
        return Stream.of(
                chunks("9112/7.1", "\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1", "x\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1", "-1\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1", "+1\r\nx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1", "0x1\r\nx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1", " 1\r\nx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1", "10000000000000001\r\nx\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1", "ffffffffffffffff\r\nx\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1", "1\r\nxx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/2.2", "1\nx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/2.2", "1\rx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/2.2", "1\r\nx\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1.1", "1;\r\nx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1.1", "1;a=\r\nx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1.1", "1;a\nx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1.1", "1;a=\"\r\nx\"\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1.1", "1;a=\"\n\"\r\nx\r\n0\r\n\r\n", POUNCE_PARSE_CHUNK),
                chunks("9112/7.1.1", "1;" + "a".repeat(4096), POUNCE_LIMIT_CHUNK_OVERHEAD),
                chunks("9112/7.1.2", "0\r\nx : y\r\n\r\n", POUNCE_PARSE_FIELD_NAME),
                chunks("9112/7.1.2", "0\r\nx: y\r\n z\r\n\r\n", POUNCE_PARSE_FIELD_FOLDED),
                chunks("9112/7.1.2", "0\r\nx: \0\r\n\r\n", POUNCE_PARSE_FIELD_VALUE),
                chunks("9112/7.1.2", "0\r\nx: y\n\r\n", POUNCE_PARSE_LINE_ENDING),
                chunks(
                        "9112/7.1.2",
                        "0\r\n" + "x: y\r\n".repeat(101),
                        POUNCE_LIMIT_TOO_MANY_HEADERS),
                chunks(
                        "9112/7.1.2",
                        "0\r\nx: " + "y".repeat(64 << 10),
                        POUNCE_LIMIT_HEADERS_TOO_LARGE));
    }

    @ParameterizedTest
    @MethodSource({"contentLengths", "transferEncodings", "fields", "chunks"})
    void refusesWhatCouldMeanTwoThings(Refused row) throws Exception {
        row.checkAgainst(server);

        assertTrue(!paths.contains("/smuggled"), "a request was smuggled in");
    }

    @Test
    void refusesTransferEncodingInHttp10() throws Exception {
        Refused.of(
                        "9112/6.1",
                        "POST / HTTP/1.0\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
                        POUNCE_PARSE_TRANSFER_ENCODING)
                .checkAgainst(server);
    }

    @Test
    void readsEachFormOfContentToItsEnd() throws Exception {
        var length = post("content-length: 02") + "ok";
        var chunks = "3 ; a=\"b\\\"\" ;c\r\none\r\n0003\r\ntwo\r\n000\r\nx: y\r\n\r\n";
        var chunked = post("Transfer-Encoding: CHUNKED") + chunks;

        var answers = Client.andNoMore(server, length + chunked + post("x: y"));

        assertEquals(3, answers.size(), answers.toString());
        assertEquals("ok", answers.get(0).content());
        assertEquals("onetwo", answers.get(1).content());
        assertEquals("", answers.get(2).content());
    }

    @Test
    void dropsTrailersThatWouldChangeWhatIsDecided() throws Exception {
        App app =
                (scope, receive, send) -> {
                    if (scope instanceof HttpScope request) {
                        while (receive.receive() instanceof RequestBody body && !body.last()) {
                            assertTrue(request.trailers().size() == 0, "trailers before the end");
                        }
                        Response.text(request.trailers().toString()).sendTo(send);
                    }
                };
        try (var trailing = Pounce.start(app, Wire.config().build())) {
            var trailers = "host: b\r\ncontent-length: 9\r\ncookie: c\r\ndigest: e\r\n";
            var text = post("transfer-encoding: chunked") + "0\r\n" + trailers + "\r\n";

            var answers = Client.andNoMore(trailing, text);

            assertEquals("[digest]", answers.getFirst().content());
        }
    }
}
