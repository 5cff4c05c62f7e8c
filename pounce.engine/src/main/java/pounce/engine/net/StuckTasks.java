package pounce.engine.net;

import java.nio.channels.ClosedSelectorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log what held an event loop: each place in an application once, with its stack. For
/// the thread of the [Watchdog].
///
/// Only what goes on for a while after its loop was taken is told: a thread that merely waited for
/// its processor is then through.
final class StuckTasks {
    private static final Logger LOG = LoggerFactory.getLogger(StuckTasks.class);

    /// So many places are told apart; an application has fewer that compute for long.
    private static final int PLACES = 256;

    /// A search for what a loop has run goes through all its connections: this many times as long
    /// as the last one took, none is made.
    private static final int PAUSE = 20;

    private static final List<String> OWN_PACKAGES =
            List.of(
                    "pounce.api.",
                    "pounce.engine.",
                    "pounce.lifecycle.",
                    "pounce.middleware.",
                    "pounce.staticfiles.",
                    "pounce.tls.");

    /// So long goes on, after the loss of its loop, what is told; of a watchdog's ticks, in
    /// nanoseconds.
    private static final long WHILE = Duration.ofMillis(50).toNanos();

    private static final String HELD =
            "Something held its event loop, which another thread has taken over;"
                    + " run what computes for long with Server.offload()";

    private static final String WAITS =
            "An event loop waits for a lock, and all its connections with it";

    private final Set<String> told = new HashSet<>();
    private final List<Loss> losses = new ArrayList<>();
    private volatile Listener listener = (_, _, _) -> {};
    private long nextSearch = System.nanoTime();
    private boolean toldOfStarvation;
    private boolean toldOfLimit;

    /// Is told of every loop that was held for long, in so far as there is time to look.
    @FunctionalInterface
    interface Listener {
        void held(EventLoop loop, String place, Duration soFar);
    }

    void listener(Listener listener) {
        this.listener = listener;
    }

    /// A thread that has lost its loop, and may be through with its task soon.
    private static final class Loss {
        final EventLoop loop;
        final LoopThread loser;
        final int number;

        /// How long it has gone on, in nanoseconds of ticks.
        long age;

        Loss(EventLoop loop, LoopThread loser) {
            this.loop = loop;
            this.loser = loser;
            this.number = loser.losses();
        }

        boolean isOver() {
            return !loser.isStuckSince(number);
        }
    }

    /// A thread has lost its loop. There are no more of them than there may be threads.
    void lost(EventLoop loop, LoopThread loser) {
        losses.add(new Loss(loop, loser));
    }

    /// {@return whether a loss may have to be told yet}
    boolean isWaiting() {
        return !losses.isEmpty();
    }

    /// Called at each look of the watchdog.
    ///
    /// @param tick since the last one, in nanoseconds
    void look(long tick) {
        losses.removeIf(Loss::isOver);
        losses.removeIf(loss -> {
            loss.age += tick;
            if (loss.age < WHILE) {
                return false;
            }
            tell(loss.loop, loss.loser, Duration.ofNanos(loss.age));
            return true;
        });
    }

    private void tell(EventLoop loop, LoopThread loser, Duration soFar) {
        if (loop.mode() instanceof ThreadMode.Shared) {
            starved();
            listener.held(loop, "", soFar);
        } else if (System.nanoTime() - nextSearch >= 0) {
            long begin = System.nanoTime();
            var stack = stackOf(loop, loser);
            long end = System.nanoTime();
            nextSearch = end + PAUSE * (end - begin);
            var place = place(stack);
            listener.held(loop, place.orElse(""), soFar);
            place.ifPresent(known -> tellOnce(known, stack, HELD));
        }
    }

    private void starved() {
        if (!toldOfStarvation) {
            toldOfStarvation = true;
            LOG.warn(
                    "The JDK's scheduler has no thread for event loops: something computes on all of its threads;"
                            + " platform threads serve meanwhile. Run what computes for long elsewhere");
        }
    }

    private void tellOnce(String place, StackTraceElement[] stack, String message) {
        if (told.size() < PLACES && told.add(place)) {
            LOG.atWarn().addKeyValue("place", place).setCause(new Stack(stack)).log(message);
        }
    }

    /// A loop waits for a lock; its thread cannot be replaced meanwhile. Told like a stuck task, if
    /// it goes on for a while.
    ///
    /// @param soFar in nanoseconds of ticks
    void loopWaits(LoopThread waiting, long soFar) {
        if (soFar < WHILE) {
            return;
        }
        var stack = waiting.stack();
        if (!waiting.isWaiting()) {
            return; // no more, and that is another place
        }
        Arrays.stream(stack)
                .filter(frame -> !isOfJdk(frame))
                .findFirst()
                .ifPresent(frame -> tellOnce(name(frame), stack, WAITS));
    }

    /// A task is stuck, and there is no thread to take its loop over.
    void noThreadLeft() {
        if (!toldOfLimit) {
            toldOfLimit = true;
            LOG.error(
                    "Event loops are held by more tasks than there are spare threads (limits.loop-threads):"
                            + " their other connections wait");
        }
    }

    private static StackTraceElement[] stackOf(EventLoop loop, LoopThread loser) {
        try {
            return loop.liveConnections()
                    .flatMap(LoopConnection::handlers)
                    .filter(loser::carries)
                    .findAny()
                    .map(Thread::getStackTrace)
                    .orElseGet(loser::stack);
        } catch (ClosedSelectorException stopped) {
            return stopped.getStackTrace();
        }
    }

    /// The application's own entry, so that one handler counts once, wherever in it the time goes;
    /// none if the application does not run.
    private static Optional<String> place(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> !isPlumbing(frame))
                .reduce((inner, outer) -> outer)
                .map(StuckTasks::name);
    }

    private static String name(StackTraceElement frame) {
        return frame.getClassName() + '.' + frame.getMethodName();
    }

    private static boolean isPlumbing(StackTraceElement frame) {
        return isOfJdk(frame)
                || isOfLambda(frame)
                || OWN_PACKAGES.stream().anyMatch(frame.getClassName()::startsWith);
    }

    /// What a lambda does is in a method of its own; this is the way to it.
    private static boolean isOfLambda(StackTraceElement frame) {
        return frame.getClassName().contains("$$Lambda");
    }

    private static boolean isOfJdk(StackTraceElement frame) {
        var module = frame.getModuleName();
        return module != null && (module.startsWith("java.") || module.startsWith("jdk."));
    }

    /// A stack as a log prints it.
    private static final class Stack extends Exception {
        private static final long serialVersionUID = 1;

        Stack(StackTraceElement[] stack) {
            super("where it is", null, false, true);
            setStackTrace(stack);
        }
    }
}
