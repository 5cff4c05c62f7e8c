package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.tests.tls.Wire;

/// Who is answered, and how, when a server drains.
@Timeout(60)
@Tag("wire")
final class DrainTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final Duration LONG = Duration.ofSeconds(50);

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch draining = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    /// Runs when the drain has begun, which waits for it.
    private volatile Runnable hook = () -> {};

    private Response answer(Request request) throws InterruptedException {
        if (request.path().equals("/slow")) {
            running.countDown();
            assertTrue(release.await(40, TimeUnit.SECONDS));
        }
        return Response.text("hello");
    }

    private Server start() {
        var app =
                App.of(this::answer)
                        .with(life -> {
                            life.onDrain(_ -> {
                                hook.run();
                                draining.countDown();
                            });
                            return () -> {};
                        });
        return Pounce.start(app, Wire.config().workers(2).build());
    }

    /// A connection whose request keeps the drain from its end.
    private Peer busy(Server server, String more) throws Exception {
        var peer = Peer.of(server).says(GET.replace("/ ", "/slow ") + more);
        assertTrue(running.await(20, TimeUnit.SECONDS));
        return peer;
    }

    private static void says(Peer peer, String text) {
        try {
            peer.says(text);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private CompletableFuture<Void> drain(Server server) throws Exception {
        var stop = CompletableFuture.runAsync(() -> server.shutdown(LONG));
        assertTrue(draining.await(20, TimeUnit.SECONDS));
        return stop;
    }

    @Test
    void tellsALateConnectionThatItIsTooLate() throws Exception {
        try (var server = start();
                var busy = busy(server, "");
                var late = Peer.of(server)) {
            hook = () -> says(late, GET + GET);
            var stop = drain(server);

            var answer = late.hearsAll();

            assertTrue(answer.startsWith("HTTP/1.1 503 Service Unavailable\r\n"), answer);
            assertTrue(answer.contains("retry-after: "), answer);
            assertTrue(answer.contains("connection: close\r\n"), answer);
            assertTrue(answer.contains("POUNCE_LIMIT_DRAINING"), answer);
            assertEquals(1, answer.split("HTTP/1.1 503", -1).length - 1);
            release.countDown();
            assertTrue(busy.hearsAll().endsWith("hello"));
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void answersPipelinedRequestsThatHaveBeenRead() throws Exception {
        try (var server = start();
                var busy = busy(server, GET + GET)) {
            var stop = drain(server);
            release.countDown();

            var answers = busy.hearsAll();

            assertEquals(3, answers.split("HTTP/1.1 200", -1).length - 1, answers);
            assertEquals(1, answers.split("connection: close", -1).length - 1, answers);
            assertTrue(answers.endsWith("connection: close\r\n\r\nhello"), answers);
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void closesAnIdleConnectionWithoutAWord() throws Exception {
        try (var server = start();
                var busy = busy(server, "");
                var idle = Peer.of(server)) {
            idle.says(GET).hears("hello");
            var stop = drain(server);

            assertEquals("", idle.hearsAll());
            release.countDown();
            assertTrue(busy.hearsAll().endsWith("hello"));
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    /// It may be about to speak; but nobody waits for it for long.
    @Test
    void doesNotWaitLongForAConnectionThatSaysNothing() throws Exception {
        try (var server = start();
                var silent = Peer.of(server)) {
            var stop = drain(server);

            assertEquals("", silent.hearsAll());
            stop.get(20, TimeUnit.SECONDS);
        }
    }
}
