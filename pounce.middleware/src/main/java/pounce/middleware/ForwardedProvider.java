package pounce.middleware;

import java.util.Arrays;
import java.util.List;
import pounce.api.App;
import pounce.api.Forwarding;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Phase;
import pounce.api.RequestHead;
import pounce.api.Settings;
import pounce.api.spi.MiddlewareProvider;

/// Shows applications the client behind proxies, and takes away what only a proxy may say.
///
/// It is always there: an application that reads `X-Forwarded-For` by itself must not be told by
/// anybody who he is.
public final class ForwardedProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public ForwardedProvider() {}

    @Override
    public String name() {
        return "forwarded";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public int rank() {
        return 10;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return true;
    }

    @Override
    public Middleware create(Settings settings) {
        return new Forwarded(Forwarding.of(settings));
    }

    private static final class Forwarded implements Middleware {
        private final Forwarding forwarding;
        private final Peers proxies;

        Forwarded(Forwarding forwarding) {
            this.forwarding = forwarding;
            this.proxies = new Peers(forwarding.trusted());
        }

        @Override
        public App apply(App next) {
            return (scope, receive, send) ->
                    next.handle(
                            scope instanceof HttpScope request ? known(request) : scope,
                            receive,
                            send);
        }

        private HttpScope known(HttpScope request) {
            if (!proxies.sent(request)) {
                return without(request, request.headers().without(Forwarded::isForProxies));
            }
            var headers = request.headers();
            return switch (forwarding.fields()) {
                case X_FORWARDED ->
                        corrected(
                                without(request, headers.without("forwarded")),
                                xForwarded(headers));
                case FORWARDED ->
                        corrected(
                                without(request, headers.without(Forwarded::isXForwarded)),
                                forwarded(headers));
            };
        }

        private static HttpScope without(HttpScope request, Headers left) {
            return left.size() == request.headers().size()
                    ? request
                    : request.with(RequestHead.HEADERS, left);
        }

        /// What only a proxy may say, of others (RFC 9440 too) and of itself.
        private static boolean isForProxies(String name) {
            return switch (name.charAt(0)) {
                case 'f' -> name.equals("forwarded");
                case 'c' -> name.equals("client-cert") || name.equals("client-cert-chain");
                case 'x' -> isXForwarded(name);
                default -> false;
            };
        }

        private static boolean isXForwarded(String name) {
            return name.startsWith("x-forwarded-") || name.equals("x-real-ip");
        }

        // ---------------------------------------------------------------- what they say

        private Hop forwarded(Headers headers) {
            var field = String.join(",", headers.all("forwarded"));
            return ForwardedElement.of(field, forwarding.hops()).hop();
        }

        private Hop xForwarded(Headers headers) {
            var clients = values(headers, "x-forwarded-for");
            int ours = clients.size() - forwarding.hops();
            return new Hop(
                    ours < 0 ? null : Hop.client(clients.get(ours)),
                    Hop.scheme(outermost(headers, "x-forwarded-proto")),
                    Hop.authority(outermost(headers, "x-forwarded-host")));
        }

        /// {@return what the outermost of our proxies says. Some do not add to these fields what
        /// they have seen, but leave what is there or put their own in its place.}
        private String outermost(Headers headers, String name) {
            var values = values(headers, name);
            return values.isEmpty()
                    ? ""
                    : values.get(Math.max(0, values.size() - forwarding.hops()));
        }

        /// These fields know no quotes.
        private static List<String> values(Headers headers, String name) {
            return Arrays.stream(String.join(",", headers.all(name)).split(","))
                    .map(String::strip)
                    .filter(value -> !value.isEmpty())
                    .toList();
        }

        private static HttpScope corrected(HttpScope request, Hop hop) {
            var known = request;
            var client = hop.client();
            if (client != null) {
                known = known.with(Peers.PEER, request.client()).with(RequestHead.CLIENT, client);
            }
            var scheme = hop.scheme();
            if (scheme != null && !scheme.equals(request.scheme())) {
                known = known.with(RequestHead.SCHEME, scheme);
            }
            var authority = hop.authority();
            if (authority != null && !authority.equals(request.authority())) {
                known =
                        known.with(RequestHead.AUTHORITY, authority)
                                .with(RequestHead.HEADERS, known.headers().with("host", authority));
            }
            return known;
        }
    }
}
