package pounce.api;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import pounce.api.event.LifecycleEvent;

/// Gathers events into batches. Safe for any thread.
///
/// [#close()], which the server calls when it has stopped, hands over the last batch.
public final class BufferedCollector implements LifecycleCollector, AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final int capacity;
    private final Consumer<? super List<LifecycleEvent>> onFlush;

    // Under the lock.
    private List<LifecycleEvent> batch = new ArrayList<>();
    private boolean closed;

    BufferedCollector(int capacity, Consumer<? super List<LifecycleEvent>> onFlush) {
        if (capacity < 1) throw new IllegalArgumentException("capacity < 1: " + capacity);
        this.capacity = capacity;
        this.onFlush = onFlush;
    }

    @Override
    public void record(LifecycleEvent event) {
        handOver(add(event));
    }

    /// {@return the batch that is full with this event, or an empty list}
    private List<LifecycleEvent> add(LifecycleEvent event) {
        lock.lock();
        try {
            batch.add(event);
            return closed || batch.size() >= capacity ? take() : List.of();
        } finally {
            lock.unlock();
        }
    }

    /// Hands over what has been gathered, if anything.
    public void flush() {
        handOver(takeAll());
    }

    /// Hands over the last batch; an event that comes later is handed over alone. Idempotent.
    @Override
    public void close() {
        handOver(takeLast());
    }

    /// {@return how many events wait for their batch to be full}
    public int size() {
        lock.lock();
        try {
            return batch.size();
        } finally {
            lock.unlock();
        }
    }

    private List<LifecycleEvent> takeAll() {
        lock.lock();
        try {
            return take();
        } finally {
            lock.unlock();
        }
    }

    private List<LifecycleEvent> takeLast() {
        lock.lock();
        try {
            closed = true;
            return take();
        } finally {
            lock.unlock();
        }
    }

    private List<LifecycleEvent> take() {
        var taken = batch;
        batch = new ArrayList<>();
        return taken;
    }

    private void handOver(List<LifecycleEvent> events) {
        if (!events.isEmpty()) {
            onFlush.accept(events);
        }
    }
}
