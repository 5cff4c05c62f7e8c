package pounce.api.event;

import java.time.Instant;

/// A connection was accepted and its protocol is known.
///
/// A connection over `limits.connections` is not opened: there is neither this nor a
/// [ConnectionCompleted] for it, only the one request that is answered with 503, if it comes.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param clientAddr the peer's address
/// @param clientPort the peer's port
/// @param serverAddr the address that accepted the connection
/// @param serverPort the port that accepted the connection
/// @param protocol `h1`
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param at by the wall clock
public record ConnectionOpened(
        long connectionId,
        int workerId,
        String clientAddr,
        int clientPort,
        String serverAddr,
        int serverPort,
        String protocol,
        long timestampNs,
        Instant at)
        implements LifecycleEvent {}
