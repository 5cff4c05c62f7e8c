package pounce.tests.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import pounce.engine.net.TimerWheel;

final class TimerWheelTest {
    private static final long MILLI = 1_000_000;
    private static final long TICK = 100 * MILLI;
    private static final long DAY = 86_400_000 * MILLI;

    /// What happens to a wheel: time passes, then deadlines move, then one more entry comes.
    ///
    /// @param pause until the next look at the clock
    /// @param move of all deadlines that are waited for
    /// @param delay from then to the deadline of a new entry
    record Step(long pause, long move, long delay) {}

    private static final class Wait extends TimerWheel.Entry {
        private long deadline;
        private long due;
        private long lastAsked;
        private int timesAsked;
        private boolean over;

        Wait(long now, long deadline) {
            this.lastAsked = now;
            this.deadline = deadline;
            this.due = deadline;
        }

        void move(long now, long by) {
            deadline += by;
            due = Math.max(deadline, now);
        }

        @Override
        public boolean check(long now) {
            assertFalse(over, "asked after its end");
            timesAsked++;
            lastAsked = now;
            over = now >= deadline;
            return !over;
        }

        @Override
        public long nextDeadline() {
            return deadline;
        }
    }

    @Provide
    Arbitrary<Step> steps() {
        return Combinators.combine(pauses(), moves(), pauses()).as(Step::new);
    }

    private static Arbitrary<Long> pauses() {
        return Arbitraries.oneOf(
                Arbitraries.just(0L),
                Arbitraries.longs().between(0, TICK),
                Arbitraries.longs().between(0, 30 * TICK),
                Arbitraries.longs().between(0, 10 * DAY));
    }

    private static Arbitrary<Long> moves() {
        return Arbitraries.oneOf(
                Arbitraries.just(0L),
                Arbitraries.longs().between(-20 * TICK, 20 * TICK),
                Arbitraries.longs().between(-DAY, DAY));
    }

    @Property
    void leavesNothingUnaskedForLongerThanTheHorizonAndAsksNothingTwice(
            @ForAll @LongRange(min = -DAY, max = DAY) long start,
            @ForAll("stepLists") List<Step> steps) {
        long now = start;
        var wheel = new TimerWheel(now);
        var waits = new ArrayList<Wait>();
        for (var step : steps) {
            now += step.pause();
            waits.forEach(wait -> wait.timesAsked = 0);

            wheel.advance(now);

            for (var wait : waits) {
                assertTrue(wait.timesAsked <= 1, "asked twice at one moment");
                assertTrue(wait.over || now - wait.lastAsked < TimerWheel.HORIZON, "not asked");
                assertTrue(wait.over || now - wait.due < TimerWheel.HORIZON, "lost");
            }
            assertEquals(waits.stream().allMatch(wait -> wait.over), wheel.isEmpty());
            for (var wait : waits) {
                wait.move(now, step.move());
            }
            var added = new Wait(now, now + step.delay());
            waits.add(added);
            wheel.add(added);
        }
    }

    @Property
    void noticesADeadlineThatStaysWithinATick(
            @ForAll @LongRange(min = -DAY, max = DAY) long start,
            @ForAll("stepLists") List<Step> steps) {
        long now = start;
        var wheel = new TimerWheel(now);
        var waits = new ArrayList<Wait>();
        for (var step : steps) {
            now += step.pause();

            wheel.advance(now);

            for (var wait : waits) {
                assertTrue(wait.over || now - wait.deadline < TICK, "late");
            }
            var added = new Wait(now, now + step.delay());
            waits.add(added);
            wheel.add(added);
        }
    }

    @Provide
    Arbitrary<List<Step>> stepLists() {
        return steps().list().ofMaxSize(60);
    }

    @Test
    void asksNothingWhileTheClockStands() {
        var wheel = new TimerWheel(0);
        var due = new Wait(0, 0);
        wheel.add(due);

        wheel.advance(0);
        wheel.advance(0);

        assertEquals(0, due.timesAsked);
    }

    @Test
    void asksOnceAfterAPauseOfDays() {
        var wheel = new TimerWheel(0);
        var far = new Wait(0, 100 * DAY);
        wheel.add(far);

        wheel.advance(10 * DAY);

        assertEquals(1, far.timesAsked);
        assertFalse(wheel.isEmpty());
    }

    @Test
    void takesTheSameEntryAgainAfterItsEnd() {
        var wheel = new TimerWheel(0);
        var again = new Wait(0, 0);
        wheel.add(again);
        wheel.advance(TICK);
        assertTrue(again.over && wheel.isEmpty());

        again.over = false;
        again.deadline = 3 * TICK;
        wheel.add(again);
        wheel.advance(4 * TICK);

        assertTrue(again.over && wheel.isEmpty());
    }

    @Property
    void whatMovesToAnotherWheelIsAskedThere(
            @ForAll List<@LongRange(min = 0, max = 3_000_000_000L) Long> delays) {
        var old = new TimerWheel(0);
        var fresh = new TimerWheel(0);
        var waits = delays.stream().map(delay -> new Wait(0, delay)).toList();
        waits.forEach(old::add);

        old.moveTo(fresh::add);

        assertTrue(old.isEmpty());
        old.advance(DAY);
        waits.forEach(wait -> assertEquals(0, wait.timesAsked));
        fresh.advance(DAY);
        waits.forEach(wait -> assertTrue(wait.over));
        assertTrue(fresh.isEmpty());
    }
}
