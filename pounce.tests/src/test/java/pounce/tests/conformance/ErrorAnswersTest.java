package pounce.tests.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestRefused;
import pounce.tests.tls.Wire;

/// What a client gets in place of an answer of the application's, and that it gets it.
@Timeout(120)
@Tag("wire")
final class ErrorAnswersTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final int MUCH = 10 << 20;

    private static ServerConfig.Builder config() {
        return Wire.config().workers(2);
    }

    private static Server start(Handler handler) {
        return Pounce.start(handler, config().build());
    }

    /// A server that closed at once would cause a reset, and that takes the answer away that has
    /// come already (RFC 9112, section 9.6).
    private static void sendsAllAndReadsThen(String head, byte[] content) throws Exception {
        try (var server = start(request -> Response.text(request.text()));
                var client = new Client(server)) {
            client.says(head).says(content);

            var answer = Answer.all(client.rest()).getFirst();

            assertEquals(413, answer.status());
            assertTrue(answer.closes());
            assertEquals("POUNCE_LIMIT_REQUEST_TOO_LARGE", answer.code());
        }
    }

    @Test
    void isNotLostToAResetWhileTheClientSendsMuch() throws Exception {
        sendsAllAndReadsThen(
                "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: " + MUCH + "\r\n\r\n",
                new byte[MUCH]);
    }

    @Test
    void isNotLostToAResetWhileTheClientSendsManyChunks() throws Exception {
        var size = Integer.toHexString(MUCH);
        sendsAllAndReadsThen(
                "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n" + size + "\r\n",
                new byte[MUCH]);
    }

    @Test
    void isNotLostToAResetBehindWhatIsNoRequest() throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var client = new Client(server)) {
            client.says("no request\r\n").says(new byte[MUCH]);

            assertEquals(400, Answer.all(client.rest()).getFirst().status());
        }
    }

    /// RFC 9110, section 10.2.3.
    @Test
    void saysWhenToComeBackIfThereIsNoRoom() throws Exception {
        var running = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var config =
                config().set(Options.LIMIT_CONCURRENT_REQUESTS, 1)
                        .set(Options.LIMIT_WAITING_REQUESTS, 0)
                        .build();
        Handler waiting =
                _ -> {
                    running.countDown();
                    assertTrue(release.await(20, TimeUnit.SECONDS));
                    return Response.text("hello");
                };
        try (var server = Pounce.start(waiting, config);
                var first = new Client(server)) {
            first.says(GET);
            assertTrue(running.await(20, TimeUnit.SECONDS));

            var answer = Client.andNoMore(server, GET).getFirst();

            assertEquals(503, answer.status());
            assertTrue(Integer.parseInt(answer.field("retry-after").orElseThrow()) > 0);
            release.countDown();
            first.until("hello");
        }
    }

    @Test
    void isToldToWhoeverWatches() throws Exception {
        var events = new LinkedBlockingQueue<LifecycleEvent>();
        LifecycleCollector collector = events::add;
        try (var server =
                Pounce.start(
                        App.of(_ -> Response.text("hello")),
                        config().collector(collector).build())) {
            var answers = Client.untilClosed(server, "GET / HTTP/1.1\r\nhost: a b\r\n\r\n");

            assertEquals(ErrorCode.POUNCE_PARSE_HOST.name(), answers.getFirst().code());
            RequestRefused refused = null;
            while (refused == null) {
                var event = events.poll(20, TimeUnit.SECONDS);
                assertTrue(event != null, "no event");
                refused = event instanceof RequestRefused found ? found : null;
            }
            assertEquals(ErrorCode.POUNCE_PARSE_HOST, refused.code());
        }
    }

    @Test
    void comesInTimeToAClientThatIsTooSlow() throws Exception {
        var config =
                config().set(Options.TIMEOUT_HEADER, Duration.ofMillis(100))
                        .set(Options.TIMEOUT_REQUEST_BODY, Duration.ofMillis(100))
                        .build();
        try (var server = Pounce.start(request -> Response.text(request.text()), config)) {
            for (var slow :
                    List.of(
                            "GET / HTTP/1.1\r\nhost:",
                            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nx")) {
                var answer = Client.untilClosed(server, slow).getFirst();

                assertEquals(408, answer.status());
                assertTrue(answer.closes());
                assertTrue(answer.field("date").isPresent());
            }
        }
    }
}
