package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.engine.http1.ResponseFraming;
import pounce.engine.http1.ResponseHead;
import pounce.engine.http1.ResponseHeadEncoder;

final class ResponseHeadEncoderTest {
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final ResponseFraming FIVE = new ResponseFraming.Length(5);

    private static String encoded(String server, String date, ResponseHead head) {
        var encoder = new ResponseHeadEncoder(server);
        int size = encoder.size(head);
        var output = Wire.output(size);

        assertTrue(encoder.encode(head, encoder.ownFields(date), output));

        var text = Wire.written(output);
        assertTrue(text.length() <= size, "larger than its size");
        return text;
    }

    private static String encoded(ResponseHead head) {
        return encoded("", "", head);
    }

    private static ResponseHead ok(Headers fields) {
        return new ResponseHead(200, fields, FIVE, false, 1);
    }

    /// {@return the fields of an encoded head}
    private static Headers fields(String text) {
        var lines = List.of(text.split("\r\n"));
        var fields = Headers.empty();
        for (var line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            fields = fields.plus(line.substring(0, colon), line.substring(colon + 1));
        }
        return fields;
    }

    @Test
    void writesTheseOctets() {
        var head =
                new ResponseHead(
                        404,
                        Headers.of("Content-Type", "text/plain", "X", "caf\u00e9"),
                        FIVE,
                        true,
                        1);

        var text = encoded("pounce", DATE, head);

        assertEquals(
                "HTTP/1.1 404 Not Found\r\n"
                        + "content-type: text/plain\r\n"
                        + "x: caf\u00e9\r\n"
                        + "server: pounce\r\n"
                        + ("date: " + DATE + "\r\n")
                        + "content-length: 5\r\n"
                        + "connection: close\r\n\r\n",
                text);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writesNothingUnlessAllOfItFits(boolean dated) {
        var encoder = new ResponseHeadEncoder("pounce");
        var own = encoder.ownFields(dated ? DATE : "");
        var head = new ResponseHead(200, Headers.of("content-type", "text/plain"), FIVE, false, 0);
        int length = encoded("pounce", dated ? DATE : "", head).length();

        for (int room = 0; room < length; room++) {
            var output = ByteBuffer.allocate(length + 1).limit(room + 1).position(1);
            assertFalse(encoder.encode(head, own, output), "in " + room);
            assertEquals(1, output.position());
        }
        assertTrue(encoder.encode(head, own, ByteBuffer.allocate(length)));
    }

    @Test
    void leavesOutWhatThereIsNoneOf() {
        var head =
                new ResponseHead(204, Headers.empty(), new ResponseFraming.NoContent(), false, 1);

        assertEquals("HTTP/1.1 204 No Content\r\n\r\n", encoded(head));
    }

    static IntStream statuses() {
        return IntStream.rangeClosed(100, 599);
    }

    @ParameterizedTest
    @MethodSource("statuses")
    void encodesEveryStatus(int status) {
        var text = encoded(new ResponseHead(status, Headers.empty(), FIVE, false, 1));

        assertTrue(
                text.matches("HTTP/1\\.1 " + status + " [A-Za-z' -]*\r\ncontent-length: 5\r\n\r\n"),
                text);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 99, 600, 1000})
    void refusesAStatusThatIsNone(int status) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new ResponseHead(status, Headers.empty(), FIVE, false, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "100, Continue",
        "101, Switching Protocols",
        "103, Early Hints",
        "200, OK",
        "201, Created",
        "204, No Content",
        "206, Partial Content",
        "226, IM Used",
        "301, Moved Permanently",
        "302, Found",
        "304, Not Modified",
        "308, Permanent Redirect",
        "400, Bad Request",
        "404, Not Found",
        "405, Method Not Allowed",
        "413, Content Too Large",
        "416, Range Not Satisfiable",
        "417, Expectation Failed",
        "421, Misdirected Request",
        "422, Unprocessable Content",
        "423, Locked",
        "424, Failed Dependency",
        "429, Too Many Requests",
        "431, Request Header Fields Too Large",
        "500, Internal Server Error",
        "503, Service Unavailable",
        "505, HTTP Version Not Supported",
        "507, Insufficient Storage",
        "508, Loop Detected",
        "511, Network Authentication Required",
        "599, ''",
    })
    void knowsTheReasonsOfTheRegistry(int status, String reason) {
        var text = encoded(new ResponseHead(status, Headers.empty(), FIVE, false, 1));

        assertTrue(text.startsWith("HTTP/1.1 " + status + " " + reason + "\r\n"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length",
                "Content-Length",
                "transfer-encoding",
                "TRANSFER-ENCODING",
                "connection",
                "Connection",
                "keep-alive"
            })
    void leavesOutWhatIsTheServersToSay(String name) {
        var text = encoded(ok(Headers.of("before", "1", name, "42", "after", "2")));

        assertEquals(Headers.of("before", "1", "after", "2", "content-length", "5"), fields(text));
    }

    @Test
    void leavesLikeNamesIn() {
        var fields =
                Headers.of("content-lengthy", "1", "x-connection", "2", "transfer_encoding", "3");

        var text = encoded(ok(fields));

        assertEquals(fields.with("content-length", "5"), fields(text));
    }

    @Test
    void hasOneDateAndOneServerAndTheyAreTheServers() {
        var fields = fields(encoded("pounce", DATE, ok(Headers.empty())));

        assertEquals(List.of(DATE), fields.all("date"));
        assertEquals(List.of("pounce"), fields.all("server"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Date", "date", "Server", "SERVER"})
    void givesWayToTheApplicationsDateAndServer(String name) {
        var fields = fields(encoded("pounce", DATE, ok(Headers.of(name, "mine"))));

        assertEquals(List.of("mine"), fields.all(name));
        assertTrue(fields.contains("date") && fields.contains("server"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 9, 10, 99, 12345, Integer.MAX_VALUE, 1L << 40, Long.MAX_VALUE})
    void saysTheLength(long octets) {
        var head =
                new ResponseHead(
                        200, Headers.empty(), new ResponseFraming.Length(octets), false, 1);

        assertEquals(
                "HTTP/1.1 200 OK\r\ncontent-length: " + octets + "\r\n\r\n",
                encoded(head)
                        .toLowerCase(Locale.ROOT)
                        .replace("http/1.1 200 ok", "HTTP/1.1 200 OK"));
    }

    @Test
    void saysChunked() {
        var head = new ResponseHead(200, Headers.empty(), new ResponseFraming.Chunked(), false, 1);

        assertEquals(Headers.of("transfer-encoding", "chunked"), fields(encoded(head)));
    }

    @Test
    void saysNothingOfContentThatEndsWithTheConnectionOrIsNotThere() {
        var untilClose =
                new ResponseHead(200, Headers.empty(), new ResponseFraming.UntilClose(), true, 1);
        var noContent =
                new ResponseHead(304, Headers.empty(), new ResponseFraming.NoContent(), true, 1);

        assertEquals(Headers.of("connection", "close"), fields(encoded(untilClose)));
        assertEquals(Headers.of("connection", "close"), fields(encoded(noContent)));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {"1, false, none", "1, true, close", "0, false, keep-alive", "0, true, close"})
    void saysWhetherTheConnectionLivesOnWhereTheVersionDoesNot(
            int minorVersion, boolean close, String connection) {
        var head = new ResponseHead(200, Headers.empty(), FIVE, close, minorVersion);

        var said = fields(encoded(head)).all("connection");

        assertEquals(connection == null ? List.of() : List.of(connection), said);
    }

    @Test
    void continues() {
        assertEquals("HTTP/1.1 100 Continue\r\n\r\n", Wire.text(ResponseHead.continues()));
    }

    @Provide
    Arbitrary<Headers> headers() {
        return Combinators.combine(Messages.tokens(), Messages.values())
                .as((name, value) -> List.of("x" + name, value))
                .list()
                .ofMaxSize(10)
                .map(lines ->
                        Headers.of(lines.stream().flatMap(List::stream).toArray(String[]::new)));
    }

    @Provide
    Arbitrary<ResponseFraming> framings() {
        return Arbitraries.of(
                FIVE,
                new ResponseFraming.Chunked(),
                new ResponseFraming.UntilClose(),
                new ResponseFraming.NoContent());
    }

    /// What the encoder writes, the decoder reads: as a request, for that is what there is one for.
    @Property
    void fieldsAreDecodedAsTheyWereEncoded(
            @ForAll("headers") Headers headers, @ForAll("framings") ResponseFraming framing) {
        var text = encoded("pounce", DATE, new ResponseHead(200, headers, framing, false, 1));
        int end = text.indexOf("\r\n") + 2;

        var head = HeadReading.head("GET / HTTP/1.1\r\nhost: a\r\n" + text.substring(end));

        var own = List.of("host", "date", "server", "content-length", "transfer-encoding");
        var rest = (Headers) head.fields();
        for (var name : own) {
            rest = rest.without(name);
        }
        assertEquals(headers, rest);
    }
}
