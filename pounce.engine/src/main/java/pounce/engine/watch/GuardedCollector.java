package pounce.engine.watch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.LifecycleCollector;
import pounce.api.event.LifecycleEvent;

/// A collector whose failures hurt nobody. They are counted, and logged the first time only: the
/// next may come with every event.
final class GuardedCollector {
    private static final Logger LOG = LoggerFactory.getLogger(GuardedCollector.class);

    private final LifecycleCollector collector;
    private final LongAdder failures;
    private final AtomicBoolean failed = new AtomicBoolean();

    /// @param failures counts those of all collectors
    GuardedCollector(LifecycleCollector collector, LongAdder failures) {
        this.collector = collector;
        this.failures = failures;
    }

    LifecycleCollector collector() {
        return collector;
    }

    boolean isWatching() {
        try {
            return collector.isWatching();
        } catch (Throwable failure) {
            report(failure);
            return true;
        }
    }

    /// {@return whether it wants events of this kind now}
    boolean wants(Class<? extends LifecycleEvent> kind) {
        try {
            return collector.isWatching() && collector.wants(kind);
        } catch (Throwable failure) {
            report(failure);
            return true;
        }
    }

    /// {@return how long responses take at least that it wants, in nanoseconds}
    long leastNanos() {
        try {
            return collector.leastDuration().toNanos();
        } catch (Throwable failure) {
            report(failure);
            return 0;
        }
    }

    void record(LifecycleEvent event) {
        try {
            collector.record(event);
        } catch (Throwable failure) {
            report(failure);
        }
    }

    void reopen() {
        try {
            collector.reopen();
        } catch (Throwable failure) {
            report(failure);
        }
    }

    void close() {
        if (collector instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Throwable failure) {
                report(failure);
            }
        }
    }

    private void report(Throwable failure) {
        failures.increment();
        if (failed.compareAndSet(false, true)) {
            LOG.atError()
                    .addKeyValue("collector", collector.getClass().getName())
                    .setCause(failure)
                    .log("A lifecycle collector failed; its further failures are not logged");
        }
    }
}
