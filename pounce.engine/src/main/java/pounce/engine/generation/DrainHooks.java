package pounce.engine.generation;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is called when a drain begins: each on a thread of its own, which is interrupted when the
/// time is over. Any thread.
public final class DrainHooks {
    private static final Logger LOG = LoggerFactory.getLogger(DrainHooks.class);

    private final Supplier<Thread.Builder.OfVirtual> threads;
    private final List<Consumer<Duration>> hooks = new CopyOnWriteArrayList<>();

    /// None yet.
    ///
    /// @param threads make virtual threads on the JDK's scheduler, whoever asks
    public DrainHooks(Supplier<Thread.Builder.OfVirtual> threads) {
        this.threads = threads;
    }

    /// Adds one.
    ///
    /// @param hook is given the time that is left
    public void add(Consumer<Duration> hook) {
        hooks.add(hook);
    }

    /// Calls all of them; does not wait.
    ///
    /// @param limit the time that is left
    public void run(Duration limit) {
        for (var hook : hooks) {
            var thread = threads.get().name("pounce-drain").start(() -> run(hook, limit));
            threads.get().name("pounce-drain-limit").start(() -> end(thread, limit));
        }
    }

    private static void run(Consumer<Duration> hook, Duration limit) {
        try {
            hook.accept(limit);
        } catch (RuntimeException | Error failure) {
            LOG.atError().setCause(failure).log("A drain hook failed");
        }
    }

    private static void end(Thread thread, Duration limit) {
        try {
            if (!thread.join(limit)) {
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            thread.interrupt();
        }
    }
}
