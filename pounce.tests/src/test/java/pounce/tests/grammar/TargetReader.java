package pounce.tests.grammar;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads request targets (RFC 9112, section 3.2) by the text of RFC 3986: the dot segments leave as
/// its section 5.2.4 says, from the path as received.
public final class TargetReader {
    private static final String PCHARS = "A-Za-z0-9._~!$&'()*+,;=:@-";
    private static final String ESCAPE = "%[0-9A-Fa-f]{2}";
    private static final Pattern PATH = many("[/" + PCHARS + "]*");

    /// Beside what RFC 3986 allows, what browsers leave as it is (WHATWG URL, section 1.3).
    private static final Pattern QUERY = many("[/?\\[\\]{}|^`\\\\" + PCHARS + "]*");

    private static final Pattern ABSOLUTE =
            Pattern.compile("(?:http|https)://([^/?]*)(.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern FORBIDDEN = Pattern.compile("%00|%5c", Pattern.CASE_INSENSITIVE);
    private static final Pattern SLASH = Pattern.compile("%2f", Pattern.CASE_INSENSITIVE);
    private static final Pattern DOT = Pattern.compile("%2e", Pattern.CASE_INSENSITIVE);

    private TargetReader() {}

    private static Pattern many(String characters) {
        return Pattern.compile(characters + "(?:" + ESCAPE + characters + ")*");
    }

    /// {@return its meaning; empty if it is refused}
    ///
    /// @param method decides on the asterisk
    /// @param text of Latin-1 characters
    /// @param encodedSlash whether `%2F` may stand in the path
    public static Optional<Target> read(String method, String text, boolean encodedSlash) {
        if (text.equals("*")) {
            return method.equals("OPTIONS")
                    ? Optional.of(new Target("*", "*", "", ""))
                    : Optional.empty();
        }
        if (text.startsWith("/")) {
            return origin(text, "", encodedSlash);
        }
        var absolute = ABSOLUTE.matcher(text);
        if (!absolute.matches() || !Authorities.isAuthority(absolute.group(1))) {
            return Optional.empty();
        }
        var rest = absolute.group(2);
        return origin(rest.startsWith("/") ? rest : "/" + rest, absolute.group(1), encodedSlash);
    }

    private static Optional<Target> origin(String text, String authority, boolean encodedSlash) {
        int mark = text.indexOf('?');
        var raw = mark < 0 ? text : text.substring(0, mark);
        var query = mark < 0 ? "" : text.substring(mark + 1);
        if (!PATH.matcher(raw).matches() || !QUERY.matcher(query).matches()) {
            return Optional.empty();
        }
        if (FORBIDDEN.matcher(raw).find() || (!encodedSlash && SLASH.matcher(raw).find())) {
            return Optional.empty();
        }
        return decoded(raw)
                .flatMap(_ -> withoutDots(DOT.matcher(raw).replaceAll(".")))
                .flatMap(TargetReader::decoded)
                .filter(path -> !hasDots(path))
                .map(path -> new Target(raw, path, query, authority));
    }

    /// RFC 3986, section 5.2.4, but that a climb above the root is refused.
    private static Optional<String> withoutDots(String path) {
        var input = path;
        var output = "";
        while (!input.isEmpty()) {
            if (input.startsWith("/./")) {
                input = input.substring(2);
            } else if (input.equals("/.")) {
                input = "/";
            } else if (input.startsWith("/../") || input.equals("/..")) {
                if (output.isEmpty()) {
                    return Optional.empty();
                }
                input = "/" + input.substring(Math.min(4, input.length()));
                output = output.substring(0, output.lastIndexOf('/'));
            } else {
                int end = input.indexOf('/', 1);
                output += end < 0 ? input : input.substring(0, end);
                input = end < 0 ? "" : input.substring(end);
            }
        }
        return Optional.of(output);
    }

    /// Dots behind an encoded slash.
    private static boolean hasDots(String path) {
        return (path + "/").contains("/./") || (path + "/").contains("/../");
    }

    private static Optional<String> decoded(String path) {
        var octets = ByteBuffer.allocate(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                octets.put((byte) Integer.parseInt(path.substring(i + 1, i + 3), 16));
                i += 2;
            } else {
                octets.put(path.substring(i, i + 1).getBytes(ISO_8859_1));
            }
        }
        try {
            return Optional.of(UTF_8.newDecoder().decode(octets.flip()).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }
}
