package pounce.engine.net;

/// A moment after which a wait is over.
///
/// @param nanoTime on the clock of [System#nanoTime()]
public record Deadline(long nanoTime) {

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
