package pounce.api;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import pounce.api.event.LifecycleEvent;

/// Consumes lifecycle events.
///
/// A collector that is [AutoCloseable] is closed when the server it was given to has stopped.
@FunctionalInterface
public interface LifecycleCollector {

    /// Takes one event.
    ///
    /// Called on event loops and on threads of requests, for many connections at once: must be
    /// quick, and must not block. What it throws is counted, logged once, and hurts nobody else.
    ///
    /// @param event what happened
    void record(LifecycleEvent event);

    /// Says whether events are wanted now. Asked when a connection begins: where no collector of a
    /// server wants any, that connection costs nothing and has none, to its end.
    ///
    /// @return a guess will do: events that are not wanted may come all the same
    default boolean isWatching() {
        return true;
    }

    /// Says whether events of a kind are wanted. Asked when a connection begins: what no collector
    /// wants is not made, which counts most for those that come with every request. Where
    /// [#isWatching] is false, it does not matter.
    ///
    /// @param kind one of the records in [pounce.api.event]
    /// @return a guess will do: events that are not wanted may come all the same
    default boolean wants(Class<? extends LifecycleEvent> kind) {
        return true;
    }

    /// Says which responses are worth a [pounce.api.event.ResponseCompleted]. Asked when a
    /// connection begins.
    ///
    /// @return how long they take at least; zero for all of them
    default Duration leastDuration() {
        return Duration.ZERO;
    }

    /// {@return how many events were lost so far for want of room; metrics tell it}
    default long dropped() {
        return 0;
    }

    /// Opens the files anew that this collector writes to, because somebody has moved them away;
    /// see [Server#reopen()].
    default void reopen() {}

    /// Returns a collector that passes on some events only. Closing it closes this one.
    ///
    /// @param wanted is quick, and may not block
    /// @return a collector
    default LifecycleCollector where(Predicate<? super LifecycleEvent> wanted) {
        return new FilteredCollector(this, wanted);
    }

    /// {@return the collector that wants nothing: with it alone, no event is even made}
    static LifecycleCollector noop() {
        return NoopCollector.INSTANCE;
    }

    /// Returns a collector that hands over batches, the last after a second at most; see
    /// [#buffered(int, Duration, int, Consumer)].
    ///
    /// @param batch events per batch, at least 1
    /// @param onFlush takes a batch
    /// @return a collector that keeps 64 batches, at least 8192 events, for a slow `onFlush`
    static BufferedCollector buffered(int batch, Consumer<? super List<LifecycleEvent>> onFlush) {
        return BufferedCollector.of(batch, onFlush);
    }

    /// Returns a collector that hands over batches on a thread of its own, so that no request waits
    /// for what is done with them.
    ///
    /// @param batch events per batch, at least 1
    /// @param interval after which a batch is handed over that is not full
    /// @param limit events that wait at most; what comes when so many wait is dropped, and counted
    /// @param onFlush takes a batch, an immutable list, without any lock held. What it throws, the
    ///   next call of [#record] throws.
    /// @return a collector
    static BufferedCollector buffered(
            int batch,
            Duration interval,
            int limit,
            Consumer<? super List<LifecycleEvent>> onFlush) {
        return new BufferedCollector(batch, interval, limit, onFlush);
    }

    /// Returns a collector that writes each event to the logger `pounce.lifecycle`: at `debug`,
    /// slow responses at `info`, disconnects at `warn`.
    ///
    /// @param slow a response that took longer is slow, unless it is a stream
    /// @return a collector
    /// @throws pounce.api.error.MissingProviderException without module `pounce.lifecycle`
    static LifecycleCollector logging(Duration slow) {
        return Providers.collector("lifecycle-log")
                .create(Settings.of(Options.LIFECYCLE_LOG_SLOW, slow));
    }

    /// Returns an access log, for who wants another beside that of `access-log`, or one with a
    /// filter ([#where]). It begins to write at once, and is closed with the server that it is
    /// given to.
    ///
    /// @param settings of these, those under `access-log.` but `access-log` itself, and the paths
    ///   of health, metrics and introspection, which get no line
    /// @return a collector
    /// @throws pounce.api.error.MissingProviderException without module `pounce.lifecycle`
    /// @throws pounce.api.error.ConfigException if its file cannot be written
    static LifecycleCollector accessLog(Settings settings) {
        return Providers.collector("access-log").create(settings);
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
