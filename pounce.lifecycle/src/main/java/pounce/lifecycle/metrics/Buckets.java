package pounce.lifecycle.metrics;

import java.util.concurrent.TimeUnit;

/// The bounds of a histogram, in seconds. Immutable.
final class Buckets {
    /// Of responses. A contract: those who add up servers need the same everywhere.
    static final Buckets REQUESTS =
            new Buckets(0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10);

    /// Of streams, which last.
    static final Buckets STREAMS = new Buckets(0.1, 1, 5, 15, 60, 300, 900, 3600);

    private final double[] bounds;
    private final long[] nanos;

    private Buckets(double... bounds) {
        this.bounds = bounds;
        this.nanos = new long[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            nanos[i] = Math.round(bounds[i] * TimeUnit.SECONDS.toNanos(1));
        }
    }

    /// {@return how many there are, the last without a bound}
    int count() {
        return bounds.length + 1;
    }

    /// {@return the bucket of a duration; most are in the first}
    int indexOf(long duration) {
        int i = 0;
        while (i < nanos.length && duration > nanos[i]) {
            i++;
        }
        return i;
    }

    /// {@return the bound of a bucket as its label says it}
    String label(int index) {
        return index < bounds.length ? Double.toString(bounds[index]) : "+Inf";
    }
}
