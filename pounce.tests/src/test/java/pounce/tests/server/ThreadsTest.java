package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.LifespanScope;
import pounce.api.LifespanStarted;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.WorkerMode;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;

/// Who schedules the threads that applications run on, or start.
@Timeout(60)
final class ThreadsTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final String LOOP = "pounce-loop";
    private static final String JDK = "ForkJoinPool";

    /// Whether this run lets event loops schedule virtual threads.
    static boolean isLoopMode() {
        var engine = Pounce.class.getModule().getLayer().findModule("pounce.engine").orElseThrow();
        return Object.class.getModule().isOpen("java.lang", engine);
    }

    private static final String INHERITED = isLoopMode() ? LOOP : JDK;

    /// Runs a question on a thread, and tells on what carrier.
    private static String carrier(Executor executor) {
        return CompletableFuture.supplyAsync(() -> Thread.currentThread().toString(), executor)
                .join();
    }

    private static String inHandler(Function<Executor, String> question) throws Exception {
        var answer = new AtomicReference<String>();
        var offload = new AtomicReference<Executor>();
        var config = ServerConfig.builder().port(0).workers(1).build();
        try (var server =
                        Pounce.start(
                                _ -> {
                                    answer.set(question.apply(offload.get()));
                                    return Response.text("done");
                                },
                                config);
                var peer = Peer.of(server)) {
            offload.set(server.offload());
            peer.says(GET).hears("done");
        }
        return answer.get();
    }

    private static void assertRunsOn(String carrier, String thread) {
        assertTrue(thread.contains(carrier), () -> thread + " is not on " + carrier);
    }

    @Test
    void handlersRunOnTheirLoopWhereItCanSchedule() throws Exception {
        assertRunsOn(INHERITED, inHandler(_ -> Thread.currentThread().toString()));
    }

    @Test
    void virtualThreadsOfHandlersInheritTheLoop() throws Exception {
        assertRunsOn(INHERITED, inHandler(_ -> carrier(task -> Thread.ofVirtual().start(task))));
    }

    @Test
    void anExecutorMadeInAHandlerInheritsTheLoop() throws Exception {
        var thread =
                inHandler(_ -> {
                    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                        return carrier(executor);
                    }
                });

        assertRunsOn(INHERITED, thread);
    }

    @Test
    void anExecutorMadeElsewhereInheritsTheLoopWhereItIsUsed() throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            assertRunsOn(INHERITED, inHandler(_ -> carrier(executor)));
        }
    }

    @Test
    void offloadRunsOnTheJdksScheduler() throws Exception {
        assertRunsOn(JDK, inHandler(ThreadsTest::carrier));
    }

    @Test
    void offloadedTasksRunInParallel() throws Exception {
        var done =
                inHandler(offload -> {
                    var meeting = new CountDownLatch(2);
                    var one = CompletableFuture.supplyAsync(() -> meets(meeting), offload);
                    var other = CompletableFuture.supplyAsync(() -> meets(meeting), offload);
                    return one.join() && other.join() ? "met" : "missed";
                });

        assertEquals("met", done);
    }

    /// Computes until the other one does as well, without giving its carrier up.
    private static boolean meets(CountDownLatch meeting) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        meeting.countDown();
        while (meeting.getCount() > 0) {
            if (System.nanoTime() > deadline) {
                return Runtime.getRuntime().availableProcessors() == 1;
            }
            Thread.onSpinWait();
        }
        return true;
    }

    @Test
    void whatALifespanStartsRunsOnTheJdksScheduler() {
        var lifespan = new AtomicReference<Thread>();
        var executors = new AtomicReference<String>();
        var offloaded = new AtomicReference<String>();
        App app =
                (scope, receive, send) -> {
                    if (scope instanceof LifespanScope life) {
                        lifespan.set(Thread.currentThread());
                        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                            executors.set(carrier(executor));
                        }
                        offloaded.set(carrier(life.offload()));
                        send.send(new LifespanStarted());
                        receive.receive();
                    }
                };
        Pounce.start(app, ServerConfig.builder().port(0).build()).close();

        assertFalse(lifespan.get().isVirtual());
        assertRunsOn(JDK, executors.get());
        assertRunsOn(JDK, offloaded.get());
    }

    @Test
    void offloadEndsWithTheServer() throws Exception {
        var interrupted = new CountDownLatch(1);
        var started = new CountDownLatch(1);
        Executor offload;
        try (Server server =
                Pounce.start(_ -> Response.text(""), ServerConfig.builder().port(0).build())) {
            offload = server.offload();
            offload.execute(() -> {
                started.countDown();
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException _) {
                    interrupted.countDown();
                }
            });
            assertTrue(started.await(10, TimeUnit.SECONDS));
        }

        assertTrue(interrupted.await(10, TimeUnit.SECONDS));
        assertThrows(RejectedExecutionException.class, () -> offload.execute(() -> {}));
    }

    /// It may hold a lock that the rest of the process needs.
    @Test
    void aHandlerThatOutlivesItsServerStillComesToItsEnd() throws Exception {
        var lock = new ReentrantLock();
        var running = new CountDownLatch(1);
        var released = new CountDownLatch(1);
        var server =
                Pounce.start(
                        _ -> {
                            lock.lock();
                            try {
                                running.countDown();
                                awaitStubbornly(released);
                                return Response.text("late");
                            } finally {
                                lock.unlock();
                            }
                        },
                        ServerConfig.builder().port(0).build());
        try (var peer = Peer.of(server)) {
            peer.says(GET);
            assertTrue(running.await(10, TimeUnit.SECONDS));

            server.shutdown(Duration.ofMillis(100));
            assertFalse(lock.tryLock());
            released.countDown();

            assertTrue(lock.tryLock(10, TimeUnit.SECONDS));
        }
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                // as code does that does not know of interrupts
            }
        }
    }

    @Test
    void inlineHandlersRunOnTheThreadOfTheirLoop() throws Exception {
        var names = new AtomicReference<String>();
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.WORKER_MODE, WorkerMode.INLINE)
                        .build();
        try (var server =
                        Pounce.start(
                                _ -> {
                                    names.set(Thread.currentThread().getName());
                                    return Response.text("done");
                                },
                                config);
                var peer = Peer.of(server)) {
            peer.says(GET).hears("done");
        }

        assertRunsOn(LOOP, names.get());
    }

    @Test
    void refusesTheLoopModeWhereTheJvmDoes() {
        var config =
                ServerConfig.builder().port(0).set(Options.WORKER_MODE, WorkerMode.LOOP).build();
        if (isLoopMode()) {
            Pounce.start(_ -> Response.text(""), config).close();
        } else {
            var failure =
                    assertThrows(
                            ConfigException.class,
                            () -> Pounce.start(_ -> Response.text(""), config));
            assertEquals(ErrorCode.POUNCE_CONFIG_INVALID, failure.code());
            assertTrue(failure.toString().contains("--add-opens"), failure::toString);
        }
    }
}
