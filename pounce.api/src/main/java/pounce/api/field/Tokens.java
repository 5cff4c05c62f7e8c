package pounce.api.field;

/// Tokens (RFC 9110, section 5.6.2) and field values (section 5.5).
public final class Tokens {
    private Tokens() {}

    /// Returns whether a character may stand in a token.
    ///
    /// @param c a character
    /// @return whether it may
    public static boolean isTchar(int c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c > 0 && "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    /// Returns whether a text is a token.
    ///
    /// @param text what is asked about
    /// @return whether it is
    public static boolean isToken(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isTchar(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /// Returns whether a text may be a field value.
    ///
    /// @param text what is asked about
    /// @return whether it may
    public static boolean isFieldValue(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 127 || c > 255) {
                return false;
            }
        }
        return true;
    }
}
