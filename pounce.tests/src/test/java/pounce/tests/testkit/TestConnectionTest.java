package pounce.tests.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.Options;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Size;
import pounce.api.WorkerMode;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.testkit.TestConnection;
import pounce.testkit.TestServer;
import pounce.tests.http2.Fields;
import pounce.tests.http2.RawFrame;

@Timeout(60)
final class TestConnectionTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    /// The first field of an answer, by its place in the static table (RFC 7541, appendix A).
    private static final byte STATUS_200 = (byte) 0x88;

    private static Response echo(Request request) throws IOException {
        return Response.bytes("application/octet-stream", request.bytes());
    }

    private static TestServer hello() {
        return TestServer.start(request -> Response.text("Hello from " + request.path()));
    }

    @ParameterizedTest
    @EnumSource(
            value = WorkerMode.class,
            names = {"AUTO", "SHARED", "INLINE"})
    void answersRequestsOneAfterTheOther(WorkerMode mode) throws Exception {
        try (var server =
                        TestServer.start(
                                request -> Response.text("Hello from " + request.path()),
                                config -> config.set(Options.WORKER_MODE, mode));
                var connection = server.connect()) {
            for (int i = 0; i < 3; i++) {
                var response = connection.send(GET.replace("/ ", "/" + i + ' ')).receive();

                assertEquals(200, response.status());
                assertEquals("Hello from /" + i, response.text());
            }
        }
    }

    @Test
    void answersPipelinedRequestsInOrder() throws Exception {
        try (var server = hello();
                var connection = server.connect()) {
            connection.send(GET + GET.replace("/ ", "/b ") + GET.replace("GET / ", "HEAD /c "));

            assertEquals("Hello from /", connection.receive().text());
            assertEquals("Hello from /b", connection.receive().text());
            assertEquals(
                    Optional.of("13"), connection.receiveHead().headers().first("content-length"));
        }
    }

    @Test
    void takesARequestInAnyPieces() throws Exception {
        try (var server = hello();
                var connection = server.connect()) {
            for (int i = 0; i < GET.length(); i++) {
                connection.send(GET.substring(i, i + 1));
            }

            assertEquals("Hello from /", connection.receive().text());
        }
    }

    @Test
    void refusesWhatASocketWouldNotGetThrough() throws Exception {
        try (var server = hello();
                var connection = server.connect()) {
            var refused =
                    connection
                            .send(
                                    "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n")
                            .receive();

            assertEquals(400, refused.status());
            assertEquals(
                    Optional.of("POUNCE_PARSE_SMUGGLING_CL_TE"),
                    refused.headers().first("x-pounce-error-code"));
            assertEquals("", connection.receiveAll());
        }
    }

    @Test
    void goesThroughTheMiddleware() throws Exception {
        try (var server =
                        TestServer.start(
                                TestConnectionTest::echo,
                                config -> config.set(Options.LIMIT_REQUEST_BODY, new Size(2)));
                var connection = server.connect()) {
            var refused =
                    connection
                            .send(
                                    "POST / HTTP/1.1\r\nHost: a\r\nX-Request-ID: mine\r\nContent-Length: 3\r\n\r\nabc")
                            .receive();

            assertEquals(413, refused.status());
            assertTrue(refused.headers().contains("x-request-id"), refused::toString);
        }
    }

    @Test
    void carriesMoreThanItHoldsBothWays() throws Exception {
        var content = new byte[900_000];
        new Random(7).nextBytes(content);
        try (var server = TestServer.start(TestConnectionTest::echo);
                var connection = server.connect()) {
            connection.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 900000\r\n\r\n");
            connection.send(content);

            assertArrayEquals(content, connection.receive().content());
        }
    }

    @Test
    void readsChunksAndInterimResponses() throws Exception {
        try (var server =
                        TestServer.start(request -> {
                            var text = request.text();
                            return Response.stream(
                                    "text/plain",
                                    out -> {
                                        out.write(text.getBytes(UTF_8));
                                        out.flush();
                                    });
                        });
                var connection = server.connect()) {
            connection.send(
                    "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertEquals(100, connection.receive().status());
            connection.send("3\r\nabc\r\n0\r\n\r\n");

            var response = connection.receive();

            assertEquals(Optional.of("chunked"), response.headers().first("transfer-encoding"));
            assertEquals("abc", response.text());
        }
    }

    @Test
    void speaksHttp2AfterItsPreface() throws Exception {
        try (var server = hello();
                var connection = server.connect()) {
            connection.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
            connection.send(RawFrame.settings().encode());

            assertEquals(RawFrame.SETTINGS, frame(connection, 0).type());

            var get = new Fields().get("/two");
            int whole = RawFrame.END_HEADERS | RawFrame.END_STREAM;
            connection.send(new RawFrame(RawFrame.HEADERS, whole, 1, get).encode());
            var head = frame(connection, 1);
            var content = frame(connection, 1);

            assertEquals(RawFrame.HEADERS, head.type());
            assertEquals(STATUS_200, head.payload()[0]);
            assertEquals("Hello from /two", new String(content.payload(), UTF_8));
            assertTrue(content.has(RawFrame.END_STREAM), content::toString);
        }
    }

    /// {@return the next frame on a stream}
    private static RawFrame frame(TestConnection connection, int stream) throws IOException {
        while (true) {
            var header = ByteBuffer.wrap(connection.receiveOctets(9));
            int first = header.getInt();
            var frame =
                    new RawFrame(
                            first & 0xff,
                            header.get(),
                            header.getInt(),
                            connection.receiveOctets(first >>> 8));
            if (frame.stream() == stream) return frame;
        }
    }

    @Test
    void saysHowManyOctetsCameOfThoseThatWereAskedFor() throws Exception {
        try (var server = hello();
                var connection = server.connect()) {
            connection.send("GET / HTTP/1.0\r\n\r\n");
            assertEquals("HTTP/1.1 200", new String(connection.receiveOctets(12), UTF_8));

            var ended = assertThrows(EOFException.class, () -> connection.receiveOctets(9000));

            assertTrue(String.valueOf(ended.getMessage()).endsWith(" of 9000 octets"));
        }
    }

    @Test
    void tellsTheApplicationThatItsClientHasGone() throws Exception {
        var greeted = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        try (var server =
                TestServer.start(_ ->
                        Response.events(events -> {
                            events.send("hello");
                            greeted.countDown();
                            try {
                                Thread.sleep(Duration.ofMinutes(1));
                            } catch (InterruptedException gone) {
                                interrupted.countDown();
                                throw gone;
                            }
                        }))) {
            var connection = server.connect().send(GET);
            greeted.await();

            connection.close();

            interrupted.await();
            assertEquals(200, server.await(ClientDisconnected.class).status());
        }
    }

    @Test
    void endsAnIdleConnectionAfterItsTime() throws Exception {
        try (var server =
                        TestServer.start(
                                TestConnectionTest::echo,
                                config ->
                                        config.set(
                                                Options.TIMEOUT_KEEP_ALIVE,
                                                Duration.ofMillis(100)));
                var connection = server.connect()) {
            assertEquals(200, connection.send(GET).receive().status());

            assertEquals("", connection.receiveAll());
        }
    }

    @Test
    void endsAHeadThatDoesNotComeInTime() throws Exception {
        try (var server =
                        TestServer.start(
                                TestConnectionTest::echo,
                                config ->
                                        config.set(
                                                Options.TIMEOUT_HEADER, Duration.ofMillis(100)));
                var connection = server.connect()) {
            assertEquals(408, connection.send("GET / HTTP").receive().status());
        }
    }

    @Test
    void isClosedByADrainThatDoesNotWaitForIt() throws Exception {
        var server = hello();
        try (var connection = server.connect()) {
            assertEquals(200, connection.send(GET).receive().status());
            long begun = System.nanoTime();

            server.close();

            assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 4);
            assertEquals("", connection.receiveAll());
            assertEquals(
                    ConnectionCompleted.Reason.COMPLETE,
                    server.await(ConnectionCompleted.class).reason());
            assertThrows(IOException.class, () -> connection.send(GET));
        }
        assertThrows(IllegalStateException.class, server::connect);
    }

    @Test
    void keepsTheLimitOfConnections() throws Exception {
        try (var server =
                        TestServer.start(
                                TestConnectionTest::echo,
                                config -> config.set(Options.LIMIT_CONNECTIONS, 1));
                var first = server.connect();
                var second = server.connect()) {
            assertEquals(200, first.send(GET).receive().status());

            assertEquals(503, second.send(GET).receive().status());
        }
    }
}
