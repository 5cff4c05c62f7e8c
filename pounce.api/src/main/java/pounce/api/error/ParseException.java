package pounce.api.error;

/// The client violates the grammar of the protocol: 400.
public final class ParseException extends PounceException {
    private static final long serialVersionUID = 1;

    /// A failure without a cause of its own.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    public ParseException(ErrorCode code, String message) {
        super(code, message);
    }

    /// A failure with a cause.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what led to it
    public ParseException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
