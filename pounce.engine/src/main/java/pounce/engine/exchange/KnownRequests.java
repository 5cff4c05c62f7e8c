package pounce.engine.exchange;

import pounce.api.App;
import pounce.api.Middleware;

/// Lets whoever watches, and the log, know requests as the middleware before this one has found
/// them to be: by the client behind a proxy, by an id from elsewhere.
///
/// Stands first in [pounce.api.Phase#OBSERVATION].
public final class KnownRequests implements Middleware {

    /// For every application.
    public KnownRequests() {}

    @Override
    public App apply(App next) {
        return (scope, receive, send) -> {
            if (scope instanceof RequestScope request) {
                request.isKnown();
            }
            next.handle(scope, receive, send);
        };
    }
}
