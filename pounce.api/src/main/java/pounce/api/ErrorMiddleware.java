package pounce.api;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import pounce.api.error.DisconnectException;

/// Lets a hook answer, as long as nothing is on its way yet.
record ErrorMiddleware(BiFunction<? super RequestHead, ? super Exception, Optional<Response>> hook)
        implements Middleware {

    @Override
    public App apply(App next) {
        return (scope, receive, send) -> {
            if (scope instanceof RequestHead head) {
                guard(next, scope, head, receive, send);
            } else {
                next.handle(scope, receive, send);
            }
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
                        if (event instanceof ResponseStart) {
                            started.set(true);
                        }
                        send.send(event);
                    });
        } catch (Exception failure) {
            if (started.get() || isDisconnect(failure)) throw failure;
            answer(head, failure).orElseThrow(() -> failure).sendTo(send);
        }
    }

    /// Libraries wrap what passes through them. The depth is bounded, for causes may run in
    /// circles.
    private static boolean isDisconnect(Exception failure) {
        return Stream.<Throwable>iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(32)
                .anyMatch(DisconnectException.class::isInstance);
    }

    /// A hook that fails must not make what it was asked about disappear from the log.
    private Optional<Response> answer(RequestHead head, Exception failure) {
        try {
            return hook.apply(head, failure);
        } catch (RuntimeException broken) {
            if (!broken.equals(failure)) {
                broken.addSuppressed(failure);
            }
            throw broken;
        }
    }
}
