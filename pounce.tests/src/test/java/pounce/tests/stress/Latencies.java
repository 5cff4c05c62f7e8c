package pounce.tests.stress;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLongArray;

/// Durations, counted with an error of 1/16 at most. Any thread.
final class Latencies {
    private static final int STEPS_PER_DOUBLING = 16;
    private static final int LOG_STEPS = 4;

    private final AtomicLongArray counts = new AtomicLongArray(64 * STEPS_PER_DOUBLING);

    void add(long nanos) {
        counts.incrementAndGet(bucket(nanos));
    }

    /// The number of the highest bit, and the four bits behind it.
    private static int bucket(long nanos) {
        long value = Math.max(nanos, STEPS_PER_DOUBLING);
        int highest = 63 - Long.numberOfLeadingZeros(value);
        int steps = (int) (value >> (highest - LOG_STEPS)) - STEPS_PER_DOUBLING;
        return highest * STEPS_PER_DOUBLING + steps;
    }

    private static long upperBound(int bucket) {
        int highest = bucket / STEPS_PER_DOUBLING;
        long steps = bucket % STEPS_PER_DOUBLING + STEPS_PER_DOUBLING + 1L;
        return steps << (highest - LOG_STEPS);
    }

    /// {@return what this share of all durations did not exceed, in nanoseconds; 0 if there are
    /// none}
    ///
    /// @param share from 0 to 1
    long quantile(double share) {
        long total = 0;
        for (int i = 0; i < counts.length(); i++) {
            total += counts.get(i);
        }
        long wanted = (long) Math.ceil(share * total);
        long seen = 0;
        int bucket = 0;
        while (seen < wanted) {
            seen += counts.get(bucket++);
        }
        return wanted == 0 ? 0 : upperBound(bucket - 1);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "p50 %.2f ms, p99 %.2f ms, p99.9 %.2f ms, max %.2f ms",
                quantile(0.5) / 1e6,
                quantile(0.99) / 1e6,
                quantile(0.999) / 1e6,
                quantile(1) / 1e6);
    }
}
