package pounce.api.event;

import pounce.api.RequestHead;
import pounce.api.error.ErrorCode;

/// The application failed at a request. What the client gets, if anything, the [RequestEnded] tells
/// that follows.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param code what went wrong
/// @param failure what the application threw, or what describes its mistake
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param request which
/// @param head the same as the server knows it by now
public record RequestFailed(
        long connectionId,
        int workerId,
        ErrorCode code,
        Throwable failure,
        long timestampNs,
        RequestStarted request,
        RequestHead head)
        implements LifecycleEvent {}
