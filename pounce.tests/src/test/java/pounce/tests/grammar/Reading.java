package pounce.tests.grammar;

/// What the reference makes of a text.
///
/// @param <T> what is read
public sealed interface Reading<T> {

    /// A whole one.
    ///
    /// @param <T> what is read
    /// @param value its meaning
    /// @param end where the next begins
    record Whole<T>(T value, int end) implements Reading<T> {}

    /// More is needed.
    ///
    /// @param <T> what is read
    /// @param doomed whether nothing that could follow makes it valid, so that a reader may refuse
    ///   it already
    record Partial<T>(boolean doomed) implements Reading<T> {}

    /// It breaks a rule.
    ///
    /// @param <T> what is read
    record Refused<T>() implements Reading<T> {}
}
