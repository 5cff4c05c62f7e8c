package pounce.tests.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pounce.api.LifecycleCollector;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.engine.watch.LoopWatch;
import pounce.engine.watch.Watchers;

final class WatchersTest {

    private static LoopWatch loop(LifecycleCollector... collectors) {
        return new Watchers(List.of(collectors), () -> false).loop(0);
    }

    @Test
    void whoeverWantsNothingIsNobody() {
        var nobody = loop();

        assertSame(nobody, loop(LifecycleCollector.noop()));
        assertNotSame(nobody, loop(LifecycleCollector.noop(), _ -> {}));
    }

    @Test
    void closesThoseThatCanBeClosedWhateverOneThrows() {
        var batches = new ArrayList<List<LifecycleEvent>>();
        var failing =
                LifecycleCollector.buffered(
                        9,
                        _ -> {
                            throw new IllegalStateException("a collector on purpose");
                        });
        var buffered = LifecycleCollector.buffered(9, batches::add);
        var event = new ConnectionOpened(1, 0, "a", 1, "b", 2, "h1", 3);
        failing.record(event);
        buffered.record(event);

        new Watchers(List.of(failing, _ -> {}, buffered), () -> false).close();

        assertEquals(List.of(List.of(event)), batches);
    }
}
