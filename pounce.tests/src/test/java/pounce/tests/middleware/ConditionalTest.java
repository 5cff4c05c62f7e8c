package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Headers;
import pounce.api.InterimResponse;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.field.EntityTag;
import pounce.api.field.Validators;
import pounce.testkit.TestServer;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

/// RFC 9110, section 13, for what applications make.
@Timeout(60)
final class ConditionalTest {
    private static final String MODIFIED = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String LATER = "Sun, 06 Nov 1994 08:49:38 GMT";
    private static final String EARLIER = "Sun, 06 Nov 1994 08:49:36 GMT";
    private static final String TAG = EntityTag.of(octets("hello")).toString();
    private static final Response HELLO = Response.text("hello");

    private static ByteBuffer octets(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static RecordedSend sent(App app, ScriptedScope request) {
        var send = new RecordedSend();
        try {
            Middleware.conditional().apply(app).handle(request, ScriptedReceive.of(), send);
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
        return send;
    }

    private static ResponseStart answer(Response response, ScriptedScope request) {
        return (ResponseStart) sent(App.of(_ -> response), request).instances().getFirst();
    }

    // ---------------------------------------------------------------- tags

    @Test
    void tagsWhatIsThereWhole() {
        var send = sent(App.of(_ -> HELLO), ScriptedScope.of());

        assertEquals(
                new ResponseStart(200, HELLO.headers().with("etag", TAG)),
                send.instances().getFirst());
        assertEquals("hello", send.text());
        assertTrue(TAG.matches("\"[A-Za-z0-9_-]{22}\""), TAG);
        assertNotEquals(TAG, EntityTag.of(octets("hullo")).toString());
    }

    @Test
    void tagsTheAnswerToHeadLikeThatToGet() {
        assertEquals(
                Optional.of(TAG),
                answer(HELLO, ScriptedScope.asking("HEAD")).headers().first("etag"));
        assertFalse(
                answer(Response.of(200), ScriptedScope.asking("HEAD")).headers().contains("etag"));
    }

    @Test
    void leavesTheApplicationsTag() {
        assertEquals(
                List.of("W/\"own\""),
                answer(HELLO.header("etag", "W/\"own\""), ScriptedScope.of())
                        .headers()
                        .all("etag"));
    }

    @Test
    void tagsNothingElse() {
        var large = Response.text("x".repeat((1 << 20) + 1));
        var stream = Response.stream("text/plain", out -> out.write(octets("hello").array()));

        assertFalse(answer(large, ScriptedScope.of()).headers().contains("etag"));
        assertFalse(answer(HELLO.status(404), ScriptedScope.of()).headers().contains("etag"));
        assertFalse(
                answer(HELLO.header("cache-control", "private, no-store"), ScriptedScope.of())
                        .headers()
                        .contains("etag"));
        assertFalse(answer(HELLO, ScriptedScope.asking("POST")).headers().contains("etag"));
        assertTrue(
                answer(stream, ScriptedScope.of()).headers().contains("etag"), "all in one piece");
    }

    @Test
    void streamsPassUntagged() {
        App app =
                (_, _, send) -> {
                    send.send(new ResponseStart(200));
                    send.send(ResponseBody.piece(octets("hel")));
                    send.send(ResponseBody.last(octets("lo")));
                };

        var send = sent(app, ScriptedScope.of("if-none-match", TAG));

        assertEquals(new ResponseStart(200), send.instances().getFirst());
        assertEquals("hello", send.text());
    }

    // ---------------------------------------------------------------- the table of section 13.2.2

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "GET | if-none-match: \"a\" | 304",
                "GET | if-none-match: W/\"a\" | 304",
                "GET | if-none-match: \"b\", \"a\" | 304",
                "GET | if-none-match: * | 304",
                "HEAD | if-none-match: \"a\" | 304",
                "GET | if-none-match: \"b\" | 200",
                "GET | if-none-match: a | 200",
                "GET | if-modified-since: " + MODIFIED + " | 304",
                "GET | if-modified-since: " + LATER + " | 304",
                "GET | if-modified-since: " + EARLIER + " | 200",
                "GET | if-modified-since: yesterday | 200",
                "GET | if-none-match: \"b\"; if-modified-since: " + LATER + " | 200",
                "GET | if-match: \"a\" | 200",
                "GET | if-match: * | 200",
                "GET | if-match: \"b\" | 412",
                "GET | if-match: W/\"a\" | 412",
                "GET | if-match: \"a\"; if-none-match: \"a\" | 304",
                "GET | if-match: \"b\"; if-none-match: \"a\" | 412",
                "GET | if-unmodified-since: " + MODIFIED + " | 200",
                "GET | if-unmodified-since: " + EARLIER + " | 412",
                "GET | if-match: \"a\"; if-unmodified-since: " + EARLIER + " | 200",
                "GET | accept: */* | 200"
            })
    void evaluatesConditionsInTheirOrder(String method, String lines, int status) {
        var current = Validators.of(EntityTag.strong("a"), Instant.parse("1994-11-06T08:49:37.9Z"));

        var answer = answer(HELLO.validators(current), ScriptedScope.asking(method, fields(lines)));

        assertEquals(status, answer.status());
    }

    private static String[] fields(String lines) {
        var fields = new ArrayList<String>();
        for (var line : lines.split("; ", -1)) {
            fields.add(line.substring(0, line.indexOf(':')));
            fields.add(line.substring(line.indexOf(':') + 2));
        }
        return fields.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 206, 301, 404, 500})
    void evaluatesNothingWhereNoRepresentationWouldBeSent(int status) {
        var own = Response.of(status).header("etag", "\"a\"");

        assertEquals(status, answer(own, ScriptedScope.of("if-none-match", "\"a\"")).status());
        assertEquals(status, answer(own, ScriptedScope.of("if-match", "\"b\"")).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "QUERY"})
    void leavesOtherMethodsToTheApplication(String method) {
        var own = HELLO.header("etag", "\"a\"");

        assertEquals(200, answer(own, ScriptedScope.asking(method, "if-none-match", "*")).status());
        assertEquals(200, answer(own, ScriptedScope.asking(method, "if-match", "\"b\"")).status());
    }

    // ---------------------------------------------------------------- what is sent then

    @Test
    void keepsOfAHeadWhatIsNotAboutItsContent() {
        var response =
                HELLO.headers(
                        Headers.of(
                                "content-type", "text/plain",
                                "content-language", "en",
                                "content-location", "/a",
                                "cache-control", "max-age=1",
                                "vary", "accept",
                                "set-cookie", "a=1",
                                "etag", "\"a\""));

        var send = sent(App.of(_ -> response), ScriptedScope.of("if-none-match", "\"a\""));

        assertEquals(
                List.of(
                        new ResponseStart(
                                304,
                                Headers.of(
                                        "content-location", "/a",
                                        "cache-control", "max-age=1",
                                        "vary", "accept",
                                        "set-cookie", "a=1",
                                        "etag", "\"a\"")),
                        ResponseBody.end()),
                send.events());
    }

    @Test
    void sendsNothingOfAStreamThatTheClientHas() {
        App app =
                (_, _, send) -> {
                    send.send(new InterimResponse(103, Headers.empty()));
                    send.send(new ResponseStart(200).header("etag", "\"a\""));
                    send.send(ResponseBody.piece(octets("hel")));
                    send.send(ResponseBody.last(octets("lo")));
                };

        var send = sent(app, ScriptedScope.of("if-none-match", "\"a\""));

        assertEquals(3, send.events().size());
        assertEquals(new ResponseStart(304).header("etag", "\"a\""), send.events().get(1));
        assertEquals(ResponseBody.end(), send.events().get(2));
    }

    @Test
    void letsTheServerJudgeWhatAnApplicationLeavesUndone() {
        assertEquals(
                List.of(new ResponseStart(200)),
                sent((_, _, send) -> send.send(new ResponseStart(200)), ScriptedScope.of())
                        .events());
    }

    // ---------------------------------------------------------------- the helper

    private static Optional<Response> precondition(String method, String... fields) {
        var found = new ArrayList<Optional<Response>>();
        Handler handler =
                request -> {
                    found.add(request.precondition(Validators.of(EntityTag.strong("a"))));
                    return Response.of(204);
                };
        try {
            handler.handle(
                    ScriptedScope.asking(method, fields), ScriptedReceive.of(), new RecordedSend());
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
        return found.getFirst();
    }

    @Test
    void aHandlerAsksBeforeItChangesSomething() {
        assertEquals(Optional.empty(), precondition("PUT"));
        assertEquals(Optional.empty(), precondition("PUT", "if-match", "\"a\""));
        assertEquals(412, precondition("PUT", "if-match", "\"b\"").orElseThrow().status());
        assertEquals(412, precondition("PUT", "if-none-match", "*").orElseThrow().status());
    }

    @Test
    void aHandlerAsksBeforeItMakesWhatTheClientHas() {
        var answer = precondition("GET", "if-none-match", "\"a\"").orElseThrow();

        assertEquals(304, answer.status());
        assertEquals(Headers.of("etag", "\"a\""), answer.headers());
    }

    // ---------------------------------------------------------------- through a server

    private static TestServer start(Response response) {
        return TestServer.start(_ -> response, config -> config.set(Options.CONDITIONAL, true));
    }

    @Test
    void aServerAnswers304() throws Exception {
        var get = "GET / HTTP/1.1\r\nhost: a\r\n";
        try (var server = start(HELLO);
                var connection = server.connect()) {
            var first = connection.send(get + "\r\n").receive();
            assertEquals(Optional.of(TAG), first.headers().first("etag"));

            var second = connection.send(get + "if-none-match: " + TAG + "\r\n\r\n").receive();
            assertEquals(304, second.status());
            assertEquals(Optional.of(TAG), second.headers().first("etag"));
            assertFalse(second.headers().contains("content-type"), second::toString);

            assertEquals("hello", connection.send(get + "\r\n").receive().text());
        }
    }

    @Test
    void aServerAnswers304AlsoToWhoHasItCoded() throws Exception {
        try (var server = start(Response.text("hello ".repeat(1000)))) {
            var first = server.send(server.request("/").header("accept-encoding", "gzip"));
            var tag = first.headers().firstValue("etag").orElseThrow();
            assertTrue(tag.startsWith("W/"), tag);

            var again =
                    server.request("/")
                            .header("accept-encoding", "gzip")
                            .header("if-none-match", tag);
            assertEquals(304, server.send(again).statusCode());
        }
    }
}
