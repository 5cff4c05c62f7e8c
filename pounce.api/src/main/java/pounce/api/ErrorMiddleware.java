package pounce.api;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import pounce.api.error.DisconnectException;

/// Lets a hook answer, as long as nothing is on its way yet.
record ErrorMiddleware(BiFunction<? super RequestHead, ? super Exception, Optional<Response>> hook)
        implements Middleware {

    @Override
    public App apply(App next) {
        return (scope, receive, send) -> {
            if (scope instanceof RequestHead head) guard(next, scope, head, receive, send);
            else next.handle(scope, receive, send);
        };
    }

    private void guard(App next, Scope scope, RequestHead head, Receive receive, Send send)
            throws Exception {
        var started = new AtomicBoolean();
        try {
            next.handle(
                    scope,
                    receive,
                    event -> {
                        if (event instanceof ResponseStart) started.setPlain(true);
                        send.send(event);
                    });
        } catch (DisconnectException gone) {
            throw gone;
        } catch (Exception failure) {
            var answer =
                    started.getPlain() ? Optional.<Response>empty() : hook.apply(head, failure);
            answer.orElseThrow(() -> failure).sendTo(send);
        }
    }
}
