package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import pounce.api.field.EntityTag;
import pounce.api.field.EntityTags;

final class EntityTagsTest {
    @Test
    void readsTheExamplesOfTheRfc() {
        assertEquals(
                List.of(
                        EntityTag.strong("xyzzy"),
                        EntityTag.strong("r2d2xxxx"),
                        EntityTag.strong("c3piozzzz")),
                EntityTags.parse("\"xyzzy\", \"r2d2xxxx\", \"c3piozzzz\"").tags());
        assertEquals(
                List.of(EntityTag.weak("xyzzy"), EntityTag.weak("r2d2xxxx")),
                EntityTags.parse("W/\"xyzzy\", W/\"r2d2xxxx\"").tags());
    }

    @Test
    void matchesEverythingWithAStar() {
        var star = EntityTags.parse(" * ");

        assertTrue(star.any());
        assertTrue(star.matchesStrongly(EntityTag.weak("x")));
        assertTrue(star.matchesWeakly(EntityTag.weak("x")));
    }

    @Test
    void takesAStarAmongTagsForMalformed() {
        var tags = EntityTags.parse("*, \"a\"");

        assertFalse(tags.any());
        assertEquals(List.of(EntityTag.strong("a")), tags.tags());
    }

    @Test
    void matchesNothingWhereTheFieldIsEmpty() {
        assertFalse(EntityTags.parse("").any());
        assertFalse(EntityTags.parse("").matchesWeakly(EntityTag.strong("")));
    }

    @Test
    void takesABackslashBeforeAQuoteForTheEndOfATag() {
        assertEquals(
                List.of(EntityTag.strong("a\\"), EntityTag.strong("b")),
                EntityTags.parse("\"a\\\", \"b\"").tags());
    }

    @Test
    void leavesOutWhatIsMalformed() {
        assertEquals(
                List.of(EntityTag.strong("a"), EntityTag.weak("b")),
                EntityTags.parse("x,\"a\", w/\"c\",, W/\"b\" ,\"d").tags());
    }

    @Property
    void readsWhatWasWritten(@ForAll("tags") List<EntityTag> tags) {
        String field = tags.stream().map(EntityTag::toString).collect(Collectors.joining(", "));

        assertEquals(tags, EntityTags.parse(field).tags());
    }

    @Property
    void matchesWhatOneOfItsTagsMatches(@ForAll("tags") List<EntityTag> tags) {
        var parsed =
                EntityTags.parse(
                        tags.stream().map(EntityTag::toString).collect(Collectors.joining(",")));

        for (EntityTag current : List.of(EntityTag.strong("a"), EntityTag.weak("a"))) {
            assertEquals(
                    tags.stream().anyMatch(tag -> tag.opaque().equals("a")),
                    parsed.matchesWeakly(current));
            assertEquals(
                    !current.weak() && tags.contains(current), parsed.matchesStrongly(current));
        }
    }

    @Property
    void readsAnyTextAsTagsThatStandInIt(@ForAll("nearlyLists") String text) {
        for (EntityTag tag : EntityTags.parse(text).tags()) {
            assertTrue(text.contains(tag.toString()), tag.toString());
        }
    }

    @Provide
    Arbitrary<List<EntityTag>> tags() {
        var opaque = Arbitraries.of("", "a", "b", ",", "\\", "a,b", "W/", "*");
        return Combinators.combine(opaque, Arbitraries.of(true, false))
                .as(EntityTag::new)
                .list()
                .ofMaxSize(5);
    }

    @Provide
    Arbitrary<String> nearlyLists() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("W/\"a ,\\*").ofMaxLength(20),
                Arbitraries.strings());
    }
}
