package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseCompleted;
import pounce.tests.http2.RawFrame;
import pounce.tests.tls.Authority;
import pounce.tests.tls.Clients;
import pounce.tests.tls.PemFiles;
import pounce.tests.waiting.Waits;

/// How connections of HTTP/2 end, and what is told of that.
@Timeout(60)
final class Http2EndTest {
    private static final String EVERY_STREAM = "0 after " + Integer.MAX_VALUE;

    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void release() {
        release.countDown();
    }

    private ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(1).collector(events::add);
    }

    private Response answer(Request request) throws InterruptedException {
        switch (request.path()) {
            case "/slow" -> {
                begun.countDown();
                assertTrue(release.await(20, TimeUnit.SECONDS));
            }
            case "/gone" -> {
                begun.countDown();
                while (!request.isDisconnected()) {
                    Thread.sleep(10);
                }
            }
            case "/last" -> {
                return Response.text("hello").header("connection", "close");
            }
            default -> {}
        }
        return Response.text("hello");
    }

    private Server start(ServerConfig.Builder config) {
        return Pounce.start((Handler) this::answer, config.build());
    }

    private static CompletableFuture<Void> drain(Server server) {
        return CompletableFuture.runAsync(() -> server.shutdown(Duration.ofSeconds(20)));
    }

    // ---------------------------------------------------------------- in order

    @Test
    void aDrainLetsTheLastStreamFinish() throws Exception {
        try (var server = start(config());
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/slow"));
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            var stop = drain(server);

            assertEquals(EVERY_STREAM, peer.hearsGoAway());
            assertEquals("hello", peer.asks("/").text()); // it may not have known
            var ping = peer.hears(RawFrame.PING, 0);
            peer.says(new RawFrame(RawFrame.PING, RawFrame.ACK, 0, ping.payload()));
            assertEquals("0 after 3", peer.hearsGoAway());
            peer.says(peer.get("/late"));
            release.countDown();
            assertEquals("hello", peer.hears(1).text());
            peer.hearsEnd();
            assertEquals(List.of(), peer.answer(5).blocks);
            peer.leaves();
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void aDrainTakesTwoStepsUnderTls(@TempDir Path directory) throws Exception {
        var root = Authority.root("root");
        var pair = new PemFiles(directory).write("server", root.issue("localhost"));
        try (var server = start(config().tls(pair.certificate(), pair.key()));
                var peer = Http2Peer.secured(server, Clients.trusting(root.certificate()))) {
            peer.begins().says(peer.get("/slow"));
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            var stop = drain(server);

            assertEquals(EVERY_STREAM, peer.hearsGoAway());
            assertEquals("hello", peer.asks("/").text());
            var ping = peer.hears(RawFrame.PING, 0);
            peer.says(new RawFrame(RawFrame.PING, RawFrame.ACK, 0, ping.payload()));
            assertEquals("0 after 3", peer.hearsGoAway());
            release.countDown();
            assertEquals("hello", peer.hears(1).text());
            peer.hearsEnd();
            peer.leaves();
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    /// Its first request comes when others are served still.
    @Test
    void aDrainRefusesAConnectionThatHadSaidNothing() throws Exception {
        var late = new CompletableFuture<Http2Peer>();
        var said = new CompletableFuture<Integer>();
        var app =
                App.of(this::answer)
                        .with(life -> {
                            life.onDrain(_ -> said.complete(asksLate(late)));
                            return () -> {};
                        });
        try (var server = Pounce.start(app, config().build());
                var busy = Http2Peer.of(server);
                var silent = Http2Peer.silent(server)) {
            busy.says(busy.get("/slow"));
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            late.complete(silent);
            var stop = drain(server);

            var answer = silent.hears(said.get(20, TimeUnit.SECONDS));

            assertEquals(503, answer.status());
            assertTrue(answer.toString().contains("POUNCE_LIMIT_DRAINING"), answer::toString);
            assertFalse(answer.field("retry-after").isEmpty());
            assertEquals(EVERY_STREAM, silent.hearsGoAway());
            silent.leaves();
            release.countDown();
            assertEquals("hello", busy.hears(1).text());
            busy.leaves();
            stop.get(20, TimeUnit.SECONDS);
        }
    }

    private static int asksLate(CompletableFuture<Http2Peer> late) {
        try {
            var peer = late.join().begins();
            var request = peer.get("/");
            peer.says(request);
            return request.stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Test
    void aDrainEndsAConnectionThatDoesNothing() throws Exception {
        try (var server = start(config());
                var peer = Http2Peer.of(server)) {
            peer.asks("/");
            var stop = drain(server);

            assertEquals(EVERY_STREAM, peer.hearsGoAway());
            assertEquals("0 after 1", peer.hearsGoAway()); // without an answer to the PING
            peer.hearsEnd();
            peer.leaves();
            stop.get(20, TimeUnit.SECONDS);
            assertEquals(Reason.COMPLETE, Waits.first(ConnectionCompleted.class, events).reason());
        }
    }

    @Test
    void aConnectionThatDoesNothingEndsInTime() throws Exception {
        var config = config().set(Options.TIMEOUT_KEEP_ALIVE, Duration.ofMillis(100));
        try (var server = start(config);
                var peer = Http2Peer.of(server)) {
            peer.asks("/");

            assertEquals(EVERY_STREAM, peer.hearsGoAway());
            peer.hearsEnd();
            peer.leaves();
            assertEquals(Reason.TIMEOUT, Waits.first(ConnectionCompleted.class, events).reason());
        }
    }

    @Test
    void aConnectionWithAStreamIsNotIdle() throws Exception {
        var config = config().set(Options.TIMEOUT_KEEP_ALIVE, Duration.ofMillis(100));
        try (var server = start(config);
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/slow"));
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            // Idleness is real time, and noticed a second late at the most.
            LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
            peer.hearsAll(1);
            release.countDown();

            assertEquals("hello", peer.hears(1).text());
        }
    }

    @Test
    void aConnectionOfAgeEnds() throws Exception {
        var config = config().set(Options.TIMEOUT_CONNECTION_AGE, Duration.ofMillis(200));
        try (var server = start(config);
                var peer = Http2Peer.of(server)) {
            assertEquals("hello", peer.asks("/").text());
            assertEquals(EVERY_STREAM, peer.hearsGoAway());
            peer.hearsEnd();
        }
    }

    @Test
    void aConnectionEndsBehindTheLastRequestItMayBring() throws Exception {
        try (var server = start(config().set(Options.LIMIT_REQUESTS, 2));
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/1"), peer.get("/2"), peer.get("/3"));

            assertEquals("0 after 3", peer.hearsGoAway());
            assertEquals("hello", peer.hears(1).text());
            assertEquals("hello", peer.hears(3).text());
            peer.hearsEnd();
            assertEquals(List.of(), peer.answer(5).blocks);
        }
    }

    @Test
    void aResponseMayEndItsConnection() throws Exception {
        try (var server = start(config());
                var peer = Http2Peer.of(server)) {
            var answer = peer.asks("/last");

            assertEquals("hello", answer.text());
            assertEquals("", answer.field("connection"));
            assertEquals(EVERY_STREAM, peer.hearsGoAway());
            peer.hearsEnd();
        }
    }

    @Test
    void aConnectionOverTheLimitIsToldSo() throws Exception {
        try (var server = start(config().set(Options.LIMIT_CONNECTIONS, 1));
                var first = Http2Peer.of(server);
                var second = Http2Peer.of(server)) {
            first.asks("/");

            assertEquals(503, second.asks("/").status());
            second.hearsEnd();
        }
    }

    // ---------------------------------------------------------------- out of order

    @Test
    void theNewsOfAFaultGoesOut() throws Exception {
        try (var server = start(config());
                var peer = Http2Peer.of(server)) {
            peer.asks("/");
            peer.says(new RawFrame(RawFrame.PING, 0, 1, new byte[8]));

            assertEquals("1 after 1", peer.hearsGoAway());
            peer.hearsEnd();
            peer.leaves();
            assertEquals(Reason.ERROR, Waits.first(ConnectionCompleted.class, events).reason());
        }
    }

    @Test
    void aFrameThatIsNeverWholeIsNotWaitedForForever() throws Exception {
        var config = config().set(Options.TIMEOUT_HEADER, Duration.ofMillis(200));
        try (var server = start(config);
                var peer = Http2Peer.of(server)) {
            peer.asks("/");
            peer.says(new byte[] {0, 0, 8, 6});

            assertEquals("11 after 1", peer.hearsGoAway());
            peer.hearsEnd();
        }
    }

    @Test
    void aClientThatLeavesIsGoneForItsHandlers() throws Exception {
        try (var server = start(config());
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/gone"));
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            peer.resets();

            assertEquals("/gone", Waits.first(ClientDisconnected.class, events).request().path());
            assertEquals(
                    Reason.CLIENT_DISCONNECT,
                    Waits.first(ConnectionCompleted.class, events).reason());
        }
    }

    @Test
    void aStreamThatIsResetIsGoneForItsHandlerAlone() throws Exception {
        try (var server = start(config());
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/gone"));
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            peer.says(Http2Peer.reset(1));

            Waits.first(ClientDisconnected.class, events);
            assertEquals("hello", peer.asks("/").text());
            peer.finishes();
            peer.hearsEnd();
            peer.leaves();
            var end = Waits.first(ConnectionCompleted.class, events);
            assertEquals(Reason.COMPLETE, end.reason());
            assertEquals(1, end.requestsServed());
        }
    }

    @Test
    void aClientThatOnlyFinishesTalkingIsAnswered() throws Exception {
        try (var server = start(config());
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/slow"));
            assertTrue(begun.await(20, TimeUnit.SECONDS));
            peer.finishes();
            release.countDown();

            assertEquals("hello", peer.hears(1).text());
            peer.hearsEnd();
        }
    }

    // ---------------------------------------------------------------- what is told

    @Test
    void tellsEachThingOnce() throws Exception {
        int requests = 50;
        try (var server = start(config());
                var peer = Http2Peer.of(server)) {
            for (int i = 0; i < requests; i += 10) {
                var frames = new ArrayList<RawFrame>();
                for (int j = 0; j < 10; j++) {
                    frames.add(peer.get("/"));
                }
                peer.says(frames.toArray(RawFrame[]::new));
                for (var frame : frames) {
                    peer.hears(frame.stream());
                }
            }
            peer.finishes();
            peer.hearsEnd();
            peer.leaves();
            Waits.first(ConnectionCompleted.class, events);
        }

        var opened = assertInstanceOf(ConnectionOpened.class, events.peek());
        assertEquals("h2", opened.protocol());
        assertEquals(requests, events.stream().filter(RequestStarted.class::isInstance).count());
        var done =
                events.stream()
                        .filter(ResponseCompleted.class::isInstance)
                        .map(ResponseCompleted.class::cast)
                        .toList();
        assertEquals(requests, done.size());
        assertTrue(done.stream().allMatch(each -> each.contentBytes() == 5));
        assertTrue(done.stream().allMatch(each -> each.bytesSent() > 9 + 9 + 5));
        assertEquals(2 * requests + 2, events.size());
    }
}
