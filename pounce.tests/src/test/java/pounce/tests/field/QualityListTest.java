package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import pounce.api.field.QualityList;
import pounce.api.field.QualityList.Member;
import pounce.api.field.Tokens;

final class QualityListTest {
    @Test
    void readsTheLanguagesOfTheRfc() {
        var list = QualityList.parse("da, en-gb;q=0.8, en;q=0.7");

        assertEquals(
                List.of(new Member("da", 1000), new Member("en-gb", 800), new Member("en", 700)),
                list.members());
    }

    @Test
    void readsTheCodingsOfTheRfc() {
        var list = QualityList.parse("gzip;q=1.0, identity; q=0.5, *;q=0");

        assertEquals(OptionalInt.of(1000), list.quality("gzip"));
        assertEquals(OptionalInt.of(500), list.quality("identity"));
        assertEquals(OptionalInt.of(0), list.quality("br"));
    }

    @Test
    void listsNothingWhereTheFieldIsEmpty() {
        assertEquals(OptionalInt.empty(), QualityList.parse("").quality("gzip"));
    }

    @Test
    void prefersTheExplicitMemberToABetterWildcard() {
        assertEquals(OptionalInt.of(0), QualityList.parse("*, br;q=0").quality("br"));
    }

    @Test
    void takesTheHighestOfSeveralQualities() {
        assertEquals(
                OptionalInt.of(500), QualityList.parse("br;q=0.1, br;q=0.5, br;q=0").quality("br"));
    }

    @Test
    void comparesWithoutRegardToCase() {
        assertEquals(OptionalInt.of(300), QualityList.parse("GZip;Q=0.3").quality("gzIP"));
    }

    @Test
    void refusesQualityAboveOne() {
        assertEquals(List.of(), QualityList.parse("a;q=1.001, b;q=2, c;q=1.5").members());
    }

    @Test
    void leavesOutWhatIsMalformed() {
        for (String member :
                List.of(
                        "b;q",
                        "b;q=",
                        "b;q=.5",
                        "b;q=0.1234",
                        "b;q=1.0000",
                        "b;q=-1",
                        "b;q=\"1\"",
                        "b;q=0;x=1",
                        "b;x=1",
                        "b;",
                        ";q=1",
                        "b b",
                        "b;q= 1",
                        "b;q =1",
                        "b;q=1e0",
                        "b;q=\uff11",
                        "\u00e9",
                        "\"b\"",
                        "b;q=0x1",
                        "b;q=00")) {
            assertEquals(
                    List.of("a", "c"), values(QualityList.parse("a, " + member + ", c")), member);
        }
    }

    @Test
    void refusesToMakeAMemberOfNoToken() {
        assertThrows(IllegalArgumentException.class, () -> new Member("a b", 1));
    }

    @Test
    void refusesToMakeAMemberOfQualityAboveOne() {
        assertThrows(IllegalArgumentException.class, () -> new Member("a", 1001));
        assertThrows(IllegalArgumentException.class, () -> new Member("a", -1));
    }

    @Property
    void readsWhatWasWritten(@ForAll("members") List<Member> members) {
        String field =
                members.stream().map(QualityListTest::text).collect(Collectors.joining(", "));

        assertEquals(new QualityList(members), QualityList.parse(field));
    }

    @Property
    void decidesByTheExplicitMembersThenByTheWildcards(@ForAll("members") List<Member> members) {
        var list = new QualityList(members);

        for (String value : List.of("gzip", "br", "zstd")) {
            var explicit = qualities(members, value);
            var expected = explicit.isEmpty() ? qualities(members, "*") : explicit;
            assertEquals(
                    expected.stream().mapToInt(Integer::intValue).max(),
                    list.quality(value),
                    value);
        }
    }

    @Property
    void readsAnyTextAsTokensWithQualitiesInRange(@ForAll("nearlyLists") String text) {
        for (Member member : QualityList.parse(text).members()) {
            assertTrue(Tokens.isToken(member.value()));
            assertTrue(member.quality() >= 0 && member.quality() <= 1000);
        }
    }

    @Provide
    Arbitrary<List<Member>> members() {
        var values = Arbitraries.of("*", "gzip", "br", "deflate");
        var qualities = Arbitraries.integers().between(0, 1000);
        return Combinators.combine(values, qualities).as(Member::new).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<String> nearlyLists() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("aq*=;,. \t0123\"\\").ofMaxLength(24),
                Arbitraries.strings());
    }

    private static String text(Member member) {
        return String.format(
                Locale.ROOT,
                "%s;q=%d.%03d",
                member.value(),
                member.quality() / 1000,
                member.quality() % 1000);
    }

    private static List<String> values(QualityList list) {
        return list.members().stream().map(Member::value).toList();
    }

    private static List<Integer> qualities(List<Member> members, String value) {
        return members.stream().filter(m -> m.value().equals(value)).map(Member::quality).toList();
    }
}
