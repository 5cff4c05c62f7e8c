package pounce.lifecycle.access;

/// One line in the making: octets that are added to an array. What does not fit makes the whole
/// line void, so that nobody writes half of one.
final class Line {
    private static final long[] POWERS = powers();
    private static final double TENTHS = 10;

    private byte[] octets = {};
    private int at;
    private boolean tooLong;

    private static long[] powers() {
        var powers = new long[19];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = 10 * powers[i - 1];
        }
        return powers;
    }

    /// Begins a line in an array, at an index.
    void begin(byte[] octets, int from) {
        this.octets = octets;
        this.at = from;
        this.tooLong = false;
    }

    /// {@return the index behind the line; negative if there was no room for it}
    int end() {
        return tooLong ? -1 : at;
    }

    int position() {
        return at;
    }

    void octet(int value) {
        if (has(1)) {
            octets[at++] = (byte) value;
        }
    }

    void octets(byte[] all) {
        if (has(all.length)) {
            System.arraycopy(all, 0, octets, at, all.length);
            at += all.length;
        }
    }

    /// Adds characters below U+0080.
    @SuppressWarnings("deprecation") // does not encode, and need not: it copies
    void ascii(String text) {
        int length = text.length();
        if (has(length)) {
            text.getBytes(0, length, octets, at);
            at += length;
        }
    }

    /// Adds a number that is not negative.
    void decimal(long value) {
        int digits = digits(value);
        if (has(digits)) {
            digits(value, digits);
        }
    }

    private void digits(long value, int digits) {
        long rest = value;
        for (int i = at + digits - 1; i >= at; i--) {
            long tenth = rest / 10;
            octets[i] = (byte) ('0' + (rest - 10 * tenth));
            rest = tenth;
        }
        at += digits;
    }

    private static int digits(long value) {
        int digits = 1;
        while (digits < POWERS.length && value >= POWERS[digits]) {
            digits++;
        }
        return digits;
    }

    /// Adds a number with one decimal.
    void tenths(double value) {
        long tenths = Math.round(Math.max(0, value) * TENTHS);
        decimal(tenths / 10);
        octet('.');
        octet((int) ('0' + tenths % 10));
    }

    /// Gives room that the caller fills.
    ///
    /// @return where it begins in [#array]; negative if there is none
    int room(int size) {
        if (!has(size)) {
            return -1;
        }
        at += size;
        return at - size;
    }

    byte[] array() {
        return octets;
    }

    private boolean has(int size) {
        if (octets.length - at >= size && !tooLong) {
            return true;
        }
        tooLong = true;
        return false;
    }
}
