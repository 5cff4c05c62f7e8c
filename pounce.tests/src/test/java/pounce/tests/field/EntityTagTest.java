package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import pounce.api.field.EntityTag;

final class EntityTagTest {
    @Test
    void readsTheExamplesOfTheRfc() {
        assertEquals(Optional.of(EntityTag.strong("xyzzy")), EntityTag.parse("\"xyzzy\""));
        assertEquals(Optional.of(EntityTag.weak("xyzzy")), EntityTag.parse("W/\"xyzzy\""));
        assertEquals(Optional.of(EntityTag.strong("")), EntityTag.parse("\"\""));
    }

    @Test
    void comparesAsTheTableOfTheRfcSays() {
        assertMatches(EntityTag.weak("1"), EntityTag.weak("1"), "weakly");
        assertMatches(EntityTag.weak("1"), EntityTag.weak("2"), "not");
        assertMatches(EntityTag.weak("1"), EntityTag.strong("1"), "weakly");
        assertMatches(EntityTag.strong("1"), EntityTag.strong("1"), "strongly");
    }

    @Test
    void takesABackslashForItself() {
        assertEquals(Optional.of(EntityTag.strong("a\\")), EntityTag.parse("\"a\\\""));
    }

    @Test
    void refusesWhatIsNoEntityTag() {
        for (String text :
                List.of(
                        "",
                        "\"",
                        "a",
                        "\"a",
                        "a\"",
                        "w/\"a\"",
                        "W/a",
                        "W/",
                        "W/\"",
                        "W\"a\"",
                        "\"a\"b\"",
                        "\"a b\"",
                        "\"a\tb\"",
                        "\"a\nb\"",
                        "\"\u0142\"",
                        "\"\u007f\"",
                        " \"a\"",
                        "\"a\" ",
                        "*")) {
            assertEquals(Optional.empty(), EntityTag.parse(text), text);
        }
    }

    @Test
    void refusesToMakeATagThatCannotBeWritten() {
        assertThrows(IllegalArgumentException.class, () -> EntityTag.strong("a\"b"));
        assertThrows(IllegalArgumentException.class, () -> EntityTag.weak("a\r\nb"));
    }

    @Property
    void readsWhatItWrites(@ForAll("tags") EntityTag tag) {
        assertEquals(Optional.of(tag), EntityTag.parse(tag.toString()));
    }

    @Property
    void writesWhatItReads(@ForAll("nearlyTags") String text) {
        EntityTag.parse(text).ifPresent(tag -> assertEquals(text, tag.toString()));
    }

    @Property
    void matchesStronglyOnlyWhatItMatchesWeakly(
            @ForAll("nearlyEqualTags") EntityTag one, @ForAll("nearlyEqualTags") EntityTag other) {
        assertEquals(
                one.matchesWeakly(other) && !one.weak() && !other.weak(),
                one.matchesStrongly(other));
    }

    @Property
    void comparesBothWaysAlike(
            @ForAll("nearlyEqualTags") EntityTag one, @ForAll("nearlyEqualTags") EntityTag other) {
        assertEquals(one.matchesWeakly(other), other.matchesWeakly(one));
        assertEquals(one.matchesStrongly(other), other.matchesStrongly(one));
    }

    @Provide
    Arbitrary<EntityTag> tags() {
        var opaque =
                Arbitraries.strings()
                        .withChars('!', '\\', ',')
                        .withCharRange('#', '~')
                        .withCharRange('\u0080', '\u00ff')
                        .ofMaxLength(12);
        return Combinators.combine(opaque, Arbitraries.of(true, false)).as(EntityTag::new);
    }

    @Provide
    Arbitrary<EntityTag> nearlyEqualTags() {
        return Combinators.combine(Arbitraries.of("a", "b"), Arbitraries.of(true, false))
                .as(EntityTag::new);
    }

    @Provide
    Arbitrary<String> nearlyTags() {
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars("W/\"a ,\\*").ofMaxLength(7),
                Arbitraries.strings());
    }

    private static void assertMatches(EntityTag one, EntityTag other, String how) {
        assertEquals(!how.equals("not"), one.matchesWeakly(other));
        assertEquals(how.equals("strongly"), one.matchesStrongly(other));
    }
}
