package pounce.api.event;

import java.time.Instant;
import pounce.api.error.ErrorCode;

/// Octets that are no request, or not in time, were answered with an error; there is no
/// [RequestStarted] for them, and the connection closes.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param status of the answer
/// @param bytesSent the answer whole, in octets, before TLS
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param code which rule was broken
/// @param connection on which they came
/// @param at by the wall clock
public record RequestRefused(
        long connectionId,
        int workerId,
        int status,
        long bytesSent,
        long timestampNs,
        ErrorCode code,
        ConnectionOpened connection,
        Instant at)
        implements LifecycleEvent {}
