package pounce.api.event;

/// A connection was closed.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param requestsServed how many [ResponseCompleted] came before
/// @param totalBytesSent all octets that the kernel took for the peer, before TLS
/// @param durationMs since [ConnectionOpened], in milliseconds
/// @param reason why
/// @param timestampNs on the clock of [System#nanoTime()]
public record ConnectionCompleted(
        long connectionId,
        int workerId,
        int requestsServed,
        long totalBytesSent,
        double durationMs,
        Reason reason,
        long timestampNs)
        implements LifecycleEvent {

    /// Why a connection was closed. Constants may be added in minor versions.
    public enum Reason {
        /// Either side closed it between two requests, or the server behind a response.
        COMPLETE,
        /// The client was silent for too long: between requests, or in the middle of one.
        TIMEOUT,
        /// The client went away in the middle of a request or its response.
        CLIENT_DISCONNECT,
        /// The client broke a rule of the protocol, the application failed in the middle of a
        /// response, or the server closed by force.
        ERROR,
        /// The client took nothing for too long.
        BACKPRESSURE
    }
}
