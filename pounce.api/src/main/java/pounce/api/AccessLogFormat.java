package pounce.api;

/// What the lines of the access log look like.
public enum AccessLogFormat {
    /// [#TEXT] where a person sits at the terminal that is written to, else [#JSON].
    AUTO,

    /// Short lines for people; no contract.
    TEXT,

    /// One JSON object a line. No key is renamed or gets another type; more may be added.
    JSON,

    /// The Common Log Format.
    COMMON,

    /// The Common Log Format with referer and user agent behind it.
    COMBINED
}
