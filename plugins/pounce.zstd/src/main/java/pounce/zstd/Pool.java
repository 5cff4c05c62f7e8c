package pounce.zstd;

import java.util.ArrayDeque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is native and is used by one after the other: to make it costs more than a small response.
/// Any thread.
///
/// @param <T> what it is
final class Pool<T extends Pool.Reusable> implements AutoCloseable {

    /// Something that is native.
    interface Reusable extends AutoCloseable {

        /// Makes it as good as new.
        ///
        /// @return false if it is better closed
        boolean reset();

        /// Frees it, once.
        @Override
        void close();
    }

    private final Supplier<T> maker;
    private final int most;
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private final ArrayDeque<T> free = new ArrayDeque<>();
    private int alive;
    private boolean closed;

    /// @param maker makes one
    /// @param most how many are kept that nobody uses
    Pool(Supplier<T> maker, int most) {
        this.maker = maker;
        this.most = most;
    }

    /// {@return one that nobody else uses; the caller has to [give it back][#giveBack]}
    T take() {
        var known = takeFree();
        if (known != null) return known;
        var made = maker.get();
        count(1);
        return made;
    }

    private @Nullable T takeFree() {
        lock.lock();
        try {
            return free.poll();
        } finally {
            lock.unlock();
        }
    }

    private void count(int more) {
        lock.lock();
        try {
            alive += more;
        } finally {
            lock.unlock();
        }
    }

    /// Takes one back, in any state.
    ///
    /// @param thing of no more use to the caller
    void giveBack(T thing) {
        if (!thing.reset() || !keep(thing)) {
            thing.close();
            count(-1);
        }
    }

    private boolean keep(T thing) {
        lock.lock();
        try {
            if (closed || free.size() == most) return false;
            free.push(thing);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// {@return how many there are, in use or not}
    int alive() {
        lock.lock();
        try {
            return alive;
        } finally {
            lock.unlock();
        }
    }

    /// Frees those that nobody uses, and the others when they come back.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            alive -= free.size();
            free.forEach(Reusable::close);
            free.clear();
        } finally {
            lock.unlock();
        }
    }
}
