package pounce.tests.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.Options;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.error.AppException;
import pounce.api.error.ConfigException;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.testkit.TestServer;

@Timeout(30)
final class TestServerTest {
    private static Response echo(Request request) throws IOException {
        return Response.text(request.method() + ' ' + request.path() + ' ' + request.text());
    }

    @Test
    void answersItsClient() throws Exception {
        try (var server = TestServer.start(TestServerTest::echo)) {
            assertEquals("GET /a ", server.get("/a?b").body());
            assertEquals(
                    "POST /c content",
                    server.send(server.request("/c").POST(BodyPublishers.ofString("content")))
                            .body());
        }
    }

    @Test
    void hasAPortOfItsOwn() {
        try (var one = TestServer.start(TestServerTest::echo);
                var other = TestServer.start(TestServerTest::echo)) {
            assertEquals("127.0.0.1", one.uri().getHost());
            assertNotEquals(one.uri().getPort(), other.uri().getPort());
        }
    }

    @Test
    void takesTheSettingsOfTheTest() throws Exception {
        try (var server =
                TestServer.start(
                        TestServerTest::echo,
                        config -> config.workers(2).set(Options.HTTP_SERVER_HEADER, "kit"))) {
            assertEquals(2, server.server().config().resolveWorkers());
            assertEquals(Optional.of("kit"), server.get("/").headers().firstValue("server"));
        }
    }

    @Test
    void refusesSettingsThatCannotBeUsed() {
        assertThrows(
                ConfigException.class,
                () -> TestServer.start(TestServerTest::echo, config -> config.port(-1)));
    }

    @Test
    void startsAnApplicationByItsName() throws Exception {
        try (var server = TestServer.start("pounce.examples.hello", _ -> {})) {
            assertEquals("Hello, world\n", server.get("/").body());
        }
    }

    @Test
    void showsWhatTheApplicationThrew() throws Exception {
        var failure = new IllegalStateException("no");

        try (var server =
                TestServer.start(_ -> {
                    throw failure;
                })) {
            assertEquals(List.of(), server.failures());
            assertEquals(500, server.get("/").statusCode());

            assertEquals(List.of(failure), server.failures());
        }
    }

    @Test
    void showsWhatIsWrongWithAnAnswer() throws Exception {
        App silent = (_, _, _) -> {};

        try (var server = TestServer.start(silent, _ -> {})) {
            assertEquals(500, server.get("/").statusCode());

            assertEquals(AppException.class, server.failures().getFirst().getClass());
        }
    }

    @Test
    void tellsWhatHasHappened() throws Exception {
        try (var server = TestServer.start(TestServerTest::echo)) {
            server.get("/seen");

            assertEquals("/seen", server.await(ResponseCompleted.class).request().path());
            assertTrue(server.events().size() >= 3, () -> server.events().toString());
        }
    }

    @Test
    void closesWithinItsDeadline() throws Exception {
        var served = new CountDownLatch(1);
        var server =
                TestServer.start(
                        _ -> {
                            served.countDown();
                            Thread.sleep(Duration.ofMinutes(1));
                            return Response.text("late");
                        },
                        config -> config.set(Options.TIMEOUT_SHUTDOWN, Duration.ofMillis(100)));
        var uri = server.uri();
        try (var client = new Socket(uri.getHost(), uri.getPort())) {
            client.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
            served.await();

            long begun = System.nanoTime();
            server.close();

            assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 10);
            assertEquals(0, server.await(ResponseAborted.class).status());
        }
        assertThrows(ConnectException.class, () -> new Socket(uri.getHost(), uri.getPort()));
    }
}
