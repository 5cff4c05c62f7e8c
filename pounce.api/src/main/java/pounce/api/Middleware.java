package pounce.api;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Puts something between the server and an [App]. Applied once per generation, never per request.
///
/// A middleware sees every scope; the helpers here look at requests only. Safe for any thread, as
/// the [App] it makes must be.
@FunctionalInterface
public interface Middleware {

    /// Returns what is called in place of another application.
    ///
    /// @param next the application, or what stands before it; called in turn, or not
    /// @return an application
    App apply(App next);

    /// Answers some requests before the application sees them.
    ///
    /// @param hook an answer, or empty to go on; what it throws, the application has thrown
    /// @return a middleware
    static Middleware before(Function<? super RequestHead, Optional<Response>> hook) {
        return next ->
                (scope, receive, send) -> {
                    var answer =
                            scope instanceof RequestHead head
                                    ? hook.apply(head)
                                    : Optional.<Response>empty();
                    if (answer.isPresent()) {
                        answer.get().sendTo(send);
                    } else {
                        next.handle(scope, receive, send);
                    }
                };
    }

    /// Changes the head of every response on its way out.
    ///
    /// @param hook the head that is sent in place of the application's
    /// @return a middleware
    static Middleware after(
            BiFunction<? super RequestHead, ? super ResponseStart, ResponseStart> hook) {
        return next ->
                (scope, receive, send) -> {
                    Send changing =
                            scope instanceof RequestHead head
                                    ? event -> send.send(changed(event, head, hook))
                                    : send;
                    next.handle(scope, receive, changing);
                };
    }

    private static SendEvent changed(
            SendEvent event,
            RequestHead head,
            BiFunction<? super RequestHead, ? super ResponseStart, ResponseStart> hook) {
        return event instanceof ResponseStart start ? hook.apply(head, start) : event;
    }

    /// Answers for an application that throws before it has answered. A disconnect is never handed
    /// to the hook, not even as a cause; an [Error] is not either.
    ///
    /// @param hook an answer, or empty to let the exception pass; what it throws itself takes the
    ///   place of the exception, which it then carries as suppressed
    /// @return a middleware
    static Middleware onError(
            BiFunction<? super RequestHead, ? super Exception, Optional<Response>> hook) {
        return new ErrorMiddleware(hook);
    }

    /// Gives every request that comes by so much time for the rest of its way, in place of
    /// [Options#TIMEOUT_REQUEST]; of several, the innermost decides. When it is over, the thread of
    /// the application's call is interrupted, and the client gets 503 unless a response is on its
    /// way.
    ///
    /// @param time up to 24 hours; zero for no limit
    /// @return a middleware
    /// @throws IllegalArgumentException if the time is negative or longer than 24 hours
    static Middleware timeout(Duration time) {
        var limit = new RequestTimeLimit(time);
        return next ->
                (scope, receive, send) -> {
                    if (scope instanceof RequestHead) {
                        send.send(limit);
                    }
                    next.handle(scope, receive, send);
                };
    }

    /// Stores something about the request, or corrects it: who the user is, who the client is
    /// behind a proxy.
    ///
    /// @param <T> the attribute's type
    /// @param key may be one of those declared in [RequestHead], which changes what the application
    ///   sees
    /// @param value empty leaves the request as it is
    /// @return a middleware
    static <T> Middleware with(Key<T> key, Function<? super RequestHead, Optional<T>> value) {
        return next ->
                (scope, receive, send) -> {
                    var known =
                            switch (scope) {
                                case HttpScope http -> known(http, key, value.apply(http));
                                case LifespanScope life -> life;
                            };
                    next.handle(known, receive, send);
                };
    }

    /// Lets an application see the client behind proxies (RFC 7239): [RequestHead#client()],
    /// [RequestHead#scheme()] and [RequestHead#authority()]. A server's own is switched on by
    /// [ServerConfig.Builder#forwarding], and takes forged fields away without that.
    ///
    /// @param forwarding who is believed
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware forwarded(Forwarding forwarding) {
        return Providers.middleware("forwarded", forwarding.options());
    }

    /// Sends each request's id with its response, in `X-Request-ID`. A server does by default; see
    /// [Options#REQUEST_ID].
    ///
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware requestId() {
        return Providers.middleware("request-id", Map.of());
    }

    /// Hands an application the trace that a request belongs to, under [TraceContext#KEY]. A server
    /// continues traces by default; see [Options#TRACE_CONTEXT].
    ///
    /// @param mode what becomes of traces
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware traceContext(TraceMode mode) {
        return Providers.middleware("trace-context", Map.of(Options.TRACE_CONTEXT, mode));
    }

    /// Lets scripts of other origins call one application: answers preflights, and adds the
    /// `Access-Control-*` fields (WHATWG Fetch, section 3.2). For a whole server, refusals
    /// included, see [ServerConfig.Builder#cors].
    ///
    /// @param cors whose scripts, and how
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware cors(Cors cors) {
        return Providers.middleware("cors", cors.options());
    }

    /// Answers 429 to who asks one application too often. For a whole server see
    /// [ServerConfig.Builder#rateLimit].
    ///
    /// @param limit how often one may
    /// @return a middleware, with counters of its own
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware rateLimit(RateLimit limit) {
        return Providers.middleware("rate-limit", limit.options());
    }

    /// Sends what is asked over http to https. For a whole server see [Options#HTTPS_REDIRECT].
    ///
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware httpsRedirect() {
        return Providers.middleware("https-redirect", Map.of());
    }

    /// Says in `Server-Timing` how long what it stands before took until it answered. For a whole
    /// server see [Options#SERVER_TIMING].
    ///
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware serverTiming() {
        return Providers.middleware("server-timing", Map.of());
    }

    /// Tags responses to GET, and answers 304 or 412 where a condition of the request says so (RFC
    /// 9110, section 13). An application that knows the state of what it serves before it makes the
    /// response asks [Request#precondition] in its place, for other methods above all. For a whole
    /// server see [Options#CONDITIONAL].
    ///
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware conditional() {
        return Providers.middleware("conditional", Map.of());
    }

    /// Adds the fields that make browsers careful to the responses of one application; for those of
    /// the whole server, refusals included, see [ServerConfig.Builder#securityHeaders].
    ///
    /// @param headers which
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException if module `pounce.middleware` is missing
    static Middleware securityHeaders(SecurityHeaders headers) {
        return Providers.middleware("security-headers", headers.options());
    }

    private static <T> HttpScope known(HttpScope scope, Key<T> key, Optional<T> value) {
        return value.isPresent() ? scope.with(key, value.get()) : scope;
    }
}
