package pounce.engine.plugin;

import java.util.Map;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.HttpScope;
import pounce.api.Middleware;

/// Paths that plug-ins answer. Other methods than GET and HEAD are the application's business.
///
/// @param handlers by path
record Endpoints(Map<String, Handler> handlers) implements Middleware {
    Endpoints {
        handlers = Map.copyOf(handlers);
    }

    @Override
    public App apply(App next) {
        return (scope, receive, send) -> {
            var handler =
                    scope instanceof HttpScope request && isRead(request)
                            ? handlers.get(request.path())
                            : null;
            (handler != null ? handler : next).handle(scope, receive, send);
        };
    }

    private static boolean isRead(HttpScope request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }
}
