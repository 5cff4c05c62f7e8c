package pounce.api.error;

/// The application did not start, or not in time.
public final class LifespanException extends PounceException {
    private static final long serialVersionUID = 1;

    /// A failure without a cause of its own.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    public LifespanException(ErrorCode code, String message) {
        super(code, message);
    }

    /// A failure with a cause.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what led to it
    public LifespanException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
