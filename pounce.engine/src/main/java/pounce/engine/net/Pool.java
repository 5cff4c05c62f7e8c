package pounce.engine.net;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Things to borrow and give back, from any thread. In the usual case, one borrower at a time, it
/// costs one exchange of a reference; a few more are kept for the others, and what exceeds them is
/// left to the garbage collector.
///
/// @param <T> what is lent
public final class Pool<T> {
    private static final int SPARE = 16;

    private final Supplier<T> maker;
    private final AtomicReference<@Nullable T> first = new AtomicReference<>();
    private final ArrayBlockingQueue<T> others = new ArrayBlockingQueue<>(SPARE);

    /// An empty pool.
    ///
    /// @param maker makes one more
    public Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /// {@return one that nobody else has}
    public T borrow() {
        T mine = first.getAndSet(null);
        if (mine == null) {
            mine = others.poll();
        }
        return mine != null ? mine : maker.get();
    }

    /// Takes one back; the caller must not use it any more.
    ///
    /// @param item what was borrowed
    public void giveBack(T item) {
        if (first.get() != null || !first.compareAndSet(null, item)) {
            others.offer(item);
        }
    }
}
