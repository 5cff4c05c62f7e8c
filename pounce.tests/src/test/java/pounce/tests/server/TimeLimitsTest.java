package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.tests.tls.Wire;

/// What takes too long: a handler, a connection.
@Timeout(60)
@Tag("wire")
final class TimeLimitsTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final String REFUSAL = "Service Unavailable\n";
    private static final Duration SOON = Duration.ofMillis(100);

    private final CountDownLatch freed = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    private Server start(App app) {
        return Pounce.start(
                app,
                Wire.config()
                        .workers(1)
                        .set(Options.TIMEOUT_REQUEST, SOON)
                        .middleware(Phase.OBSERVATION, RequestEnds.seenBy(freed::countDown))
                        .build());
    }

    private void awaitFreed() throws InterruptedException {
        assertTrue(freed.await(30, TimeUnit.SECONDS));
    }

    /// The first call waits for ever, the others answer.
    private App stuckAtFirst(Handler stuck) {
        return App.of(request ->
                calls.incrementAndGet() == 1 ? stuck.handle(request) : Response.text("hello"));
    }

    @Test
    void freeTheThreadOfAHandlerAndKeepItsConnection() throws Exception {
        var app =
                stuckAtFirst(_ -> {
                    new CountDownLatch(1).await();
                    return Response.text("never");
                });
        try (var server = start(app);
                var peer = Peer.of(server)) {
            var refusal = peer.says(GET).hears(REFUSAL);

            awaitFreed();
            assertTrue(refusal.startsWith("HTTP/1.1 503 "), refusal);
            assertTrue(refusal.contains("POUNCE_TIMEOUT_REQUEST\r\n"), refusal);
            assertTrue(refusal.contains("retry-after: "), refusal);
            peer.says(GET).hears("hello");
        }
    }

    @Test
    void endAHandlerThatWaitsForContent() throws Exception {
        var app = stuckAtFirst(request -> Response.text(request.text()));
        try (var server = start(app);
                var peer = Peer.of(server)) {
            peer.says("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\n\r\nhel");

            assertTrue(peer.hears(REFUSAL).startsWith("HTTP/1.1 503 "));
            awaitFreed();
            peer.says("lo" + GET).hears("hello");
        }
    }

    @Test
    void cutAResponseThatIsOnItsWay() throws Exception {
        App app =
                (scope, _, send) -> {
                    if (scope instanceof HttpScope) {
                        send.send(new ResponseStart(200));
                        send.send(new ResponseBody(ByteBuffer.wrap(new byte[] {'x'}), false));
                        new CountDownLatch(1).await();
                    }
                };
        try (var server = start(app);
                var peer = Peer.of(server)) {
            var answer = peer.says(GET).hearsAll();

            awaitFreed();
            assertTrue(answer.endsWith("1\r\nx\r\n"), answer);
        }
    }

    @Test
    void cutAResponseThatItsClientDoesNotRead() throws Exception {
        var large = Response.bytes("application/octet-stream", new byte[64 << 20]);
        try (var server = start(App.of(_ -> large));
                var _ = Peer.of(server).says(GET)) {
            awaitFreed();
        }
    }

    @Test
    void letAHandlerAnswerThatIsInterrupted() throws Exception {
        var app =
                stuckAtFirst(_ -> {
                    try {
                        new CountDownLatch(1).await();
                        return Response.text("never");
                    } catch (InterruptedException _) {
                        return Response.text("partial");
                    }
                });
        try (var server = start(app);
                var peer = Peer.of(server)) {
            assertTrue(peer.says(GET).hears("partial").startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void leaveRequestsAloneThatAreInTime() throws Exception {
        var interrupted = new AtomicInteger();
        var app =
                App.of(_ -> {
                    LockSupport.parkNanos(SOON.toNanos() / 20);
                    if (Thread.currentThread().isInterrupted()) {
                        interrupted.incrementAndGet();
                    }
                    return Response.text("hello");
                });
        try (var server = start(app);
                var peer = Peer.of(server)) {
            for (int i = 0; i < 100; i++) {
                peer.says(GET).hears("hello");
            }
        }
        assertEquals(0, interrupted.get());
    }

    /// Waits for ever at `/slow`.
    private static Response slow(Request request) throws InterruptedException {
        if (request.path().equals("/slow")) {
            new CountDownLatch(1).await();
        }
        return Response.text("hello");
    }

    private Server start(Handler handler, Duration usual, Middleware... middleware) {
        return Pounce.start(
                handler,
                Wire.config()
                        .workers(1)
                        .set(Options.TIMEOUT_REQUEST, usual)
                        .middleware(Phase.OBSERVATION, RequestEnds.seenBy(freed::countDown))
                        .middleware(middleware)
                        .build());
    }

    private static final String GET_SLOW = GET.replace("/ ", "/slow ");
    private static final Duration LATE = Duration.ofHours(1);

    @Test
    void ofARouteFreeItsThreadAndKeepItsConnection() throws Exception {
        try (var server = start(TimeLimitsTest::slow, Duration.ZERO, Middleware.timeout(SOON));
                var peer = Peer.of(server)) {
            var refusal = peer.says(GET_SLOW).hears(REFUSAL);

            awaitFreed();
            assertTrue(refusal.startsWith("HTTP/1.1 503 "), refusal);
            assertTrue(refusal.contains("POUNCE_TIMEOUT_REQUEST\r\n"), refusal);
            peer.says(GET).hears("hello");
        }
    }

    @Test
    void ofARouteMayBeShorterOrLongerThanTheUsualOne() throws Exception {
        Handler shorter = request -> slow(request.limit(SOON));
        try (var server = start(shorter, LATE);
                var peer = Peer.of(server)) {
            peer.says(GET_SLOW).hears(REFUSAL);
        }
        Handler longer =
                request -> {
                    request.limit(request.path().equals("/none") ? Duration.ZERO : LATE);
                    LockSupport.parkNanos(SOON.multipliedBy(15).toNanos()); // its end is real time
                    return Response.text(Thread.currentThread().isInterrupted() ? "late" : "hello");
                };
        try (var server = start(longer, SOON);
                var peer = Peer.of(server)) {
            peer.says(GET).hears("hello");
            peer.says(GET.replace("/ ", "/none ")).hears("hello");
        }
    }

    @Test
    void ofSeveralTheInnermostDecides() throws Exception {
        try (var server =
                        start(
                                TimeLimitsTest::slow,
                                LATE,
                                Middleware.timeout(LATE),
                                Middleware.timeout(SOON));
                var peer = Peer.of(server)) {
            peer.says(GET_SLOW).hears(REFUSAL);
        }
    }

    @Test
    void endWithTheirRequest() throws Exception {
        Handler once =
                request -> {
                    if (request.path().equals("/limited")) {
                        request.limit(SOON);
                    } else {
                        LockSupport.parkNanos(SOON.multipliedBy(15).toNanos());
                    }
                    return Response.text(Thread.currentThread().isInterrupted() ? "late" : "hello");
                };
        try (var server = start(once, Duration.ZERO);
                var peer = Peer.of(server)) {
            peer.says(GET.replace("/ ", "/limited ") + GET).hears("hello");
            peer.hears("hello");
        }
    }

    /// Who swallows the interrupt gains nothing.
    @Test
    void areNotExtendedOnceTheyAreOver() throws Exception {
        Handler stubborn =
                request -> {
                    request.limit(SOON);
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException swallowed) {
                        request.limit(LATE);
                        throw new IllegalStateException(swallowed);
                    }
                    return Response.text("never");
                };
        try (var server = start(stubborn, Duration.ZERO);
                var peer = Peer.of(server)) {
            assertTrue(peer.says(GET).hears(REFUSAL).contains("POUNCE_TIMEOUT_REQUEST\r\n"));
        }
    }

    @Test
    void areFromZeroTo24Hours() {
        assertThrows(
                IllegalArgumentException.class, () -> Middleware.timeout(Duration.ofSeconds(-1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> Middleware.timeout(Duration.ofHours(24).plusNanos(1)));
    }

    @Test
    void areNotThereByDefault() {
        assertEquals(Duration.ZERO, ServerConfig.builder().build().get(Options.TIMEOUT_REQUEST));
        assertEquals(
                Duration.ZERO, ServerConfig.builder().build().get(Options.TIMEOUT_CONNECTION_AGE));
    }

    private static Server startWithAge(Duration age) {
        return Pounce.start(
                _ -> Response.text("hello"),
                Wire.config().set(Options.TIMEOUT_CONNECTION_AGE, age).build());
    }

    @Test
    void endAConnectionOfAgeBehindItsRequest() throws Exception {
        try (var server = startWithAge(Duration.ofMillis(1));
                var peer = Peer.of(server)) {
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos()); // its age is real time

            var answer = peer.says(GET).hearsAll();

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            assertTrue(answer.contains("connection: close\r\n"), answer);
        }
    }

    @Test
    void endAnIdleConnectionOfAge() throws Exception {
        try (var server = startWithAge(Duration.ofSeconds(1));
                var peer = Peer.of(server)) {
            assertFalse(peer.says(GET).hears("hello").contains("connection: close"));

            assertEquals("", peer.hearsAll()); // keep-alive would be more than Peer's patience
            assertThrows(IOException.class, () -> peer.says(GET).says(GET).hears("hello"));
        }
    }
}
