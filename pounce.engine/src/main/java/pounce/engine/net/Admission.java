package pounce.engine.net;

/// What becomes of a new connection, given how many there are.
public enum Admission {
    /// It is served.
    SERVED,
    /// It is one too many, and is told so if it asks.
    REFUSED,
    /// There are too many even of those: it is closed at once, without a word.
    DROPPED
}
