package pounce.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.field.HttpDate;
import pounce.tests.tls.Wire;

/// What methods, statuses and connections mean (RFC 9110, sections 6, 7, 9, 10 and 15; RFC 9112,
/// section 9).
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("wire")
final class SemanticsConformanceTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

    /// A client that only listens any more would count as gone, for a stream.
    private static final String CLOSE = "connection: close";

    private final Queue<String> served = new ConcurrentLinkedQueue<>();
    private final Server server = Pounce.start(this::answer, Wire.config().workers(2).build());

    private Response answer(Request request) {
        served.add(request.method() + ' ' + request.rawPath());
        return switch (request.path()) {
            case "/stream" ->
                    Response.stream(
                            "text/plain",
                            out -> {
                                out.write('x');
                                out.flush();
                            });
            case "/status" ->
                    Response.text("content")
                            .status(Integer.parseInt(request.query().first("is").orElseThrow()));
            case "/close" -> Response.text("last").header("connection", "Close");
            case "/fields" -> Response.text(request.headers().toString());
            case "/content" -> Response.text(request.text());
            case "/fails" -> throw new IllegalStateException("the handler's secret");
            default -> Response.text("hello");
        };
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String get(String path, String... lines) {
        var text = new StringBuilder("GET " + path + " HTTP/1.1\r\nhost: a\r\n");
        for (var line : lines) {
            text.append(line).append("\r\n");
        }
        return text.append("\r\n").toString();
    }

    /// {@return the fields that would be the same in another answer}
    private static Headers lasting(Answer answer) {
        return answer.fields().without("date").without("x-request-id").without("connection");
    }

    /// RFC 9110, section 9.3.2.
    @ParameterizedTest
    @ValueSource(strings = {"/", "/status?is=404", "/fails", "/nothing%20here"})
    void answersHeadAsGetButForTheContent(String path) throws Exception {
        var head = get(path).replace("GET", "HEAD");

        var answers = Client.andNoMore(server, head + get(path), "HEAD");

        assertEquals(answers.getLast().status(), answers.getFirst().status());
        assertEquals(lasting(answers.getLast()), lasting(answers.getFirst()));
        assertEquals("", answers.getFirst().content());
    }

    @Test
    void answersHeadOfAStreamWithItsFraming() throws Exception {
        var head = get("/stream").replace("GET", "HEAD");

        var answers = Client.untilClosed(server, head + get("/stream", CLOSE), "HEAD");

        assertEquals(lasting(answers.getLast()), lasting(answers.getFirst()));
        assertEquals("x", answers.getLast().content());
    }

    /// RFC 9110, sections 6.4.1, 15.3.5, 15.3.6 and 15.4.5: the next answer stands right behind.
    @ParameterizedTest
    @ValueSource(ints = {204, 205, 304})
    void sendsNoContentWhereThereIsNone(int status) throws Exception {
        var answers = Client.andNoMore(server, get("/status?is=" + status) + GET);

        assertEquals(List.of(status, 200), answers.stream().map(Answer::status).toList());
        assertEquals("", answers.getFirst().content());
        var length = answers.getFirst().field("content-length");
        assertEquals(status == 204 ? "none" : status == 205 ? "0" : "7", length.orElse("none"));
    }

    /// RFC 9112, section 9.6.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: close",
                "Connection: CLOSE",
                "connection: x, close",
                "connection: close , x",
                "connection: keep-alive, close",
                "connection: x\r\nconnection: close",
                "connection: ,close,"
            })
    void closesWhenTheClientSaysSo(String line) throws Exception {
        var answers = Client.untilClosed(server, get("/", line) + GET);

        assertEquals(1, answers.size());
        assertTrue(answers.getFirst().closes());
    }

    @Test
    void closesWhenTheApplicationSaysSo() throws Exception {
        var answers = Client.untilClosed(server, GET + get("/close") + GET);

        assertEquals(2, answers.size());
        assertFalse(answers.getFirst().closes());
        assertTrue(answers.getLast().closes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection: keep-alive", "connection: x", "connection: closed"})
    void goesOnWhenNobodySaysClose(String line) throws Exception {
        var answers = Client.andNoMore(server, get("/", line) + GET);

        assertEquals(2, answers.size());
        assertFalse(answers.getFirst().fields().contains("connection"));
    }

    /// RFC 9110, section 7.6.1, is for intermediaries; this is the end of the hop. Nothing that
    /// frames or routes can be named away.
    @Test
    void keepsFieldsThatConnectionNames() throws Exception {
        var named = "connection: host, x-one, content-length, transfer-encoding";

        var answers =
                Client.andNoMore(
                        server,
                        get("/fields", named, "x-one: 1", "content-length: 2") + "ab" + GET);

        assertEquals("[host, connection, x-one, content-length]", answers.getFirst().content());
        assertEquals(2, answers.size());
    }

    /// RFC 9112, section 9.3, and appendix C.2.2.
    @Test
    void keepsAnHttp10ConnectionThatAsksForIt() throws Exception {
        var kept = "GET / HTTP/1.0\r\nconnection: Keep-Alive\r\n\r\n";

        var answers = Client.untilClosed(server, kept + "GET / HTTP/1.0\r\n\r\n" + GET);

        assertEquals(2, answers.size());
        assertEquals("keep-alive", answers.getFirst().field("connection").orElseThrow());
        assertTrue(answers.getLast().closes());
    }

    /// There are no chunks in HTTP/1.0.
    @Test
    void endsAStreamOfHttp10WithTheConnection() throws Exception {
        var answers =
                Client.untilClosed(
                        server, "GET /stream HTTP/1.0\r\nconnection: keep-alive\r\n\r\n");

        assertEquals("x", answers.getFirst().content());
        assertTrue(answers.getFirst().closes());
    }

    private static String expecting(String path, int length) {
        return "POST "
                + path
                + " HTTP/1.1\r\nhost: a\r\nexpect: 100-Continue\r\ncontent-length: "
                + length
                + "\r\n\r\n";
    }

    /// RFC 9110, section 10.1.1.
    @Test
    void saysContinueWhenTheContentIsWanted() throws Exception {
        try (var client = new Client(server)) {
            var interim = client.says(expecting("/content", 2)).until("\r\n\r\n");

            assertEquals("HTTP/1.1 100 Continue\r\n\r\n", interim);
            assertTrue(client.says("ok").until("\r\n\r\nok").startsWith("HTTP/1.1 200 OK\r\n"));
        }
    }

    @Test
    void doesNotSayContinueWhenTheContentIsHere() throws Exception {
        var answers = Client.andNoMore(server, expecting("/content", 2) + "ok");

        assertEquals(List.of(200), answers.stream().map(Answer::status).toList());
    }

    @Test
    void doesNotSayContinueWithAnError() throws Exception {
        var tooLarge = Client.untilClosed(server, expecting("/content", 10 << 20));
        var failed = Client.untilClosed(server, expecting("/fails", 2));

        assertEquals(List.of(413), tooLarge.stream().map(Answer::status).toList());
        assertEquals(List.of(500), failed.stream().map(Answer::status).toList());
        assertTrue(failed.getFirst().closes(), "content may follow, or not");
    }

    @Test
    void doesNotSayContinueToHttp10() throws Exception {
        var text = expecting("/content", 2).replace("1.1", "1.0") + "ok";

        assertEquals(
                List.of(200),
                Client.untilClosed(server, text).stream().map(Answer::status).toList());
    }

    /// RFC 9110, section 7.8: the server may ignore it. RFC 7540's upgrade is gone since RFC 9113.
    @ParameterizedTest
    @ValueSource(strings = {"websocket", "h2c", "HTTP/2.0, x"})
    void ignoresAnUpgradeThatItDoesNotTake(String protocol) throws Exception {
        var upgrade =
                get(
                        "/",
                        "connection: Upgrade, HTTP2-Settings",
                        "upgrade: " + protocol,
                        "http2-settings: AAMAAABkAARAAAAAAAIAAAAA");

        var answers = Client.andNoMore(server, upgrade + GET);

        assertEquals(List.of(200, 200), answers.stream().map(Answer::status).toList());
        assertFalse(answers.getFirst().fields().contains("upgrade"));
    }

    /// RFC 9110, sections 9.3.8 and 15.5.6.
    @Test
    void refusesTrace() throws Exception {
        var trace = get("/", "cookie: secret").replace("GET", "TRACE");

        var answer = Client.andNoMore(server, trace).getFirst();

        assertEquals(405, answer.status());
        assertEquals("POUNCE_PARSE_METHOD_NOT_ALLOWED", answer.code());
        assertTrue(answer.field("allow").orElseThrow().contains("GET, HEAD"));
        assertFalse(answer.toString().contains("secret"));
        assertFalse(served.contains("TRACE /"));
    }

    /// RFC 9110, section 9.3.7: of the server as a whole, which no application is.
    @Test
    void answersOptionsOfTheServerItself() throws Exception {
        var options = get("*").replace("GET", "OPTIONS");

        var answers = Client.andNoMore(server, options + get("/").replace("GET", "OPTIONS"));

        assertEquals(204, answers.getFirst().status());
        assertTrue(answers.getFirst().field("allow").orElseThrow().contains("OPTIONS"));
        assertFalse(served.contains("OPTIONS *"));
        assertTrue(served.contains("OPTIONS /"));
    }

    /// RFC 9110, section 6.6.1.
    @ParameterizedTest
    @ValueSource(strings = {"/", "/status?is=204", "/status?is=304", "/fails", "/stream"})
    void datesEveryFinalResponse(String path) throws Exception {
        var date = Client.untilClosed(server, get(path, CLOSE)).getFirst().fields().all("date");

        assertEquals(1, date.size());
        assertTrue(HttpDate.parse(date.getFirst(), Instant.now()).isPresent(), date.toString());
    }

    /// RFC 9112, section 9.3.2.
    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        var answers =
                Client.untilClosed(server, GET + get("/status?is=404") + get("/stream", CLOSE));

        assertEquals(List.of(200, 404, 200), answers.stream().map(Answer::status).toList());
    }

    /// RFC 9112, section 9.6: `andNoMore` is such a client; here it says so in the middle of it.
    @Test
    void answersAClientThatOnlyListensAnyMore() throws Exception {
        var text = "POST /content HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\n";

        assertEquals("end", Client.andNoMore(server, text + "end").getFirst().content());
        assertEquals(List.of(), Client.andNoMore(server, text + "en"));
    }

    @Test
    void readsLittleUnreadContentAndClosesBeforeMuch() throws Exception {
        var upload = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: ";
        var little = upload + (64 << 10) + "\r\n\r\n" + "x".repeat(64 << 10);
        var much = upload + ((64 << 10) + 1) + "\r\n\r\n" + "x".repeat((64 << 10) + 1);

        assertEquals(2, Client.andNoMore(server, little + GET).size());
        var answers = Client.untilClosed(server, much + GET);
        assertEquals(1, answers.size());
        assertTrue(answers.getFirst().closes());
    }

    @Test
    void tellsNothingOfAFailure() throws Exception {
        var answer = Client.andNoMore(server, get("/fails")).getFirst();

        assertEquals(500, answer.status());
        assertEquals("Internal Server Error\n", answer.content());
        assertFalse(answer.toString().contains("secret"));
    }
}
