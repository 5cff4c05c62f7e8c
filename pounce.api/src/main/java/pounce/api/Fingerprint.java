package pounce.api;

/// Names that build tools make of what is in a file: other content has another name.
///
/// A wrong yes would keep a stale file in caches for a year, a wrong no costs a request now and
/// then. So a piece of a name counts only if it looks like no word, date or version: hexadecimal
/// with letters and digits, or letters in both cases with digits.
final class Fingerprint {
    private static final int SHORTEST = 8;

    private Fingerprint() {}

    /// {@return whether a piece between dots or dashes, but the extension, is one}
    static boolean isIn(String name) {
        int extension = name.lastIndexOf('.');
        for (int start = 0, end; start < extension; start = end + 1) {
            end = endOfPiece(name, start);
            if (start > 0 && end <= extension && isHash(name, start, end)) return true;
        }
        return false;
    }

    private static int endOfPiece(String name, int start) {
        for (int i = start; i < name.length(); i++) {
            if (name.charAt(i) == '.' || name.charAt(i) == '-') return i;
        }
        return name.length();
    }

    private static boolean isHash(String name, int start, int end) {
        boolean lower = false;
        boolean upper = false;
        boolean digit = false;
        boolean hex = true;
        for (int i = start; i < end; i++) {
            char c = name.charAt(i);
            boolean isLower = c >= 'a' && c <= 'z';
            boolean isUpper = c >= 'A' && c <= 'Z';
            boolean isDigit = c >= '0' && c <= '9';
            if (!isLower && !isUpper && !isDigit && c != '_') return false;
            lower |= isLower;
            upper |= isUpper;
            digit |= isDigit;
            hex &= isDigit || (c >= 'a' && c <= 'f');
        }
        return end - start >= SHORTEST && digit && lower && (hex || upper);
    }
}
