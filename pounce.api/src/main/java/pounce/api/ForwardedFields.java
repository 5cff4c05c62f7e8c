package pounce.api;

/// Which of two ways proxies use to say whom they ask for. What is written in the other way may
/// come from anybody, and is taken away.
public enum ForwardedFields {
    /// `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host`, as most proxies do.
    X_FORWARDED,
    /// `Forwarded` (RFC 7239).
    FORWARDED
}
