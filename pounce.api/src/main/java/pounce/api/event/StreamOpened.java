package pounce.api.event;

/// A response with content of unknown length began: a stream, or server-sent events.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param method of the request
/// @param path of the request, with its query
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param request what is being answered
/// @param status of the response
public record StreamOpened(
        long connectionId,
        int workerId,
        String method,
        String path,
        long timestampNs,
        RequestStarted request,
        int status)
        implements LifecycleEvent {}
