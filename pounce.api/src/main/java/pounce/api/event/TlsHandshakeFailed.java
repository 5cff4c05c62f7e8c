package pounce.api.event;

import pounce.api.error.ErrorCode;

/// A connection did not come under TLS, where TLS is due, and is closed. It was not opened: there
/// is neither a [ConnectionOpened] nor a [ConnectionCompleted] for it.
///
/// A client that asks in plain HTTP is answered, and is a [RequestRefused].
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param code why
/// @param reason why, as far as it is known; for people, and in printable ASCII
/// @param durationMs from the start of the connection, in milliseconds
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param connection which it would have been; its protocol is `tls`
public record TlsHandshakeFailed(
        long connectionId,
        int workerId,
        ErrorCode code,
        String reason,
        double durationMs,
        long timestampNs,
        ConnectionOpened connection)
        implements LifecycleEvent {}
