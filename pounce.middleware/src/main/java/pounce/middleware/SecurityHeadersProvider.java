package pounce.middleware;

import pounce.api.App;
import pounce.api.Headers;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.RequestHead;
import pounce.api.ResponseStart;
import pounce.api.SecurityHeaders;
import pounce.api.Settings;
import pounce.api.spi.MiddlewareProvider;

/// Adds the fields that make browsers careful.
///
/// It stands before whatever refuses: an answer of the server's own is shown by a browser too.
public final class SecurityHeadersProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public SecurityHeadersProvider() {}

    @Override
    public String name() {
        return "security-headers";
    }

    @Override
    public Phase phase() {
        return Phase.PROTECTION;
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.SECURITY_HEADERS);
    }

    @Override
    public Middleware create(Settings settings) {
        var fields = SecurityHeaders.of(settings).fields();
        var plain = adding(fields.without("strict-transport-security"));
        var secure = adding(fields);
        return next -> around(next, plain, secure);
    }

    private static App around(App next, KnownHeads plain, KnownHeads secure) {
        return (scope, receive, send) ->
                next.handle(
                        scope,
                        receive,
                        scope instanceof RequestHead head
                                ? KnownHeads.changing(send, isSecure(head) ? secure : plain)
                                : send);
    }

    /// A client would believe it of a connection that anybody may have written to (RFC 6797,
    /// section 7.2).
    private static boolean isSecure(RequestHead head) {
        return head.scheme().equals("https");
    }

    /// What the application says of a page, it knows better.
    private static KnownHeads adding(Headers fields) {
        return new KnownHeads(
                start -> new ResponseStart(start.status(), fields.with(start.headers())));
    }
}
