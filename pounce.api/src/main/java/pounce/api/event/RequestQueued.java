package pounce.api.event;

/// A request had to wait for `limits.concurrent-requests`, and waits no longer.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param durationMs how long it has waited, in milliseconds
/// @param admitted whether it is served now; otherwise there was no room, or the wait was too long
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param request which
public record RequestQueued(
        long connectionId,
        int workerId,
        double durationMs,
        boolean admitted,
        long timestampNs,
        RequestStarted request)
        implements LifecycleEvent {}
