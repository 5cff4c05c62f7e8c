package pounce.engine.exchange;

import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Response;
import pounce.api.Send;
import pounce.api.error.ErrorCode;
import pounce.api.spi.RequestFailure;

/// Answers what is asked of the server and not of the application, to which every target is a path:
/// `OPTIONS *` (RFC 9110, section 9.3.7). And `TRACE` (section 9.3.8), which would hand a client's
/// cookies and credentials to whoever can make it ask.
///
/// Stands with [ConcurrencyLimit], before it: neither needs a slot.
public final class ServerMethods implements Middleware {
    /// Applications may know more; TRACE is not among them, nor CONNECT.
    static final String ALLOWED = "GET, HEAD, POST, PUT, PATCH, DELETE, QUERY, OPTIONS";

    private final ErrorResponses errors;

    /// For every application.
    ///
    /// @param errors what clients are told
    public ServerMethods(ErrorResponses errors) {
        this.errors = errors;
    }

    @Override
    public App apply(App next) {
        return (scope, receive, send) -> {
            if (!(scope instanceof HttpScope request) || !isAnswered(request, send)) {
                next.handle(scope, receive, send);
            }
        };
    }

    private boolean isAnswered(HttpScope request, Send send) throws Exception {
        switch (request.method()) {
            case "TRACE" ->
                    errors.to(RequestFailure.of(request, ErrorCode.POUNCE_PARSE_METHOD_NOT_ALLOWED))
                            .sendTo(send);
            case "OPTIONS" -> {
                if (!request.rawPath().equals("*")) {
                    return false;
                }
                Response.of(204).header("allow", ALLOWED).sendTo(send);
            }
            default -> {
                return false;
            }
        }
        return true;
    }
}
