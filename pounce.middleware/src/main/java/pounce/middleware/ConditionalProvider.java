package pounce.middleware;

import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Settings;
import pounce.api.spi.MiddlewareProvider;

/// Tags what the application answers to GET and HEAD, and evaluates the conditions of requests (RFC
/// 9110, section 13).
///
/// It stands behind compression: a tag is of what the application said, and becomes a weak one
/// where that is coded.
public final class ConditionalProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public ConditionalProvider() {}

    @Override
    public String name() {
        return "conditional";
    }

    @Override
    public Phase phase() {
        return Phase.TRANSFORMATION;
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.CONDITIONAL);
    }

    @Override
    public Middleware create(Settings settings) {
        long most = settings.get(Options.CONDITIONAL_MAX).octets();
        return next -> around(next, most);
    }

    private static App around(App next, long most) {
        return (scope, receive, send) -> {
            if (scope instanceof HttpScope request && isRead(request)) {
                var conditional = new ConditionalSend(request, send, most);
                next.handle(request, receive, conditional);
                conditional.release();
            } else {
                next.handle(scope, receive, send);
            }
        };
    }

    /// What changes something must be judged before it is done: by the application.
    private static boolean isRead(HttpScope request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }
}
