package pounce.api;

import java.util.List;
import pounce.api.event.LifecycleEvent;

/// Several collectors as one.
record CollectorList(List<LifecycleCollector> collectors)
        implements LifecycleCollector, AutoCloseable {

    @Override
    public void record(LifecycleEvent event) {
        for (var each : collectors) {
            each.record(event);
        }
    }

    /// Closes all of them, whatever one of them throws.
    @Override
    public void close() {
        var failures = new IllegalStateException("collectors did not close");
        for (var each : collectors) {
            try {
                close(each);
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
