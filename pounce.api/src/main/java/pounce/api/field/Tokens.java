package pounce.api.field;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tokens, field values, quoted strings and lists: what fields are made of (RFC 9110, sections 5.5
/// and 5.6).
public final class Tokens {
    private static final byte TCHAR = 1;
    private static final byte FIELD = 2;

    /// One look-up for each octet: each field of each response passes through here.
    private static final byte[] CLASSES = classes();

    private Tokens() {}

    /// {@return whether this is a character of a token (RFC 9110, section 5.6.2)}
    ///
    /// @param c any value: a character, an octet, or -1 for the end of a stream
    public static boolean isTchar(int c) {
        return (c & ~0xFF) == 0 && (CLASSES[c] & TCHAR) != 0;
    }

    /// {@return whether this is a token (RFC 9110, section 5.6.2): a method, or the name of a
    /// field}
    ///
    /// @param text what to look at; empty is no token
    public static boolean isToken(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            if (!isTchar(text.charAt(i))) return false;
        }
        return length > 0;
    }

    /// {@return whether all of this can stand in a field value (RFC 9110, section 5.5)}: visible
    /// ASCII, space, tab and obs-text (U+0080 to U+00FF). CR, LF and NUL would let a value's author
    /// write fields of their own.
    ///
    /// @param text what to look at; may be empty, and may begin or end with whitespace, which is
    ///   not part of the value
    public static boolean isFieldValue(CharSequence text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > 0xFF || (CLASSES[c] & FIELD) == 0) return false;
        }
        return true;
    }

    /// Writes a quoted-string (RFC 9110, section 5.6.4): only `"` and `\` are escaped.
    ///
    /// @param text what stands between the quotes; may be empty
    /// @return with the quotes
    /// @throws IllegalArgumentException if it is no [field value][#isFieldValue]
    public static String quote(String text) {
        if (!isFieldValue(text)) throw new IllegalArgumentException("no text of a quoted-string");
        var quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') quoted.append('\\');
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /// Reads a quoted-string (RFC 9110, section 5.6.4).
    ///
    /// @param text from quote to quote
    /// @return what the quotes enclose, without escapes; empty unless all of the text is one
    ///   quoted-string
    public static Optional<String> unquote(String text) {
        int end = text.length() - 1;
        if (end < 1 || text.charAt(0) != '"' || text.charAt(end) != '"' || !isFieldValue(text)) {
            return Optional.empty();
        }
        var plain = new StringBuilder(end);
        for (int i = 1; i < end; i++) {
            boolean escape = text.charAt(i) == '\\';
            if (escape) i++;
            if (i == end || (!escape && text.charAt(i) == '"')) return Optional.empty();
            plain.append(text.charAt(i));
        }
        return Optional.of(plain.toString());
    }

    /// Splits a list at its commas (RFC 9110, section 5.6.1), but not at those in quoted strings.
    ///
    /// @param list a field value; several of one name are first joined with commas (section 5.3)
    /// @return its elements in order, none empty, without whitespace around them; a quoted string
    ///   that nobody closes reaches to the end
    public static List<String> elements(String list) {
        return split(list, ',');
    }

    static List<String> split(String text, char separator) {
        var elements = new ArrayList<String>();
        for (int start = 0, end; start < text.length(); start = end + 1) {
            end = endOfElement(text, start, separator);
            String element = trim(text.substring(start, end));
            if (!element.isEmpty()) elements.add(element);
        }
        return List.copyOf(elements);
    }

    /// Takes OWS (RFC 9110, section 5.6.3) from both ends; `String.strip()` would take line breaks
    /// too.
    static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isWhitespace(text.charAt(start))) start++;
        while (start < end && isWhitespace(text.charAt(end - 1))) end--;
        return text.substring(start, end);
    }

    private static int endOfElement(String text, int start, char separator) {
        boolean quoted = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == separator && !quoted) return i;
            if (c == '"') quoted = !quoted;
            if (c == '\\' && quoted) i++;
        }
        return text.length();
    }

    private static boolean isWhitespace(char c) {
        return c == ' ' || c == '\t';
    }

    private static byte[] classes() {
        var classes = new byte[256];
        for (char c : "!#$%&'*+-.^_`|~".toCharArray()) classes[c] |= TCHAR;
        for (int c = '0'; c <= '9'; c++) classes[c] |= TCHAR;
        for (int c = 'A'; c <= 'Z'; c++) classes[c] |= TCHAR;
        for (int c = 'a'; c <= 'z'; c++) classes[c] |= TCHAR;
        for (int c = ' '; c <= 0xFF; c++) classes[c] |= FIELD;
        classes['\t'] |= FIELD;
        classes[0x7F] = 0;
        return classes;
    }
}
