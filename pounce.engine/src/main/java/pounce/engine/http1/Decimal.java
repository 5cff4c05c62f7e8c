package pounce.engine.http1;

/// Numbers as octets.
final class Decimal {
    private Decimal() {}

    /// Writes a number that is not negative.
    ///
    /// @return the place behind it
    static int put(long value, byte[] octets, int at) {
        int end = at + digits(value);
        long rest = value;
        for (int i = end - 1; i >= at; i--) {
            octets[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    /// {@return how many octets a number takes that is not negative}
    static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest > 9; rest /= 10) {
            digits++;
        }
        return digits;
    }
}
