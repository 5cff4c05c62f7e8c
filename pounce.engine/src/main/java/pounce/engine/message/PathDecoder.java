package pounce.engine.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Decodes a path once, as UTF-8, and takes its dot segments away (RFC 3986, section 5.2.4), so
/// that all readers see the same.
///
/// Refused is what servers and file systems disagree on: an encoded slash, backslash or NUL, a
/// climb above the root, octets that are no UTF-8.
final class PathDecoder {
    private PathDecoder() {}

    /// {@return the path, or null if it is refused}
    static @Nullable String decode(String raw, boolean encodedSlash) {
        Deque<String> segments = new ArrayDeque<>();
        boolean directory = false;
        for (var segment : raw.substring(1).split("/", -1)) {
            var decoded = segment.indexOf('%') < 0 ? segment : unescape(segment, encodedSlash);
            if (decoded == null) {
                return null;
            }
            directory = decoded.equals(".") || decoded.equals("..");
            if (decoded.equals("..")) {
                if (segments.pollLast() == null) {
                    return null;
                }
            } else if (!directory) {
                segments.add(decoded);
            }
        }
        if (directory) {
            segments.add("");
        }
        var path = "/" + String.join("/", segments);
        return encodedSlash && hasDotSegment(path) ? null : path;
    }

    /// A slash that was encoded may have hidden one.
    private static boolean hasDotSegment(String path) {
        var closed = path + "/";
        return closed.contains("/./") || closed.contains("/../");
    }

    private static @Nullable String unescape(String segment, boolean encodedSlash) {
        var octets = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c != '%') {
                octets.put((byte) c);
                continue;
            }
            if (!UriCharacters.isEscape(segment, i)) {
                return null;
            }
            int octet = UriCharacters.escaped(segment, i);
            if (octet == 0 || octet == '\\' || (octet == '/' && !encodedSlash)) {
                return null;
            }
            octets.put((byte) octet);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
