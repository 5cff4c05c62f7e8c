package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.HttpDisconnect;
import pounce.api.HttpScope;
import pounce.api.Pounce;
import pounce.api.ReceiveEvent;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.error.DisconnectException;
import pounce.tests.tls.Wire;

/// Clients that leave, and applications that notice.
@Timeout(60)
@Tag("wire")
final class HangUpTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

    private static ServerConfig config() {
        return Wire.config().workers(1).build();
    }

    /// Publishes nothing but a greeting, and tells how it ended.
    private static Response silence(CompletableFuture<Object> end) {
        return Response.events(events -> {
            try {
                events.send("hello");
                new LinkedBlockingQueue<>().take();
                end.complete("returned");
            } catch (InterruptedException interrupted) {
                end.complete(interrupted);
                throw interrupted;
            } catch (RuntimeException other) {
                end.complete(other);
                throw other;
            }
        });
    }

    @Test
    void aStreamIsInterruptedWhenItsClientLeaves() throws Exception {
        var end = new CompletableFuture<Object>();
        try (var server = Pounce.start(_ -> silence(end), config())) {
            var peer = Peer.of(server);
            peer.says(GET).hears("hello\n\n\r\n");

            long before = System.nanoTime();
            peer.close();

            assertEquals(InterruptedException.class, end.get(10, TimeUnit.SECONDS).getClass());
            assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(5));
        }
    }

    @Test
    void aStreamIsInterruptedWhenItsClientResets() throws Exception {
        var end = new CompletableFuture<Object>();
        try (var server = Pounce.start(_ -> silence(end), config())) {
            var peer = Peer.of(server);
            peer.says(GET).hears("hello\n\n\r\n");

            peer.resets();

            assertEquals(InterruptedException.class, end.get(10, TimeUnit.SECONDS).getClass());
        }
    }

    @Test
    void aStreamIsInterruptedBehindEarlyInput() throws Exception {
        var end = new CompletableFuture<Object>();
        try (var server = Pounce.start(_ -> silence(end), config())) {
            var peer = Peer.of(server);
            peer.says(GET).hears("hello\n\n\r\n");
            peer.says(GET); // one that is not served yet
            peer.says(GET);

            peer.close();

            assertEquals(InterruptedException.class, end.get(10, TimeUnit.SECONDS).getClass());
        }
    }

    @Test
    void aStreamToAClientThatHasLeftBeforeDoesNotBegin() throws Exception {
        var published = new CompletableFuture<Object>();
        var end = new CompletableFuture<Throwable>();
        var begun = new CountDownLatch(1);
        var handler =
                App.of(request -> {
                    begun.countDown();
                    while (!request.isDisconnected()) {
                        Thread.sleep(1);
                    }
                    return silence(published);
                });
        App app =
                (scope, receive, send) -> {
                    try {
                        handler.handle(scope, receive, send);
                    } catch (DisconnectException gone) {
                        end.complete(gone);
                        throw gone;
                    }
                };
        try (var server = Pounce.start(app, config())) {
            var peer = Peer.of(server).says(GET);
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            peer.close();

            assertEquals(DisconnectException.class, end.get(10, TimeUnit.SECONDS).getClass());
            assertFalse(published.isDone());
        }
    }

    @Test
    void whoHasNotAnsweredYetIsNotInterrupted() throws Exception {
        var interrupted = new CompletableFuture<Boolean>();
        var begun = new CountDownLatch(1);
        try (var server =
                Pounce.start(
                        request -> {
                            begun.countDown();
                            while (!request.isDisconnected()) {
                                Thread.sleep(1);
                            }
                            interrupted.complete(Thread.currentThread().isInterrupted());
                            return Response.text("nobody reads this");
                        },
                        config())) {
            var peer = Peer.of(server).says(GET);
            assertTrue(begun.await(10, TimeUnit.SECONDS));

            peer.close();

            assertFalse(interrupted.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void whoWaitsForTheClientIsToldBehindEarlyInput() throws Exception {
        var event = new CompletableFuture<ReceiveEvent>();
        var begun = new CountDownLatch(1);
        App app =
                (scope, receive, _) -> {
                    if (scope instanceof HttpScope) {
                        receive.receive();
                        begun.countDown();
                        event.complete(receive.receive());
                    }
                };
        try (var server = Pounce.start(app, config())) {
            var peer = Peer.of(server).says(GET);
            assertTrue(begun.await(10, TimeUnit.SECONDS));
            peer.says(GET);

            peer.close();

            assertTrue(event.get(10, TimeUnit.SECONDS) instanceof HttpDisconnect);
        }
    }

    /// An interrupt that came late would hit a request of somebody else.
    @Test
    void anInterruptNeverHitsAnotherRequest() throws Exception {
        var stray = new AtomicInteger();
        var served = new AtomicInteger();
        try (var server =
                Pounce.start(
                        request -> {
                            if (Thread.currentThread().isInterrupted()) {
                                stray.incrementAndGet();
                            }
                            served.incrementAndGet();
                            return Response.stream(
                                    "text/plain",
                                    out -> {
                                        for (int i = 0; i < 3; i++) {
                                            out.write(new byte[10]);
                                            out.flush();
                                        }
                                    });
                        },
                        config())) {
            for (int i = 0; i < 300; i++) {
                var peer = Peer.of(server).says(GET + GET + GET);
                if (i % 3 == 0) {
                    peer.hears("\r\n\r\n");
                }
                if (i % 2 == 0) {
                    peer.resets();
                } else {
                    peer.close();
                }
            }
        }
        assertTrue(served.get() >= 100, served::toString);
        assertEquals(0, stray.get());
    }

    @Test
    void aStreamOfEventsIsCompletedByTheDrain() throws Exception {
        var end = new CompletableFuture<Object>();
        var server = Pounce.start(_ -> silence(end), config());
        try (var peer = Peer.of(server)) {
            peer.says(GET).hears("hello\n\n\r\n");
            var closing = CompletableFuture.runAsync(() -> server.shutdown(Duration.ofSeconds(30)));

            assertEquals("0\r\n\r\n", peer.hearsAll());

            assertEquals(InterruptedException.class, end.get(10, TimeUnit.SECONDS).getClass());
            closing.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void anyOtherStreamIsInterruptedWhenTheDrainEnds() throws Exception {
        var interrupted = new CountDownLatch(1);
        var server =
                Pounce.start(
                        _ ->
                                Response.stream(
                                        "text/plain",
                                        out -> {
                                            out.write('a');
                                            out.flush();
                                            try {
                                                Thread.sleep(60_000);
                                            } catch (InterruptedException _) {
                                                interrupted.countDown();
                                            }
                                        }),
                        config());
        try (var peer = Peer.of(server)) {
            peer.says(GET).hears("a\r\n");

            server.shutdown(Duration.ofMillis(200));

            assertTrue(interrupted.await(10, TimeUnit.SECONDS));
            assertThrows(IOException.class, () -> peer.hears("0\r\n\r\n"));
        }
    }
}
