package pounce.middleware.errors;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import pounce.api.Options;
import pounce.api.RequestHead;
import pounce.api.Settings;
import pounce.api.field.IpLiteral;

/// Whether somebody else than the user of this machine sees what a server shows.
final class Exposure {
    private Exposure() {}

    /// {@return by what a server can be reached from elsewhere; empty if it cannot}
    ///
    /// @param settings the server's
    static Optional<String> of(Settings settings) {
        if (!settings.get(Options.FORWARDED_TRUSTED).isEmpty()) {
            return Optional.of("forwarded.trusted says that it stands behind a proxy");
        }
        var listeners = settings.get(Options.LISTEN);
        var open =
                listeners.isEmpty()
                        ? Optional.of(settings.get(Options.HOST)).filter(host -> !isLoopback(host))
                        : listeners.stream()
                                .filter(Exposure::isOpen)
                                .findFirst()
                                .map(URI::toString);
        return open.map(listener -> listener + " is no loopback address");
    }

    /// Behind a Unix domain socket there is a proxy as a rule, and with its protocol always.
    private static boolean isOpen(URI listener) {
        return listener.getHost() == null
                || listener.getRawQuery() != null
                || !isLoopback(listener.getHost());
    }

    /// {@return whether a request comes from this machine, and means it}: a page of another site
    /// that has its own name lead here (DNS rebinding) reads nothing.
    ///
    /// @param request its head
    static boolean isLocal(RequestHead request) {
        return isLoopback(request.client().host()) && isLoopback(host(request.authority()));
    }

    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon > authority.lastIndexOf(']') ? authority.substring(0, colon) : authority;
    }

    /// Names are not looked up: who answers may be anybody.
    private static boolean isLoopback(String host) {
        var name = host.toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.endsWith(".localhost")) return true;
        var address =
                name.startsWith("[") && name.endsWith("]")
                        ? name.substring(1, name.length() - 1)
                        : name;
        return IpLiteral.canonical(address)
                .filter(known -> known.startsWith("127.") || known.equals("::1"))
                .isPresent();
    }
}
