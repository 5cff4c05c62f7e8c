package pounce.engine.net;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Things to borrow and give back, from any thread. In the usual case, one borrower at a time, it
/// costs one exchange of a reference; a few more are kept for the others, and what exceeds them is
/// left to the garbage collector.
///
/// Nobody waits for anybody here: event loops borrow too.
///
/// @param <T> what is lent
public final class Pool<T> {
    private static final int KEPT = 16;

    private final Supplier<T> maker;
    private final AtomicReferenceArray<@Nullable T> kept = new AtomicReferenceArray<>(KEPT);

    /// An empty pool.
    ///
    /// @param maker makes one more
    public Pool(Supplier<T> maker) {
        this.maker = maker;
    }

    /// {@return one that nobody else has}
    public T borrow() {
        for (int i = 0; i < KEPT; i++) {
            T mine = kept.get(i) == null ? null : kept.getAndSet(i, null);
            if (mine != null) {
                return mine;
            }
        }
        return maker.get();
    }

    /// Takes one back; the caller must not use it any more.
    ///
    /// @param item what was borrowed
    public void giveBack(T item) {
        for (int i = 0; i < KEPT; i++) {
            if (kept.get(i) == null && kept.compareAndSet(i, null, item)) {
                return;
            }
        }
    }
}
