package pounce.middleware;

import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.RequestHead;
import pounce.api.ResponseStart;
import pounce.api.SendEvent;
import pounce.api.Settings;
import pounce.api.spi.MiddlewareProvider;

/// Sends each request's id with its response, and takes that of a trusted proxy in its place: the
/// log of one and the log of the other then speak of the same request.
public final class RequestIdProvider implements MiddlewareProvider {
    private static final int LONGEST = 128;

    /// Made by the service loader.
    public RequestIdProvider() {}

    @Override
    public String name() {
        return "request-id";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.REQUEST_ID);
    }

    @Override
    public Middleware create(Settings settings) {
        var field = settings.get(Options.REQUEST_ID_FIELD);
        var proxies = new Peers(settings.get(Options.FORWARDED_TRUSTED));
        return next -> around(next, field, proxies);
    }

    private static App around(App next, String field, Peers proxies) {
        return (scope, receive, send) -> {
            if (scope instanceof HttpScope request) {
                var named = proxies.sent(request) ? named(request, field) : request;
                var id = named.requestId();
                next.handle(named, receive, event -> send.send(saying(event, field, id)));
            } else {
                next.handle(scope, receive, send);
            }
        };
    }

    private static HttpScope named(HttpScope request, String field) {
        var ids = request.headers().all(field);
        return ids.size() == 1 && isId(ids.getFirst())
                ? request.with(RequestHead.REQUEST_ID, ids.getFirst())
                : request;
    }

    private static SendEvent saying(SendEvent event, String field, String id) {
        return event instanceof ResponseStart(var status, var headers) && !headers.contains(field)
                ? new ResponseStart(status, headers.plus(field, id))
                : event;
    }

    /// It ends in logs, and in the commands of whoever searches them: no spaces, no quotes.
    private static boolean isId(String text) {
        if (text.isEmpty() || text.length() > LONGEST) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPlain =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || "-._~+/=:@".indexOf(c) >= 0;
            if (!isPlain) return false;
        }
        return true;
    }
}
