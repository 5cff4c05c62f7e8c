package pounce.api.error;

/// The application was not loaded again; what served before goes on.
public final class ReloadException extends PounceException {
    private static final long serialVersionUID = 1;

    /// A failure without a cause of its own.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    public ReloadException(ErrorCode code, String message) {
        super(code, message);
    }

    /// A failure with a cause.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what led to it
    public ReloadException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
