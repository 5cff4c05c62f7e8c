package pounce.middleware;

import java.util.List;
import java.util.Optional;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.Settings;
import pounce.api.error.ErrorCode;
import pounce.api.spi.MiddlewareProvider;

/// Sends what is asked over http to https.
public final class HttpsRedirectProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public HttpsRedirectProvider() {}

    @Override
    public String name() {
        return "https-redirect";
    }

    @Override
    public Phase phase() {
        return Phase.PROTECTION;
    }

    @Override
    public int rank() {
        return 50;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.HTTPS_REDIRECT);
    }

    @Override
    public Middleware create(Settings settings) {
        int port = settings.get(Options.HTTPS_REDIRECT_PORT);
        var status = Response.of(settings.get(Options.HTTPS_REDIRECT_STATUS));
        var except = settings.get(Options.HTTPS_REDIRECT_EXCEPT);
        var suffix = port == 443 ? "" : ":" + port;
        return Middleware.before(head ->
                isServed(head, except)
                        ? Optional.empty()
                        : Optional.of(answer(head, status, suffix)));
    }

    private static boolean isServed(RequestHead head, List<String> except) {
        return head.scheme().equals("https")
                || except.stream().anyMatch(beginning -> head.path().startsWith(beginning));
    }

    /// HTTP/1.0 knows requests without a host: there is nowhere to send them.
    private static Response answer(RequestHead head, Response status, String port) {
        var host = host(head.authority());
        if (host.isEmpty()) return Response.error(ErrorCode.POUNCE_PARSE_HOST);
        var query = head.rawQuery().isEmpty() ? "" : '?' + head.rawQuery();
        return status.header("location", "https://" + host + port + head.rawPath() + query);
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }
}
