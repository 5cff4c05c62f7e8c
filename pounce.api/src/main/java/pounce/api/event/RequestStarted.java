package pounce.api.event;

/// A request head was received whole, and follows every rule.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param method case-sensitive
/// @param path path and query as received (RFC 9112, section 3.2)
/// @param httpVersion `1.0`, `1.1` or `2`
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param requestId the server's own; [RequestEnded#head()] has that of a middleware that names
///   requests otherwise
/// @param connection on which it came
public record RequestStarted(
        long connectionId,
        int workerId,
        String method,
        String path,
        String httpVersion,
        long timestampNs,
        RequestId requestId,
        ConnectionOpened connection)
        implements LifecycleEvent {}
