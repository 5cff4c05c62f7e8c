package pounce.api;

import java.util.Set;
import java.util.function.IntPredicate;

/// What names of options must look like, and some settings that are text. The whole table is held
/// to it at every start, which has no other use for regular expressions.
final class TextRules {
    private static final Set<String> LEVELS =
            Set.of("trace", "debug", "info", "warn", "error", "off");

    private TextRules() {}

    /// {@return whether a text is made of words in lower case, letters and digits, a letter first,
    /// with a dot or a dash between two}
    static boolean isOptionName(String text) {
        if (text.isEmpty() || !isLowerCase(text.charAt(0))) {
            return false;
        }
        boolean inWord = true;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean separates = c == '.' || c == '-';
            if (separates ? !inWord : !isLowerCase(c) && !isDigit(c)) {
                return false;
            }
            inWord = !separates;
        }
        return inWord;
    }

    /// {@return whether a text is a level of the log, of a logger and those below it
    /// (`LOGGER=LEVEL`) or of all others}
    static boolean isLogLevel(String text) {
        int equals = text.indexOf('=');
        return LEVELS.contains(text.substring(equals + 1))
                && (equals < 0 || isMadeOf(TextRules::isInLogger, text.substring(0, equals)));
    }

    /// {@return whether a text is the mode of a file as chmod takes it: three octal digits, and
    /// perhaps 0 before them}
    static boolean isFileMode(String text) {
        boolean isLong = text.length() == 4 && text.charAt(0) == '0';
        return (isLong || text.length() == 3) && isMadeOf(c -> c >= '0' && c <= '7', text);
    }

    /// {@return whether a text has letters, digits, dots, dashes and low lines alone}
    static boolean isLabel(String text) {
        return isMadeOf(TextRules::isInLabel, text);
    }

    private static boolean isInLogger(int c) {
        return isInLabel(c) || c == '$';
    }

    private static boolean isInLabel(int c) {
        boolean isLetter = isLowerCase(c) || (c >= 'A' && c <= 'Z');
        return isLetter || isDigit(c) || c == '.' || c == '-' || c == '_';
    }

    private static boolean isLowerCase(int c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isMadeOf(IntPredicate characters, String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!characters.test(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
