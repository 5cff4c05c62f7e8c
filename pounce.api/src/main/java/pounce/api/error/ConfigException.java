package pounce.api.error;

/// Settings that cannot be used; the message lists every one of them.
public final class ConfigException extends PounceException {
    private static final long serialVersionUID = 1;

    /// A failure without a cause of its own.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    public ConfigException(ErrorCode code, String message) {
        super(code, message);
    }

    /// A failure with a cause.
    ///
    /// @param code the stable name
    /// @param message what happened, one sentence
    /// @param cause what led to it
    public ConfigException(ErrorCode code, String message, Throwable cause) {
        super(code, message, cause);
    }
}
