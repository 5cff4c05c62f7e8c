package pounce.api.error;

/// A service has no provider, or two; the message names the service, the module to add, and the
/// jlink option that adds it.
public final class MissingProviderException extends PounceException {
    private static final long serialVersionUID = 1;

    /// A failure without a cause of its own.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    public MissingProviderException(ErrorCode code, String message) {
        super(code, message);
    }

    /// A failure with a cause.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what led to it
    public MissingProviderException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
