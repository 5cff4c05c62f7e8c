package pounce.tests.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.BufferedCollector;
import pounce.api.LifecycleCollector;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;

@Timeout(60)
final class BufferedCollectorTest {
    private static final Duration NEVER = Duration.ofHours(1);

    private final BlockingQueue<List<LifecycleEvent>> batches = new LinkedBlockingQueue<>();

    private static LifecycleEvent event(long number) {
        return new ConnectionOpened(number, 0, "a", 1, "b", 2, "h1", 3);
    }

    private List<LifecycleEvent> next() throws InterruptedException {
        return batches.poll(20, TimeUnit.SECONDS);
    }

    private BufferedCollector ofBatches(int size) {
        return LifecycleCollector.buffered(size, NEVER, 100, batches::add);
    }

    @Test
    void handsOverABatchThatIsFull() throws Exception {
        try (var collector = ofBatches(2)) {
            IntStream.range(0, 5).forEach(i -> collector.record(event(i)));

            assertEquals(List.of(event(0), event(1)), next());
            assertEquals(List.of(event(2), event(3)), next());
            collector.flush();
            assertEquals(List.of(event(4)), next());
        }
    }

    @Test
    void handsOverABatchThatHasWaitedForLongEnough() throws Exception {
        try (var collector =
                LifecycleCollector.buffered(9, Duration.ofMillis(10), 9, batches::add)) {
            collector.record(event(1));
            assertEquals(List.of(event(1)), next());
            collector.record(event(2));
            assertEquals(List.of(event(2)), next());
        }
    }

    @Test
    void handsOverTheLastBatchWhenItCloses() throws Exception {
        var collector = ofBatches(9);
        collector.record(event(1));

        collector.close();
        collector.close();
        collector.record(event(2));

        assertEquals(List.of(event(1)), next());
        assertEquals(0, batches.size());
        assertEquals(1, collector.dropped(), "what comes later");
        assertEquals(0, collector.size());
    }

    @Test
    void closesWhereNothingHappened() {
        ofBatches(1).close();

        assertEquals(0, batches.size());
    }

    @Test
    void dropsWhatASlowConsumerHasNoRoomFor() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var collector =
                LifecycleCollector.buffered(
                        1,
                        NEVER,
                        3,
                        batch -> {
                            entered.countDown();
                            await(release);
                            batches.add(batch);
                        })) {
            collector.record(event(0));
            await(entered);

            IntStream.range(1, 9).forEach(i -> collector.record(event(i)));

            assertEquals(3, collector.size());
            assertEquals(5, collector.dropped());
            release.countDown();
            for (int i = 0; i < 4; i++) {
                assertEquals(List.of(event(i)), next());
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(20, TimeUnit.SECONDS));
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    /// Were a lock held meanwhile, the other thread could not.
    @Test
    void letsOthersRecordAndFlushWhileABatchIsTaken() throws Exception {
        var others = new ArrayList<BufferedCollector>();
        var joined = new LinkedBlockingQueue<Boolean>();
        try (var collector =
                LifecycleCollector.buffered(
                        2,
                        NEVER,
                        9,
                        _ -> {
                            var collector2 = others.getFirst();
                            collector2.flush();
                            joined.add(
                                    join(
                                            Thread.ofVirtual()
                                                    .start(() -> collector2.record(event(3)))));
                        })) {
            others.add(collector);

            collector.record(event(1));
            collector.record(event(2));

            assertEquals(true, joined.poll(20, TimeUnit.SECONDS));
        }
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void throwsAtTheNextEventWhatItsConsumerThrew() {
        var failure = new IllegalStateException("on purpose");
        var collector =
                LifecycleCollector.buffered(
                        2,
                        NEVER,
                        9,
                        _ -> {
                            throw failure;
                        });
        collector.record(event(1));

        assertSame(failure, assertThrows(IllegalStateException.class, collector::flush).getCause());
        collector.flush(); // once is enough
    }

    @Test
    void refusesSizesThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> LifecycleCollector.buffered(0, _ -> {}));
        assertThrows(
                IllegalArgumentException.class,
                () -> LifecycleCollector.buffered(2, NEVER, 1, _ -> {}));
        assertThrows(
                IllegalArgumentException.class,
                () -> LifecycleCollector.buffered(1, Duration.ZERO, 1, _ -> {}));
    }

    @Property(tries = 50)
    void losesAndRepeatsNothingUnderManyThreads(
            @ForAll @IntRange(min = 1, max = 7) int batch,
            @ForAll @IntRange(min = 1, max = 50) int each)
            throws InterruptedException {
        var seen = new ConcurrentLinkedQueue<Long>();
        var collector =
                LifecycleCollector.buffered(
                        batch, taken -> taken.forEach(event -> seen.add(event.connectionId())));
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            long first = (long) i * each;
            threads.add(
                    Thread.startVirtualThread(() -> {
                        for (int k = 0; k < each; k++) {
                            collector.record(event(first + k));
                        }
                    }));
        }
        for (var thread : threads) {
            thread.join();
        }
        collector.close();

        assertEquals(4 * each, seen.size());
        assertEquals(4L * each, seen.stream().distinct().count());
        assertEquals(0, collector.dropped());
    }
}
