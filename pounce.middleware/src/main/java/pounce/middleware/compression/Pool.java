package pounce.middleware.compression;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Things with memory outside of the heap, which are used one after the other: to make one costs as
/// much as a small response. Any thread.
///
/// @param <T> the things
public final class Pool<T> implements AutoCloseable {
    private final Supplier<T> maker;
    private final Consumer<T> ender;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private final ArrayDeque<T> free = new ArrayDeque<>();
    private int alive;
    private boolean closed;

    /// An empty pool.
    ///
    /// @param maker makes one
    /// @param ender frees its memory
    /// @param most how many are kept that nobody uses
    public Pool(Supplier<T> maker, Consumer<T> ender, int most) {
        this.maker = maker;
        this.ender = ender;
        this.most = most;
    }

    /// {@return one that nobody else uses}
    public T take() {
        var known = takeFree();
        return known != null ? known : maker.get();
    }

    private @Nullable T takeFree() {
        lock.lock();
        try {
            var known = free.poll();
            if (known == null) {
                alive++;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    /// Takes one back.
    ///
    /// @param thing as good as new; of no more use to the caller
    public void giveBack(T thing) {
        if (!keep(thing)) {
            ender.accept(thing);
        }
    }

    private boolean keep(T thing) {
        lock.lock();
        try {
            if (!closed && free.size() < most) {
                free.push(thing);
                return true;
            }
            alive--;
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// {@return how many are there, in use or not}
    public int alive() {
        lock.lock();
        try {
            return alive;
        } finally {
            lock.unlock();
        }
    }

    /// Ends those that nobody uses, and the others when they come back.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            alive -= free.size();
            free.forEach(ender);
            free.clear();
        } finally {
            lock.unlock();
        }
    }
}
