package pounce.engine.watch;

import java.util.List;
import java.util.function.BooleanSupplier;
import pounce.api.LifecycleCollector;
import pounce.api.event.LifecycleEvent;

/// Those who watch a server.
public final class Watchers implements AutoCloseable {
    private final List<GuardedCollector> collectors;
    private final BooleanSupplier draining;

    /// Watchers of one server.
    ///
    /// @param collectors who is told, in this order
    /// @param draining whether the server is about to stop
    public Watchers(List<LifecycleCollector> collectors, BooleanSupplier draining) {
        this.collectors =
                collectors.stream()
                        .filter(each -> !LifecycleCollector.noop().equals(each))
                        .map(GuardedCollector::new)
                        .toList();
        this.draining = draining;
    }

    /// {@return what notes down the connections of one event loop}
    ///
    /// @param worker the loop's number, from 0
    public LoopWatch loop(int worker) {
        return collectors.isEmpty() ? Silence.INSTANCE : new WatchedLoop(this, worker);
    }

    void tell(LifecycleEvent event) {
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
        collectors.forEach(GuardedCollector::close);
    }
}
