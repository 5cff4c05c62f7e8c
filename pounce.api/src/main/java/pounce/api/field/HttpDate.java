package pounce.api.field;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/// Dates in fields: `Date`, `Last-Modified`, `If-Modified-Since` (RFC 9110, section 5.6.7). To the
/// second; no clock is read here.
public final class HttpDate {
    /// Octets of an IMF-fixdate.
    public static final int LENGTH = 29;

    static final String DAYS = "MonTueWedThuFriSatSun";
    static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final byte[] EMPTY =
            "???, 00 ??? 0000 00:00:00 GMT".getBytes(StandardCharsets.US_ASCII);

    /// 1970 began on a Thursday. `LocalDate` knows too, but asks classes that a start has no other
    /// use for.
    private static final int EPOCH_DAY = 3;

    private static final long MIN_SECOND = LocalDate.of(0, 1, 1).toEpochDay() * 86_400;
    private static final long MAX_SECOND = LocalDate.of(10_000, 1, 1).toEpochDay() * 86_400 - 1;

    private HttpDate() {}

    /// {@return the instant as an IMF-fixdate, such as `Sun, 06 Nov 1994 08:49:37 GMT`}
    ///
    /// @param instant fractions of its second are dropped
    /// @throws IllegalArgumentException unless its year has at most four digits
    public static String format(Instant instant) {
        var octets = new byte[LENGTH];
        write(instant, octets, 0);
        return new String(octets, StandardCharsets.US_ASCII);
    }

    /// Writes the instant as an IMF-fixdate: [#LENGTH] octets.
    ///
    /// ```text
    /// Sun, 06 Nov 1994 08:49:37 GMT
    /// 0    5  8   12   17 20 23
    /// ```
    ///
    /// @param instant fractions of its second are dropped
    /// @param target where to write
    /// @param offset of the first octet
    /// @throws IllegalArgumentException unless its year has at most four digits
    /// @throws IndexOutOfBoundsException if there is no room, and then nothing is written
    public static void write(Instant instant, byte[] target, int offset) {
        long second = secondOf(instant);
        Objects.checkFromIndexSize(offset, LENGTH, target.length);
        long day = Math.floorDiv(second, 86_400);
        var date = LocalDate.ofEpochDay(day);
        int time = Math.floorMod(second, 86_400);
        System.arraycopy(EMPTY, 0, target, offset, LENGTH);
        putName(DAYS, Math.floorMod(day + EPOCH_DAY, 7) + 1, target, offset);
        putDigits(date.getDayOfMonth(), target, offset + 5);
        putName(MONTHS, date.getMonthValue(), target, offset + 8);
        putDigits(date.getYear() / 100, target, offset + 12);
        putDigits(date.getYear() % 100, target, offset + 14);
        putDigits(time / 3600, target, offset + 17);
        putDigits(time / 60 % 60, target, offset + 20);
        putDigits(time % 60, target, offset + 23);
    }

    /// Reads any of the three forms: IMF-fixdate, and the obsolete ones of RFC 850 and of C's
    /// asctime.
    ///
    /// The name of the day must be one, but need not be the date's. A leap second (60) is read as
    /// 59, as `java.time` does.
    ///
    /// @param text without whitespace around it
    /// @param reference the present: a year of two digits means the latest such year that puts the
    ///   date at most 50 years after it
    /// @return empty unless the text is a date of the calendar
    /// @throws IllegalArgumentException unless the reference's year has at most four digits
    public static Optional<Instant> parse(String text, Instant reference) {
        return DateForms.parse(text, secondOf(reference));
    }

    private static long secondOf(Instant instant) {
        long second = instant.getEpochSecond();
        if (second < MIN_SECOND || second > MAX_SECOND) {
            throw new IllegalArgumentException("no year of four digits: " + instant);
        }
        return second;
    }

    private static void putName(String names, int number, byte[] target, int at) {
        for (int i = 0; i < 3; i++) target[at + i] = (byte) names.charAt(number * 3 - 3 + i);
    }

    private static void putDigits(int number, byte[] target, int at) {
        target[at] = (byte) ('0' + number / 10);
        target[at + 1] = (byte) ('0' + number % 10);
    }
}
