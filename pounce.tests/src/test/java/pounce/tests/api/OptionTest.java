package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Option;
import pounce.api.Settings;
import pounce.api.Size;

final class OptionTest {
    private static final Option<Duration> WAIT = Option.duration("wait", Duration.ofSeconds(1));
    private static final Option<Integer> COUNT =
            Option.number("count", 1).where(count -> count > 0).doc("At least 1.").shown();
    private static final Option<String> SECRET =
            Option.text("secret", "none").where(text -> text.length() < 5);

    // ---- parse after format is identity

    @Test
    void durationsMayBeZeroWhereThatMeansNone() {
        var limit = Option.durationOrZero("limit", Duration.ZERO);

        assertEquals(Duration.ZERO, limit.parse("0s"));
        assertEquals(Duration.ofMinutes(1), limit.parse("1m"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Option.durationOrZero("limit", Duration.ofSeconds(-1)));
    }

    @Property
    void durationsReadWhatTheyWrite(@ForAll @LongRange(min = 1) long millis) {
        var value = WAIT.check(Duration.ofMillis(millis));

        assertEquals(value, WAIT.parse(WAIT.format(value)));
    }

    @Property
    void numbersReadWhatTheyWrite(@ForAll int value) {
        var option = Option.number("n", 0);

        assertEquals(value, option.parse(option.format(value)));
    }

    @Property
    void flagsReadWhatTheyWrite(@ForAll boolean value) {
        var option = Option.flag("f", false);

        assertEquals(value, option.parse(option.format(value)));
    }

    @Property
    void sizesReadWhatTheyWrite(@ForAll @LongRange(min = 0) long octets) {
        var option = Option.size("s", new Size(0));

        assertEquals(new Size(octets), option.parse(option.format(new Size(octets))));
    }

    /// Whatever passes the check is read again as it is.
    @Property
    void textsReadWhatTheyWrite(@ForAll("texts") String value) {
        var option = Option.text("t", "");
        if (!passes(option, value)) return;

        assertEquals(value, option.parse(option.format(value)));
    }

    @Property
    void listsReadWhatTheyWrite(@ForAll("items") List<String> value) {
        var option = Option.list("l", String::toString);
        if (!passes(option, value)) return;

        assertEquals(value, option.parse(option.format(value)));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars(" ab,\\=#\t\n\ré€").ofMaxLength(4);
    }

    @Provide
    Arbitrary<List<String>> items() {
        return texts().list().ofMaxSize(3);
    }

    @Test
    void aTypeOfOnesOwnIsWrittenAsItsToString() {
        var option = Option.of("day", LocalDate.EPOCH, LocalDate::parse);

        assertEquals("2026-02-03", option.format(option.parse(" 2026-02-03 ")));
    }

    @Test
    void aDurationOfAnotherNotationKeepsIt() {
        var option = Option.of("iso", Duration.ZERO, Duration::parse);

        assertEquals(Duration.ofSeconds(5), option.parse(option.format(Duration.ofSeconds(5))));
    }

    // ---- reading

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "10s, PT10S", "5m, PT5M", "2h, PT2H", "' 90s ', PT90S"})
    void readsDurations(String text, Duration expected) {
        assertEquals(expected, WAIT.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.25S, 250ms",
        "PT1.5S, 1500ms",
        "PT10S, 10s",
        "PT60S, 1m",
        "PT90S, 90s",
        "PT24H, 24h"
    })
    void writesDurationsInTheirLargestWholeUnit(Duration value, String text) {
        assertEquals(text, WAIT.format(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "s",
                "10",
                "-1s",
                "0s",
                "1.5s",
                "10 s",
                "10S",
                "10d",
                "٣s",
                "99999999999999999999s",
                "9223372036854775807h",
                "9223372036854775807s"
            })
    void refusesWhatIsNoDuration(String text) {
        assertThrows(IllegalArgumentException.class, () -> WAIT.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0001S", "PT9223372036854775807S"})
    void refusesDurationsThatCannotBeWritten(Duration value) {
        assertThrows(IllegalArgumentException.class, () -> WAIT.check(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "True", "yes", "1", "truee"})
    void refusesWhatIsNoFlag(String text) {
        assertThrows(IllegalArgumentException.class, () -> Option.flag("f", true).parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.0", "1k", "2147483648", "one"})
    void refusesWhatIsNoNumber(String text) {
        assertThrows(IllegalArgumentException.class, () -> COUNT.parse(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {" a", "a ", "a\nb", "a\r", "\0", "a\tb"})
    void refusesTextOfMoreThanOneLine(String text) {
        var option = Option.text("t", "");

        assertThrows(IllegalArgumentException.class, () -> option.check(text));
    }

    @Test
    void readsListsWithSpacesAndEmptyItems() {
        var option = Option.list("l", URI::create);

        assertEquals(
                List.of(URI.create("http://a:1"), URI.create("http://b:2")),
                option.parse(" http://a:1 ,, http://b:2, "));
        assertEquals(List.of(), option.parse(" "));
    }

    // ---- rules

    @Test
    void rulesAddUp() {
        var option = WAIT.where(value -> value.toSeconds() < 60);

        assertThrows(IllegalArgumentException.class, () -> option.check(Duration.ofMinutes(1)));
        assertThrows(IllegalArgumentException.class, () -> option.check(Duration.ZERO));
    }

    @Test
    void theDefaultObeysTheRule() {
        assertThrows(IllegalArgumentException.class, () -> COUNT.where(count -> count > 1));
        assertThrows(IllegalArgumentException.class, () -> Option.duration("wait", Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> Option.text("t", "a\nb"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a_b", "a..b", "a.", "-a", ".a", "1a", "a b", "é", "a-.b"})
    void refusesNamesThatWouldNotMap(String name) {
        assertThrows(IllegalArgumentException.class, () -> Option.flag(name, true));
    }

    // ---- faults

    @Test
    void aFaultNamesOptionValueFormAndRule() {
        var notRead = assertThrows(IllegalArgumentException.class, () -> COUNT.parse("x"));
        var notAllowed = assertThrows(IllegalArgumentException.class, () -> COUNT.parse("0"));

        assertEquals("count = x: not a whole number (At least 1.)", notRead.getMessage());
        assertEquals("count = 0: not allowed (At least 1.)", notAllowed.getMessage());
    }

    @Test
    void aFaultNeverTellsAHiddenValue() {
        var notAllowed =
                assertThrows(IllegalArgumentException.class, () -> SECRET.parse("hunter2"));
        var notRead =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Option.number("pin", 0).parse("hunter2"));

        assertEquals("secret = <hidden>: not allowed", notAllowed.getMessage());
        assertEquals("pin = <hidden>: not a whole number", notRead.getMessage());
        assertNull(notAllowed.getCause());
        assertNull(notRead.getCause());
    }

    @Test
    void isHiddenUnlessItSaysOtherwise() {
        assertFalse(SECRET.isShown());
        assertFalse(WAIT.isShown());
        assertTrue(WAIT.shown().where(_ -> true).doc("Wait.").isShown());
    }

    // ---- settings of one

    @Test
    void settingsOfOneHaveDefaultsForTheRest() {
        var settings = Settings.of(COUNT, 3);

        assertEquals(3, settings.get(COUNT));
        assertEquals(Duration.ofSeconds(1), settings.get(WAIT));
        assertThrows(IllegalArgumentException.class, () -> Settings.of(COUNT, 0));
    }

    private static <T> boolean passes(Option<T> option, T value) {
        try {
            option.check(value);
            return true;
        } catch (IllegalArgumentException _) {
            return false;
        }
    }
}
