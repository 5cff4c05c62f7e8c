package pounce.api.event;

/// A response that was announced by [StreamOpened] ended.
///
/// @param connectionId unique in this process
/// @param workerId the event loop, from 0
/// @param durationMs since [StreamOpened], in milliseconds
/// @param reason why
/// @param timestampNs on the clock of [System#nanoTime()]
/// @param request what was being answered
public record StreamClosed(
        long connectionId,
        int workerId,
        double durationMs,
        Reason reason,
        long timestampNs,
        RequestStarted request)
        implements LifecycleEvent {

    /// Why a stream ended. Constants may be added in minor versions.
    public enum Reason {
        /// The application said all that it had to say.
        COMPLETE,
        /// The client went away.
        CLIENT_DISCONNECT,
        /// The server stopped and could not wait any longer.
        DRAIN,
        /// Anything else, the application's failure above all.
        ERROR
    }
}
