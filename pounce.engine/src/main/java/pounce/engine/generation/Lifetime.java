package pounce.engine.generation;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.App;
import pounce.api.LifespanScope;
import pounce.api.LifespanShutdown;
import pounce.api.LifespanStarted;
import pounce.api.ReceiveEvent;
import pounce.api.SendEvent;
import pounce.api.error.AppException;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.error.LifespanException;

/// The life of one generation of the application, from before its first request until after its
/// last.
///
/// Its call has a platform thread: a reload must come through while virtual threads, which wait for
/// a place on the JDK's scheduler, are as many as it can bear. A virtual thread from outside gets
/// none then.
public final class Lifetime {
    private static final Logger LOG = LoggerFactory.getLogger(Lifetime.class);
    private static final LifespanShutdown SHUTDOWN = new LifespanShutdown();

    private final int generation;
    private final Executor offload;
    private final DrainHooks drainHooks;
    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;

    private Lifetime(
            App app, int generation, Supplier<Thread.Builder.OfVirtual> threads, Executor offload) {
        this.generation = generation;
        this.drainHooks = new DrainHooks(threads);
        this.offload = offload;
        this.thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("pounce-lifespan-" + generation)
                        .unstarted(() -> live(app));
    }

    /// Starts an application; blocks until it is ready.
    ///
    /// @param app what is started
    /// @param generation its number, from 1
    /// @param limit how long it may take
    /// @param threads make virtual threads on the JDK's scheduler, for the drain hooks
    /// @param offload what the application is given for heavy work
    /// @return its life
    /// @throws LifespanException if it fails or takes too long
    public static Lifetime start(
            App app,
            int generation,
            Duration limit,
            Supplier<Thread.Builder.OfVirtual> threads,
            Executor offload) {
        var lifetime = new Lifetime(app, generation, threads, offload);
        lifetime.thread.start();
        try {
            lifetime.started.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return lifetime;
        } catch (ExecutionException failure) {
            throw new LifespanException(
                    ErrorCode.POUNCE_LIFESPAN_STARTUP_FAILED,
                    "the application did not start: " + failure.getCause(),
                    failure);
        } catch (TimeoutException late) {
            lifetime.thread.interrupt();
            throw new LifespanException(
                    ErrorCode.POUNCE_LIFESPAN_STARTUP_TIMEOUT,
                    "the application did not start within " + limit.toMillis() + " ms",
                    late);
        } catch (InterruptedException interrupted) {
            lifetime.thread.interrupt();
            Thread.currentThread().interrupt();
            throw new LifespanException(
                    ErrorCode.POUNCE_LIFESPAN_STARTUP_FAILED,
                    "the start was interrupted",
                    interrupted);
        }
    }

    private void live(App app) {
        try {
            app.handle(new Scope(), this::receive, this::send);
            started.complete(null); // one that returns at once has nothing to start
        } catch (Throwable failure) {
            if (!started.completeExceptionally(failure)) {
                LOG.atError().setCause(failure).log("The application failed while it stopped");
            }
        } finally {
            ended.countDown();
        }
    }

    private ReceiveEvent receive() {
        try {
            stopping.await();
            return SHUTDOWN;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new DisconnectException("interrupted while waiting for the end");
        }
    }

    private void send(SendEvent event) {
        if (!(event instanceof LifespanStarted)) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_EVENT,
                    event.getClass().getSimpleName() + " in the lifespan of an application");
        }
        started.complete(null);
    }

    /// Calls the drain hooks, each on a thread of its own that is interrupted at the limit; does
    /// not wait for them.
    ///
    /// @param limit the time that is left
    public void drain(Duration limit) {
        drainHooks.run(limit);
    }

    /// Tells the application that its last request has ended; blocks until it has closed what it
    /// opened.
    ///
    /// @param limit how long it may take; then it is interrupted, and left alone
    public void stop(Duration limit) {
        stopping.countDown();
        try {
            if (!ended.await(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.atError()
                        .addKeyValue("ms", limit.toMillis())
                        .log("The application did not stop in time");
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }

    private final class Scope implements LifespanScope {

        @Override
        public int generation() {
            return generation;
        }

        @Override
        public void onDrain(Consumer<Duration> hook) {
            drainHooks.add(hook);
        }

        @Override
        public Executor offload() {
            return offload;
        }
    }
}
