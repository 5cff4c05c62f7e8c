package pounce.api.event;

/// A connection was accepted and its protocol is known: under TLS by the handshake, in clear by its
/// first octets, or, if none come, when it is closed. Where HTTP/2 is turned off, it is known at
/// once.
///
/// Where proxies announce their clients (`?proxy-protocol`), it is opened when the header is here,
/// and has the addresses that the header names; a connection that never brings one is not opened.
///
/// A connection over `limits.connections` is not opened: there is neither this nor a
/// [ConnectionCompleted] for it, only the one request that is answered with 503, if it comes.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param clientAddr the address of the peer, or of the client that it forwards
/// @param clientPort the port of the same
/// @param serverAddr the address that accepted the connection, or that the client connected to
/// @param serverPort the port of the same
/// @param protocol `h1` or `h2`; `proxy` in a [RequestRefused] that came before any other protocol
/// @param timestampNs on the clock of [System#nanoTime()]
public record ConnectionOpened(
        long connectionId,
        int workerId,
        String clientAddr,
        int clientPort,
        String serverAddr,
        int serverPort,
        String protocol,
        long timestampNs)
        implements LifecycleEvent {}
