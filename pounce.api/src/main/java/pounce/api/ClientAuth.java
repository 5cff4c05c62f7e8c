package pounce.api;

/// Whether clients identify themselves by certificates of their own, under TLS.
///
/// A certificate counts if one in [Options#TLS_TRUST] has signed it; a handshake with any other
/// fails. [RequestHead#tls()] tells whose it is.
public enum ClientAuth {
    /// They are not asked.
    NONE,

    /// They are asked, and served without one too.
    OPTIONAL,

    /// They are asked, and without one the handshake fails.
    REQUIRED
}
