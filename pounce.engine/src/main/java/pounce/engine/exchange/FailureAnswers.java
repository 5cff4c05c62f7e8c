package pounce.engine.exchange;

import pounce.api.App;
import pounce.api.Middleware;

/// Answers what an application throws where it throws it, so that what stands around sees this
/// response as any other: browsers may read an error of another origin, and compress and trace it.
///
/// The failure goes on to the exchange, which logs it, and answers where this could not.
public final class FailureAnswers implements Middleware {

    /// For every application.
    public FailureAnswers() {}

    @Override
    public App apply(App next) {
        return (scope, receive, send) -> {
            try {
                next.handle(scope, receive, send);
            } catch (Throwable failure) {
                if (scope instanceof RequestScope request) {
                    request.exchange().answer(request, failure, send);
                }
                throw failure;
            }
        };
    }
}
