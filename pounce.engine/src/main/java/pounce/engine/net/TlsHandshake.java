package pounce.engine.net;

import pounce.api.TlsSession;

/// A handshake that is over.
///
/// @param session what was agreed upon
/// @param applicationProtocol what follows (RFC 7301); empty if the client named nothing
/// @param resumed whether both knew each other already
/// @param startNs when the connection began, on the clock of [System#nanoTime()]
public record TlsHandshake(
        TlsSession session, String applicationProtocol, boolean resumed, long startNs) {}
