package pounce.api;

/// What the access log, or a span, shows of queries.
public enum AccessLogQuery {
    /// All but the values of parameters whose names sound like secrets.
    REDACTED,

    /// Everything, as it was received.
    SHOWN,

    /// Nothing: a path ends where its query begins.
    OMITTED
}
