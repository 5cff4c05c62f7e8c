package pounce.api.error;

/// The application cannot be loaded, or broke the contract: no response, an event out of order,
/// content beyond the declared length.
public final class AppException extends PounceException {
    private static final long serialVersionUID = 1;

    /// A failure without a cause of its own.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    public AppException(ErrorCode code, String message) {
        super(code, message);
    }

    /// A failure with a cause.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what led to it
    public AppException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
