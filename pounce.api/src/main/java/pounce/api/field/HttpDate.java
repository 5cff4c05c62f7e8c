package pounce.api.field;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/// Dates of HTTP (RFC 9110, section 5.6.7).
public final class HttpDate {
    /// The octets of a date in the preferred form, IMF-fixdate.
    public static final int LENGTH = 29;

    private static final byte[] DAYS = "MonTueWedThuFriSatSun".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MONTHS =
            "JanFebMarAprMayJunJulAugSepOctNovDec".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FORM =
            "Ddd, dd Mmm yyyy hh:mm:ss GMT".getBytes(StandardCharsets.US_ASCII);

    private HttpDate() {}

    /// Writes a date in the preferred form.
    ///
    /// @param instant to the second; years 0 to 9999
    /// @param target has [#LENGTH] octets of room
    /// @param offset where the first octet goes
    public static void format(Instant instant, byte[] target, int offset) {
        var time = instant.atOffset(ZoneOffset.UTC);
        System.arraycopy(FORM, 0, target, offset, LENGTH);
        System.arraycopy(DAYS, 3 * (time.getDayOfWeek().getValue() - 1), target, offset, 3);
        two(time.getDayOfMonth(), target, offset + 5);
        System.arraycopy(MONTHS, 3 * (time.getMonthValue() - 1), target, offset + 8, 3);
        two(time.getYear() / 100, target, offset + 12);
        two(time.getYear() % 100, target, offset + 14);
        two(time.getHour(), target, offset + 17);
        two(time.getMinute(), target, offset + 20);
        two(time.getSecond(), target, offset + 23);
    }

    private static void two(int number, byte[] target, int offset) {
        target[offset] = (byte) ('0' + number / 10);
        target[offset + 1] = (byte) ('0' + number % 10);
    }
}
