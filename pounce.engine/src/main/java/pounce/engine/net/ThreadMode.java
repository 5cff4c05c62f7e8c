package pounce.engine.net;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import pounce.api.WorkerMode;

/// How threads, event loops and connections go together.
sealed interface ThreadMode {

    /// {@return the mode that was asked for; empty if this JVM does not allow it}
    ///
    /// @param wanted what the configuration says
    static Optional<ThreadMode> of(WorkerMode wanted) {
        return switch (wanted) {
            case AUTO -> Optional.of(best());
            case LOOP -> SchedulerHook.find().map(Loop::new);
            case SHARED -> Optional.of(new Shared("as worker-mode says"));
            case INLINE -> Optional.of(new Inline());
        };
    }

    private static ThreadMode best() {
        return SchedulerHook.find()
                .<ThreadMode>map(Loop::new)
                .orElseGet(() ->
                        new Shared(
                                "java.lang is not open to pounce.engine; start Java with"
                                        + " --add-opens java.base/java.lang=pounce.engine"
                                        + " for less CPU time per request"));
    }

    /// {@return what starts the connections of one loop; used on any thread}
    Consumer<Runnable> starterOn(EventLoop loop);

    /// {@return whether loops run on virtual threads of the JDK's scheduler}
    boolean hasVirtualLoops();

    /// {@return how long a task may hold a loop}
    ///
    /// @param limit if tasks are the application's
    default Duration patience(Duration limit) {
        return limit;
    }

    /// {@return the mode in one word, and why it is this one; for the log}
    String describe();

    /// Every connection has a virtual thread that its own loop schedules.
    record Loop(SchedulerHook hook) implements ThreadMode {

        @Override
        public Consumer<Runnable> starterOn(EventLoop loop) {
            var threads = hook.threadsOn(loop);
            return connection -> threads.unstarted(connection).start();
        }

        @Override
        public boolean hasVirtualLoops() {
            return false;
        }

        @Override
        public String describe() {
            return "loop: java.lang is open to pounce.engine, event loops schedule their own threads";
        }
    }

    /// Every connection has a virtual thread, and so has every loop; the JDK schedules all of them.
    record Shared(String reason) implements ThreadMode {

        @Override
        public Consumer<Runnable> starterOn(EventLoop loop) {
            var threads = SchedulerHook.ordinaryThreads();
            return connection -> {
                if (!loop.isStarved() || !loop.threads().startPlatformThread(connection)) {
                    threads.unstarted(connection).start();
                }
            };
        }

        @Override
        public boolean hasVirtualLoops() {
            return true;
        }

        /// No task of such a loop takes long; if one seems to, its thread waits for a carrier.
        @Override
        public Duration patience(Duration limit) {
            return Watchdog.OVERSLEPT;
        }

        @Override
        public String describe() {
            return "shared: " + reason;
        }
    }

    /// Connections run on the thread of their loop, which leaves the loop to another one when it
    /// has to wait.
    record Inline() implements ThreadMode {

        @Override
        public Consumer<Runnable> starterOn(EventLoop loop) {
            return loop::execute;
        }

        @Override
        public boolean hasVirtualLoops() {
            return true;
        }

        @Override
        public String describe() {
            return "inline: as worker-mode says; the application must not block";
        }
    }
}
