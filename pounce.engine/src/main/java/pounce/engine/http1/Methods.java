package pounce.engine.http1;

import java.nio.charset.StandardCharsets;

/// Methods (RFC 9110, section 9); the usual ones are not made anew.
final class Methods {
    private static final String[] USUAL = {
        "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE", "QUERY"
    };

    private Methods() {}

    /// {@return the method that these octets spell, case and all}
    static String of(byte[] octets, int from, int to) {
        for (var method : USUAL) {
            if (isSpelt(method, octets, from, to)) {
                return method;
            }
        }
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isSpelt(String method, byte[] octets, int from, int to) {
        if (to - from != method.length()) {
            return false;
        }
        for (int i = 0; i < method.length(); i++) {
            if (octets[from + i] != method.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
