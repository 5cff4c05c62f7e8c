package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Forwarding;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Response;
import pounce.api.event.RequestEnded;
import pounce.testkit.TestConnection;
import pounce.testkit.TestResponse;
import pounce.testkit.TestServer;

@Timeout(60)
final class RequestIdTest {
    private static final String GENERATED = "[0-9a-f]{32}";
    private static final Handler ID = request -> Response.text(request.requestId());

    private static TestServer trusting() {
        return TestServer.start(ID, config -> config.forwarding(Forwarding.by("127.0.0.1")));
    }

    private static TestResponse ask(TestConnection connection, String... lines) throws IOException {
        return connection
                .send("GET / HTTP/1.1\r\nhost: a\r\n" + String.join("", lines) + "\r\n")
                .receive();
    }

    private static String field(TestResponse answer) {
        return answer.headers().first("x-request-id").orElseThrow();
    }

    @Test
    void everyResponseSaysWhatItsRequestIsCalled() throws Exception {
        try (var server = TestServer.start(ID);
                var connection = server.connect()) {
            var one = ask(connection);
            var other = ask(connection);

            assertEquals(one.text(), field(one));
            assertEquals(other.text(), field(other));
            assertTrue(field(one).matches(GENERATED), one::toString);
            assertNotEquals(field(one), field(other));
        }
    }

    @Test
    void refusalsSayItToo() throws Exception {
        try (var server = TestServer.start(ID);
                var connection = server.connect()) {
            var refusal = connection.send("TRACE / HTTP/1.1\r\nhost: a\r\n\r\n").receive();

            assertEquals(405, refusal.status());
            assertTrue(field(refusal).matches(GENERATED), refusal::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "7f3c-1", "Root=1-67891233-abcdef012345678912345678", "a:b/c+d=~@"})
    void takesTheIdOfATrustedProxy(String id) throws Exception {
        try (var server = trusting();
                var connection = server.connect()) {
            var answer = ask(connection, "X-Request-ID: " + id + "\r\n");

            assertEquals(id, answer.text());
            assertEquals(id, field(answer));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x-request-id: \r\n",
                "x-request-id: a b\r\n",
                "x-request-id: \"a\"\r\n",
                "x-request-id: a,b\r\n",
                "x-request-id: <a>\r\n",
                "x-request-id: \u00e9\r\n",
                "x-request-id: a\r\nx-request-id: b\r\n"
            })
    void makesAnIdWhereThatOfAProxyIsNone(String line) throws Exception {
        try (var server = trusting();
                var connection = server.connect()) {
            var id = ask(connection, line).text();

            assertTrue(id.matches(GENERATED), id);
        }
    }

    @Test
    void makesAnIdWhereThatOfAProxyIsLongerThanALogWants() throws Exception {
        try (var server = trusting();
                var connection = server.connect()) {
            var longest = "a".repeat(128);

            assertEquals(longest, ask(connection, "x-request-id: " + longest + "\r\n").text());
            var id = ask(connection, "x-request-id: a" + longest + "\r\n").text();
            assertTrue(id.matches(GENERATED), id);
        }
    }

    @Test
    void takesNoIdFromAnybodyElse() throws Exception {
        try (var server = TestServer.start(ID);
                var connection = server.connect()) {
            var id = ask(connection, "x-request-id: mine\r\n").text();

            assertTrue(id.matches(GENERATED), id);
        }
    }

    @Test
    void judgesTheProxyAndNotTheClientBehindIt() throws Exception {
        try (var server = trusting();
                var connection = server.connect()) {
            var answer =
                    ask(connection, "x-forwarded-for: 203.0.113.7\r\n", "x-request-id: seven\r\n");

            assertEquals("seven", answer.text());
        }
    }

    @Test
    void watchersAreToldTheSameId() throws Exception {
        try (var server = trusting();
                var connection = server.connect()) {
            ask(connection, "x-request-id: seven\r\n");

            assertEquals("seven", server.await(RequestEnded.class).head().requestId());
        }
    }

    @Test
    void leavesAnIdThatTheApplicationSends() throws Exception {
        Handler own = _ -> Response.text("").header("X-Request-ID", "own");
        try (var server = TestServer.start(own);
                var connection = server.connect()) {
            assertEquals(List.of("own"), ask(connection).headers().all("x-request-id"));
        }
    }

    @Test
    void hasAnotherNameOrIsAbsent() throws Exception {
        var renamed = Map.of("request-id.field", "X-Correlation-ID");
        try (var server = TestServer.start(ID, config -> config.set(renamed));
                var connection = server.connect()) {
            assertTrue(ask(connection).headers().contains("x-correlation-id"));
        }
        try (var server = TestServer.start(ID, config -> config.set(Options.REQUEST_ID, false));
                var connection = server.connect()) {
            assertFalse(ask(connection).headers().contains("x-request-id"));
        }
    }
}
