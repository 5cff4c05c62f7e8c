package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import org.junit.jupiter.api.Test;
import pounce.api.field.Tokens;

final class TokensTest {
    /// As RFC 9110 lists them, section 5.6.2.
    private static final String TCHARS =
            "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @Test
    void knowsTheTcharsOfTheRfcAndNoOther() {
        for (int c = -300; c <= 0x1_0000; c++) {
            assertEquals(c >= 0 && TCHARS.indexOf(c) >= 0, Tokens.isTchar(c), "character " + c);
        }
    }

    @Test
    void takesAFieldNameForAToken() {
        assertTrue(Tokens.isToken("Content-Length"));
    }

    @Test
    void takesNothingForNoToken() {
        assertFalse(Tokens.isToken(""));
    }

    @Test
    void refusesTokensWithOtherCharacters() {
        for (String text :
                List.of("a b", "a:", "a\n", "\0", "\u00e9", "a\u0161", "\u0141", "a,b", "a\"")) {
            assertFalse(Tokens.isToken(text), text);
        }
    }

    @Test
    void knowsTheCharactersOfAFieldValueAndNoOther() {
        for (int c = 0; c <= 0xFFFF; c++) {
            boolean allowed = c == '\t' || (c >= 0x20 && c <= 0x7E) || (c >= 0x80 && c <= 0xFF);
            assertEquals(allowed, Tokens.isFieldValue("a" + (char) c + "b"), "character " + c);
        }
    }

    @Test
    void takesNothingForAFieldValue() {
        assertTrue(Tokens.isFieldValue(""));
    }

    @Test
    void escapesOnlyQuoteAndBackslash() {
        assertEquals("\"a\\\"b\\\\c d\t\u00e9\"", Tokens.quote("a\"b\\c d\t\u00e9"));
    }

    @Test
    void refusesToQuoteALineBreak() {
        assertThrows(IllegalArgumentException.class, () -> Tokens.quote("a\r\nSet-Cookie: b"));
    }

    @Test
    void unquotesWhatIsEscapedWithoutNeed() {
        assertEquals(Optional.of("abc"), Tokens.unquote("\"\\a\\b\\c\""));
    }

    @Test
    void unquotesTheEmptyString() {
        assertEquals(Optional.of(""), Tokens.unquote("\"\""));
    }

    @Test
    void refusesToUnquoteWhatIsNotOneQuotedString() {
        for (String text :
                List.of(
                        "",
                        "\"",
                        "a",
                        "\"a",
                        "a\"",
                        "\"a\\\"",
                        "\"a\"b\"",
                        "\"\"\"",
                        "\"a\nb\"",
                        "\"\u0142\"")) {
            assertEquals(Optional.empty(), Tokens.unquote(text), text);
        }
    }

    @Test
    void splitsTheExamplesOfTheRfc() {
        assertEquals(List.of("foo", "bar"), Tokens.elements("foo,bar"));
        assertEquals(List.of("foo", "bar"), Tokens.elements("foo ,bar,"));
        assertEquals(List.of("foo", "bar", "charlie"), Tokens.elements("foo , ,bar,charlie"));
        assertEquals(List.of(), Tokens.elements(""));
        assertEquals(List.of(), Tokens.elements(","));
        assertEquals(List.of(), Tokens.elements(",   ,"));
    }

    @Test
    void leavesCommasInQuotedStringsAlone() {
        var elements = Tokens.elements("a=\"x, \\\" y,\", b;c=\"\\\\\",d");

        assertEquals(List.of("a=\"x, \\\" y,\"", "b;c=\"\\\\\"", "d"), elements);
    }

    @Test
    void readsAnUnclosedQuotedStringToTheEnd() {
        assertEquals(List.of("a", "\"b, c"), Tokens.elements("a, \"b, c"));
    }

    @Test
    void trimsSpacesAndTabsOnly() {
        assertEquals(List.of("a", "\u000bb\u00a0"), Tokens.elements("\t a \t, \u000bb\u00a0 "));
    }

    @Property
    void unquotesWhatItQuoted(@ForAll("fieldValues") String text) {
        assertEquals(Optional.of(text), Tokens.unquote(Tokens.quote(text)));
    }

    @Property
    void quotedStringIsOneElement(@ForAll("fieldValues") String text) {
        String quoted = Tokens.quote(text);

        assertEquals(List.of(quoted, "end"), Tokens.elements(quoted + ",end"));
    }

    @Property
    void unquotesToAFieldValueOrNotAtAll(@ForAll("nearlyQuoted") String text) {
        Tokens.unquote(text)
                .ifPresent(plain -> {
                    assertTrue(Tokens.isFieldValue(plain));
                    assertEquals(Optional.of(plain), Tokens.unquote(Tokens.quote(plain)));
                });
    }

    @Property
    void splitsWhatWasJoined(
            @ForAll("elements") List<String> elements, @ForAll("whitespace") String whitespace) {
        String list = whitespace + String.join(whitespace + ',' + whitespace, elements);

        assertEquals(elements, Tokens.elements(list + whitespace));
    }

    @Property
    void splitsAnyTextIntoElementsThatSplitNoFurther(@ForAll("nearlyLists") String text) {
        var elements = Tokens.elements(text);

        for (String element : elements) assertEquals(List.of(element), Tokens.elements(element));
        assertEquals(elements, Tokens.elements(String.join(",", elements)));
    }

    @Property
    void splitsAnythingWithoutLosingACharacterButSeparators(@ForAll String text) {
        String joined = String.join("", Tokens.elements(text));

        assertEquals(text.replaceAll("[ \t,]", ""), joined.replaceAll("[ \t,]", ""));
    }

    @Provide
    StringArbitrary fieldValues() {
        return Arbitraries.strings()
                .withChars('\t', '"', '\\', ',')
                .withCharRange(' ', '~')
                .withCharRange('\u0080', '\u00ff');
    }

    @Provide
    Arbitrary<String> nearlyQuoted() {
        var inside = Arbitraries.strings().withChars("\"\\ab\n\u0100").ofMaxLength(6);
        return Arbitraries.oneOf(inside, inside.map(text -> '"' + text + '"'));
    }

    @Provide
    Arbitrary<String> nearlyLists() {
        return Arbitraries.strings().withChars("\"\\,; \ta=").ofMaxLength(20);
    }

    @Provide
    Arbitrary<List<String>> elements() {
        var token = Arbitraries.strings().withChars(TCHARS).ofMinLength(1).ofMaxLength(5);
        var quoted = fieldValues().ofMaxLength(8).map(Tokens::quote);
        return Arbitraries.oneOf(token, quoted).list().ofMaxSize(6);
    }

    /// Whitespace and empty elements.
    @Provide
    Arbitrary<String> whitespace() {
        return Arbitraries.of("", " ", "\t", ",", " , ,\t");
    }
}
