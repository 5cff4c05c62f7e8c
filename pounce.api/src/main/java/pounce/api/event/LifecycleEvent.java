package pounce.api.event;

import java.time.Instant;

/// Something that happened to a connection, to a request on it, or to the server. Records only,
/// safe for any thread.
///
/// **Order.** The events of one connection come one at a time, in the order in which things
/// happened: [ConnectionOpened] first, then [TlsHandshakeCompleted] if it is under TLS,
/// [ConnectionCompleted] last, and between a [RequestStarted] and the one event that ends it what
/// concerns that request. Events of different connections come at once.
///
/// **Each exactly once.** A [RequestStarted] is ended by one [RequestEnded], a [ConnectionOpened]
/// by a [ConnectionCompleted], a [StreamOpened] by a [StreamClosed].
///
/// Cases may be added in minor versions, and components at the end of a record: `switch` with a
/// `default`, and bind the record (`case ResponseCompleted done ->`) rather than take it apart.
public sealed interface LifecycleEvent
        permits CertificateExpiring,
                ConnectionCompleted,
                ConnectionOpened,
                LoopHeld,
                RequestEnded,
                RequestFailed,
                RequestQueued,
                RequestRefused,
                RequestStarted,
                StreamClosed,
                StreamOpened,
                TlsHandshakeCompleted,
                TlsHandshakeFailed {

    /// {@return the connection's number, unique in this process, from 1; 0 where it concerns none}
    long connectionId();

    /// {@return the number of the event loop that owns the connection, from 0; -1 where there is
    /// none}
    int workerId();

    /// {@return when it happened, on the clock of [System#nanoTime()]: differences mean something,
    /// the value does not}
    long timestampNs();

    /// {@return when it happened, by the wall clock as it goes now. Reads both clocks: who handles
    /// many events reads them once for all.}
    default Instant at() {
        return Instant.now().minusNanos(System.nanoTime() - timestampNs());
    }
}
