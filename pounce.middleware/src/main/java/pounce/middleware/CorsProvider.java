package pounce.middleware;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import pounce.api.AllowedOrigin;
import pounce.api.App;
import pounce.api.Cors;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Receive;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.api.Send;
import pounce.api.Settings;
import pounce.api.spi.MiddlewareProvider;

/// Lets scripts of other origins call (WHATWG Fetch, section 3.2).
///
/// It stands before whatever refuses: a preflight has no credentials, and a script may only see a
/// refusal that says so.
public final class CorsProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public CorsProvider() {}

    @Override
    public String name() {
        return "cors";
    }

    @Override
    public Phase phase() {
        return Phase.PROTECTION;
    }

    @Override
    public int rank() {
        return 20;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return !settings.get(Options.CORS_ORIGINS).isEmpty();
    }

    @Override
    public Middleware create(Settings settings) {
        return new CorsMiddleware(Cors.of(settings));
    }

    private static final class CorsMiddleware implements Middleware {
        private static final String ALLOW_ORIGIN = "access-control-allow-origin";

        private final Cors cors;
        private final boolean isForAny;
        private final Headers preflight;
        private final Headers granted;
        private final Map<String, KnownHeads> byName = new HashMap<>();
        private final KnownHeads anybody;
        private final KnownHeads nobody;

        CorsMiddleware(Cors cors) {
            this.cors = cors;
            this.isForAny = cors.origins().stream().anyMatch(AllowedOrigin.Any.class::isInstance);
            this.granted = granted(cors);
            this.preflight = preflight(cors);
            this.anybody = new KnownHeads(start -> granting(start, fields("*")));
            this.nobody = new KnownHeads(CorsMiddleware::varying);
            for (var origin : cors.origins()) {
                if (origin instanceof AllowedOrigin.Exactly(var name)) {
                    var fields = fields(name);
                    byName.put(name, new KnownHeads(start -> granting(start, fields)));
                }
            }
        }

        @Override
        public App apply(App next) {
            return (scope, receive, send) -> {
                if (scope instanceof HttpScope request) {
                    serve(request, receive, send, next);
                } else {
                    next.handle(scope, receive, send);
                }
            };
        }

        private void serve(HttpScope request, Receive receive, Send send, App next)
                throws Exception {
            var headers = request.headers();
            var origin = headers.first("origin").orElse(null);
            if (origin != null && isPreflight(request)) {
                answer(headers, origin).sendTo(send);
                return;
            }
            next.handle(request, receive, KnownHeads.changing(send, change(headers, origin)));
        }

        // ---------------------------------------------------------------- what is asked

        /// `OPTIONS` alone is the application's.
        private static boolean isPreflight(HttpScope request) {
            return request.method().equals("OPTIONS")
                    && request.headers().contains("access-control-request-method");
        }

        private boolean isAllowed(Headers headers, String origin) {
            return headers.all("origin").size() == 1 && isAllowed(origin);
        }

        private boolean isAllowed(String origin) {
            for (var allowed : cors.origins()) {
                if (allowed.allows(origin)) return true;
            }
            return false;
        }

        // ---------------------------------------------------------------- what is answered

        private UnaryOperator<ResponseStart> change(Headers request, @Nullable String origin) {
            if (isForAny) return anybody;
            if (origin == null || !isAllowed(request, origin)) return nobody;
            var known = byName.get(origin);
            return known != null ? known : start -> granting(start, fields(origin));
        }

        private static ResponseStart varying(ResponseStart start) {
            var headers = Vary.on(start.headers(), "origin");
            return headers.equals(start.headers())
                    ? start
                    : new ResponseStart(start.status(), headers);
        }

        /// What the application says of itself, it says whole: half of ours beside half of its own
        /// would be a third thing.
        private ResponseStart granting(ResponseStart start, Headers fields) {
            var varying = isForAny ? start : varying(start);
            return varying.headers().contains(ALLOW_ORIGIN)
                    ? varying
                    : new ResponseStart(start.status(), fields.with(varying.headers()));
        }

        private Headers fields(String origin) {
            return granted.with(ALLOW_ORIGIN, origin);
        }

        private static Headers granted(Cors cors) {
            var headers = Headers.empty();
            if (cors.credentials()) {
                headers = headers.plus("access-control-allow-credentials", "true");
            }
            return listed(headers, "access-control-expose-headers", cors.exposed());
        }

        private Response answer(Headers request, String origin) {
            var headers = isForAny ? Headers.empty() : Headers.of("vary", "origin");
            if (isForAny || isAllowed(request, origin)) {
                headers = headers.plus(ALLOW_ORIGIN, isForAny ? "*" : origin).with(preflight);
                if (cors.privateNetwork() && isFromPublic(request)) {
                    headers = headers.plus("access-control-allow-private-network", "true");
                }
            }
            return Response.of(204).headers(headers);
        }

        private static boolean isFromPublic(Headers request) {
            return request.first("access-control-request-private-network")
                    .filter("true"::equals)
                    .isPresent();
        }

        private static Headers preflight(Cors cors) {
            var headers = Headers.empty();
            if (cors.credentials()) {
                headers = headers.plus("access-control-allow-credentials", "true");
            }
            headers = listed(headers, "access-control-allow-methods", cors.methods());
            headers = listed(headers, "access-control-allow-headers", cors.headers());
            return headers.plus("access-control-max-age", Long.toString(cors.maxAge().toSeconds()));
        }

        private static Headers listed(Headers headers, String name, List<String> values) {
            return values.isEmpty() ? headers : headers.plus(name, String.join(", ", values));
        }
    }
}
