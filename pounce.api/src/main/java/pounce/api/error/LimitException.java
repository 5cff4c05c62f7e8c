package pounce.api.error;

/// The client sent more than a limit allows: 413 (RFC 9110, section 15.5.14) or 431 (RFC 6585,
/// section 5).
public final class LimitException extends PounceException {
    private static final long serialVersionUID = 1;

    /// A failure without a cause of its own.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    public LimitException(ErrorCode code, String message) {
        super(code, message);
    }

    /// A failure with a cause.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what led to it
    public LimitException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
