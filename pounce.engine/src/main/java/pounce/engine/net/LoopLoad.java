package pounce.engine.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/// How busy an event loop is. Its clock is looked at only once somebody wants to know.
///
/// Written by the thread that drives the loop; read by any, to whom a value a moment old will do.
final class LoopLoad {
    private final AtomicInteger connections = new AtomicInteger();
    private volatile boolean measured;
    private volatile long begunNs;
    private volatile long sleptNs;
    private volatile long asleepSince;
    private volatile boolean asleep;
    private volatile long takeOvers;

    void connectionOpened() {
        connections.incrementAndGet();
    }

    void connectionClosed() {
        connections.decrementAndGet();
    }

    /// The loop has nothing to do from now on.
    void sleeps() {
        if (measured) {
            asleepSince = System.nanoTime();
            asleep = true;
        }
    }

    /// The loop looks for work again.
    ///
    /// @param now by its clock
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    void wakes(long now) {
        if (asleep) {
            asleep = false;
            sleptNs += now - asleepSince;
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the watchdog alone takes loops over
    void takenOver() {
        takeOvers++;
    }

    int connections() {
        return connections.get();
    }

    long takeOvers() {
        return takeOvers;
    }

    /// {@return the time that it was not asleep, since somebody asked first}
    Duration busy() {
        long now = System.nanoTime();
        if (!measured) {
            begunNs = now;
            measured = true;
            return Duration.ZERO;
        }
        long sleeping = asleep ? Math.max(0, now - asleepSince) : 0;
        return Duration.ofNanos(Math.max(0, now - begunNs - sleptNs - sleeping));
    }
}
