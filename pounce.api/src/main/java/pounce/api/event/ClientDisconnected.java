package pounce.api.event;

import java.time.Instant;

/// The client went away before the response to its request was complete.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param duringStreaming whether a [StreamOpened] came before
/// @param timestampNs on the clock of [System#nanoTime()]: when the server was done with the
///   request
/// @param request what is left unanswered
/// @param at by the wall clock
public record ClientDisconnected(
        long connectionId,
        int workerId,
        boolean duringStreaming,
        long timestampNs,
        RequestStarted request,
        Instant at)
        implements LifecycleEvent {}
