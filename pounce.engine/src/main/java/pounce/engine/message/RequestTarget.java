package pounce.engine.message;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What a request asks for (RFC 9112, section 3.2).
///
/// Empty segments (`//`) and parameters (`;a=b`) are parts of a path like any other, and stay: a
/// server that drops them sees another path than the proxy which let the request pass.
///
/// @param rawPath the path as received; `*` where the whole server is meant
/// @param path decoded once, without dot segments; the same as `rawPath` where there is nothing to
///   decode
/// @param rawQuery what stands behind the question mark; empty if there is none
/// @param authority of a target in absolute form; else empty
public record RequestTarget(String rawPath, String path, String rawQuery, String authority) {
    private static final String HTTP = "http://";
    private static final String HTTPS = "https://";

    /// {@return whether the whole server is meant, and no path}
    public boolean isAsterisk() {
        return rawPath.equals("*");
    }

    /// Reads a target in origin, absolute or asterisk form.
    ///
    /// @param method the asterisk is for OPTIONS alone
    /// @param text Latin-1, without white space
    /// @param encodedSlash whether `%2F` may stand in the path
    /// @return null if it is malformed, or could mean two things to two readers
    public static @Nullable RequestTarget parse(String method, String text, boolean encodedSlash) {
        if (text.startsWith("/")) {
            return origin(text, "", encodedSlash);
        }
        if (text.equals("*")) {
            return method.equals("OPTIONS") ? new RequestTarget("*", "*", "", "") : null;
        }
        return absolute(text, encodedSlash);
    }

    /// Reads a target as above, from octets. An ordinary one costs one text for its path and one
    /// for its query, and is looked at once.
    ///
    /// @param method the asterisk is for OPTIONS alone
    /// @param octets hold the target
    /// @param from where it begins
    /// @param to where it ends
    /// @param encodedSlash whether `%2F` may stand in the path
    /// @return null if it is malformed, or could mean two things to two readers
    public static @Nullable RequestTarget parse(
            String method, byte[] octets, int from, int to, boolean encodedSlash) {
        int end = UriCharacters.skipPlainPath(octets, from, to);
        if (end == from) {
            return parse(method, latin1(octets, from, to), encodedSlash);
        }
        if (end == to) {
            return plain(latin1(octets, from, end), "");
        }
        return octets[end] == '?' && UriCharacters.skipPlainQuery(octets, end + 1, to) == to
                ? plain(latin1(octets, from, end), latin1(octets, end + 1, to))
                : parse(method, latin1(octets, from, to), encodedSlash);
    }

    private static RequestTarget plain(String path, String query) {
        return new RequestTarget(path, path, query, "");
    }

    private static String latin1(byte[] octets, int from, int to) {
        return new String(octets, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static @Nullable RequestTarget absolute(String text, boolean encodedSlash) {
        int start = scheme(text);
        if (start == 0) {
            return null;
        }
        int end = start;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
            end++;
        }
        var authority = text.substring(start, end);
        if (!Authority.isValid(authority)) {
            return null;
        }
        var rest = text.substring(end);
        return origin(rest.startsWith("/") ? rest : "/" + rest, authority, encodedSlash);
    }

    private static int scheme(String text) {
        if (text.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
            return HTTP.length();
        }
        return text.regionMatches(true, 0, HTTPS, 0, HTTPS.length()) ? HTTPS.length() : 0;
    }

    private static @Nullable RequestTarget origin(
            String text, String authority, boolean encodedSlash) {
        boolean plain = true;
        int i = 0;
        for (; i < text.length() && text.charAt(i) != '?'; i++) {
            char c = text.charAt(i);
            if (c == '%') {
                plain = false;
            } else if (!UriCharacters.isPath(c)) {
                return null;
            } else if (c == '.' && text.charAt(i - 1) == '/') {
                plain = false; // perhaps a dot segment
            }
        }
        if (!isQuery(text, i)) {
            return null;
        }
        var raw = i == text.length() ? text : text.substring(0, i);
        var path = plain ? raw : PathDecoder.decode(raw, encodedSlash);
        var query = i == text.length() ? "" : text.substring(i + 1);
        return path == null ? null : new RequestTarget(raw, path, query, authority);
    }

    private static boolean isQuery(String text, int questionMark) {
        for (int i = questionMark + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%' ? !UriCharacters.isEscape(text, i) : !UriCharacters.isQuery(c)) {
                return false;
            }
        }
        return true;
    }
}
