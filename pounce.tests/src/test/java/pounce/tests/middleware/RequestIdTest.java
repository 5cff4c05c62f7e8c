package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Forwarding;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestEnded;
import pounce.tests.server.Peer;

@Timeout(60)
final class RequestIdTest {
    private static final Pattern FIELD = Pattern.compile("x-request-id: (\\S*)\r\n");
    private static final Handler ID = request -> Response.text(request.requestId() + "!");

    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(1);
    }

    private static Server trusting() {
        return Pounce.start(ID, config().forwarding(Forwarding.by("127.0.0.1")).build());
    }

    private static String asking(String... lines) {
        return "GET / HTTP/1.1\r\nhost: a\r\n" + String.join("", lines) + "\r\n";
    }

    private static String field(String answer) {
        var found = FIELD.matcher(answer);
        assertTrue(found.find(), answer);
        return found.group(1);
    }

    private static String content(String answer) {
        return answer.substring(answer.indexOf("\r\n\r\n") + 4, answer.length() - 1);
    }

    @Test
    void everyResponseSaysWhatItsRequestIsCalled() throws Exception {
        try (var server = Pounce.start(ID, config().build());
                var peer = Peer.of(server)) {
            var one = peer.says(asking()).hears("!");
            var other = peer.says(asking()).hears("!");

            assertEquals(content(one), field(one));
            assertEquals(content(other), field(other));
            assertTrue(field(one).matches("[0-9a-f]{32}"), one);
            assertNotEquals(field(one), field(other));
        }
    }

    @Test
    void refusalsSayItToo() throws Exception {
        try (var server = Pounce.start(ID, config().build());
                var peer = Peer.of(server)) {
            field(peer.says("TRACE / HTTP/1.1\r\nhost: a\r\n\r\n").hears("Allowed\n"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a", "7f3c-1", "Root=1-67891233-abcdef012345678912345678", "a:b/c+d=~@"})
    void takesTheIdOfATrustedProxy(String id) throws Exception {
        try (var server = trusting();
                var peer = Peer.of(server)) {
            var answer = peer.says(asking("X-Request-ID: " + id + "\r\n")).hears("!");

            assertEquals(id, content(answer));
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
                var peer = Peer.of(server)) {
            assertTrue(content(peer.says(asking(line)).hears("!")).matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void makesAnIdWhereThatOfAProxyIsLongerThanALogWants() throws Exception {
        try (var server = trusting();
                var peer = Peer.of(server)) {
            var longest = "a".repeat(128);

            assertEquals(
                    longest,
                    content(peer.says(asking("x-request-id: " + longest + "\r\n")).hears("!")));
            assertTrue(
                    content(peer.says(asking("x-request-id: a" + longest + "\r\n")).hears("!"))
                            .matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void takesNoIdFromAnybodyElse() throws Exception {
        try (var server = Pounce.start(ID, config().build());
                var peer = Peer.of(server)) {
            assertTrue(
                    content(peer.says(asking("x-request-id: mine\r\n")).hears("!"))
                            .matches("[0-9a-f]{32}"));
        }
    }

    @Test
    void judgesTheProxyAndNotTheClientBehindIt() throws Exception {
        try (var server = trusting();
                var peer = Peer.of(server)) {
            var request = asking("x-forwarded-for: 203.0.113.7\r\n", "x-request-id: seven\r\n");

            assertEquals("seven", content(peer.says(request).hears("!")));
        }
    }

    @Test
    void watchersAreToldTheSameId() throws Exception {
        var events = new ConcurrentLinkedQueue<LifecycleEvent>();
        var config = config().forwarding(Forwarding.by("127.0.0.1")).collector(events::add);
        try (var server = Pounce.start(ID, config.build());
                var peer = Peer.of(server)) {
            peer.says(asking("x-request-id: seven\r\n")).hears("!");
        }

        assertEquals(
                List.of("seven"),
                events.stream()
                        .filter(RequestEnded.class::isInstance)
                        .map(event -> ((RequestEnded) event).head().requestId())
                        .toList());
    }

    @Test
    void leavesAnIdThatTheApplicationSends() throws Exception {
        Handler own = _ -> Response.text("!").header("X-Request-ID", "own");
        try (var server = Pounce.start(own, config().build());
                var peer = Peer.of(server)) {
            var answer = peer.says(asking()).hears("!");

            assertEquals("own", field(answer));
            assertEquals(1, FIELD.matcher(answer).results().count());
        }
    }

    @Test
    void hasAnotherNameOrIsAbsent() throws Exception {
        var renamed = config().set(Map.of("request-id.field", "X-Correlation-ID")).build();
        try (var server = Pounce.start(ID, renamed);
                var peer = Peer.of(server)) {
            assertTrue(peer.says(asking()).hears("!").contains("x-correlation-id: "));
        }
        var off = config().set(Options.REQUEST_ID, false).build();
        try (var server = Pounce.start(ID, off);
                var peer = Peer.of(server)) {
            assertFalse(peer.says(asking()).hears("!").contains("x-request-id"));
        }
    }
}
