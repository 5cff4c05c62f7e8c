package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import pounce.api.field.ByteRange;
import pounce.api.field.ByteRanges;

final class ByteRangesTest {
    @Test
    void resolvesTheExamplesOfTheRfc() {
        assertEquals(List.of(new ByteRange(0, 499)), resolve("bytes=0-499", 10_000));
        assertEquals(List.of(new ByteRange(500, 999)), resolve("bytes=500-999", 10_000));
        assertEquals(List.of(new ByteRange(9500, 9999)), resolve("bytes=-500", 10_000));
        assertEquals(List.of(new ByteRange(9500, 9999)), resolve("bytes=9500-", 10_000));
        assertEquals(
                List.of(new ByteRange(0, 0), new ByteRange(9999, 9999)),
                resolve("bytes=0-0,-1", 10_000));
        assertEquals(
                List.of(
                        new ByteRange(0, 999),
                        new ByteRange(4500, 5499),
                        new ByteRange(9000, 9999)),
                resolve("bytes= 0-999, 4500-5499, -1000", 10_000));
    }

    @Test
    void mergesTheExamplesOfTheRfc() {
        assertEquals(List.of(new ByteRange(500, 999)), resolve("bytes=500-600,601-999", 10_000));
        assertEquals(List.of(new ByteRange(500, 999)), resolve("bytes=500-700,601-999", 10_000));
    }

    @Test
    void keepsTheOrderOfTheField() {
        assertEquals(
                List.of(new ByteRange(50, 60), new ByteRange(0, 10), new ByteRange(30, 40)),
                resolve("bytes=50-60,0-10,30-40,5-7", 100));
    }

    @Test
    void mergesSeveralIntoThePlaceOfTheFirst() {
        assertEquals(
                List.of(new ByteRange(90, 95), new ByteRange(0, 29), new ByteRange(70, 80)),
                resolve("bytes=90-95,0-9,70-80,20-29,10-19", 100));
    }

    @Test
    void cutsOffWhatIsBeyondTheEnd() {
        assertEquals(List.of(new ByteRange(90, 99)), resolve("bytes=90-200", 100));
        assertEquals(List.of(new ByteRange(0, 99)), resolve("bytes=-200", 100));
    }

    @Test
    void findsNothingSatisfiableBeyondTheEnd() {
        assertEquals(List.of(), resolve("bytes=100-,100-200,-0", 100));
    }

    @Test
    void findsNothingSatisfiableInNothing() {
        assertEquals(List.of(), resolve("bytes=0-,-5", 0));
    }

    @Test
    void takesNumbersBeyondLongForTheGreatest() {
        String huge = "9".repeat(400);

        assertEquals(List.of(new ByteRange(5, 99)), resolve("bytes=5-" + huge, 100));
        assertEquals(List.of(new ByteRange(0, 99)), resolve("bytes=-" + huge, 100));
        assertEquals(List.of(), resolve("bytes=" + huge + "-" + huge, Long.MAX_VALUE));
        assertEquals(
                List.of(new ByteRange(Long.MAX_VALUE - 1, Long.MAX_VALUE - 1)),
                resolve("bytes=9223372036854775806-9223372036854775808", Long.MAX_VALUE));
    }

    @Test
    void readsTheUnitInAnyCase() {
        assertEquals(List.of(new ByteRange(0, 1)), resolve("Bytes=0-1", 100));
    }

    @Test
    void ignoresWhatIsMalformed() {
        for (String field :
                List.of(
                        "",
                        "bytes",
                        "bytes=",
                        "bytes=,",
                        "bytes=-",
                        "bytes=1",
                        "bytes=a-b",
                        "bytes=5-4",
                        "bytes=--1",
                        "bytes=0-1-2",
                        "bytes=0 -1",
                        "bytes=+0-1",
                        "bytes =0-1",
                        " bytes=0-1",
                        "lines=0-1",
                        "bytes=0-1,x",
                        "bytes=0-1;2-3",
                        "bytes=\u0661-\u0662",
                        "bytes=0-1,9-8",
                        "bytes=0x1-2")) {
            assertEquals(
                    Optional.empty(), ByteRanges.parse(field).map(ByteRanges::toString), field);
        }
    }

    @Test
    void ignoresFieldsWithTooManyRanges() {
        var most = String.join(",", Collections.nCopies(ByteRanges.MAX_RANGES, "0-0"));

        assertTrue(ByteRanges.parse("bytes=" + most).isPresent());
        assertTrue(ByteRanges.parse("bytes=" + most + ",0-0").isEmpty());
    }

    @Test
    void refusesANegativeLength() {
        var ranges = ByteRanges.parse("bytes=0-").orElseThrow();

        assertThrows(IllegalArgumentException.class, () -> ranges.resolve(-1));
    }

    @Property
    void selectsTheOctetsThatTheNaiveModelSelects(
            @ForAll("specs") List<String> specs, @ForAll @IntRange(max = 40) int length) {
        var expected = new BitSet();
        for (String spec : specs) expected.or(naive(spec, length));

        var selected = new BitSet();
        for (ByteRange range : resolve("bytes=" + String.join(",", specs), length)) {
            selected.set((int) range.first(), (int) range.last() + 1);
        }

        assertEquals(expected, selected);
    }

    @Property
    void resolvesToRangesWithinBoundsThatDoNotTouch(
            @ForAll("specs") List<String> specs, @ForAll @IntRange(max = 40) int length) {
        var ranges = resolve("bytes=" + String.join(",", specs), length);

        var octets = new BitSet();
        for (ByteRange range : ranges) {
            assertTrue(range.last() < length);
            octets.set((int) range.first(), (int) range.last() + 1);
        }
        assertEquals(runs(octets), ranges.size());
    }

    @Property
    void resolvesInTheOrderOfTheFirstMention(
            @ForAll("specs") List<String> specs, @ForAll @IntRange(min = 1, max = 40) int length) {
        var ranges = resolve("bytes=" + String.join(",", specs), length);

        var firstMentions =
                ranges.stream().map(range -> firstMention(specs, range, length)).toList();
        assertEquals(firstMentions.stream().sorted().toList(), firstMentions);
    }

    @Property
    void resolvesOneRangeAnywhereInALong(
            @ForAll @LongRange(min = 0) long first,
            @ForAll @LongRange(min = 0) long last,
            @ForAll @LongRange(min = 0) long length) {
        var expected =
                first < length
                        ? List.of(new ByteRange(first, Math.min(Math.max(first, last), length - 1)))
                        : List.of();

        assertEquals(expected, resolve("bytes=" + first + "-" + Math.max(first, last), length));
    }

    @Property
    void readsWhatItWrites(@ForAll("specs") List<String> specs) {
        String field = "bytes=" + String.join(",", specs);

        assertEquals(field, ByteRanges.parse(field).orElseThrow().toString());
    }

    @Property
    void readsAnyTextAsRangesWithinBoundsOrNotAtAll(
            @ForAll("nearlyRanges") String text, @ForAll @LongRange(min = 0) long length) {
        ByteRanges.parse(text)
                .ifPresent(ranges -> {
                    for (ByteRange range : ranges.resolve(length)) {
                        assertTrue(range.last() < length);
                    }
                });
    }

    @Provide
    Arbitrary<List<String>> specs() {
        var number = Arbitraries.integers().between(0, 50);
        var range =
                Combinators.combine(number, number)
                        .as((a, b) -> Math.min(a, b) + "-" + Math.max(a, b));
        return Arbitraries.oneOf(range, range, number.map(n -> n + "-"), number.map(n -> "-" + n))
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> nearlyRanges() {
        var specs = Arbitraries.strings().withChars("0189-, \t\"").ofMaxLength(30);
        return Arbitraries.oneOf(specs.map(text -> "bytes=" + text), Arbitraries.strings());
    }

    private static List<ByteRange> resolve(String field, long length) {
        return ByteRanges.parse(field).orElseThrow().resolve(length);
    }

    private static BitSet naive(String spec, int length) {
        String[] ends = spec.split("-", 2);
        var octets = new BitSet();
        for (int at = 0; at < length; at++) {
            octets.set(
                    at,
                    ends[0].isEmpty()
                            ? length - at <= Integer.parseInt(ends[1])
                            : at >= Integer.parseInt(ends[0])
                                    && (ends[1].isEmpty() || at <= Integer.parseInt(ends[1])));
        }
        return octets;
    }

    private static int runs(BitSet octets) {
        int runs = 0;
        for (int at = octets.nextSetBit(0);
                at >= 0;
                at = octets.nextSetBit(octets.nextClearBit(at))) {
            runs++;
        }
        return runs;
    }

    private static int firstMention(List<String> specs, ByteRange range, int length) {
        var octets = new BitSet();
        octets.set((int) range.first(), (int) range.last() + 1);
        int mention = 0;
        while (!naive(specs.get(mention), length).intersects(octets)) mention++;
        return mention;
    }
}
