package pounce.api;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.ResponseCompleted;

/// Several collectors as one.
record CollectorList(List<LifecycleCollector> collectors)
        implements LifecycleCollector, AutoCloseable {

    @Override
    public void record(LifecycleEvent event) {
        for (var each : collectors) {
            each.record(event);
        }
    }

    @Override
    public boolean isWatching() {
        return collectors.stream().anyMatch(LifecycleCollector::isWatching);
    }

    @Override
    public boolean wants(Class<? extends LifecycleEvent> kind) {
        return watching().anyMatch(each -> each.wants(kind));
    }

    @Override
    public Duration leastDuration() {
        return watching()
                .filter(each -> each.wants(ResponseCompleted.class))
                .map(LifecycleCollector::leastDuration)
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private Stream<LifecycleCollector> watching() {
        return collectors.stream().filter(LifecycleCollector::isWatching);
    }

    @Override
    public long dropped() {
        return collectors.stream().mapToLong(LifecycleCollector::dropped).sum();
    }

    /// Reopens all of them, whatever one of them throws.
    @Override
    public void reopen() {
        forAll("collectors did not reopen", LifecycleCollector::reopen);
    }

    /// Closes all of them, whatever one of them throws.
    @Override
    public void close() {
        forAll("collectors did not close", CollectorList::close);
    }

    @FunctionalInterface
    private interface Step {
        void with(LifecycleCollector collector) throws Exception;
    }

    private void forAll(String fault, Step step) {
        var failures = new IllegalStateException(fault);
        for (var each : collectors) {
            try {
                step.with(each);
            } catch (Exception failure) {
                failures.addSuppressed(failure);
            }
        }
        if (failures.getSuppressed().length > 0) throw failures;
    }

    private static void close(LifecycleCollector collector) throws Exception {
        if (collector instanceof AutoCloseable closeable) {
            closeable.close();
        }
    }
}
