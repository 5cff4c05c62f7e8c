package pounce.api.event;

import java.time.Instant;

/// A request head was received whole, and follows every rule.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param method case-sensitive
/// @param path path and query as received (RFC 9112, section 3.2)
/// @param httpVersion `1.0` or `1.1`
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param requestId unique among requests, also of other processes; middleware that names a request
///   otherwise comes later
/// @param connection on which it came
/// @param at by the wall clock
public record RequestStarted(
        long connectionId,
        int workerId,
        String method,
        String path,
        String httpVersion,
        long timestampNs,
        String requestId,
        ConnectionOpened connection,
        Instant at)
        implements LifecycleEvent {}
