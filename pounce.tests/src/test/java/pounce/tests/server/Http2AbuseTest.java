package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http2.RawFrame.ACK;
import static pounce.tests.http2.RawFrame.END_HEADERS;
import static pounce.tests.http2.RawFrame.END_STREAM;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.Handler;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestRefused;
import pounce.tests.http2.RawFrame;
import pounce.tests.waiting.Waits;

/// Clients that cost more than they should, each by one kind of frame.
@Timeout(60)
final class Http2AbuseTest {
    private static final int LIMIT = 5;
    private static final int ENHANCE_YOUR_CALM = 11;

    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();

    /// What is done again and again, and which option has its limit.
    enum Abuse {
        RAPID_RESET,
        RESET_THAT_WE_ARE_MADE_TO_SEND,
        RESET_FOR_A_WINDOW_THAT_IS_TOO_LARGE,
        EMPTY_DATA,
        EMPTY_UNKNOWN,
        EMPTY_HEADERS,
        PING,
        PING_ACK,
        SETTINGS,
        SETTINGS_ACK,
        VAIN_SETTINGS,
        PRIORITY,
        PRIORITY_UPDATE,
        WINDOW_UPDATE;

        Option<Integer> option() {
            return switch (this) {
                case RAPID_RESET,
                        RESET_THAT_WE_ARE_MADE_TO_SEND,
                        RESET_FOR_A_WINDOW_THAT_IS_TOO_LARGE ->
                        Options.LIMIT_HTTP2_RESETS;
                case EMPTY_DATA, EMPTY_UNKNOWN, EMPTY_HEADERS -> Options.LIMIT_HTTP2_EMPTY_FRAMES;
                case PING, PING_ACK -> Options.LIMIT_HTTP2_PINGS;
                case SETTINGS, SETTINGS_ACK -> Options.LIMIT_HTTP2_SETTINGS;
                case VAIN_SETTINGS -> Options.LIMIT_HTTP2_VAIN_SETTINGS;
                case PRIORITY, PRIORITY_UPDATE -> Options.LIMIT_HTTP2_PRIORITIES;
                case WINDOW_UPDATE -> Options.LIMIT_HTTP2_WINDOW_UPDATES;
            };
        }

        /// Does it once; the stream with number 1 is open.
        void by(Http2Peer peer, int time) throws IOException {
            switch (this) {
                case RAPID_RESET -> {
                    var request = peer.get("/slow");
                    peer.says(request, Http2Peer.reset(request.stream()));
                }
                case RESET_THAT_WE_ARE_MADE_TO_SEND ->
                        peer.says(peer.get("/", "connection", "close"));
                case RESET_FOR_A_WINDOW_THAT_IS_TOO_LARGE -> {
                    var request = peer.get("/slow");
                    peer.says(request, Http2Peer.window(request.stream(), Integer.MAX_VALUE));
                }
                case EMPTY_DATA -> peer.says(Http2Peer.data(1, ""));
                case EMPTY_UNKNOWN -> peer.says(RawFrame.of(0x77, 0, 0));
                case EMPTY_HEADERS -> {
                    int stream = peer.takeStream();
                    peer.says(
                            RawFrame.of(RawFrame.HEADERS, END_STREAM, stream),
                            new RawFrame(
                                    RawFrame.CONTINUATION,
                                    END_HEADERS,
                                    stream,
                                    peer.fields().get("/")));
                }
                case PING -> peer.says(Http2Peer.ping(time));
                case PING_ACK -> peer.says(new RawFrame(RawFrame.PING, ACK, 0, new byte[8]));
                case SETTINGS -> peer.says(RawFrame.settings(4, 1000 + time));
                case SETTINGS_ACK -> peer.says(RawFrame.of(RawFrame.SETTINGS, ACK, 0));
                case VAIN_SETTINGS -> peer.says(RawFrame.settings());
                case PRIORITY ->
                        peer.says(
                                new RawFrame(RawFrame.PRIORITY, 0, 99, new byte[] {0, 0, 0, 1, 0}));
                case PRIORITY_UPDATE ->
                        peer.says(new RawFrame(RawFrame.PRIORITY_UPDATE, 0, 0, RawFrame.ints(99)));
                case WINDOW_UPDATE -> peer.says(Http2Peer.window(0, 1));
            }
        }

        /// {@return how many of its kind a connection has cost before, and this test costs after}
        int others() {
            return switch (this) {
                case SETTINGS, SETTINGS_ACK -> 1; // the first
                case PING, PING_ACK -> 1; // to hear that all is well
                default -> 0;
            };
        }
    }

    private Server start(Option<Integer> option, int limit) {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(option, limit)
                        .collector(events::add)
                        .build();
        return Pounce.start(
                (Handler)
                        request -> {
                            if (request.path().equals("/slow")) {
                                while (!request.isDisconnected()) {
                                    Thread.sleep(10);
                                }
                            }
                            return Response.text(request.text());
                        },
                config);
    }

    private RequestRefused awaitFlood() throws Exception {
        return Waits.present("a flood", this::flood);
    }

    private Optional<RequestRefused> flood() {
        return events.stream()
                .filter(RequestRefused.class::isInstance)
                .map(RequestRefused.class::cast)
                .filter(refused -> refused.code() == ErrorCode.POUNCE_LIMIT_HTTP2_FLOOD)
                .findFirst();
    }

    @ParameterizedTest
    @EnumSource
    void isBornUpToTheLimit(Abuse abuse) throws Exception {
        try (var server = start(abuse.option(), LIMIT + abuse.others());
                var peer = Http2Peer.of(server)) {
            peer.says(peer.post("/"));
            for (int i = 0; i < LIMIT; i++) {
                abuse.by(peer, i);
            }

            peer.hearsAll(-1);
            assertFalse(peer.hasHeard(RawFrame.GOAWAY));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsTheConnectionBeyondIt(Abuse abuse) throws Exception {
        try (var server = start(abuse.option(), LIMIT + abuse.others());
                var peer = Http2Peer.of(server)) {
            peer.says(peer.post("/"));
            for (int i = 0; i <= LIMIT + abuse.others(); i++) {
                abuse.by(peer, i);
            }

            assertTrue(peer.hearsGoAway().startsWith(ENHANCE_YOUR_CALM + " after "));
            peer.hearsEnd();
            assertEquals(0, awaitFlood().status());
        }
    }

    private static void sayInSlices(Http2Peer peer, int continuations) throws IOException {
        int stream = peer.takeStream();
        var block = peer.fields().get("/");
        peer.says(new RawFrame(RawFrame.HEADERS, END_STREAM, stream, block));
        for (int i = 1; i <= continuations; i++) {
            int flags = i == continuations ? END_HEADERS : 0;
            peer.says(
                    new RawFrame(
                            RawFrame.CONTINUATION,
                            flags,
                            stream,
                            peer.fields().block("a" + i, "b")));
        }
    }

    @Test
    void bearsAFieldBlockInSomeSlices() throws Exception {
        try (var server = start(Options.LIMIT_HTTP2_CONTINUATIONS, 3);
                var peer = Http2Peer.of(server)) {
            sayInSlices(peer, 3);
            assertEquals(200, peer.hears(1).status());

            sayInSlices(peer, 4);
            assertEquals("11 after 1", peer.hearsGoAway());
        }
    }

    @Test
    void keepsNoMoreOfAFieldBlockThanTheLimitOfItsSection() throws Exception {
        try (var server = start(Options.LIMIT_HTTP2_CONTINUATIONS, 1000);
                var peer = Http2Peer.of(server)) {
            int stream = peer.takeStream();
            peer.says(new RawFrame(RawFrame.HEADERS, END_STREAM, stream, peer.fields().get("/")));
            for (int i = 0; i < 5; i++) {
                peer.says(new RawFrame(RawFrame.CONTINUATION, 0, stream, new byte[16_384]));
            }

            assertEquals("11 after 0", peer.hearsGoAway());
        }
    }

    /// Their answers fill what the system takes for the client, and then wait here.
    @Test
    void countsTheAnswersThatAClientDoesNotRead() throws Exception {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.LIMIT_HTTP2_PINGS, 1_000_000)
                        .set(Options.LIMIT_HTTP2_QUEUED_FRAMES, 2000)
                        .set(Options.TIMEOUT_WRITE, Duration.ofMillis(200))
                        .collector(events::add)
                        .build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var peer = Http2Peer.of(server)) {
            var pings = new RawFrame[1000];
            for (int i = 0; i < pings.length; i++) {
                pings[i] = Http2Peer.ping(i);
            }
            var octets = RawFrame.encode(pings);
            boolean isOpen = true;
            for (int i = 0; i < 900 && isOpen; i++) {
                isOpen = says(peer, octets);
            }

            assertEquals(ErrorCode.POUNCE_LIMIT_HTTP2_FLOOD, awaitFlood().code());
        }
    }

    /// They cost the client a few octets each, and the server many.
    @Test
    void countsTheRefusalsThatAClientDoesNotRead() throws Exception {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.LIMIT_HTTP2_QUEUED_FRAMES, 2000)
                        .set(Options.TIMEOUT_WRITE, Duration.ofSeconds(20))
                        .collector(events::add)
                        .build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var peer = Http2Peer.of(server)) {
            boolean isOpen = true;
            for (int i = 0; i < 300 && isOpen; i++) {
                var requests = new RawFrame[1000];
                for (int j = 0; j < requests.length; j++) {
                    requests[j] = peer.get("/", "expect", "miracles");
                }
                isOpen = says(peer, RawFrame.encode(requests));
            }

            assertEquals(ErrorCode.POUNCE_LIMIT_HTTP2_FLOOD, awaitFlood().code());
        }
    }

    private static boolean says(Http2Peer peer, byte[] octets) {
        try {
            peer.says(octets);
            return true;
        } catch (IOException _) {
            return false; // closed
        }
    }

    /// A stream that is reset does not make room for another one while its call runs.
    @Test
    void boundsTheCallsThatRunAfterTheirStreamsWereReset() throws Exception {
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var release = new CountDownLatch(1);
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.LIMIT_HTTP2_STREAMS, 3)
                        .set(Options.LIMIT_HTTP2_RESETS, 1000)
                        .build();
        try (var server =
                        Pounce.start(
                                (Handler)
                                        _ -> {
                                            most.accumulateAndGet(
                                                    running.incrementAndGet(), Math::max);
                                            assertTrue(release.await(20, TimeUnit.SECONDS));
                                            running.decrementAndGet();
                                            return Response.text("hello");
                                        },
                                config);
                var peer = Http2Peer.of(server)) {
            for (int i = 0; i < 50; i++) {
                var request = peer.get("/");
                peer.says(request, Http2Peer.reset(request.stream()));
            }
            peer.hearsAll(1);
            release.countDown();

            assertTrue(most.get() <= 6, most.toString());
            assertEquals(7, peer.hears(99).reset); // REFUSED_STREAM
        }
    }
}
