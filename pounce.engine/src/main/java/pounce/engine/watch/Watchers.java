package pounce.engine.watch;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import pounce.api.LifecycleCollector;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.ResponseCompleted;

/// Those who watch a server.
public final class Watchers implements AutoCloseable {
    private final GuardedCollector[] collectors;
    private final LongAdder failures = new LongAdder();
    private final BooleanSupplier draining;

    /// Watchers of one server.
    ///
    /// @param collectors who is told, in this order
    /// @param draining whether the server is about to stop
    public Watchers(List<LifecycleCollector> collectors, BooleanSupplier draining) {
        this.collectors =
                collectors.stream()
                        .filter(each -> !LifecycleCollector.noop().equals(each))
                        .map(each -> new GuardedCollector(each, failures))
                        .toArray(GuardedCollector[]::new);
        this.draining = draining;
    }

    /// {@return watchers that are none}
    public static Watchers nobody() {
        return new Watchers(List.of(), () -> false);
    }

    /// {@return what notes down the connections of one event loop}
    ///
    /// @param worker the loop's number, from 0
    public LoopWatch loop(int worker) {
        return isNobody() ? Silence.INSTANCE : new WatchedLoop(this, worker);
    }

    /// {@return whether there are no watchers at all}
    public boolean isNobody() {
        return collectors.length == 0;
    }

    /// {@return who is told}
    public List<LifecycleCollector> collectors() {
        return Arrays.stream(collectors).map(GuardedCollector::collector).toList();
    }

    /// {@return how often collectors have failed}
    public long failures() {
        return failures.sum();
    }

    /// Lets collectors open their files anew.
    public void reopen() {
        for (var each : collectors) {
            each.reopen();
        }
    }

    boolean areWatching() {
        for (var each : collectors) {
            if (each.isWatching()) {
                return true;
            }
        }
        return false;
    }

    boolean want(Class<? extends LifecycleEvent> kind) {
        for (var each : collectors) {
            if (each.wants(kind)) {
                return true;
            }
        }
        return false;
    }

    /// {@return how long responses take at least that anybody wants, in nanoseconds}
    long leastNanos() {
        long least = Long.MAX_VALUE;
        for (var each : collectors) {
            if (each.wants(ResponseCompleted.class)) {
                least = Math.min(least, each.leastNanos());
            }
        }
        return least;
    }

    /// Tells of something that concerns no connection.
    ///
    /// @param event what happened
    public void tell(LifecycleEvent event) {
        for (var each : collectors) {
            each.record(event);
        }
    }

    boolean isDraining() {
        return draining.getAsBoolean();
    }

    /// Closes the collectors that can be closed.
    @Override
    public void close() {
        for (var each : collectors) {
            each.close();
        }
    }
}
