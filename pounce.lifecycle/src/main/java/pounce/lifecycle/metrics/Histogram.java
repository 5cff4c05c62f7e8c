package pounce.lifecycle.metrics;

import java.util.concurrent.TimeUnit;

/// Counts durations by their size: an addition to a bucket and one to the sum. One thread at a time
/// records.
///
/// Whoever reads while others write may find an observation in its bucket that is not yet in the
/// sum.
final class Histogram {
    private final Buckets buckets;

    /// One for each bound, one for what is larger, and the sum in nanoseconds.
    private final Numbers numbers;

    Histogram(Buckets buckets) {
        this.buckets = buckets;
        this.numbers = new Numbers(buckets.count() + 1);
    }

    void record(double millis) {
        long nanos = (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
        numbers.add(buckets.indexOf(nanos), 1);
        numbers.add(buckets.count(), nanos);
    }

    /// Adds these numbers to those of others.
    void addTo(Sum sum) {
        for (int i = 0; i < buckets.count(); i++) {
            sum.counts[i] += numbers.get(i);
        }
        sum.nanos += numbers.get(buckets.count());
    }

    /// Several histograms with the same buckets, added up. For one thread.
    static final class Sum {
        final long[] counts;
        long nanos;

        Sum(Buckets buckets) {
            counts = new long[buckets.count()];
        }
    }
}
