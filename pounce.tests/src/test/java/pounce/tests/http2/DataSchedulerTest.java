package pounce.tests.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import pounce.engine.http2.DataScheduler;
import pounce.engine.http2.Priority;

final class DataSchedulerTest {
    private record Stream(String name, Priority priority) implements DataScheduler.Scheduled {}

    private final DataScheduler<Stream> scheduler = new DataScheduler<>();

    private Stream add(String name, String priority) {
        var stream = new Stream(name, Priority.parse(priority));
        scheduler.add(stream);
        return stream;
    }

    /// {@return whose turns the next frames are}
    private String turns(int frames) {
        var turns = new StringBuilder();
        for (int i = 0; i < frames; i++) {
            var next = scheduler.next();
            assertTrue(next != null);
            turns.append(next.name());
            scheduler.sent(next);
        }
        return turns.toString();
    }

    @Test
    void servesTheMostUrgentFirst() {
        add("a", "u=5");
        add("b", "u=0");
        add("c", "u=3");

        assertEquals("bb", turns(2));
    }

    @Test
    void servesOneAfterTheOtherWhatIsOfUseOnlyWhenItIsWhole() {
        var first = add("a", "u=3");
        add("b", "u=3");

        assertEquals("aaa", turns(3));
        scheduler.remove(first);
        assertEquals("bb", turns(2));
    }

    @Test
    void letsIncrementalStreamsTakeTurns() {
        add("a", "i");
        var second = add("b", "i");
        add("c", "i");

        assertEquals("abcab", turns(5));
        scheduler.remove(second);
        assertEquals("caca", turns(4));
    }

    @Test
    void sharesBetweenBothKinds() {
        add("a", "i");
        add("b", "");
        add("c", "i");

        assertEquals("abbb", turns(4));
    }

    @Test
    void aMoreUrgentStreamOvertakes() {
        add("a", "u=3");
        turns(1);
        var urgent = add("b", "u=1");

        assertEquals("bb", turns(2));
        scheduler.remove(urgent);
        assertEquals("a", turns(1));
    }

    @Test
    void nobodyIsNextWhenAllAreGone() {
        var only = add("a", "i");
        scheduler.remove(only);
        scheduler.remove(only);

        assertTrue(scheduler.isEmpty());
        assertNull(scheduler.next());
    }
}
