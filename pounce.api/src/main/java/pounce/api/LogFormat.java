package pounce.api;

/// What lines of the general log look like, see [Options#LOG_FORMAT].
public enum LogFormat {
    /// [#TEXT] at a terminal, else [#JSON].
    AUTO,
    /// For people.
    TEXT,
    /// An object for each line.
    JSON
}
