package pounce.engine.watch;

/// The unit of durations in events.
final class Milliseconds {
    private static final double NANOS = 1e6;

    private Milliseconds() {}

    static double between(long startNs, long endNs) {
        return (endNs - startNs) / NANOS;
    }
}
