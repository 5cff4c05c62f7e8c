package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.FormLimits;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.WorkerMode;
import pounce.engine.connection.ContentPace;
import pounce.engine.connection.Http1;
import pounce.engine.connection.Http1Settings;
import pounce.engine.exchange.ContentLimits;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.ErrorResponses;
import pounce.engine.exchange.Pins;
import pounce.engine.exchange.Site;
import pounce.engine.http1.HeadLimits;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Endpoint;
import pounce.engine.net.EventLoops;
import pounce.engine.net.OpenConnections;
import pounce.engine.net.Security;
import pounce.engine.net.Supervisor;
import pounce.engine.net.ThreadSettings;
import pounce.engine.net.Timeouts;
import pounce.engine.net.Transport;
import pounce.engine.watch.Watchers;
import pounce.tests.waiting.Waits;

/// Clients that fail at every point of an exchange. Whatever they do, nothing of them stays: no
/// count, no thread, and nothing in memory.
@Timeout(60)
final class FaultsTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String FIXED =
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nsome text";
    private static final String CHUNKED =
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n5;x=y\r\nsome \r\n4\r\ntext\r\n0\r\nt: u\r\n\r\n";
    private static final String GET_LARGE = "GET /large HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final byte[] LARGE = new byte[4 << 20];

    private final OpenConnections open = new OpenConnections(0);
    private final AtomicInteger running = new AtomicInteger();
    private final Collection<WeakReference<Transport>> seen = new ConcurrentLinkedQueue<>();
    private EventLoops loops;

    @BeforeEach
    void start() throws Exception {
        loops =
                EventLoops.bind(
                        List.of(Endpoint.of("127.0.0.1", 0, Security.NONE)),
                        1024,
                        new ThreadSettings(WorkerMode.AUTO, 2, Duration.ofMillis(10), 16),
                        new Supervisor(_ -> {}),
                        _ -> observed(http(FaultsTest::answer)),
                        new Timeouts(LONG, LONG, LONG),
                        _ -> open);
        loops.start();
    }

    @AfterEach
    void stop() {
        loops.stop();
    }

    private static Response answer(Request request) throws Exception {
        return switch (request.path()) {
            case "/large" -> Response.bytes("application/octet-stream", LARGE);
            case "/wait" -> {
                while (!request.isDisconnected()) {
                    Thread.sleep(1);
                }
                yield Response.text("late");
            }
            default -> Response.text(request.text());
        };
    }

    private Http1 http(Handler handler) {
        var settings =
                new Http1Settings(
                        new HeadLimits(8 << 10, 8 << 10, 20),
                        64,
                        false,
                        "",
                        false,
                        LONG,
                        new ContentPace(LONG, LONG, 0),
                        Duration.ZERO,
                        LONG,
                        Duration.ZERO,
                        0);
        var drain = new Drain();
        var site =
                new Site(
                        App.of(handler),
                        1,
                        "",
                        new ContentLimits(1 << 20, 1 << 20, FormLimits.of(ServerConfig.defaults())),
                        ErrorResponses.plain(),
                        drain,
                        new Pins());
        return new Http1(
                settings, () -> site, drain, new Watchers(List.of(), drain::hasBegun).loop(0));
    }

    /// Counts the threads, and remembers connections without keeping them.
    private ConnectionFactory observed(ConnectionFactory http) {
        return transport -> {
            seen.add(new WeakReference<>(transport));
            var driver = http.open(transport);
            return () -> {
                running.incrementAndGet();
                try {
                    driver.run();
                } finally {
                    running.decrementAndGet();
                }
            };
        };
    }

    private URI uri() {
        return loops.uris().getFirst();
    }

    private Peer peer() throws IOException {
        return Peer.of(uri());
    }

    private void assertNothingIsLeft() throws Exception {
        assertTrue(open.awaitNone(PATIENCE), () -> open.count() + " connections are counted");
        Waits.until("no thread that runs", () -> running.get() == 0);
        Waits.until("no connection in memory", this::isForgotten);
    }

    private boolean isForgotten() {
        System.gc();
        seen.removeIf(reference -> reference.get() == null);
        return seen.isEmpty();
    }

    private void assertServesOn() throws IOException {
        for (int i = 0; i < 8; i++) { // both loops, most likely
            try (var peer = peer()) {
                assertTrue(peer.says(FIXED).hears("some text").startsWith("HTTP/1.1 200"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void survivesAResetAfterEveryOctetOfARequest(String request) throws Exception {
        for (int sent = 0; sent <= request.length(); sent++) {
            peer().says(request.substring(0, sent)).resets();
        }

        assertServesOn();
        assertNothingIsLeft();
    }

    @Test
    void survivesAResetBetweenTwoRequestsAndInTheSecond() throws Exception {
        for (int sent = 0; sent <= FIXED.length(); sent++) {
            var peer = peer();
            peer.says(FIXED).hears("some text");

            peer.says(FIXED.substring(0, sent)).resets();
        }

        assertServesOn();
        assertNothingIsLeft();
    }

    @Test
    void survivesAResetWithPipelinedRequests() throws Exception {
        for (int i = 0; i < 50; i++) {
            peer().says(FIXED.repeat(20)).resets();
        }

        assertServesOn();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 64 << 10, 1 << 20})
    void survivesAResetInTheMiddleOfAResponse(int heard) throws Exception {
        for (int i = 0; i < 10; i++) {
            var peer = peer().says(GET_LARGE);
            assertEquals(heard, peer.input().readNBytes(heard).length);

            peer.resets();
        }

        assertServesOn();
        assertNothingIsLeft();
    }

    @Test
    void survivesAResetWhileTheApplicationRuns() throws Exception {
        for (int i = 0; i < 20; i++) {
            var peer = peer().says(FIXED.replace("/ ", "/wait "));
            Waits.until("a thread that runs", () -> running.get() > 0);

            peer.resets();
        }

        assertServesOn();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void answersAClientThatFinishesIfItsRequestIsComplete(String request) throws Exception {
        for (int sent = 0; sent <= request.length(); sent++) {
            try (var peer = peer().says(request.substring(0, sent))) {
                peer.finishes();

                var answer = peer.hearsAll();

                assertEquals(sent == request.length(), answer.startsWith("HTTP/1.1 200"), answer);
                assertEquals(sent == request.length(), answer.endsWith("some text"), answer);
            }
        }

        assertNothingIsLeft();
    }

    @Test
    void answersWhatWasCompleteBeforeAClientFinished() throws Exception {
        for (int sent = 0; sent < FIXED.length(); sent++) {
            try (var peer = peer().says(FIXED + FIXED.substring(0, sent))) {
                peer.finishes();

                var answer = peer.hearsAll();

                assertTrue(answer.startsWith("HTTP/1.1 200"), "after " + sent + ": " + answer);
                assertTrue(answer.contains("some text"), answer);
                assertFalse(answer.substring(10).contains("HTTP/1.1 200"), answer);
            }
        }

        assertNothingIsLeft();
    }

    @Test
    void sendsAllOfAnAnswerToAClientThatHasFinished() throws Exception {
        try (var peer = peer().says(GET_LARGE)) {
            peer.hears("\r\n\r\n");
            peer.finishes();

            assertEquals(LARGE.length, peer.input().readAllBytes().length);
        }

        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {FIXED, CHUNKED})
    void servesManyClientsThatSendAnOctetAtATime(String request) throws Exception {
        var peers = new ArrayList<Peer>();
        for (int i = 0; i < 50; i++) {
            peers.add(peer());
        }

        for (int i = 0; i < request.length(); i++) {
            for (var peer : peers) {
                peer.says(request.substring(i, i + 1));
            }
        }

        for (var peer : peers) {
            assertTrue(peer.hears("some text").startsWith("HTTP/1.1 200"));
            peer.close();
        }
        assertNothingIsLeft();
    }

    @Test
    void givesAHeadNoMoreTimeBecauseItComesOctetByOctet() throws Exception {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .set(Options.TIMEOUT_HEADER, Duration.ofMillis(300))
                        .build();
        try (var server = Pounce.start(FaultsTest::answer, config);
                var peer = Peer.of(server)) {
            peer.says("GET / HTTP/1.1\r\nhost: a");
            for (int i = 0; i < 100; i++) {
                peer.says("a");
                Thread.sleep(10);
            }

            assertTrue(peer.hearsAll().startsWith("HTTP/1.1 408 "));
        }
    }

    @Test
    void givesContentTimeForEachOctet() throws Exception {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .set(Options.TIMEOUT_REQUEST_BODY, Duration.ofSeconds(2))
                        .build();
        try (var server = Pounce.start(FaultsTest::answer, config);
                var peer = Peer.of(server)) {
            peer.says("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 26\r\n\r\n");
            for (char octet = 'a'; octet <= 'z'; octet++) {
                peer.says(String.valueOf(octet));
                Thread.sleep(100);
            }

            assertTrue(peer.hears("xyz").startsWith("HTTP/1.1 200 "));
        }
    }
}
