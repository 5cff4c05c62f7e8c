package pounce.engine.net;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the connections of a server, so that there can be a limit, and an end.
public final class OpenConnections {
    private final AtomicInteger count = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition none = lock.newCondition();

    /// None yet.
    public OpenConnections() {}

    /// {@return how many there are, the caller's included}
    public int count() {
        return count.get();
    }

    void opened() {
        count.incrementAndGet();
    }

    void closed() {
        if (count.decrementAndGet() == 0) {
            lock.lock();
            try {
                none.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /// Blocks until there is none.
    ///
    /// @param limit how long at most
    /// @return whether there is none
    /// @throws InterruptedException if the waiting thread is interrupted
    public boolean awaitNone(Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (count.get() > 0 && nanos > 0) {
                nanos = none.awaitNanos(nanos);
            }
            return count.get() == 0;
        } finally {
            lock.unlock();
        }
    }
}
