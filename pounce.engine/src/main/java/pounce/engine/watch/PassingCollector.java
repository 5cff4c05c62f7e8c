package pounce.engine.watch;

import java.time.Duration;
import pounce.api.LifecycleCollector;
import pounce.api.event.LifecycleEvent;

/// Collectors that an application brings: those of its present generation are told.
public final class PassingCollector implements LifecycleCollector {
    private volatile Watchers current;

    /// Begins with those of the first generation.
    ///
    /// @param first who is told
    public PassingCollector(Watchers first) {
        this.current = first;
    }

    /// Lets others be told from now on.
    ///
    /// @param next who
    public void replace(Watchers next) {
        current = next;
    }

    @Override
    public void record(LifecycleEvent event) {
        current.tell(event);
    }

    @Override
    public boolean isWatching() {
        return current.areWatching();
    }

    @Override
    public boolean wants(Class<? extends LifecycleEvent> kind) {
        return current.want(kind);
    }

    @Override
    public Duration leastDuration() {
        return Duration.ofNanos(current.leastNanos());
    }

    @Override
    public void reopen() {
        current.reopen();
    }
}
