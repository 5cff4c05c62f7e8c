package pounce.staticfiles;

import java.nio.charset.StandardCharsets;

/// Names of files where they could be taken for something else.
final class Escape {
    private static final String HEX = "0123456789ABCDEF";

    private Escape() {}

    /// {@return a path for a URI (RFC 3986, section 2.1): all but unreserved characters and slashes
    /// is percent-encoded UTF-8}
    static String uriPath(String path) {
        var encoded = new StringBuilder(path.length());
        for (byte octet : path.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(octet) || octet == '/') {
                encoded.append((char) octet);
            } else {
                encoded.append('%')
                        .append(HEX.charAt((octet >> 4) & 15))
                        .append(HEX.charAt(octet & 15));
            }
        }
        return encoded.toString();
    }

    private static boolean isUnreserved(byte octet) {
        return (octet >= 'a' && octet <= 'z')
                || (octet >= 'A' && octet <= 'Z')
                || (octet >= '0' && octet <= '9')
                || octet == '-'
                || octet == '.'
                || octet == '_'
                || octet == '~';
    }

    /// {@return text for HTML, in content and in quoted attributes}
    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
