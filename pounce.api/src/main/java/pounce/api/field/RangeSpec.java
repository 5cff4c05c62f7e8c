package pounce.api.field;

import java.util.Optional;

/// One member of a `Range` field (RFC 9110, section 14.1.1), before the length of the
/// representation is known.
sealed interface RangeSpec {
    /// {@return what it selects; empty if it is not satisfiable}
    Optional<ByteRange> resolve(long length);

    /// `first-last`, or `first-`: then the last is `Long.MAX_VALUE`.
    record IntRange(long first, long last) implements RangeSpec {
        @Override
        public Optional<ByteRange> resolve(long length) {
            return first < length
                    ? Optional.of(new ByteRange(first, Math.min(last, length - 1)))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return first + "-" + (last == Long.MAX_VALUE ? "" : last);
        }
    }

    /// `-count`: the last octets. Of nothing it selects nothing: `Content-Range` has no words for
    /// an empty range.
    record SuffixRange(long count) implements RangeSpec {
        @Override
        public Optional<ByteRange> resolve(long length) {
            return count > 0 && length > 0
                    ? Optional.of(new ByteRange(Math.max(0, length - count), length - 1))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "-" + count;
        }
    }

    /// {@return empty unless it is one; a range whose last is before its first is none}
    static Optional<RangeSpec> parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 0 || text.length() == 1) return Optional.empty();
        String first = text.substring(0, dash);
        String last = text.substring(dash + 1);
        if (!isDigits(first) || !isDigits(last)) return Optional.empty();
        if (first.isEmpty()) return Optional.of(new SuffixRange(number(last)));
        var range = new IntRange(number(first), last.isEmpty() ? Long.MAX_VALUE : number(last));
        return range.last < range.first ? Optional.empty() : Optional.of(range);
    }

    private static boolean isDigits(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') return false;
        }
        return true;
    }

    /// Stops at `Long.MAX_VALUE`: no representation is longer, so that no larger number means
    /// anything else.
    private static long number(String digits) {
        long value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (value > (Long.MAX_VALUE - digit) / 10) return Long.MAX_VALUE;
            value = value * 10 + digit;
        }
        return value;
    }
}
