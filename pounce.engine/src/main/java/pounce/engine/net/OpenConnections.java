package pounce.engine.net;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Counts the connections of a server, so that there can be a limit, and an end.
///
/// The served and the refused are counted apart: otherwise silent clients beyond the limit would
/// keep others out when those within it have left.
public final class OpenConnections {
    /// So many are told at a time that there is no room, each until the deadline of its head. They
    /// take a descriptor each, so there is an end to it.
    static final int MOST_REFUSED = 1000;

    private final int limit;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    /// They wait until there is none. Event loops count, and must not wait, so there is no lock.
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /// None yet.
    ///
    /// @param limit how many are served at once; 0 for no limit
    public OpenConnections(int limit) {
        this.limit = limit == 0 ? Integer.MAX_VALUE : limit;
    }

    /// {@return how many there are, the caller's included}
    public int count() {
        return count.get();
    }

    Admission opened() {
        count.incrementAndGet();
        if (incrementBelow(limit, served)) {
            return Admission.SERVED;
        }
        return incrementBelow(MOST_REFUSED, refused) ? Admission.REFUSED : Admission.DROPPED;
    }

    private static boolean incrementBelow(int bound, AtomicInteger number) {
        return number.getAndUpdate(n -> n < bound ? n + 1 : n) < bound;
    }

    void closed(Admission admission) {
        switch (admission) {
            case SERVED -> served.decrementAndGet();
            case REFUSED -> refused.decrementAndGet();
            case DROPPED -> {}
        }
        if (count.decrementAndGet() == 0) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    /// Blocks until there is none.
    ///
    /// @param limit how long at most
    /// @return whether there is none
    /// @throws InterruptedException if the waiting thread is interrupted
    public boolean awaitNone(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        var me = Thread.currentThread();
        waiting.add(me);
        try {
            for (long left = limit.toNanos(); count.get() > 0 && left > 0; ) {
                LockSupport.parkNanos(this, left);
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while connections were open");
                }
                left = deadline - System.nanoTime();
            }
            return count.get() == 0;
        } finally {
            waiting.remove(me);
        }
    }
}
