package pounce.api.event;

/// A connection is under TLS from now on. Comes right behind its [ConnectionOpened].
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param version `TLSv1.3` or `TLSv1.2`
/// @param cipherSuite by its registered name
/// @param serverName the host that the client asked for, in lower case; empty if it named none
/// @param applicationProtocol what both agreed upon (RFC 7301); empty if the client named none
/// @param resumed whether client and server knew each other already
/// @param durationMs of the handshake, in milliseconds, from the start of the connection
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param connection which it is
public record TlsHandshakeCompleted(
        long connectionId,
        int workerId,
        String version,
        String cipherSuite,
        String serverName,
        String applicationProtocol,
        boolean resumed,
        double durationMs,
        long timestampNs,
        ConnectionOpened connection)
        implements LifecycleEvent {}
