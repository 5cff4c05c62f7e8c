package pounce.api.event;

import pounce.api.error.ErrorCode;

/// Octets that are no request, or not in time, were answered with an error; there is no
/// [RequestStarted] for them, and the connection closes.
///
/// A peer that is no trusted proxy, or does not begin with a header of the PROXY protocol where one
/// is due, is refused without an answer. `connection` has the addresses of the socket then, and was
/// not opened: there is neither a [ConnectionOpened] nor a [ConnectionCompleted] for it.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param status of the answer; 0 if there was none
/// @param bytesSent the answer whole, in octets, before TLS
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param code which rule was broken
/// @param connection on which they came
public record RequestRefused(
        long connectionId,
        int workerId,
        int status,
        long bytesSent,
        long timestampNs,
        ErrorCode code,
        ConnectionOpened connection)
        implements LifecycleEvent {}
