package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.tests.tls.Wire;
import pounce.tests.waiting.Waits;

@Timeout(60)
@Tag("wire")
final class ConcurrencyLimitTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final String GET_BUSY = GET.replace("/ ", "/busy ");
    private static final String GET_HEALTH = GET.replace("/ ", "/health ");
    private static final String REFUSAL = "Service Unavailable\n";
    private static final Response HELLO = Response.text("hello");

    private final CountDownLatch running = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    /// Requests that have left the server's hands, however they ended.
    private final AtomicInteger over = new AtomicInteger();

    private Response handle(Request request) throws Exception {
        if (request.path().equals("/busy")) {
            running.countDown();
            assertTrue(release.await(30, TimeUnit.SECONDS));
        }
        return HELLO;
    }

    private static Middleware health() {
        return Middleware.before(head ->
                head.path().equals("/health")
                        ? Optional.of(Response.text("fine"))
                        : Optional.empty());
    }

    private Server start(int waiting, Duration patience) {
        return Pounce.start(this::handle, config(waiting, patience).build());
    }

    private ServerConfig.Builder config(int waiting, Duration patience) {
        return Wire.config()
                .workers(2)
                .set(Options.LIMIT_CONCURRENT_REQUESTS, 1)
                .set(Options.LIMIT_WAITING_REQUESTS, waiting)
                .set(Options.TIMEOUT_QUEUE, patience)
                .middleware(Phase.OBSERVATION, RequestEnds.seenBy(over::incrementAndGet))
                .middleware(Phase.ENDPOINTS, health());
    }

    /// A client whose request has the only slot.
    private Peer busy(Server server) throws Exception {
        var peer = Peer.of(server).says(GET_BUSY);
        assertTrue(running.await(10, TimeUnit.SECONDS));
        return peer;
    }

    private void awaitOver(int count) throws Exception {
        Waits.until(count + " at their end", () -> over.get() >= count);
    }

    @Test
    void refusesWhatExceedsTheLimitAndKeepsTheConnection() throws Exception {
        try (var server = start(0, Duration.ofHours(1));
                var busy = busy(server);
                var other = Peer.of(server)) {
            var refusal = other.says(GET).hears(REFUSAL);

            assertTrue(refusal.startsWith("HTTP/1.1 503 "), refusal);
            assertTrue(refusal.contains("retry-after: "), refusal);
            assertTrue(refusal.contains("POUNCE_LIMIT_CONCURRENT_REQUESTS"), refusal);
            assertFalse(refusal.contains("connection: close"), refusal);
            release.countDown();
            busy.hears("hello");
            awaitOver(2);
            other.says(GET).hears("hello");
        }
    }

    @Test
    void skipsTheContentOfARequestThatItRefuses() throws Exception {
        try (var server = start(0, Duration.ofHours(1));
                var _ = busy(server);
                var other = Peer.of(server)) {
            other.says("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 4\r\n\r\nGET ")
                    .hears(REFUSAL);

            assertTrue(other.says(GET).hears(REFUSAL).startsWith("HTTP/1.1 503 "));
            release.countDown();
        }
    }

    @Test
    void servesWhatWaitsOneAtATime() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        var config = config(100, Duration.ofHours(1)).build();
        try (var server =
                Pounce.start(
                        _ -> {
                            most.accumulateAndGet(now.incrementAndGet(), Math::max);
                            Thread.sleep(1); // so that they would meet
                            now.decrementAndGet();
                            return HELLO;
                        },
                        config)) {
            var peers = new ArrayList<Peer>();
            for (int i = 0; i < 50; i++) {
                peers.add(Peer.of(server).says(GET));
            }

            for (var peer : peers) {
                assertTrue(peer.hears("hello").startsWith("HTTP/1.1 200 "));
                peer.close();
            }

            assertEquals(1, most.get());
        }
    }

    @Test
    void refusesWhatHasWaitedTooLong() throws Exception {
        try (var server = start(1, Duration.ofMillis(100));
                var _ = busy(server);
                var other = Peer.of(server)) {
            var refusal = other.says(GET).hears(REFUSAL);

            assertTrue(refusal.startsWith("HTTP/1.1 503 "), refusal);
            release.countDown();
        }
    }

    @Test
    void doesNotLetAClientWaitThatHasLeft() throws Exception {
        try (var server = start(1, Duration.ofHours(1));
                var _ = busy(server)) {
            Peer.of(server).says(GET).resets();

            awaitOver(1);
            release.countDown();
        }
    }

    @Test
    void answersAClientThatHasFinishedTalkingAndWouldHaveToWait() throws Exception {
        try (var server = start(1, Duration.ofHours(1));
                var _ = busy(server);
                var other = Peer.of(server)) {
            other.says(GET).finishes();

            assertTrue(other.hearsAll().startsWith("HTTP/1.1 503 "));
            release.countDown();
        }
    }

    @Test
    void endsTheWaitWhenItClosesByForce() throws Exception {
        var server = start(1, Duration.ofHours(1));
        try (var _ = busy(server);
                var waits = Peer.of(server).says(GET_HEALTH + GET)) {
            waits.hears("fine");

            server.shutdown(Duration.ofMillis(200));

            awaitOver(2); // the health check, and the one that waited
            release.countDown();
        }
    }

    @Test
    void holdsNoAnswerBackWhileTheNextRequestWaits() throws Exception {
        try (var server = start(1, Duration.ofHours(1));
                var _ = busy(server);
                var other = Peer.of(server)) {
            other.says(GET_HEALTH + GET);

            other.hears("fine");
            release.countDown();
            other.hears("hello");
        }
    }

    @Test
    void needsNoSlotForAnEndpointThatMustWorkUnderLoad() throws Exception {
        try (var server = start(0, Duration.ofHours(1));
                var _ = busy(server);
                var other = Peer.of(server)) {
            assertTrue(other.says(GET_HEALTH).hears("fine").startsWith("HTTP/1.1 200 "));
            release.countDown();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"exception", "error", "late", "gone"})
    void hasTheSlotAgainHoweverARequestEnds(String end) throws Exception {
        var config = config(10, Duration.ofSeconds(30)).build();
        try (var server = Pounce.start(ConcurrencyLimitTest::end, config)) {
            for (int i = 0; i < 3; i++) {
                try (var bad = Peer.of(server)) {
                    bad.says("GET /" + end + " HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");
                    if (end.equals("gone")) {
                        bad.resets();
                    } else {
                        bad.hearsAll();
                    }
                }
            }

            try (var good = Peer.of(server)) {
                assertTrue(good.says(GET).hears("hello").startsWith("HTTP/1.1 200 "));
            }
        }
    }

    private static Response end(Request request) throws Exception {
        return switch (request.path()) {
            case "/exception" -> throw new IOException("expected by a test");
            case "/error" -> throw new StackOverflowError("expected by a test");
            case "/late" ->
                    Response.stream(
                            "text/plain",
                            out -> {
                                out.write(new byte[100_000]);
                                throw new IOException("expected by a test");
                            });
            case "/gone" -> {
                while (!request.isDisconnected()) {
                    Thread.sleep(1);
                }
                yield HELLO;
            }
            default -> HELLO;
        };
    }
}
