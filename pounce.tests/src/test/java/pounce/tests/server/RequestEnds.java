package pounce.tests.server;

import pounce.api.HttpScope;
import pounce.api.Middleware;

/// Sees requests leave the server's hands, however they end.
final class RequestEnds {
    private RequestEnds() {}

    /// {@return a middleware that tells somebody at the end of each request}
    static Middleware seenBy(Runnable observer) {
        return next ->
                (scope, receive, send) -> {
                    try {
                        next.handle(scope, receive, send);
                    } finally {
                        if (scope instanceof HttpScope) {
                            observer.run();
                        }
                    }
                };
    }
}
