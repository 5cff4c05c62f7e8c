package pounce.engine.exchange;

import pounce.api.Response;
import pounce.api.error.ErrorCode;

/// What a client is told when the server answers in place of the application: the status, its name,
/// a stable code, no detail.
public final class ErrorResponse {
    /// In seconds: how soon a client may try again when the server has no room.
    private static final String RETRY_AFTER = "5";

    private ErrorResponse() {}

    /// {@return the response for a failure}
    ///
    /// @param code what failed
    public static Response of(ErrorCode code) {
        var response = Response.error(code);
        return switch (code.status()) {
            case 405 -> response.header("allow", ServerMethods.ALLOWED);
            case 503 -> response.header("retry-after", RETRY_AFTER);
            default -> response;
        };
    }
}
