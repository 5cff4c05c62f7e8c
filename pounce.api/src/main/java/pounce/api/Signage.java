package pounce.api;

/// How much `pounce serve` says of itself on a terminal.
public enum Signage {
    /// What is served, what serves it, and where.
    FULL,

    /// The same in as few lines as can be.
    MINIMAL,

    /// Nothing but the log.
    OFF
}
