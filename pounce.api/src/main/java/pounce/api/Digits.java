package pounce.api;

/// The ASCII digits at the beginning of a text: an amount whose unit follows.
final class Digits {
    private Digits() {}

    static int count(String text) {
        int end = 0;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end;
    }

    /// Returns the value of the first `count` characters, which are digits.
    ///
    /// @throws IllegalArgumentException if a `long` does not hold it
    static long value(String text, int count) {
        try {
            return Long.parseLong(text, 0, count, 10);
        } catch (NumberFormatException tooLarge) {
            throw new IllegalArgumentException("a number too large: " + text, tooLarge);
        }
    }
}
