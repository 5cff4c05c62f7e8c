package pounce.middleware;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import pounce.api.field.Tokens;

/// One element of `Forwarded` (RFC 7239, section 4).
///
/// ```text
/// Forwarded: for=192.0.2.60;proto=http, for="[2001:db8::1]:4711"
///            element                    element
/// ```
record ForwardedElement(Map<String, String> pairs) {

    /// Reads one element from the end of a field: what a client has written at its beginning must
    /// not change how the rest is read, by a quote that it leaves open for instance.
    ///
    /// @param field all its lines, with commas between them
    /// @param fromTheEnd 1 for the last
    /// @return without pairs if there are not so many, or it is malformed
    static ForwardedElement of(String field, int fromTheEnd) {
        int left = fromTheEnd;
        for (int end = field.length(); end >= 0; ) {
            int comma = lastComma(field, end);
            var element = field.substring(comma + 1, end).strip();
            if (!element.isEmpty() && --left == 0) return new ForwardedElement(pairs(element));
            end = comma;
        }
        return new ForwardedElement(Map.of());
    }

    /// {@return where the last comma before `end` is that no quotes enclose, or -1}
    private static int lastComma(String field, int end) {
        boolean quoted = false;
        for (int i = end - 1; i >= 0; i--) {
            char c = field.charAt(i);
            if (c == ',' && !quoted) return i;
            if (c == '"' && !isEscaped(field, i)) quoted = !quoted;
        }
        return -1;
    }

    private static boolean isEscaped(String field, int at) {
        int from = at;
        while (from > 0 && field.charAt(from - 1) == '\\') from--;
        return (at - from) % 2 == 1;
    }

    /// {@return names, in lower case, and values; none if a pair is malformed or there twice}
    private static Map<String, String> pairs(String element) {
        var pairs = new HashMap<String, String>();
        for (int start = 0; start <= element.length(); ) {
            int end = endOfPair(element, start);
            int equals = element.indexOf('=', start);
            if (equals < 0 || equals > end) return Map.of();
            var name = element.substring(start, equals);
            var value = value(element.substring(equals + 1, end));
            if (!Tokens.isToken(name)
                    || value.isEmpty()
                    || pairs.putIfAbsent(name.toLowerCase(Locale.ROOT), value) != null) {
                return Map.of();
            }
            start = end + 1;
        }
        return pairs;
    }

    /// {@return a token, or what quotes enclose; empty if it is neither}
    private static String value(String text) {
        return Tokens.isToken(text) ? text : Tokens.unquote(text).orElse("");
    }

    private static int endOfPair(String element, int start) {
        boolean quoted = false;
        for (int i = start; i < element.length(); i++) {
            char c = element.charAt(i);
            if (c == ';' && !quoted) return i;
            if (c == '"') quoted = !quoted;
            if (c == '\\' && quoted) i++;
        }
        return element.length();
    }

    Hop hop() {
        return new Hop(
                Hop.client(pairs.getOrDefault("for", "")),
                Hop.scheme(pairs.getOrDefault("proto", "")),
                Hop.authority(pairs.getOrDefault("host", "")));
    }
}
