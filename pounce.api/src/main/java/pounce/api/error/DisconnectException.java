package pounce.api.error;

/// The exchange is over: the client went away, the server closed the connection by force, or the
/// thread was interrupted while it waited for the client (its interrupt status is then still set).
///
/// Let it pass: an exchange that ends with this exception is a normal end, logged at debug, never a
/// 500. It has no stack trace.
public final class DisconnectException extends PounceException {
    private static final long serialVersionUID = 1;

    /// An end of the exchange.
    ///
    /// @param message who ended it, for the log
    public DisconnectException(String message) {
        super(message);
    }
}
