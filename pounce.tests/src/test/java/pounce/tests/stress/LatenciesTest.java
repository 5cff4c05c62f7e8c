package pounce.tests.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

    @Property
    void isASixteenthTooHighAtMost(@ForAll @LongRange(min = 16, max = 1L << 50) long nanos) {
        var latencies = new Latencies();
        latencies.add(nanos);

        long found = latencies.quantile(1);

        assertTrue(found > nanos, () -> nanos + " < " + found);
        assertTrue(found - nanos <= nanos / 16 + 1, () -> nanos + " << " + found);
    }

    @Test
    void ranksWhatItHasCounted() {
        var latencies = new Latencies();
        for (int i = 0; i < 99; i++) {
            latencies.add(1_000);
        }
        latencies.add(1_000_000);

        assertEquals(1_024, latencies.quantile(0.99));
        assertEquals(31 << 15, latencies.quantile(0.999));
        assertEquals(0, new Latencies().quantile(0.5));
    }
}
