package pounce.api.multipart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.field.Tokens;

/// The Content-Disposition of a part (RFC 7578, section 4.2), as browsers write it: names are raw
/// UTF-8 in quotes, and a quote within them is `%22` (WHATWG HTML, section 4.10.21.8).
///
/// @param name of the part
/// @param filename as sent; empty if there is none
record Disposition(String name, Optional<String> filename) {

    /// Reads a field value.
    ///
    /// @param value as Latin-1
    /// @return empty if it is malformed, not of a form, or has no name
    static Optional<Disposition> parse(String value) {
        var parameters = new Cursor(value).parameters();
        var name = parameters.get("name");
        // RFC 7578, section 4.2, forbids `filename*`; to ignore it would make a file a plain field.
        if (name == null || parameters.containsKey("filename*")) return Optional.empty();
        var filename = parameters.get("filename");
        var decodedName = decode(name);
        if (filename == null) return decodedName.map(n -> new Disposition(n, Optional.empty()));
        return decodedName.flatMap(
                n -> decode(filename).map(f -> new Disposition(n, Optional.of(f))));
    }

    private static Optional<String> decode(String latin1) {
        try {
            var octets = ByteBuffer.wrap(latin1.getBytes(ISO_8859_1));
            return Optional.of(UTF_8.newDecoder().decode(octets).toString().replace("%22", "\""));
        } catch (CharacterCodingException malformed) {
            return Optional.empty();
        }
    }

    /// {@return what stands behind the last directory; empty text if nothing does}
    static String lastSegment(String filename) {
        return filename.substring(
                Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\')) + 1);
    }

    /// A place in the value.
    private static final class Cursor {
        private static final Map<String, String> MALFORMED = Map.of();

        private final String text;
        private int place;

        Cursor(String text) {
            this.text = text;
        }

        /// {@return the parameters of `form-data` by their names in lower case; none if anything is
        /// malformed, or given twice}
        Map<String, String> parameters() {
            if (!token().equalsIgnoreCase("form-data")) return MALFORMED;
            var parameters = new HashMap<String, String>();
            skipSpace();
            while (place < text.length()) {
                if (!skip(';')) return MALFORMED;
                skipSpace();
                var name = token().toLowerCase(Locale.ROOT);
                if (name.isEmpty() || !skip('=')) return MALFORMED;
                var value = value();
                if (value == null || parameters.put(name, value) != null) return MALFORMED;
                skipSpace();
            }
            return parameters;
        }

        private @Nullable String value() {
            if (skip('"')) return quoted();
            var token = token();
            return token.isEmpty() ? null : token;
        }

        /// Old browsers send `C:\dir\file`, others escape with the same character: it is an escape
        /// only where it stands before one that needs it.
        private @Nullable String quoted() {
            var plain = new StringBuilder();
            while (place < text.length()) {
                char c = text.charAt(place++);
                if (c == '"') return plain.toString();
                if (c == '\\' && (isAt('"') || isAt('\\'))) {
                    c = text.charAt(place++);
                }
                plain.append(c);
            }
            return null;
        }

        private String token() {
            int start = place;
            while (place < text.length() && Tokens.isTchar(text.charAt(place))) place++;
            return text.substring(start, place);
        }

        private boolean isAt(char c) {
            return place < text.length() && text.charAt(place) == c;
        }

        private boolean skip(char c) {
            if (!isAt(c)) return false;
            place++;
            return true;
        }

        private void skipSpace() {
            while (isAt(' ') || isAt('\t')) place++;
        }
    }
}
