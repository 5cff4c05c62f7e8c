package pounce.tests.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import pounce.engine.net.Supervisor;

final class SupervisorTest {

    @Property
    void restartsNoMoreThanItsBudgetInAnyWindow(
            @ForAll List<@LongRange(min = 0, max = 40_000_000_000L) Long> pauses,
            @ForAll long start) {
        var supervisor = new Supervisor(_ -> {});
        var restarts = new ArrayList<Long>();
        long now = start;
        for (long pause : pauses) {
            now += pause;
            long moment = now;
            long recent = restarts.stream().filter(restart -> isRecent(restart, moment)).count();

            assertEquals(recent < Supervisor.RESTARTS, supervisor.mayRestart(moment));

            if (recent < Supervisor.RESTARTS) {
                restarts.add(moment);
            }
        }
    }

    private static boolean isRecent(long restart, long now) {
        return now - restart <= Supervisor.WINDOW.toNanos();
    }
}
