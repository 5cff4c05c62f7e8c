package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import pounce.api.field.MediaRange;
import pounce.api.field.MediaRanges;
import pounce.api.field.Tokens;

final class MediaRangesTest {
    /// Section 12.5.1.
    private static final MediaRanges RFC_EXAMPLE =
            MediaRanges.parse(
                    "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed,"
                            + " text/plain;format=fixed;q=0.4, */*;q=0.5");

    @Test
    void weighsTheExamplesOfTheRfc() {
        assertEquals(OptionalInt.of(1000), RFC_EXAMPLE.quality("text/plain;format=flowed"));
        assertEquals(OptionalInt.of(700), RFC_EXAMPLE.quality("text/plain"));
        assertEquals(OptionalInt.of(300), RFC_EXAMPLE.quality("text/html"));
        assertEquals(OptionalInt.of(500), RFC_EXAMPLE.quality("image/jpeg"));
        assertEquals(OptionalInt.of(400), RFC_EXAMPLE.quality("text/plain;format=fixed"));
        assertEquals(OptionalInt.of(300), RFC_EXAMPLE.quality("text/html;level=3"));
    }

    @Test
    void ordersTheExamplesOfTheRfcBySpecificity() {
        var ranges =
                MediaRanges.parse("text/*, text/plain, text/plain;format=flowed, */*").ranges();

        assertTrue(ranges.get(2).specificity() > ranges.get(1).specificity());
        assertTrue(ranges.get(1).specificity() > ranges.get(0).specificity());
        assertTrue(ranges.get(0).specificity() > ranges.get(3).specificity());
    }

    @Test
    void putsASubtypeBeforeParametersOfAWholeType() {
        assertEquals(
                OptionalInt.of(200),
                MediaRanges.parse("text/*;a=1;b=2;q=0.9, text/html;q=0.2")
                        .quality("text/html;a=1;b=2"));
    }

    @Test
    void takesTheHighestOfEqualRanges() {
        assertEquals(
                OptionalInt.of(900),
                MediaRanges.parse("a/b;q=0.1, a/b;q=0.9, a/b;q=0.5").quality("a/b"));
    }

    @Test
    void findsNoQualityOutsideAllRanges() {
        assertEquals(OptionalInt.empty(), MediaRanges.parse("text/html").quality("image/png"));
    }

    @Test
    void includesNoTypeThatLacksAParameter() {
        assertEquals(OptionalInt.empty(), MediaRanges.parse("a/b;c=d").quality("a/b"));
    }

    @Test
    void readsTheWeightWhereverItStands() {
        assertEquals(
                List.of(new MediaRange("a", "b", Map.of("x", "1", "y", "2"), 500)),
                MediaRanges.parse("A/B;x=1;Q=0.5;Y=2").ranges());
    }

    @Test
    void readsQuotedAndEmptyParameters() {
        assertEquals(
                List.of(new MediaRange("a", "b", Map.of("x", "1, \"2;"), 1000)),
                MediaRanges.parse("a/b ; ;x=\"1, \\\"2;\";").ranges());
    }

    @Test
    void comparesParametersWithoutRegardToCase() {
        assertEquals(
                OptionalInt.of(1000),
                MediaRanges.parse("text/html;charset=\"UTF-8\"")
                        .quality("text/html; Charset=utf-8"));
    }

    @Test
    void leavesOutWhatIsMalformed() {
        for (String range :
                List.of(
                        "text",
                        "text/",
                        "/html",
                        "*/html",
                        "*",
                        "a/b/c",
                        "a /b",
                        "a/b;x",
                        "a/b;=1",
                        "a/b;x=",
                        "a/b;x=1;x=2",
                        "a/b;q=2",
                        "a/b;q=0.1;q=0.2",
                        "a/b;q=\"1\"",
                        "a/b;x = 1",
                        ";a/b",
                        "a/b;x=\"1",
                        "a b/c",
                        "a/b x=1",
                        "a/b;\u212a=1",
                        "a/b;x=1 2")) {
            assertEquals(List.of(), MediaRanges.parse(range).ranges(), range);
        }
    }

    @Test
    void keepsTheOthersWhereOneIsMalformed() {
        assertEquals(2, MediaRanges.parse("a/b, c, d/e").ranges().size());
    }

    @Test
    void weighsAMediaTypeWithWhitespaceAroundIt() {
        assertEquals(OptionalInt.of(1000), MediaRanges.parse("a/b;c=d").quality(" a/b ; c=d "));
    }

    @Test
    void refusesToWeighWhatIsNoMediaType() {
        assertThrows(IllegalArgumentException.class, () -> RFC_EXAMPLE.quality("html"));
    }

    @Test
    void refusesToMakeARangeOfASubtypeOfEverything() {
        assertThrows(
                IllegalArgumentException.class, () -> new MediaRange("*", "html", Map.of(), 1));
    }

    @Property
    void readsWhatWasWritten(@ForAll("ranges") List<MediaRange> ranges) {
        String field = ranges.stream().map(MediaRangesTest::text).collect(Collectors.joining(","));

        assertEquals(new MediaRanges(ranges), MediaRanges.parse(field));
    }

    @Property
    void weighsByTheHighestOfTheMostSpecific(@ForAll("ranges") List<MediaRange> ranges) {
        var including =
                ranges.stream()
                        .filter(range -> List.of("a", "*").contains(range.type()))
                        .filter(range -> List.of("b", "*").contains(range.subtype()))
                        .filter(range -> range.parameters().getOrDefault("x", "1").equals("1"))
                        .filter(range -> !range.parameters().containsKey("y"))
                        .toList();
        int top = including.stream().mapToInt(MediaRange::specificity).max().orElse(0);
        var expected =
                including.stream()
                        .filter(range -> range.specificity() == top)
                        .mapToInt(MediaRange::quality)
                        .max();

        assertEquals(expected, new MediaRanges(ranges).quality("a/b;x=1"));
    }

    @Property
    void readsAnyTextAsRangesThatCanBeWritten(@ForAll("nearlyRanges") String text) {
        var ranges = MediaRanges.parse(text);

        String field =
                ranges.ranges().stream()
                        .map(MediaRangesTest::text)
                        .collect(Collectors.joining(","));
        assertEquals(ranges, MediaRanges.parse(field));
    }

    @Provide
    Arbitrary<List<MediaRange>> ranges() {
        var types = Arbitraries.of("*/*", "a/*", "a/b", "b/b", "b/*").map(text -> text.split("/"));
        var values = Arbitraries.of("1", "", "a b", "\",;\\");
        var parameters = Arbitraries.maps(Arbitraries.of("x", "y"), values);
        var qualities = Arbitraries.integers().between(0, 1000);
        return Combinators.combine(types, parameters, qualities)
                .as((type, map, quality) -> new MediaRange(type[0], type[1], map, quality))
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> nearlyRanges() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "*", "/", ";", ",", "q", "=", "0.5", "\"", "\\", " ", "x")
                        .list()
                        .ofMaxSize(14)
                        .map(parts -> String.join("", parts)),
                Arbitraries.strings());
    }

    private static String text(MediaRange range) {
        var text = new StringBuilder(range.type() + '/' + range.subtype());
        range.parameters()
                .forEach((name, value) ->
                        text.append(';').append(name).append('=').append(Tokens.quote(value)));
        return text.append(
                        String.format(
                                Locale.ROOT,
                                ";q=%d.%03d",
                                range.quality() / 1000,
                                range.quality() % 1000))
                .toString();
    }
}
