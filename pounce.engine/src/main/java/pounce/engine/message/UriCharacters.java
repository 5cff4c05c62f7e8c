package pounce.engine.message;

/// The characters of URIs (RFC 3986, section 2).
final class UriCharacters {
    private static final byte HOST = 1;
    private static final byte PATH = 2;
    private static final byte QUERY = 4;
    private static final byte[] KINDS = kinds();

    private UriCharacters() {}

    /// Unreserved characters and sub-delimiters.
    static boolean isHost(char c) {
        return is(c, HOST);
    }

    /// A pchar, or a slash.
    static boolean isPath(char c) {
        return is(c, PATH);
    }

    /// What a path may have, a question mark, and the few that browsers leave unescaped in queries
    /// (WHATWG URL, section 1.3).
    static boolean isQuery(char c) {
        return is(c, QUERY);
    }

    /// {@return the first index from `from` where a path needs a closer look, or ends: an escape,
    /// perhaps a dot segment, a question mark, what no path has; `from` if that is no slash}
    static int skipPlainPath(byte[] octets, int from, int to) {
        if (from == to || octets[from] != '/') {
            return from;
        }
        int i = from + 1;
        while (i < to && is(octets[i], PATH) && (octets[i] != '.' || octets[i - 1] != '/')) {
            i++;
        }
        return i;
    }

    /// {@return the first index from `from` where a query needs a closer look: an escape, or what
    /// no query has}
    static int skipPlainQuery(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && is(octets[i], QUERY)) {
            i++;
        }
        return i;
    }

    /// Whether a percent sign begins an escape.
    static boolean isEscape(String text, int percent) {
        return percent + 2 < text.length()
                && digit(text.charAt(percent + 1)) >= 0
                && digit(text.charAt(percent + 2)) >= 0;
    }

    /// {@return the octet that an escape means}
    static int escaped(String text, int percent) {
        return 16 * digit(text.charAt(percent + 1)) + digit(text.charAt(percent + 2));
    }

    private static int digit(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static boolean is(char c, byte kind) {
        return c < KINDS.length && (KINDS[c] & kind) != 0;
    }

    private static boolean is(byte octet, byte kind) {
        return (KINDS[octet & 0xff] & kind) != 0;
    }

    private static byte[] kinds() {
        var kinds = new byte[256];
        for (char c = '0'; c <= 'z'; c++) {
            if (Character.isLetterOrDigit(c)) {
                kinds[c] = HOST | PATH | QUERY;
            }
        }
        mark(kinds, "-._~!$&'()*+,;=", (byte) (HOST | PATH | QUERY));
        mark(kinds, ":@/", (byte) (PATH | QUERY));
        mark(kinds, "?[]{}|^`\\", QUERY);
        return kinds;
    }

    private static void mark(byte[] kinds, String characters, byte kind) {
        for (int i = 0; i < characters.length(); i++) {
            kinds[characters.charAt(i)] = kind;
        }
    }
}
