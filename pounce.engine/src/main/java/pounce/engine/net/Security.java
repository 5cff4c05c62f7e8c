package pounce.engine.net;

/// What a listener expects of those who connect.
public enum Security {
    /// Their octets are those of the protocol.
    NONE,
    /// They begin with a handshake of TLS.
    TLS
}
