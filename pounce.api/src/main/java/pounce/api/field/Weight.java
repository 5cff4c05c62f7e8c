package pounce.api.field;

import java.util.OptionalInt;

/// Weights (RFC 9110, section 12.4.2), in thousandths: integers compare without surprises.
final class Weight {
    static final int MAX = 1000;

    private Weight() {}

    static boolean isWeight(String parameter) {
        return parameter.regionMatches(true, 0, "q=", 0, 2);
    }

    static OptionalInt parse(String parameter) {
        return isWeight(parameter) ? qvalue(parameter.substring(2)) : OptionalInt.empty();
    }

    static void check(int quality) {
        if (quality < 0 || quality > MAX) {
            throw new IllegalArgumentException("not from 0 to 1000: " + quality);
        }
    }

    /// `0` or `1`, then perhaps a point and at most three digits.
    private static OptionalInt qvalue(String text) {
        int length = text.length();
        if (length == 0 || length > 5 || (length > 1 && text.charAt(1) != '.')) {
            return OptionalInt.empty();
        }
        int value = 0;
        int unit = MAX;
        for (int i = 0; i < length; i++) {
            if (i == 1) continue;
            char c = text.charAt(i);
            if (c < '0' || c > '9') return OptionalInt.empty();
            value += (c - '0') * unit;
            unit /= 10;
        }
        return value > MAX ? OptionalInt.empty() : OptionalInt.of(value);
    }
}
