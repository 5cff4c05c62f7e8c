package pounce.tracing;

import pounce.api.Address;
import pounce.api.RequestHead;

/// The server as its client named it: behind trusted proxies, as the client named those.
///
/// @param host without the brackets of an IPv6 address
/// @param port negative where there is none
record ServerName(String host, int port) {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /// {@return the name in `Host` or `:authority`; the address of the server where a client gave
    /// none}
    static ServerName of(RequestHead head) {
        var authority = head.authority();
        if (authority.isEmpty()) {
            return of(head.server());
        }
        int colon = authority.lastIndexOf(':');
        boolean hasPort = colon > authority.lastIndexOf(']');
        var host = hasPort ? authority.substring(0, colon) : authority;
        return new ServerName(
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port(hasPort ? authority.substring(colon + 1) : "", head.scheme()));
    }

    private static ServerName of(Address address) {
        return new ServerName(address.host(), address.port() == 0 ? -1 : address.port());
    }

    /// The digits are checked where the request was read, or where a proxy is believed.
    private static int port(String digits, String scheme) {
        try {
            return digits.isEmpty() ? standard(scheme) : Integer.parseInt(digits);
        } catch (NumberFormatException _) {
            return -1;
        }
    }

    private static int standard(String scheme) {
        return scheme.equals("https") ? HTTPS : HTTP;
    }
}
