package pounce.api.field;

/// Tokens (RFC 9110, section 5.6.2) and field values (section 5.5).
public final class Tokens {
    private static final String SYMBOLS = "!#$%&'*+-.^_`|~";
    private static final boolean[] TCHARS = tchars();

    private Tokens() {}

    /// Returns whether a character may stand in a token.
    ///
    /// @param c a character
    /// @return whether it may
    public static boolean isTchar(int c) {
        return c >= 0 && c < TCHARS.length && TCHARS[c];
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

    /// Returns whether a text may be a field value: visible ASCII and Latin-1, SP, HTAB.
    ///
    /// @param text what is asked about
    /// @return whether it may
    public static boolean isFieldValue(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isFieldCharacter(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isFieldCharacter(char c) {
        return c >= ' ' ? c != 127 && c <= 255 : c == '\t';
    }

    private static boolean[] tchars() {
        var table = new boolean[128];
        for (char c = '0'; c <= 'z'; c++) {
            table[c] = Character.isLetterOrDigit(c);
        }
        for (int i = 0; i < SYMBOLS.length(); i++) {
            table[SYMBOLS.charAt(i)] = true;
        }
        return table;
    }
}
