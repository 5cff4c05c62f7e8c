package pounce.api.field;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;

/// The three forms of an [HttpDate] (RFC 9110, section 5.6.7).
///
/// ```text
/// Sun, 06 Nov 1994 08:49:37 GMT     IMF-fixdate
/// Sunday, 06-Nov-94 08:49:37 GMT    RFC 850
/// Sun Nov  6 08:49:37 1994          asctime
/// ```
final class DateForms {
    private static final List<String> LONG_DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
    private static final int MAX_YEAR = 9999;

    private DateForms() {}

    /// @param present seconds since the epoch, against which two-digit years are read
    static Optional<Instant> parse(String text, long present) {
        int comma = text.indexOf(',');
        return switch (comma) {
            case -1 -> asctime(text);
            case 3 -> imfFixdate(text);
            default -> rfc850(text.substring(0, comma), text.substring(comma + 1), present);
        };
    }

    private static Optional<Instant> imfFixdate(String text) {
        if (!fits(text, "???, 00 ??? 0000 00:00:00 GMT") || numberOf(text, HttpDate.DAYS) == 0) {
            return Optional.empty();
        }
        return instant(
                number(text.substring(12, 16)), text.substring(5, 11), text.substring(17, 25));
    }

    private static Optional<Instant> asctime(String text) {
        if (!fits(text, "??? ??? _0 00:00:00 0000") || numberOf(text, HttpDate.DAYS) == 0) {
            return Optional.empty();
        }
        String day = text.substring(8, 10).replace(' ', '0');
        return instant(
                number(text.substring(20)), day + text.substring(3, 7), text.substring(11, 19));
    }

    private static Optional<Instant> rfc850(String dayName, String rest, long present) {
        if (!fits(rest, " 00-???-00 00:00:00 GMT") || !LONG_DAYS.contains(dayName)) {
            return Optional.empty();
        }
        var now = LocalDateTime.ofEpochSecond(present, 0, UTC);
        var latest = now.plusYears(50).toInstant(UTC);
        int nextCentury = (now.getYear() / 100 + 1) * 100;
        for (int century = nextCentury; century >= nextCentury - 200; century -= 100) {
            int year = century + number(rest.substring(8, 10));
            var found = instant(year, rest.substring(1, 7), rest.substring(11, 19));
            if (found.isPresent() && !found.get().isAfter(latest)) return found;
        }
        return Optional.empty();
    }

    /// @param dayMonth `06 Nov`, whatever stands between
    /// @param time `08:49:37`
    private static Optional<Instant> instant(int year, String dayMonth, String time) {
        int day = number(dayMonth.substring(0, 2));
        int month = numberOf(dayMonth.substring(3), HttpDate.MONTHS);
        if (month == 0 || year < 0 || year > MAX_YEAR) return Optional.empty();
        var calendar = YearMonth.of(year, month);
        int hour = number(time.substring(0, 2));
        int minute = number(time.substring(3, 5));
        int second = number(time.substring(6));
        if (!calendar.isValidDay(day) || hour > 23 || minute > 59 || second > 60) {
            return Optional.empty();
        }
        var midnight = calendar.atDay(day).atStartOfDay().toInstant(UTC);
        return Optional.of(midnight.plusSeconds(hour * 3600 + minute * 60 + Math.min(second, 59)));
    }

    /// @param form `0` stands for a digit, `_` for a digit or a space, `?` for anything, all else
    ///   for itself
    private static boolean fits(String text, String form) {
        if (text.length() != form.length()) return false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean fits =
                    switch (form.charAt(i)) {
                        case '0' -> digit;
                        case '_' -> digit || c == ' ';
                        case '?' -> true;
                        default -> c == form.charAt(i);
                    };
            if (!fits) return false;
        }
        return true;
    }

    private static int number(String digits) {
        return Integer.parseInt(digits);
    }

    /// {@return from 1, or 0 unless the text begins with one of the names}
    private static int numberOf(String text, String names) {
        for (int at = 0; at < names.length(); at += 3) {
            if (text.startsWith(names.substring(at, at + 3))) return at / 3 + 1;
        }
        return 0;
    }
}
