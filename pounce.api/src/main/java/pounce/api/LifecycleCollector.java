package pounce.api;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import pounce.api.event.LifecycleEvent;

/// Consumes lifecycle events.
///
/// A collector that is [AutoCloseable] is closed when the server it was given to has stopped.
@FunctionalInterface
public interface LifecycleCollector {

    /// Takes one event.
    ///
    /// Called on event loops and on threads of requests, for many connections at once: must be
    /// quick, and must not block. What it throws is logged once and hurts nobody else.
    ///
    /// @param event what happened
    void record(LifecycleEvent event);

    /// {@return the collector that wants nothing: with it alone, no event is even made}
    static LifecycleCollector noop() {
        return NoopCollector.INSTANCE;
    }

    /// Returns a collector that hands over batches.
    ///
    /// @param capacity events per batch
    /// @param onFlush takes a batch, which is its own; called without any lock held, on the thread
    ///   that filled the batch
    /// @return a collector
    static BufferedCollector buffered(
            int capacity, Consumer<? super List<LifecycleEvent>> onFlush) {
        return new BufferedCollector(capacity, onFlush);
    }

    /// Returns a collector that passes each event to all of these, in order. Closing it closes
    /// those that can be closed.
    ///
    /// @param collectors any number
    /// @return [#noop()] where none of them wants anything
    static LifecycleCollector of(LifecycleCollector... collectors) {
        var all = Arrays.stream(collectors).filter(each -> !noop().equals(each)).toList();
        return switch (all.size()) {
            case 0 -> noop();
            case 1 -> all.getFirst();
            default -> new CollectorList(all);
        };
    }
}
