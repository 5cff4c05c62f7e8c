package pounce.api.error;

/// Whatever pounce throws at an application or an embedder. Unchecked: nearly all of it should pass
/// through application code untouched, and most of that code is lambdas.
///
/// Only pounce and its providers construct these. Cases may be added in minor versions: catch what
/// you handle, let the rest pass.
public abstract sealed class PounceException extends RuntimeException
        permits AppException,
                ConfigException,
                DisconnectException,
                LifespanException,
                LimitException,
                MissingProviderException,
                ParseException,
                ReloadException,
                RequestTimeoutException,
                SupervisorException,
                TlsException {

    private static final long serialVersionUID = 1;

    /// The stable name of this failure.
    private final ErrorCode code;

    PounceException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    PounceException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /// A signal, not a fault: without a stack trace it costs nothing to throw.
    PounceException(String message) {
        super(message, null, false, false);
        this.code = ErrorCode.POUNCE_CLIENT_DISCONNECTED;
    }

    /// {@return the stable name of this failure}
    public final ErrorCode code() {
        return code;
    }

    /// {@return the status that a client is sent if nothing has been sent yet}
    public final int status() {
        return code.status();
    }

    /// {@return what an operator may do about it, one sentence}
    public final String hint() {
        return code.hint();
    }
}
