package pounce.api.error;

/// Event loops died too often; the server has stopped.
public final class SupervisorException extends PounceException {
    private static final long serialVersionUID = 1;

    /// Made by the engine.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what the last loop died of
    public SupervisorException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
