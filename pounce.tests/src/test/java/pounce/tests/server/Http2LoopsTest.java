package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.WorkerMode;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestStarted;
import pounce.tests.http2.RawFrame;

/// Many streams on one event loop.
@Timeout(60)
final class Http2LoopsTest {
    private static final int STREAMS = 100;
    private static final int CONNECTIONS = 30;

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final CountDownLatch held = new CountDownLatch(1);
    private volatile boolean burning = true;

    @AfterEach
    void release() {
        burning = false;
    }

    private Response answer(Request request) {
        if (request.path().equals("/burn")) {
            held.countDown();
            while (burning) {
                Thread.onSpinWait();
            }
        }
        return Response.text(request.path());
    }

    private ServerConfig.Builder config(WorkerMode mode) {
        return ServerConfig.builder().port(0).workers(1).set(Options.WORKER_MODE, mode);
    }

    private Server start(ServerConfig.Builder config) {
        return Pounce.start((Handler) this::answer, config.build());
    }

    private void count(LifecycleEvent event) {
        switch (event) {
            case RequestStarted _ -> most.accumulateAndGet(running.incrementAndGet(), Math::max);
            case RequestEnded _ -> running.decrementAndGet();
            default -> {}
        }
    }

    private static RawFrame[] gets(Http2Peer peer) {
        var frames = new RawFrame[STREAMS];
        for (int i = 0; i < STREAMS; i++) {
            frames[i] = peer.get("/");
        }
        return frames;
    }

    /// Requests that have begun, and wait for their turn, are what a busy server has in memory.
    @Test
    void servesWhatOneConnectionHasAskedBeforeItReadsTheNext() throws Exception {
        assumeTrue(ThreadsTest.isLoopMode());
        var config =
                config(WorkerMode.LOOP)
                        .set(Options.TIMEOUT_HELD_LOOP, Duration.ofMinutes(1)) // one thread alone
                        .collector(this::count);
        var peers = new ArrayList<Http2Peer>();
        try (var server = start(config)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                var peer = Http2Peer.of(server);
                assertEquals("/", peer.asks("/").text());
                peers.add(peer);
            }
            for (int round = 0; round < 5; round++) {
                for (var peer : peers) {
                    peer.says(gets(peer));
                }
                for (var peer : peers) {
                    int last = peer.takeStream() - 2;
                    for (int stream = last - 2 * (STREAMS - 1); stream <= last; stream += 2) {
                        assertEquals("/", peer.hears(stream).text());
                    }
                }
            }
        } finally {
            for (var peer : peers) {
                peer.close();
            }
        }
        assertTrue(most.get() <= 4 * STREAMS, () -> "at once: " + most);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "SHARED", "INLINE"})
    void servesOtherStreamsWhileOneComputes(WorkerMode mode) throws Exception {
        try (var server = start(config(mode));
                var peer = Http2Peer.of(server);
                var other = Http2Peer.of(server)) {
            assertEquals("/before", other.asks("/before").text());
            var burn = peer.get("/burn");
            peer.says(burn);
            assertTrue(held.await(20, TimeUnit.SECONDS));

            for (int i = 0; i < 3; i++) {
                assertEquals("/same", peer.asks("/same").text());
                assertEquals("/other", other.asks("/other").text());
                try (var stranger = Http2Peer.of(server)) {
                    assertEquals("/new", stranger.asks("/new").text());
                }
            }

            burning = false;
            assertEquals("/burn", peer.hears(burn.stream()).text());
            assertEquals("/after", peer.asks("/after").text());
        }
    }
}
