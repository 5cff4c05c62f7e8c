package pounce.api;

import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Puts something between the server and an [App]. Applied once per generation, never per request.
///
/// A middleware sees every scope; the helpers here look at requests only. Safe for any thread, as
/// the [App] it makes must be.
@FunctionalInterface
public interface Middleware {

    /// Returns what is called in place of `next`.
    App apply(App next);

    /// Answers some requests before the application sees them.
    ///
    /// @param hook an answer, or empty to go on
    static Middleware before(Function<? super RequestHead, Optional<Response>> hook) {
        return next ->
                (scope, receive, send) -> {
                    var answer =
                            scope instanceof RequestHead head
                                    ? hook.apply(head)
                                    : Optional.<Response>empty();
                    if (answer.isPresent()) answer.get().sendTo(send);
                    else next.handle(scope, receive, send);
                };
    }

    /// Changes the head of every response on its way out.
    static Middleware after(
            BiFunction<? super RequestHead, ? super ResponseStart, ResponseStart> hook) {
        return next ->
                (scope, receive, send) -> {
                    if (!(scope instanceof RequestHead head)) next.handle(scope, receive, send);
                    else
                        next.handle(
                                scope,
                                receive,
                                event ->
                                        send.send(
                                                event instanceof ResponseStart start
                                                        ? hook.apply(head, start)
                                                        : event));
                };
    }

    /// Answers for an application that throws before it has answered; a disconnect is never handed
    /// to the hook.
    ///
    /// @param hook an answer, or empty to let the exception pass
    static Middleware onError(
            BiFunction<? super RequestHead, ? super Exception, Optional<Response>> hook) {
        return new ErrorMiddleware(hook);
    }

    /// Stores something about the request, or corrects it: who the user is, who the client is
    /// behind a proxy.
    ///
    /// @param key may be one of those declared in [RequestHead], which changes what the application
    ///   sees
    /// @param value empty leaves the request as it is
    static <T> Middleware with(Key<T> key, Function<? super RequestHead, Optional<T>> value) {
        return next ->
                (scope, receive, send) ->
                        next.handle(
                                switch (scope) {
                                    case HttpScope http ->
                                            value.apply(http)
                                                    .map(known -> http.with(key, known))
                                                    .orElse(http);
                                    case LifespanScope life -> life;
                                },
                                receive,
                                send);
    }
}
