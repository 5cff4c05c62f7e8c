package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http2.RawFrame.PADDED;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.HttpDisconnect;
import pounce.api.HttpScope;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.error.DisconnectException;
import pounce.api.error.ParseException;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.ResponseAborted;
import pounce.tests.http2.RawFrame;
import pounce.tests.waiting.Waits;

/// Windows, both ways (RFC 9113, section 6.9), and who waits for them.
@Timeout(60)
final class Http2FlowTest {
    private static final int FLOW_CONTROL_ERROR = 3;
    private static final int CANCEL = 8;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int FIRST = 65_535;

    private final BlockingQueue<Object> told = new ArrayBlockingQueue<>(100);
    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();

    private ServerConfig.Builder config() {
        return ServerConfig.builder()
                .port(0)
                .workers(1)
                .set(Options.LIMIT_REQUEST_BODY, Size.ofMebibytes(64))
                .collector(events::add);
    }

    private Server start(Handler handler) {
        return Pounce.start(handler, config().build());
    }

    private Server startSending(int octets) {
        var text = "x".repeat(octets);
        return start(_ -> Response.text(text));
    }

    private Object awaitNews() throws InterruptedException {
        var news = told.poll(20, TimeUnit.SECONDS);
        assertTrue(news != null, "nothing happens");
        return news;
    }

    // ---------------------------------------------------------------- what the client allows us

    @Test
    void sendsNoMoreThanTheWindowOfTheStream() throws Exception {
        try (var server = startSending(12);
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 5)) {
            peer.says(peer.get("/"));
            assertEquals(List.of(5), peer.hearsContent(1, 5).pieces);

            peer.says(Http2Peer.window(1, 4));
            assertEquals(List.of(5, 4), peer.hearsContent(1, 9).pieces);

            peer.says(Http2Peer.window(1, 100));
            assertEquals(List.of(5, 4, 3), peer.hears(1).pieces);
            assertTrue(peer.answer(1).ended);
        }
    }

    @Test
    void sendsNoMoreThanTheWindowOfTheConnection() throws Exception {
        try (var server = startSending(50_000);
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/1"));
            assertEquals(50_000, peer.hears(1).content.size());
            peer.says(peer.get("/2"));
            assertEquals(FIRST - 50_000, peer.hearsContent(3, FIRST - 50_000).content.size());

            peer.says(Http2Peer.window(0, 100_000));
            assertEquals(50_000, peer.hears(3).content.size());
        }
    }

    /// Both windows shut at once, and the stream's opens first.
    @Test
    void goesOnWhenBothWindowsOpenAgain() throws Exception {
        try (var server = startSending(200_000);
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/"));
            peer.hearsContent(1, FIRST);
            for (int i = 0; i < 3; i++) {
                peer.says(Http2Peer.window(1, FIRST)).hearsAll(i);
                peer.says(Http2Peer.window(0, FIRST));
                peer.hearsContent(1, Math.min(200_000, (i + 2) * FIRST));
            }

            assertEquals(200_000, peer.hears(1).content.size());
            peer.hearsAll(9);
        }
    }

    @Test
    void newSettingsChangeTheWindowsOfStreamsThatAreOpen() throws Exception {
        try (var server = startSending(12);
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 5)) {
            peer.says(peer.get("/")).hearsContent(1, 5);
            peer.says(RawFrame.settings(INITIAL_WINDOW_SIZE, 2), Http2Peer.window(1, 3))
                    .hearsAll(2); // -3 + 3
            assertEquals(List.of(5), peer.answer(1).pieces);

            peer.says(RawFrame.settings(INITIAL_WINDOW_SIZE, 3));
            assertEquals(List.of(5, 1), peer.hearsContent(1, 6).pieces);

            peer.says(RawFrame.settings(INITIAL_WINDOW_SIZE, 100));
            assertEquals(List.of(5, 1, 6), peer.hears(1).pieces);
        }
    }

    @Test
    void sendsHeadsAndEndsWithoutAnyWindow() throws Exception {
        try (var server = start(_ -> Response.of(204));
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 0)) {
            assertEquals(204, peer.asks("/").status());
            assertEquals(414, peer.asks("/" + "x".repeat(9000)).status());
        }
    }

    @Test
    void largeContentArrivesWhole() throws Exception {
        var octets = new byte[3 << 20];
        new Random(7).nextBytes(octets);
        try (var server = start(_ -> Response.bytes("a/b", octets));
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 100_000)) {
            peer.says(peer.get("/"));
            int heard = 0;
            while (!peer.answer(1).ended) {
                peer.hearsFrame();
                int more = peer.answer(1).content.size() - heard;
                if (more > 30_000) {
                    heard += more;
                    peer.says(Http2Peer.window(0, more), Http2Peer.window(1, more));
                }
            }

            assertArrayEquals(octets, peer.answer(1).content.toByteArray());
        }
    }

    /// Lets a stream take all of the connection's window, so that others wait for it.
    private static void exhaustWindow(Http2Peer peer) throws IOException {
        peer.says(peer.get("/", "priority", "u=7"));
        peer.hearsContent(1, FIRST);
    }

    /// Waits until the heads of these have come: then their content waits.
    private static void hearHeads(Http2Peer peer, int... streams) throws IOException {
        for (int stream : streams) {
            while (peer.answer(stream).blocks.isEmpty()) {
                peer.hearsFrame();
            }
        }
    }

    private static void hearTogether(Http2Peer peer, int octets, int... streams)
            throws IOException {
        while (Arrays.stream(streams).map(each -> peer.answer(each).content.size()).sum()
                < octets) {
            peer.hearsFrame();
        }
    }

    @Test
    void urgentContentOvertakes() throws Exception {
        try (var server = startSending(70_000);
                var peer = Http2Peer.of(server)) {
            exhaustWindow(peer);
            peer.says(peer.get("/", "priority", "u=5"), peer.get("/", "priority", "u=1"));
            hearHeads(peer, 3, 5);

            peer.says(Http2Peer.window(5, 10_000), Http2Peer.window(0, 70_000));
            assertEquals(70_000, peer.hears(5).content.size());
            peer.hearsAll(2);
            assertEquals(0, peer.answer(3).content.size());
            assertEquals(FIRST, peer.answer(1).content.size());
        }
    }

    @Test
    void aPriorityCanChangeBeforeAndAfterItsStreamBegins() throws Exception {
        try (var server = startSending(70_000);
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 100_000)) {
            exhaustWindow(peer);
            peer.says(
                    priority(7, "u=0"), // which has not begun
                    peer.get("/", "priority", "u=2"),
                    peer.get("/", "priority", "u=2"),
                    peer.get("/", "priority", "u=2"));
            hearHeads(peer, 3, 5, 7);
            peer.says(priority(5, "u=1"), Http2Peer.window(0, 140_000));

            peer.hears(7);
            peer.hears(5);
            peer.hearsAll(2);
            assertEquals(0, peer.answer(3).content.size());
        }
    }

    private static RawFrame priority(int stream, String value) {
        var payload = ByteBuffer.allocate(4 + value.length()).putInt(stream);
        payload.put(value.getBytes(StandardCharsets.US_ASCII));
        return new RawFrame(RawFrame.PRIORITY_UPDATE, 0, 0, payload.array());
    }

    @Test
    void incrementalContentTakesTurnsAndOtherContentDoesNot() throws Exception {
        try (var server = startSending(70_000);
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 100_000)) {
            exhaustWindow(peer);
            peer.says(peer.get("/", "priority", "u=2"), peer.get("/", "priority", "u=2"));
            peer.says(peer.get("/"), peer.get("/"));
            hearHeads(peer, 3, 5, 7, 9);

            peer.says(Http2Peer.window(0, 60_000));
            hearTogether(peer, 60_000, 3, 5, 7, 9);
            assertEquals(60_000, peer.answer(3).content.size() + peer.answer(5).content.size());
            assertEquals(0, Math.min(peer.answer(3).content.size(), peer.answer(5).content.size()));

            peer.says(Http2Peer.window(0, 80_000));
            peer.hears(3);
            peer.hears(5);
            peer.says(Http2Peer.window(0, 60_000));
            hearTogether(peer, 60_000, 7, 9);
            assertTrue(peer.answer(7).content.size() >= 16_384, peer.answer(7).pieces.toString());
            assertTrue(peer.answer(9).content.size() >= 16_384, peer.answer(9).pieces.toString());
        }
    }

    @Test
    void refusesWindowsThatAreTooLarge() throws Exception {
        try (var server = startSending(10);
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 5)) {
            var request = peer.get("/");
            peer.says(request, Http2Peer.window(1, Integer.MAX_VALUE));
            peer.says(Http2Peer.window(1, Integer.MAX_VALUE));
            peer.hears(1);

            peer.says(Http2Peer.window(0, Integer.MAX_VALUE));
            assertTrue(peer.hearsGoAway().startsWith(FLOW_CONTROL_ERROR + " after "));
        }
    }

    // ---------------------------------------------------------------- clients that make us wait

    @Test
    void doesNotWaitForeverForAWindow() throws Exception {
        var config = config().set(Options.TIMEOUT_HTTP2_WINDOW, Duration.ofMillis(200)).build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 1)) {
            var answer = peer.asks("/");

            assertEquals("h", answer.text());
            assertEquals(CANCEL, answer.reset);
            assertEquals(Reason.BACKPRESSURE, Waits.first(ResponseAborted.class, events).reason());
        }
    }

    @Test
    void aResetEndsTheWaitForAWindow() throws Exception {
        try (var server = startTelling();
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 1)) {
            peer.says(peer.get("/"));
            while (peer.answer(1).content.size() < 1) {
                peer.hearsFrame();
            }
            peer.says(Http2Peer.reset(1));

            assertInstanceOf(DisconnectException.class, awaitNews());
            peer.hearsAll(1);
            assertFalse(peer.hasHeard(RawFrame.GOAWAY));
        }
    }

    @Test
    void theEndOfTheConnectionEndsTheWaitForAWindow() throws Exception {
        for (boolean politely : new boolean[] {true, false}) {
            try (var server = startTelling();
                    var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 1)) {
                peer.says(peer.get("/"));
                while (peer.answer(1).content.size() < 1) {
                    peer.hearsFrame();
                }
                if (politely) {
                    peer.finishes();
                } else {
                    peer.resets();
                }

                assertInstanceOf(DisconnectException.class, awaitNews());
            }
        }
    }

    @Test
    void nobodyWaitsForAWindowBehindTheEndOfTheConnection() throws Exception {
        try (var server =
                        start(request -> {
                            while (!request.isDisconnected()) {
                                Thread.sleep(10);
                            }
                            return Response.text("hello");
                        });
                var peer = Http2Peer.of(server, INITIAL_WINDOW_SIZE, 1)) {
            peer.says(peer.get("/"));
            peer.finishes();

            assertEquals("h", peer.hears(1).text()); // ends long before timeouts.http2-window
            peer.waitsAtMost(Duration.ofSeconds(10));
            peer.hearsEnd();
        }
    }

    /// Tells what `send` throws.
    private Server startTelling() {
        return Pounce.start(
                onRequests((_, _, send) -> {
                    try {
                        Response.text("hello").sendTo(send);
                    } catch (DisconnectException gone) {
                        told.add(gone);
                    }
                }),
                config().build());
    }

    private static App onRequests(App app) {
        return (scope, receive, send) -> {
            if (scope instanceof HttpScope) {
                app.handle(scope, receive, send);
            } else {
                App.of((Handler) _ -> Response.of(204)).handle(scope, receive, send);
            }
        };
    }

    // ---------------------------------------------------------------- what we allow the client

    @Test
    void takesLargeContentAsTheApplicationReadsIt() throws Exception {
        try (var server = start(request -> Response.text("" + request.bytes().length));
                var peer = Http2Peer.of(server)) {
            var request = peer.post("/");
            peer.says(request);
            int ofStream = 256 << 10;
            int ofConnection = 1 << 20;
            for (int left = 5 << 20; left > 0; ) {
                int piece = Math.min(Math.min(left, 16_384), Math.min(ofStream, ofConnection));
                if (piece == 0) {
                    var update = peer.hears(RawFrame.WINDOW_UPDATE, 0);
                    if (update.stream() > 0) {
                        ofStream += update.at(0);
                    } else if (update.at(0) != (1 << 20) - FIRST) { // the first one
                        ofConnection += update.at(0);
                    }
                    continue;
                }
                peer.says(Http2Peer.data(1, "x".repeat(piece)));
                left -= piece;
                ofStream -= piece;
                ofConnection -= piece;
            }
            peer.says(Http2Peer.lastData(1, ""));

            assertEquals("" + (5 << 20), peer.hears(1).text());
        }
    }

    @Test
    void resetsAStreamThatExceedsItsWindow() throws Exception {
        var config = config().set(Options.LIMIT_HTTP2_STREAM_WINDOW, Size.ofKibibytes(64)).build();
        try (var server = Pounce.start((Handler) this::neverReads, config);
                var peer = Http2Peer.of(server)) {
            peer.says(peer.post("/"));
            for (int i = 0; i < 5; i++) {
                peer.says(Http2Peer.data(1, "x".repeat(16_384)));
            }

            assertEquals(FLOW_CONTROL_ERROR, peer.hears(1).reset);
            peer.hearsAll(1);
        }
    }

    private final CountDownLatch release = new CountDownLatch(1);

    private Response neverReads(Request request) throws InterruptedException {
        while (!request.isDisconnected() && release.getCount() > 0) {
            release.await(10, TimeUnit.MILLISECONDS);
        }
        return Response.text("late");
    }

    @Test
    void endsAConnectionThatExceedsItsWindow() throws Exception {
        var config =
                config().set(Options.LIMIT_HTTP2_CONNECTION_WINDOW, Size.ofKibibytes(64)).build();
        try (var server = Pounce.start((Handler) this::neverReads, config);
                var peer = Http2Peer.of(server)) {
            peer.says(peer.post("/"), peer.post("/"));
            for (int i = 0; i < 3; i++) {
                peer.says(Http2Peer.data(1, "x".repeat(16_000)));
                peer.says(Http2Peer.data(3, "x".repeat(16_000)));
            }

            assertEquals(FLOW_CONTROL_ERROR + " after 3", peer.hearsGoAway());
            peer.hearsEnd();
        }
    }

    /// Otherwise the connection would have no window left in the end.
    @Test
    void givesBackTheRoomOfContentThatNobodyReads() throws Exception {
        var config =
                config().set(Options.LIMIT_HTTP2_CONNECTION_WINDOW, Size.ofKibibytes(64)).build();
        try (var server = Pounce.start((Handler) _ -> Response.text("no"), config);
                var peer = Http2Peer.of(server)) {
            int room = FIRST;
            for (int i = 0; i < 30; i++) {
                var request = peer.post("/");
                peer.says(request);
                while (room < 16_000) {
                    room += peer.hears(RawFrame.WINDOW_UPDATE, 0).at(0);
                }
                peer.says(Http2Peer.data(request.stream(), "x".repeat(16_000)));
                room -= 16_000;
                assertEquals("no", peer.hears(request.stream()).text());
            }
        }
    }

    @Test
    void paddingCountsAndIsGivenBack() throws Exception {
        try (var server = start(request -> Response.text("" + request.bytes().length));
                var peer = Http2Peer.of(server)) {
            var request = peer.post("/");
            peer.says(request);
            var padded = new byte[256];
            padded[0] = (byte) 255; // and no content
            for (int i = 0; i < 2000; i++) {
                if (i % 50 == 0) {
                    padded[0] = (byte) 254; // one octet
                }
                peer.says(new RawFrame(RawFrame.DATA, PADDED, 1, padded));
                padded[0] = (byte) 254;
            }
            peer.says(Http2Peer.lastData(1, ""));

            assertEquals("2000", peer.hears(1).text());
        }
    }

    @Test
    void contentThatDoesNotComeIsNotWaitedForForever() throws Exception {
        var config =
                config().set(Options.TIMEOUT_REQUEST_BODY, Duration.ofMillis(200))
                        .set(Options.TIMEOUT_REQUEST_BODY_GRACE, Duration.ofMillis(200))
                        .build();
        try (var server = Pounce.start((Handler) request -> Response.text(request.text()), config);
                var peer = Http2Peer.of(server)) {
            var request = peer.post("/");
            peer.says(request, Http2Peer.data(1, "some"));

            assertEquals(408, peer.hears(1).status());
            assertEquals("", peer.asks("/").text());
        }
    }

    @Test
    void aResetEndsTheWaitForContent() throws Exception {
        try (var server =
                        Pounce.start(
                                onRequests((_, receive, _) -> told.add(receive.receive())),
                                config().build());
                var peer = Http2Peer.of(server)) {
            peer.says(peer.post("/"), Http2Peer.reset(1));

            assertInstanceOf(HttpDisconnect.class, awaitNews());
        }
    }

    /// What is malformed is not the application's to see.
    @Test
    void aMistakeInTheContentEndsTheWaitForIt() throws Exception {
        try (var server =
                        Pounce.start(
                                onRequests((_, receive, _) -> {
                                    try {
                                        receive.receive();
                                    } catch (RuntimeException refused) {
                                        told.add(refused);
                                        throw refused;
                                    }
                                }),
                                config().build());
                var peer = Http2Peer.of(server)) {
            peer.says(peer.post("/", "content-length", "1"));
            peer.says(Http2Peer.lastData(1, "ab"));

            assertEquals(1, peer.hears(1).reset);
            assertInstanceOf(ParseException.class, awaitNews());
            assertEquals(Reason.ERROR, Waits.first(ResponseAborted.class, events).reason());
        }
    }
}
