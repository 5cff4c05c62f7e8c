package pounce.engine.net;

/// A moment after which a wait is over.
///
/// @param nanoTime on the clock of [System#nanoTime()]
public record Deadline(long nanoTime) {

    /// {@return whether it is over}
    ///
    /// @param now on the same clock
    boolean hasPassed(long now) {
        return now - nanoTime >= 0;
    }
}
