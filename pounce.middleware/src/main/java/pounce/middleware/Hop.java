package pounce.middleware;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pounce.api.Address;
import pounce.api.field.IpLiteral;

/// What a trusted proxy says of the request that it forwards: each is null unless it says that, and
/// says it well.
///
/// @param client who asked it
/// @param scheme `http` or `https`
/// @param authority host and port as the client named them
record Hop(@Nullable Address client, @Nullable String scheme, @Nullable String authority) {
    static final Hop UNKNOWN = new Hop(null, null, null);

    /// Reads a node (RFC 7239, section 6): an address with or without a port, an IPv6 address with
    /// or without brackets. Of a client that is `unknown` or hidden (section 6.3), nothing is
    /// known.
    static @Nullable Address client(String node) {
        int open = node.indexOf('[');
        int close = node.indexOf(']');
        if (open == 0 && close > 0) {
            return address(node.substring(1, close), node.substring(close + 1));
        }
        int colon = node.indexOf(':');
        boolean isIpv6 = colon >= 0 && node.indexOf(':', colon + 1) >= 0;
        return colon < 0 || isIpv6
                ? address(node, "")
                : address(node.substring(0, colon), node.substring(colon));
    }

    private static @Nullable Address address(String host, String port) {
        if (!port.isEmpty() && !port.matches(":(0|[1-9][0-9]{0,4}|_[A-Za-z0-9._-]+)")) {
            return null;
        }
        boolean isHidden = port.isEmpty() || port.charAt(1) == '_';
        int number = isHidden ? 0 : Integer.parseInt(port.substring(1));
        return IpLiteral.canonical(host)
                .filter(_ -> number <= 65_535)
                .map(known -> new Address(known, number))
                .orElse(null);
    }

    /// Some proxies name the protocol of a WebSocket handshake.
    static @Nullable String scheme(String proto) {
        return switch (proto.toLowerCase(Locale.ROOT)) {
            case "http", "ws" -> "http";
            case "https", "wss" -> "https";
            default -> null;
        };
    }

    /// {@return the text if it is a host, with or without a port}
    static @Nullable String authority(String host) {
        try {
            var uri = new URI("//" + host).parseServerAuthority();
            boolean isHost =
                    uri.getHost() != null
                            && uri.getRawUserInfo() == null
                            && host.equals(uri.getRawAuthority())
                            && uri.getPort() <= 65_535;
            return isHost ? host : null;
        } catch (URISyntaxException _) {
            return null;
        }
    }
}
