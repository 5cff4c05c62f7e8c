package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.api.field.EntityTag;
import pounce.api.field.Preconditions;
import pounce.api.field.Preconditions.Outcome;
import pounce.api.field.Validators;

/// RFC 9110, section 13, line by line.
final class PreconditionsTest {
    private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
    private static final String SAME = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";
    private static final Instant MODIFIED = Instant.parse("1994-11-06T08:49:37.9Z");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Validators CURRENT = Validators.of(EntityTag.strong("a"), MODIFIED);

    private static Preconditions of(String... namesAndValues) {
        return Preconditions.of(Headers.of(namesAndValues)::all, NOW);
    }

    private static Outcome get(String... namesAndValues) {
        return of(namesAndValues).evaluate("GET", CURRENT);
    }

    @Test
    void aRequestWithoutConditionsIsPerformed() {
        assertEquals(Outcome.PERFORM, get());
        assertEquals(Outcome.PERFORM, get("host", "a", "range", "bytes=0-"));
    }

    // ---- section 13.1.1

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "\"b\", \"a\"", "*", " \"a\" "})
    void ifMatchHoldsForAListedStrongTag(String tags) {
        assertEquals(Outcome.PERFORM, get("if-match", tags));
        assertEquals(Outcome.PERFORM, of("if-match", tags).evaluate("PUT", CURRENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"b\"", "W/\"a\"", "", "a", "\"a"})
    void ifMatchFailsForAnyOtherTag(String tags) {
        assertEquals(Outcome.FAILED, get("if-match", tags));
        assertEquals(Outcome.FAILED, of("if-match", tags).evaluate("PUT", CURRENT));
    }

    @Test
    void ifMatchFailsForAWeakTagOfOurOwn() {
        var weak = Validators.of(EntityTag.weak("a"));

        assertEquals(Outcome.FAILED, of("if-match", "W/\"a\"").evaluate("GET", weak));
        assertEquals(Outcome.PERFORM, of("if-match", "*").evaluate("GET", weak));
    }

    // ---- section 13.1.2

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", "W/\"a\"", "\"b\", W/\"a\"", "*"})
    void ifNoneMatchOfAKnownTagIsNotModifiedForReaders(String tags) {
        assertEquals(Outcome.NOT_MODIFIED, get("if-none-match", tags));
        assertEquals(Outcome.NOT_MODIFIED, of("if-none-match", tags).evaluate("HEAD", CURRENT));
        assertEquals(Outcome.FAILED, of("if-none-match", tags).evaluate("PUT", CURRENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"b\"", "", "a", "\"A\""})
    void ifNoneMatchOfOtherTagsIsPerformed(String tags) {
        assertEquals(Outcome.PERFORM, get("if-none-match", tags));
    }

    @Test
    void ifNoneMatchMayHaveSeveralLines() {
        assertEquals(Outcome.NOT_MODIFIED, get("if-none-match", "\"b\"", "if-none-match", "\"a\""));
    }

    // ---- sections 13.1.3 and 13.1.4

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                BEFORE + "| PERFORM",
                SAME + " | NOT_MODIFIED",
                AFTER + " | NOT_MODIFIED",
                "Sunday, 06-Nov-94 08:49:37 GMT | NOT_MODIFIED",
                "Sun Nov  6 08:49:37 1994 | NOT_MODIFIED",
                "yesterday | PERFORM",
                "'' | PERFORM"
            })
    void ifModifiedSinceComparesSeconds(String date, Outcome outcome) {
        assertEquals(outcome, get("if-modified-since", date));
        assertEquals(outcome, of("if-modified-since", date).evaluate("HEAD", CURRENT));
    }

    @Test
    void ifModifiedSinceIsForReadersOnly() {
        assertEquals(Outcome.PERFORM, of("if-modified-since", SAME).evaluate("POST", CURRENT));
    }

    @Test
    void twoDatesAreNoDate() {
        assertEquals(Outcome.PERFORM, get("if-modified-since", SAME, "if-modified-since", SAME));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                BEFORE + "| FAILED",
                SAME + " | PERFORM",
                AFTER + " | PERFORM",
                "yesterday | PERFORM"
            })
    void ifUnmodifiedSinceComparesSeconds(String date, Outcome outcome) {
        assertEquals(outcome, get("if-unmodified-since", date));
        assertEquals(outcome, of("if-unmodified-since", date).evaluate("PUT", CURRENT));
    }

    @Test
    void datesAreIgnoredWhereThereIsNoDate() {
        var tagged = Validators.of(EntityTag.strong("a"));

        assertEquals(Outcome.PERFORM, of("if-modified-since", SAME).evaluate("GET", tagged));
        assertEquals(Outcome.PERFORM, of("if-unmodified-since", BEFORE).evaluate("GET", tagged));
    }

    // ---- section 13.2.2

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // if-match | if-unmodified-since | if-none-match | if-modified-since | outcome
                "\"a\" | " + BEFORE + " |       |        | PERFORM",
                "\"b\" | " + AFTER + "  |       |        | FAILED",
                "\"b\" |                | \"a\" |        | FAILED",
                "\"a\" |                | \"a\" |        | NOT_MODIFIED",
                "\"a\" |                | \"b\" | " + SAME + " | PERFORM",
                "      | " + BEFORE + " | \"a\" |        | FAILED",
                "      | " + AFTER + "  | \"a\" |        | NOT_MODIFIED",
                "      | " + AFTER + "  |       | " + SAME + " | NOT_MODIFIED",
                "      |                | \"b\" | " + SAME + " | PERFORM",
                "      |                | \"a\" | " + BEFORE + " | NOT_MODIFIED",
            })
    void conditionsHaveAnOrder(
            String match, String unmodified, String noneMatch, String modified, Outcome outcome) {
        var fields = Headers.empty();
        fields = match == null ? fields : fields.plus("if-match", match);
        fields = unmodified == null ? fields : fields.plus("if-unmodified-since", unmodified);
        fields = noneMatch == null ? fields : fields.plus("if-none-match", noneMatch);
        fields = modified == null ? fields : fields.plus("if-modified-since", modified);

        assertEquals(outcome, Preconditions.of(fields::all, NOW).evaluate("GET", CURRENT));
    }

    // ---- section 13.1.5

    @Test
    void rangesAreAllowedWithoutIfRange() {
        assertTrue(of().allowRanges(CURRENT));
        assertTrue(of().allowRanges(Validators.none()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\"", " \"a\"", SAME, "Sunday, 06-Nov-94 08:49:37 GMT"})
    void ifRangeHoldsForTheCurrentState(String condition) {
        assertTrue(of("if-range", condition).allowRanges(CURRENT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"b\"", "W/\"a\"", "*", "\"a\", \"b\"", BEFORE, AFTER, "", "tomorrow"})
    void ifRangeFailsForAnythingElse(String condition) {
        assertFalse(of("if-range", condition).allowRanges(CURRENT));
    }

    @Test
    void ifRangeFailsForAWeakTagOfOurOwn() {
        var weak = Validators.of(EntityTag.weak("a"));

        assertFalse(of("if-range", "W/\"a\"").allowRanges(weak));
        assertFalse(of("if-range", "\"a\"").allowRanges(weak));
    }

    @Test
    void ifRangeFailsForADateOfThisSecond() {
        var condition = Headers.of("if-range", SAME);

        assertFalse(Preconditions.of(condition::all, MODIFIED).allowRanges(CURRENT));
        assertTrue(Preconditions.of(condition::all, MODIFIED.plusMillis(100)).allowRanges(CURRENT));
    }

    @Test
    void twoIfRangesAreNone() {
        assertFalse(of("if-range", "\"a\"", "if-range", "\"a\"").allowRanges(CURRENT));
    }

    @Test
    void aFieldWithoutValidatorsNeverAllowsRanges() {
        assertFalse(of("if-range", "\"a\"").allowRanges(Validators.none()));
        assertFalse(of("if-range", SAME).allowRanges(Validators.none()));
    }

    @Test
    void namesEveryFieldThatItLooksAt() {
        var asked = new TreeSet<String>();
        var conditions =
                Preconditions.of(
                        name -> {
                            asked.add(name);
                            return List.of();
                        },
                        NOW);

        conditions.evaluate("GET", CURRENT);
        conditions.allowRanges(CURRENT);

        assertEquals(new TreeSet<>(Preconditions.names()), asked);
    }

    // ---- validators

    @Test
    void readsValidatorsFromTheFieldsOfAResponse() {
        var fields = Headers.of("etag", "W/\"x\"", "last-modified", SAME);

        var validators = Validators.parse(fields::first, NOW);

        assertEquals(EntityTag.weak("x"), validators.tag().orElseThrow());
        assertEquals(
                Instant.parse("1994-11-06T08:49:37Z"), validators.lastModified().orElseThrow());
    }

    @Test
    void ignoresMalformedValidators() {
        var fields = Headers.of("etag", "x", "last-modified", "once");

        var validators = Validators.parse(fields::first, NOW);

        assertTrue(validators.tag().isEmpty());
        assertTrue(validators.lastModified().isEmpty());
    }
}
