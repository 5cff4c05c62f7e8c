package pounce.api;

import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import pounce.api.event.LifecycleEvent;

/// A collector that is told some events only.
record FilteredCollector(LifecycleCollector collector, Predicate<? super LifecycleEvent> wanted)
        implements LifecycleCollector, AutoCloseable {

    @Override
    public void record(LifecycleEvent event) {
        if (wanted.test(event)) {
            collector.record(event);
        }
    }

    @Override
    public boolean isWatching() {
        return collector.isWatching();
    }

    @Override
    public boolean wants(Class<? extends LifecycleEvent> kind) {
        return collector.wants(kind);
    }

    @Override
    public Duration leastDuration() {
        return collector.leastDuration();
    }

    @Override
    public long dropped() {
        return collector.dropped();
    }

    @Override
    public void reopen() {
        collector.reopen();
    }

    @Override
    public void close() {
        new CollectorList(List.of(collector)).close();
    }
}
