package pounce.engine.message;

/// What one call to a decoder yields. Decoders never throw at a peer's mistake.
///
/// @param <T> what is decoded
public sealed interface Decoded<T> {

    /// A whole one; its octets are used up.
    ///
    /// @param <T> what is decoded
    /// @param value the whole
    record Ready<T>(T value) implements Decoded<T> {}

    /// Not whole yet. Octets that are not used up are wanted again, with more behind them.
    ///
    /// @param <T> what is decoded
    record NeedMore<T>() implements Decoded<T> {}

    /// The peer breaks a rule; nothing that follows can be trusted.
    ///
    /// @param <T> what is decoded
    /// @param violation the rule
    record Refused<T>(Violation violation) implements Decoded<T> {}
}
