package pounce.api;

/// What becomes of the trace that a request belongs to; see [TraceContext].
public enum TraceMode {
    /// Nobody looks.
    OFF,
    /// It goes on.
    CONTINUE,
    /// It goes on; a request that belongs to none begins one.
    START,
    /// Each request begins one, whatever it belongs to elsewhere: at the border to strangers.
    RESTART
}
