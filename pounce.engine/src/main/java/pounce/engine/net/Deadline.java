package pounce.engine.net;

import java.time.Duration;

/// A moment after which a wait is over.
///
/// @param nanoTime on the clock of [System#nanoTime()]
public record Deadline(long nanoTime) {

    /// {@return a deadline this far from now, to the nanosecond}
    ///
    /// @param duration how far
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /// {@return how long it is until then, in nanoseconds; 0 or less if it is over}
    public long left() {
        return nanoTime - System.nanoTime();
    }

    /// {@return whether this comes first}
    ///
    /// @param other on the same clock
    public boolean isBefore(Deadline other) {
        return nanoTime - other.nanoTime < 0;
    }

    /// {@return whether it is over}
    ///
    /// @param now on the same clock
    boolean hasPassed(long now) {
        return now - nanoTime >= 0;
    }
}
