package pounce.api.field;

import java.io.IOException;
import java.util.HexFormat;

/// Strings of JSON (RFC 8259, section 7).
final class JsonString {
    private JsonString() {}

    static void write(String text, Appendable out) throws IOException {
        out.append('"');
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            if (isPlain(text, i)) continue;
            out.append(text, written, i);
            escape(text.charAt(i), out);
            written = i + 1;
        }
        (written == 0 ? out.append(text) : out.append(text, written, text.length())).append('"');
    }

    /// Beside what JSON demands this escapes what breaks its readers: DEL and the C1 controls,
    /// which a terminal obeys; U+2028 and U+2029, which end a line of JavaScript; halves of
    /// surrogate pairs, which have no UTF-8.
    private static boolean isPlain(String text, int index) {
        char c = text.charAt(index);
        if (c < 0x7F) return c >= ' ' && c != '"' && c != '\\';
        if (Character.isSurrogate(c)) return isPaired(text, index);
        return !Character.isISOControl(c) && c != '\u2028' && c != '\u2029';
    }

    private static boolean isPaired(String text, int index) {
        int first = Character.isHighSurrogate(text.charAt(index)) ? index : index - 1;
        return first >= 0
                && first + 1 < text.length()
                && Character.isSurrogatePair(text.charAt(first), text.charAt(first + 1));
    }

    private static void escape(char c, Appendable out) throws IOException {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> out.append("\\u").append(HexFormat.of().toHexDigits(c));
        }
    }
}
