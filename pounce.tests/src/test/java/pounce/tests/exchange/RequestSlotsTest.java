package pounce.tests.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.engine.exchange.RequestSlots;
import pounce.tests.waiting.Waits;

@Timeout(60)
final class RequestSlotsTest {
    private static final Duration LONG = Duration.ofHours(1);

    private static boolean never() {
        return false;
    }

    private static boolean take(RequestSlots slots) {
        return slots.take(LONG, RequestSlotsTest::never);
    }

    private static boolean takeAtOnce(RequestSlots slots) {
        return slots.take(Duration.ZERO, RequestSlotsTest::never);
    }

    private static CompletableFuture<Boolean> waiter(RequestSlots slots, BooleanSupplier givenUp)
            throws Exception {
        int before = slots.waiting();
        var taken =
                CompletableFuture.supplyAsync(
                        () -> slots.take(LONG, givenUp), Thread::startVirtualThread);
        awaitWaiting(slots, before + 1);
        return taken;
    }

    private static void awaitWaiting(RequestSlots slots, int count) throws Exception {
        Waits.until(count + " who wait", () -> slots.waiting() == count);
    }

    @Test
    void givesAsManyAsThereAre() {
        var slots = new RequestSlots(2, 0);

        assertTrue(take(slots));
        assertTrue(take(slots));
        assertFalse(take(slots));

        slots.giveBack();
        assertTrue(take(slots));
        assertEquals(2, slots.taken());
    }

    @Test
    void servesThoseThatWaitInTheirOrder() throws Exception {
        var slots = new RequestSlots(1, 10);
        take(slots);
        var served = new ConcurrentLinkedQueue<Integer>();
        var waiters = new ArrayList<Thread>();
        for (int i = 0; i < 10; i++) {
            int number = i;
            waiters.add(
                    Thread.startVirtualThread(() -> {
                        assertTrue(take(slots));
                        served.add(number);
                        slots.giveBack();
                    }));
            awaitWaiting(slots, i + 1);
        }

        slots.giveBack();

        for (var waiter : waiters) {
            waiter.join();
        }
        assertEquals(IntStream.range(0, 10).boxed().toList(), List.copyOf(served));
        assertEquals(0, slots.taken());
    }

    @Test
    void letsNobodyOvertake() throws Exception {
        var slots = new RequestSlots(1, 2);
        take(slots);
        var first = waiter(slots, RequestSlotsTest::never);

        slots.giveBack();

        assertFalse(takeAtOnce(slots)); // even if the first has not woken up yet
        assertTrue(first.get(10, TimeUnit.SECONDS));
    }

    @Test
    void letsNoMoreWaitThanAllowed() throws Exception {
        var slots = new RequestSlots(1, 1);
        take(slots);
        var first = waiter(slots, RequestSlotsTest::never);

        assertFalse(take(slots));
        assertFalse(first.isDone());
    }

    @Test
    void endsAWaitAtItsDeadline() {
        var slots = new RequestSlots(1, 1);
        take(slots);

        assertFalse(slots.take(Duration.ofMillis(20), RequestSlotsTest::never));

        assertEquals(0, slots.waiting());
    }

    @Test
    void endsAWaitThatIsGivenUp() throws Exception {
        var slots = new RequestSlots(1, 1);
        take(slots);
        var givenUp = new AtomicBoolean();
        var taken = new CompletableFuture<Boolean>();
        var waiter =
                Thread.startVirtualThread(() -> taken.complete(slots.take(LONG, givenUp::get)));
        awaitWaiting(slots, 1);

        givenUp.set(true);
        LockSupport.unpark(waiter);

        assertFalse(taken.get(10, TimeUnit.SECONDS));
        assertEquals(0, slots.waiting());
    }

    @Test
    void endsAWaitThatIsInterrupted() throws Exception {
        var slots = new RequestSlots(1, 1);
        take(slots);
        var taken = new CompletableFuture<Boolean>();
        var waiter = Thread.startVirtualThread(() -> taken.complete(take(slots)));
        awaitWaiting(slots, 1);

        waiter.interrupt();

        assertFalse(taken.get(10, TimeUnit.SECONDS));
        assertEquals(0, slots.waiting());
    }

    /// Asks for a slot, and fails in the middle of the wait.
    private static void failWhileWaiting(RequestSlots slots, Runnable first) {
        assertThrows(
                StackOverflowError.class,
                () ->
                        slots.take(
                                LONG,
                                () -> {
                                    first.run();
                                    throw new StackOverflowError();
                                }));
    }

    @Test
    void losesNothingWhenAWaitFails() {
        var slots = new RequestSlots(1, 1);
        take(slots);

        failWhileWaiting(slots, () -> {});

        assertEquals(0, slots.waiting());
        slots.giveBack();
        assertTrue(take(slots));
    }

    @Test
    void losesNothingWhenAWaitFailsAfterItsTurnHasCome() {
        var slots = new RequestSlots(1, 1);
        take(slots);

        failWhileWaiting(slots, slots::giveBack); // to the one that is about to fail

        assertEquals(0, slots.taken());
    }

    @Property(tries = 30)
    void isNeverOverfullAndLosesNothing(
            @ForAll @IntRange(min = 1, max = 4) int size,
            @ForAll @IntRange(min = 0, max = 8) int waiting,
            @ForAll boolean virtual,
            @ForAll long seed)
            throws Exception {
        var slots = new RequestSlots(size, waiting);
        var running = new AtomicInteger();
        var random = new SplittableRandom(seed);
        ThreadFactory threads =
                virtual ? Thread.ofVirtual().factory() : Thread.ofPlatform().factory();
        var visitors = new ArrayList<CompletableFuture<Void>>();
        for (int i = 0; i < 12; i++) {
            var own = random.split();
            visitors.add(
                    CompletableFuture.runAsync(
                            () -> visit(slots, size, running, own),
                            task -> threads.newThread(task).start()));
        }

        for (var visitor : visitors) {
            join(visitor);
        }

        assertEquals(0, slots.taken());
        assertEquals(0, slots.waiting());
    }

    /// Comes again and again, sometimes without patience.
    private static void visit(
            RequestSlots slots, int size, AtomicInteger running, SplittableRandom random) {
        for (int i = 0; i < 200; i++) {
            var patience = Duration.ofNanos(random.nextInt(2) * random.nextLong(200_000));
            if (slots.take(patience, () -> random.nextInt(16) == 0)) {
                assertTrue(running.incrementAndGet() <= size);
                if (random.nextInt(4) == 0) {
                    LockSupport.parkNanos(50_000);
                }
                running.decrementAndGet();
                slots.giveBack();
            }
        }
    }

    private static void join(CompletableFuture<Void> visitor) throws Exception {
        try {
            visitor.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        }
    }
}
