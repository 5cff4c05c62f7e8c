package pounce.api.error;

/// The client was too slow: 408 (RFC 9110, section 15.5.9).
public final class RequestTimeoutException extends PounceException {
    private static final long serialVersionUID = 1;

    /// A failure without a cause of its own.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    public RequestTimeoutException(ErrorCode code, String message) {
        super(code, message);
    }

    /// A failure with a cause.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what led to it
    public RequestTimeoutException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
