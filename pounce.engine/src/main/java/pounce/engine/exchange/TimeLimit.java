package pounce.engine.exchange;

/// How long an exchange may take.
@FunctionalInterface
public interface TimeLimit {

    /// Starts to count.
    ///
    /// @param late called once when the time is over, on any thread; does not block
    /// @return what stops it; `late` may be called meanwhile
    Runnable start(Runnable late);
}
