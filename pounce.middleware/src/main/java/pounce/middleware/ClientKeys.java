package pounce.middleware;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.RequestHead;
import pounce.api.field.Cidr;
import pounce.api.field.IpLiteral;

/// By what clients are told apart: an IPv4 address, the network of an IPv6 address. Those that were
/// computed last are remembered, for a client asks more than once.
final class ClientKeys {
    /// A power of two.
    private static final int REMEMBERED = 256;

    private final int ipv6Prefix;
    private final @Nullable Known[] known = new Known[REMEMBERED];

    private record Known(String host, Optional<String> key) {}

    /// Tells clients apart.
    ///
    /// @param ipv6Prefix how many bits of an IPv6 address are one client
    ClientKeys(int ipv6Prefix) {
        this.ipv6Prefix = ipv6Prefix;
    }

    /// {@return by what a client is known; empty if it has no address}
    Optional<String> of(RequestHead request) {
        var host = request.client().host();
        if (host.indexOf(':') < 0) {
            boolean hasAddress = !host.isEmpty() && Character.isDigit(host.charAt(0));
            return hasAddress ? Optional.of(host) : Optional.empty();
        }
        int place = host.hashCode() & (REMEMBERED - 1);
        var last = known[place];
        if (last == null || !last.host.equals(host)) {
            last = new Known(host, network(host));
            known[place] = last;
        }
        return last.key;
    }

    /// An address may have a zone, or be an IPv4 address in the clothes of an IPv6 address.
    private Optional<String> network(String host) {
        int zone = host.indexOf('%');
        return IpLiteral.canonical(zone < 0 ? host : host.substring(0, zone))
                .map(address ->
                        address.indexOf(':') < 0
                                ? address
                                : Cidr.parse(address + '/' + ipv6Prefix).toString());
    }
}
