package pounce.tests.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import pounce.api.BufferedCollector;
import pounce.api.LifecycleCollector;
import pounce.api.ServerConfig;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;

final class LifecycleCollectorTest {

    private static LifecycleEvent event(long number) {
        return new ConnectionOpened(number, 0, "a", 1, "b", 2, "h1", 3, Instant.EPOCH);
    }

    @Test
    void severalAreToldInOrder() {
        var log = new ArrayList<String>();

        LifecycleCollector.of(_ -> log.add("one"), LifecycleCollector.noop(), _ -> log.add("two"))
                .record(event(1));

        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void severalThatWantNothingWantNothing() {
        var noop = LifecycleCollector.noop();
        LifecycleCollector one = _ -> {};

        assertSame(noop, LifecycleCollector.of());
        assertSame(noop, LifecycleCollector.of(noop, LifecycleCollector.of(noop, noop)));
        assertSame(one, LifecycleCollector.of(noop, one));
    }

    @Test
    void closesAllOfSeveralWhateverOneThrows() {
        var log = new ArrayList<String>();
        var failing =
                LifecycleCollector.buffered(
                        9,
                        _ -> {
                            throw new IllegalStateException("full");
                        });
        var several =
                LifecycleCollector.of(
                        failing,
                        _ -> {},
                        LifecycleCollector.buffered(
                                9, batch -> log.add("batch of " + batch.size())));
        several.record(event(1));

        var failure =
                assertThrows(IllegalStateException.class, () -> ((AutoCloseable) several).close());

        assertEquals("full", failure.getSuppressed()[0].getMessage());
        assertEquals(List.of("batch of 1"), log);
    }

    @Test
    void buffersUntilABatchIsFull() {
        var batches = new ArrayList<List<LifecycleEvent>>();
        var collector = LifecycleCollector.buffered(2, batches::add);

        IntStream.range(0, 5).forEach(i -> collector.record(event(i)));

        assertEquals(List.of(List.of(event(0), event(1)), List.of(event(2), event(3))), batches);
        assertEquals(1, collector.size());
    }

    @Test
    void handsOverTheLastBatchWhenItCloses() {
        var batches = new ArrayList<List<LifecycleEvent>>();
        var collector = LifecycleCollector.buffered(9, batches::add);
        collector.record(event(1));

        collector.close();
        collector.close();
        collector.record(event(2));
        collector.flush();

        assertEquals(List.of(List.of(event(1)), List.of(event(2))), batches);
    }

    @Test
    void refusesABatchOfNothing() {
        assertThrows(IllegalArgumentException.class, () -> LifecycleCollector.buffered(0, _ -> {}));
    }

    /// Were a lock held meanwhile, the other thread could not.
    @Test
    void letsOthersRecordWhileABatchIsTaken() {
        var others = new ArrayList<BufferedCollector>();
        var joined = new ArrayList<Boolean>();
        var collector =
                LifecycleCollector.buffered(
                        2,
                        _ -> {
                            var other =
                                    Thread.startVirtualThread(
                                            () -> others.getFirst().record(event(3)));
                            joined.add(join(other));
                        });
        others.add(collector);

        collector.record(event(1));
        collector.record(event(2));

        assertEquals(List.of(true), joined);
        assertEquals(1, collector.size());
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(20));
        } catch (InterruptedException failure) {
            throw new AssertionError(failure);
        }
    }

    @Property(tries = 50)
    void losesAndRepeatsNothingUnderManyThreads(
            @ForAll @IntRange(min = 1, max = 7) int capacity,
            @ForAll @IntRange(min = 1, max = 50) int each)
            throws InterruptedException {
        var seen = new ConcurrentLinkedQueue<Long>();
        var collector =
                LifecycleCollector.buffered(
                        capacity, batch -> batch.forEach(event -> seen.add(event.connectionId())));
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
    }

    @Test
    void aConfigKeepsItsCollectorsInOrder() {
        LifecycleCollector one = _ -> {};
        LifecycleCollector two = _ -> {};
        var builder = ServerConfig.builder().collector(one).collector(two, one);

        var config = builder.build();
        builder.collector(two);

        assertEquals(List.of(one, two, one), config.collectors());
        assertTrue(ServerConfig.defaults().collectors().isEmpty());
        assertFalse(config.toString().contains("collector"));
    }
}
