package pounce.api;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import pounce.api.event.LifecycleEvent;

/// Gathers events into batches, and hands them over on a thread of its own, one at a time and in
/// order: when a batch is full, when the oldest event has waited for long enough, and at the end.
///
/// Safe for any thread; [#record] neither blocks nor takes a lock.
public final class BufferedCollector implements LifecycleCollector, AutoCloseable {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final int BATCHES = 64;
    private static final int LEAST_LIMIT = 8192;

    /// Whoever waits for a batch to be taken goes on after this.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final int batch;
    private final long intervalNanos;
    private final int limit;
    private final Consumer<? super List<LifecycleEvent>> onFlush;

    private final Queue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();

    /// Those in the queue, or about to be. Whoever moves it to 1 or to a full batch wakes the
    /// courier.
    private final AtomicInteger waiting = new AtomicInteger();

    private final LongAdder dropped = new LongAdder();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable Thread> courier = new AtomicReference<>();
    private volatile boolean closed;

    /// Grows with every wish that all be handed over.
    private final AtomicInteger wishes = new AtomicInteger();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition fulfilled = lock.newCondition();

    /// The last wish that came true. Written by the courier, under the lock.
    private int granted;

    /// The courier has gone. Written by itself, under the lock.
    private boolean ended;

    BufferedCollector(
            int batch,
            Duration interval,
            int limit,
            Consumer<? super List<LifecycleEvent>> onFlush) {
        if (batch < 1) throw new IllegalArgumentException("batch < 1: " + batch);
        if (limit < batch) throw new IllegalArgumentException("limit < batch: " + limit);
        if (!interval.isPositive()) throw new IllegalArgumentException("no interval: " + interval);
        this.batch = batch;
        this.intervalNanos = interval.toNanos();
        this.limit = limit;
        this.onFlush = onFlush;
    }

    static BufferedCollector of(int batch, Consumer<? super List<LifecycleEvent>> onFlush) {
        long batches = Math.min(Integer.MAX_VALUE, (long) BATCHES * batch);
        return new BufferedCollector(
                batch, INTERVAL, Math.max(LEAST_LIMIT, (int) batches), onFlush);
    }

    @Override
    public void record(LifecycleEvent event) {
        int count = waiting.incrementAndGet();
        if (closed || count > limit) {
            waiting.decrementAndGet();
            dropped.increment();
        } else {
            events.add(event);
            if (count == 1 || count == batch) {
                wakeCourier();
            }
        }
        throwFailure();
    }

    /// Hands over what has been gathered; blocks until it is taken, for 10 seconds at most.
    ///
    /// @return whether it was
    public boolean flush() {
        boolean done = Thread.currentThread().equals(courier.get()) || await(wish());
        throwFailure();
        return done;
    }

    /// Hands over what has been gathered, and drops what comes later; blocks until it is taken, for
    /// 10 seconds at most. Idempotent.
    @Override
    public void close() {
        closed = true;
        flush();
    }

    /// {@return how many events wait to be handed over}
    public int size() {
        return waiting.get();
    }

    @Override
    public long dropped() {
        return dropped.sum();
    }

    private void throwFailure() {
        var thrown = failure.get() == null ? null : failure.getAndSet(null);
        if (thrown != null) {
            throw new IllegalStateException("a batch of events was not taken", thrown);
        }
    }

    private int wish() {
        int wish = wishes.incrementAndGet();
        wakeCourier();
        return wish;
    }

    private boolean await(int wish) {
        long nanos = PATIENCE.toNanos();
        lock.lock();
        try {
            while (granted - wish < 0 && !ended) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = fulfilled.awaitNanos(nanos);
            }
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    // ---------------------------------------------------------------- the courier

    private void wakeCourier() {
        var known = courier.get();
        if (known == null) {
            var fresh =
                    Thread.ofPlatform()
                            .daemon()
                            .name("pounce-buffered-collector")
                            .unstarted(this::deliver);
            if (courier.compareAndSet(null, fresh)) {
                fresh.start();
                return;
            }
            known = courier.get();
        }
        LockSupport.unpark(known);
    }

    private void deliver() {
        long since = System.nanoTime();
        while (!ended) {
            int wish = wishes.get();
            if (wish != granted) {
                handOver(1);
                grant(wish);
            } else if (isDue(since)) {
                handOver(1);
                since = System.nanoTime();
            } else if (waiting.get() >= batch) {
                handOver(batch);
                since = System.nanoTime();
            } else {
                since = pause(since);
            }
        }
    }

    private boolean isDue(long since) {
        return waiting.get() > 0 && System.nanoTime() - since >= intervalNanos;
    }

    /// Sleeps until the interval is over, or for as long as there is nothing.
    ///
    /// @return since when the oldest event waits
    private long pause(long since) {
        boolean _ = Thread.interrupted(); // it belongs to nobody who could mean this
        if (waiting.get() > 0) {
            LockSupport.parkNanos(this, intervalNanos - (System.nanoTime() - since));
            return since;
        }
        LockSupport.park(this);
        return System.nanoTime();
    }

    /// Hands over batches while so many events wait.
    private void handOver(int least) {
        while (waiting.get() >= least) {
            var next = next();
            if (next.isEmpty()) {
                return; // it is counted, and not quite here yet
            }
            try {
                onFlush.accept(next);
            } catch (Throwable thrown) {
                failure.compareAndSet(null, thrown);
            }
        }
    }

    private List<LifecycleEvent> next() {
        var next = new ArrayList<LifecycleEvent>();
        for (var event = events.poll(); event != null; event = events.poll()) {
            next.add(event);
            if (next.size() == batch) {
                break;
            }
        }
        waiting.addAndGet(-next.size());
        return List.copyOf(next);
    }

    private void grant(int wish) {
        lock.lock();
        try {
            granted = wish;
            ended = closed && wishes.get() == wish;
            fulfilled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
