package pounce.tests.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.engine.net.Pool;

@Timeout(60)
final class PoolTest {
    private static final int THREADS = 8;
    private static final int LOANS = 20_000;

    private final AtomicInteger made = new AtomicInteger();
    private final Pool<Item> pool = new Pool<>(this::make);

    private static final class Item {
        final AtomicBoolean lent = new AtomicBoolean();
    }

    private Item make() {
        made.incrementAndGet();
        return new Item();
    }

    @Test
    void lendsAgainWhatWasGivenBack() {
        var first = pool.borrow();
        pool.giveBack(first);

        assertSame(first, pool.borrow());
        assertEquals(1, made.get());
    }

    @Test
    void keepsAFewForThoseWhoBorrowAtOnce() {
        var lent = Stream.generate(pool::borrow).limit(4).toList();
        lent.forEach(pool::giveBack);

        assertEquals(lent, Stream.generate(pool::borrow).limit(4).toList());
    }

    @Test
    void doesNotKeepWhatManyHaveGivenBack() {
        var lent = new ArrayList<>(Stream.generate(pool::borrow).limit(1000).toList());
        lent.forEach(pool::giveBack);

        var again = Stream.generate(pool::borrow).limit(1000).filter(lent::contains).count();

        assertTrue(again <= 16, () -> again + " kept");
    }

    @Test
    void neverLendsOneToTwo() throws Exception {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            Callable<Boolean> borrower = this::borrowOftenAlone;
            for (var alone :
                    threads.invokeAll(Stream.generate(() -> borrower).limit(THREADS).toList())) {
                assertTrue(alone.get());
            }
        }
    }

    private boolean borrowOftenAlone() {
        boolean alone = true;
        for (int i = 0; i < LOANS; i++) {
            var item = pool.borrow();
            alone &= item.lent.compareAndSet(false, true);
            item.lent.set(false);
            pool.giveBack(item);
        }
        return alone;
    }
}
