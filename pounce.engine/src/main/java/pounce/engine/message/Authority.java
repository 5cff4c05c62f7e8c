package pounce.engine.message;

/// Host and port (RFC 3986, section 3.2), without the user, who has no place in HTTP (RFC 9110,
/// section 4.2.4).
public final class Authority {
    private static final int MAX_PORT = 65_535;

    private Authority() {}

    /// Returns whether a text names a host and perhaps a port.
    ///
    /// @param text `host`, `host:port`, `[v6]:port`
    /// @return false also if it is empty
    public static boolean isValid(String text) {
        int host = text.startsWith("[") ? literal(text) : name(text);
        return host > 0 && (host == text.length() || isPort(text, host));
    }

    /// {@return where the address in brackets ends; 0 if it is none}
    private static int literal(String text) {
        int end = text.indexOf(']');
        return end > 0 && Ipv6Address.isValid(text.substring(1, end)) ? end + 1 : 0;
    }

    /// {@return where the registered name ends}
    private static int name(String text) {
        int i = 0;
        while (i < text.length() && text.charAt(i) != ':') {
            char c = text.charAt(i);
            if (c == '%' ? !UriCharacters.isEscape(text, i) : !UriCharacters.isHost(c)) {
                return 0;
            }
            i++;
        }
        return i;
    }

    private static boolean isPort(String text, int colon) {
        if (text.charAt(colon) != ':' || text.length() > colon + 6) {
            return false;
        }
        int port = 0;
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return false;
            }
            port = 10 * port + c - '0';
        }
        return port <= MAX_PORT;
    }
}
