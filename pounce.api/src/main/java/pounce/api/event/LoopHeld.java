package pounce.api.event;

/// A task holds its event loop for long: another thread has taken the loop over, and serves its
/// other connections; the task goes on.
///
/// It concerns no connection: `connectionId` is 0.
///
/// @param connectionId 0
/// @param workerId the event loop, from 0
/// @param place in the application where the time goes, as far as it is known; else empty
/// @param durationMs since the loop was taken over, in milliseconds
/// @param timestampNs on the clock of [System#nanoTime()]
public record LoopHeld(
        long connectionId, int workerId, String place, double durationMs, long timestampNs)
        implements LifecycleEvent {}
