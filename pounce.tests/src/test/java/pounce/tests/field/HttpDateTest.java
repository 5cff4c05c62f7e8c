package pounce.tests.field;

import static java.time.ZoneOffset.UTC;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import pounce.api.field.HttpDate;

final class HttpDateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant RFC_EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");
    private static final long YEAR_0 = -62_167_219_200L;
    private static final long YEAR_10000 = 253_402_300_800L;

    private static final DateTimeFormatter IMF_FIXDATE = pattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    private static final DateTimeFormatter RFC_850 = pattern("EEEE, dd-MMM-uu HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = pattern("EEE MMM ppd HH:mm:ss uuuu");

    @Test
    void formatsTheExampleOfTheRfc() {
        assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.format(RFC_EXAMPLE));
    }

    @Test
    void readsTheThreeExamplesOfTheRfc() {
        assertEquals(Optional.of(RFC_EXAMPLE), parse("Sun, 06 Nov 1994 08:49:37 GMT"));
        assertEquals(Optional.of(RFC_EXAMPLE), parse("Sunday, 06-Nov-94 08:49:37 GMT"));
        assertEquals(Optional.of(RFC_EXAMPLE), parse("Sun Nov  6 08:49:37 1994"));
    }

    @Test
    void dropsFractionsOfASecond() {
        assertEquals(
                "Wed, 31 Dec 1969 23:59:59 GMT",
                HttpDate.format(Instant.parse("1969-12-31T23:59:59.999999999Z")));
    }

    @Test
    void writesNothingAroundTheDate() {
        var octets = "<29 octets of a date come here.>".getBytes(StandardCharsets.US_ASCII);

        HttpDate.write(RFC_EXAMPLE, octets, 1);

        assertEquals(
                "<Sun, 06 Nov 1994 08:49:37 GMT.>", new String(octets, StandardCharsets.US_ASCII));
    }

    @Test
    void writesNothingWhereThereIsNoRoom() {
        var octets = new byte[HttpDate.LENGTH];

        assertThrows(IndexOutOfBoundsException.class, () -> HttpDate.write(RFC_EXAMPLE, octets, 1));

        assertArrayEquals(new byte[HttpDate.LENGTH], octets);
    }

    @Test
    void refusesToWriteAYearOfFiveDigits() {
        assertThrows(
                IllegalArgumentException.class,
                () -> HttpDate.format(Instant.ofEpochSecond(YEAR_10000)));
        assertThrows(
                IllegalArgumentException.class,
                () -> HttpDate.format(Instant.ofEpochSecond(YEAR_0 - 1)));
    }

    @Test
    void refusesAReferenceThatIsNoPresent() {
        assertThrows(IllegalArgumentException.class, () -> HttpDate.parse("", Instant.MAX));
    }

    @Test
    void readsTwoDigitsAsAtMostFiftyYearsAhead() {
        assertEquals(
                Optional.of(Instant.parse("2076-03-01T12:00:00Z")),
                parse("Sunday, 01-Mar-76 12:00:00 GMT"));
        assertEquals(
                Optional.of(Instant.parse("1976-03-01T12:00:01Z")),
                parse("Sunday, 01-Mar-76 12:00:01 GMT"));
    }

    @Test
    void readsTwoDigitsAcrossTheTurnOfACentury() {
        assertEquals(
                Optional.of(Instant.parse("2105-01-01T00:00:00Z")),
                HttpDate.parse(
                        "Thursday, 01-Jan-05 00:00:00 GMT", Instant.parse("2099-01-01T00:00:00Z")));
    }

    @Test
    void readsTheTwentyNinthOfFebruaryInTheLatestYearThatHasOne() {
        assertEquals(
                Optional.of(Instant.parse("2000-02-29T00:00:00Z")),
                HttpDate.parse(
                        "Tuesday, 29-Feb-00 00:00:00 GMT", Instant.parse("2070-01-01T00:00:00Z")));
    }

    @Test
    void readsADateOnAnotherDayOfTheWeek() {
        assertEquals(Optional.of(RFC_EXAMPLE), parse("Mon, 06 Nov 1994 08:49:37 GMT"));
    }

    @Test
    void readsALeapSecondAsTheSecondBefore() {
        assertEquals(
                Optional.of(Instant.parse("2016-12-31T23:59:59Z")),
                parse("Sat, 31 Dec 2016 23:59:60 GMT"));
    }

    @Test
    void refusesWhatIsNoDate() {
        for (String text :
                List.of(
                        "",
                        "0",
                        "Sun",
                        ", 06 Nov 1994 08:49:37 GMT",
                        "Sun, 06 Nov 1994 08:49:37 UTC",
                        "Sun, 06 Nov 1994 08:49:37 GMT ",
                        " Sun, 06 Nov 1994 08:49:37 GMT",
                        "sun, 06 Nov 1994 08:49:37 GMT",
                        "Son, 06 Nov 1994 08:49:37 GMT",
                        "Sun, 06 nov 1994 08:49:37 GMT",
                        "Sun, 6 Nov 1994 08:49:37 GMT",
                        "Sun, 06 Nov 1994 24:00:00 GMT",
                        "Sun, 06 Nov 1994 08:60:37 GMT",
                        "Sun, 06 Nov 1994 08:49:61 GMT",
                        "Sun, 00 Nov 1994 08:49:37 GMT",
                        "Sun, 31 Nov 1994 08:49:37 GMT",
                        "Sun, 29 Feb 1900 08:49:37 GMT",
                        "Sun, 06 Nov \u0661\u0669\u0669\u0664 08:49:37 GMT",
                        "Sun, 06-Nov-94 08:49:37 GMT",
                        "Sunday, 06 Nov 1994 08:49:37 GMT",
                        "Someday, 06-Nov-94 08:49:37 GMT",
                        "Sunday, 30-Feb-94 08:49:37 GMT",
                        "Sun Nov 06 08:49:37 94",
                        "Sun Nov  6 08:49:37 1994 GMT",
                        "Son Nov  6 08:49:37 1994")) {
            assertEquals(Optional.empty(), parse(text), text);
        }
    }

    @Property
    void readsWhatItFormats(@ForAll("instants") Instant instant) {
        assertEquals(Optional.of(instant), parse(HttpDate.format(instant)));
    }

    @Property
    void formatsAsTheJdkDoes(@ForAll("instants") Instant instant) {
        assertEquals(IMF_FIXDATE.format(instant), HttpDate.format(instant));
    }

    @Property
    void readsAsctimeAsTheJdkWritesIt(@ForAll("instants") Instant instant) {
        assertEquals(Optional.of(instant), parse(ASCTIME.format(instant)));
    }

    @Property
    void readsRfc850WithinItsWindowOfACentury(
            @ForAll @IntRange(min = 1000, max = 9000) int year,
            @ForAll @LongRange(min = -49 * 31_556_952L, max = 49 * 31_556_952L) long distance) {
        var reference = Instant.parse(year + "-06-15T12:00:00Z");
        var instant = reference.plusSeconds(distance);

        assertEquals(Optional.of(instant), HttpDate.parse(RFC_850.format(instant), reference));
    }

    @Property
    void readsADamagedDateAsADateOrNotAtAll(
            @ForAll("dates") String date,
            @ForAll @IntRange(max = 33) int at,
            @ForAll @CharRange(from = ' ', to = '~') char c) {
        var damaged = new StringBuilder(date);
        damaged.setCharAt(at % date.length(), c);

        var found = parse(damaged.toString());

        assertEquals(found, found.flatMap(instant -> parse(HttpDate.format(instant))));
    }

    @Property
    void readsNoDateInAnyOtherText(@ForAll String text) {
        assertEquals(Optional.empty(), parse(text));
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs().between(YEAR_0, YEAR_10000 - 1).map(Instant::ofEpochSecond);
    }

    @Provide
    Arbitrary<String> dates() {
        var forms = Arbitraries.of(IMF_FIXDATE, RFC_850, ASCTIME);
        return forms.flatMap(form -> instants().map(form::format));
    }

    private static Optional<Instant> parse(String text) {
        return HttpDate.parse(text, NOW);
    }

    private static DateTimeFormatter pattern(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(UTC);
    }
}
