package pounce.engine.exchange;

import java.util.concurrent.atomic.AtomicInteger;

/// How many requests of one event loop a generation of the application serves now.
///
/// One for each loop, so that loops do not share the cache line.
public final class Pins {
    private final AtomicInteger count = new AtomicInteger();

    /// None yet.
    public Pins() {}

    void take() {
        count.incrementAndGet();
    }

    void release() {
        count.decrementAndGet();
    }

    /// {@return how many there are}
    public int count() {
        return count.get();
    }
}
