package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.WorkerMode;
import pounce.api.event.LoopHeld;
import pounce.tests.waiting.Waits;

/// Handlers that hold their thread, on a server with one event loop: the others must not notice.
@Timeout(60)
final class TakeOverTest {
    private static final String BURN = "GET /burn HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final String SLEEP = "GET /sleep HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final String QUICK = "GET /quick HTTP/1.1\r\nhost: a\r\n\r\n";

    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean burning = true;
    private volatile CountDownLatch held = new CountDownLatch(1);

    @AfterEach
    void release() {
        burning = false;
        released.countDown();
    }

    private Response answer(Request request) throws InterruptedException {
        switch (request.path()) {
            case "/burn" -> {
                held.countDown();
                while (burning) {
                    Thread.onSpinWait();
                }
            }
            case "/sleep" -> {
                held.countDown();
                assertTrue(released.await(50, TimeUnit.SECONDS));
            }
            default -> {}
        }
        return Response.text(request.path());
    }

    private ServerConfig.Builder config(WorkerMode mode) {
        return ServerConfig.builder().port(0).workers(1).set(Options.WORKER_MODE, mode);
    }

    private Server start(WorkerMode mode) {
        return Pounce.start(this::answer, config(mode).build());
    }

    /// One handler that computes, and more than the JDK's scheduler has threads.
    static Stream<Arguments> modesAndBurners() {
        return Stream.of(WorkerMode.AUTO, WorkerMode.SHARED, WorkerMode.INLINE)
                .flatMap(mode ->
                        Stream.of(1, Runtime.getRuntime().availableProcessors() + 1)
                                .map(burners -> Arguments.of(mode, burners)));
    }

    @ParameterizedTest
    @MethodSource("modesAndBurners")
    void servesOthersWhileHandlersCompute(WorkerMode mode, int burners) throws Exception {
        held = new CountDownLatch(Math.min(burners, carriers(mode)));
        var peers = new ArrayList<Peer>();
        try (var server = start(mode);
                var known = Peer.of(server)) {
            known.says(QUICK).hears("/quick");
            for (int i = 0; i < burners; i++) {
                peers.add(Peer.of(server).says(BURN));
            }
            assertTrue(held.await(10, TimeUnit.SECONDS));

            for (int i = 0; i < 3; i++) {
                known.says(QUICK).hears("/quick");
                try (var stranger = Peer.of(server)) {
                    stranger.says(QUICK).hears("/quick");
                }
            }

            burning = false;
            for (var peer : peers) {
                assertEquals(1, count(peer.hears("/burn"), "HTTP/1.1 200"));
            }
            known.says(QUICK).hears("/quick");
        } finally {
            closeAll(peers);
        }
    }

    /// A loop that loses its thread in the middle of a select takes all its connections along.
    @Test
    void outlivesASchedulerThatIsBusyNowAndThen() throws Exception {
        var log =
                logOf(() -> {
                    try (var server = start(WorkerMode.SHARED);
                            var known = Peer.of(server)) {
                        for (long i = 0; i < 40; i++) {
                            occupyTheScheduler(server, Duration.ofMillis(3 * i));
                            known.says(QUICK).hears("/quick");
                        }
                    }
                });

        assertFalse(log.contains("event loop"), log);
    }

    private void occupyTheScheduler(Server server, Duration time) throws Exception {
        int carriers = Runtime.getRuntime().availableProcessors();
        burning = true;
        held = new CountDownLatch(carriers);
        var peers = new ArrayList<Peer>();
        try {
            for (int i = 0; i < carriers; i++) {
                peers.add(Peer.of(server).says(BURN));
            }
            assertTrue(held.await(10, TimeUnit.SECONDS));
            Thread.sleep(time);
            burning = false;
            for (var peer : peers) {
                peer.hears("/burn");
            }
        } finally {
            closeAll(peers);
        }
    }

    /// How many handlers can compute at once.
    private static int carriers(WorkerMode mode) {
        boolean shared =
                mode == WorkerMode.SHARED || (mode == WorkerMode.AUTO && !ThreadsTest.isLoopMode());
        return shared ? Runtime.getRuntime().availableProcessors() : Integer.MAX_VALUE;
    }

    @ParameterizedTest
    @MethodSource("modes")
    void servesOthersWhileAHandlerSleeps(WorkerMode mode) throws Exception {
        try (var server = start(mode);
                var sleeper = Peer.of(server);
                var other = Peer.of(server)) {
            sleeper.says(SLEEP);
            assertTrue(held.await(10, TimeUnit.SECONDS));

            other.says(QUICK).hears("/quick");

            released.countDown();
            sleeper.hears("/sleep");
            sleeper.says(QUICK).hears("/quick");
        }
    }

    static List<WorkerMode> modes() {
        return List.of(WorkerMode.AUTO, WorkerMode.SHARED, WorkerMode.INLINE);
    }

    @ParameterizedTest
    @MethodSource("modes")
    void servesOthersWhileAClientIsSlow(WorkerMode mode) throws Exception {
        try (var server = start(mode);
                var slow = Peer.of(server);
                var other = Peer.of(server)) {
            slow.says("GET /quick HT");
            other.says(QUICK).hears("/quick");

            slow.says("TP/1.1\r\nhost: a\r\n\r\n").hears("/quick");
        }
    }

    @ParameterizedTest
    @MethodSource("modes")
    void answersWhatWasAskedBehindAHandlerThatComputes(WorkerMode mode) throws Exception {
        try (var server = start(mode);
                var peer = Peer.of(server)) {
            peer.says(QUICK + BURN + QUICK);
            peer.hears("/quick"); // not held back by the handler behind it
            assertTrue(held.await(10, TimeUnit.SECONDS));
            burning = false;

            peer.hears("/burn");
            peer.hears("/quick");
        }
    }

    @ParameterizedTest
    @MethodSource("modesWhoseLoopsRunHandlers")
    void tellsTheLogOnceWhereAHandlerIs(WorkerMode mode) throws Exception {
        var log =
                logOf(() -> {
                    try (var server = start(mode);
                            var first = Peer.of(server);
                            var second = Peer.of(server);
                            var other = Peer.of(server)) {
                        first.says(BURN);
                        awaitLog("held its event loop");
                        second.says(BURN);
                        other.says(QUICK).hears("/quick");
                        burning = false;
                        first.hears("/burn");
                        second.hears("/burn");
                    }
                });

        assertEquals(1, count(log, "held its event loop"), log);
        assertTrue(log.contains("pounce.tests.server.TakeOverTest.answer("), log);
    }

    /// And metrics count it.
    @ParameterizedTest
    @MethodSource("modesWhoseLoopsRunHandlers")
    void tellsWatchersWhereAHandlerIs(WorkerMode mode) throws Exception {
        var told = new LinkedBlockingQueue<LoopHeld>();
        var config =
                config(mode)
                        .set(Options.METRICS, true)
                        .collector(event -> {
                            if (event instanceof LoopHeld each && each.place().contains("answer")) {
                                told.add(each);
                            }
                        })
                        .build();
        try (var server = Pounce.start(this::answer, config);
                var burner = Peer.of(server);
                var other = Peer.of(server)) {
            burner.says(BURN);

            var event = told.poll(20, TimeUnit.SECONDS);
            assertTrue(
                    event != null && event.place().contains("TakeOverTest.answer"),
                    () -> "" + event);
            assertEquals(0, event.connectionId());
            assertEquals(0, event.workerId());
            assertTrue(event.durationMs() > 0);
            var metrics =
                    other.says("GET /metrics HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
                            .hearsAll();
            var takeOvers =
                    Pattern.compile("pounce_loop_takeovers_total\\{loop=\"0\"\\} (\\d+)")
                            .matcher(metrics);
            assertTrue(takeOvers.find(), metrics);
            assertTrue(Long.parseLong(takeOvers.group(1)) > 0, metrics);

            burning = false;
            burner.hears("/burn");
        }
    }

    static Stream<WorkerMode> modesWhoseLoopsRunHandlers() {
        return ThreadsTest.isLoopMode()
                ? Stream.of(WorkerMode.LOOP, WorkerMode.INLINE)
                : Stream.of(WorkerMode.INLINE);
    }

    @Test
    void saysThatNoThreadIsLeft() throws Exception {
        var config = config(WorkerMode.INLINE).set(Options.LIMIT_LOOP_THREADS, 1).build();
        var log =
                logOf(() -> {
                    try (var server = Pounce.start(this::answer, config);
                            var first = Peer.of(server);
                            var second = Peer.of(server);
                            var third = Peer.of(server)) {
                        first.says(BURN);
                        assertTrue(held.await(10, TimeUnit.SECONDS));
                        second.says(BURN);
                        third.says(QUICK);
                        awaitLog("limits.loop-threads");
                        burning = false;
                        third.hears("/quick");
                    }
                });

        assertEquals(1, count(log, "limits.loop-threads"), log);
    }

    private ByteArrayOutputStream capturedLog = new ByteArrayOutputStream();

    /// Something that may fail.
    private interface Action {
        void run() throws Exception;
    }

    private String logOf(Action action) throws Exception {
        var before = System.err;
        capturedLog = new ByteArrayOutputStream();
        System.setErr(new PrintStream(capturedLog, true, StandardCharsets.UTF_8));
        try {
            action.run();
        } finally {
            System.setErr(before);
        }
        return capturedLog.toString(StandardCharsets.UTF_8);
    }

    private void awaitLog(String part) throws Exception {
        Waits.until(part, () -> capturedLog.toString(StandardCharsets.UTF_8).contains(part));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static void closeAll(List<Peer> peers) throws Exception {
        for (var peer : peers) {
            peer.close();
        }
    }
}
