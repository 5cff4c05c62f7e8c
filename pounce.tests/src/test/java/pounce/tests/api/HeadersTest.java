package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;

final class HeadersTest {

    /// A field line; the model of fields is a list of them.
    record Line(String name, String value) {
        boolean isNamed(String other) {
            return name.equals(lower(other));
        }
    }

    @Provide
    Arbitrary<List<Line>> lines() {
        return Combinators.combine(names(), values()).as(Line::new).list().ofMaxSize(8);
    }

    /// Few names, in any case, so that they meet.
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("a", "A", "b-c", "B-c", "vary", "Vary", "VARY", "x_1");
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u00a1', '\u00ff')
                .withChars('\t')
                .ofMaxLength(5);
    }

    @Property
    void keepsLinesInOrder(@ForAll("lines") List<Line> lines) {
        assertEquals(model(lines), read(headers(lines)));
        assertEquals(lines.size(), headers(lines).size());
    }

    @Property
    void findsValuesWithoutRegardToCase(
            @ForAll("lines") List<Line> lines, @ForAll("names") String name) {
        var expected =
                model(lines).stream().filter(line -> line.isNamed(name)).map(Line::value).toList();

        var headers = headers(lines);

        assertEquals(expected, headers.all(name));
        assertEquals(expected.stream().findFirst(), headers.first(name));
        assertEquals(!expected.isEmpty(), headers.contains(name));
    }

    @Property
    void plusAddsALineAtTheEnd(
            @ForAll("lines") List<Line> lines,
            @ForAll("names") String name,
            @ForAll("values") String value) {
        var expected = model(lines);
        expected.add(new Line(lower(name), value.strip()));

        assertEquals(expected, read(headers(lines).plus(name, value)));
    }

    @Property
    void withoutRemovesEveryLineOfTheName(
            @ForAll("lines") List<Line> lines, @ForAll("names") String name) {
        var expected = model(lines);
        expected.removeIf(line -> line.isNamed(name));

        assertEquals(expected, read(headers(lines).without(name)));
    }

    @Property
    void withPutsTheValueWhereTheFirstWas(
            @ForAll("lines") List<Line> lines,
            @ForAll("names") String name,
            @ForAll("values") String value) {
        var expected = model(lines);
        var line = new Line(lower(name), value.strip());
        int first = expected.stream().map(Line::name).toList().indexOf(line.name());
        expected.removeIf(each -> each.isNamed(name));
        expected.add(first < 0 ? expected.size() : first, line);

        assertEquals(expected, read(headers(lines).with(name, value)));
    }

    @Property
    void withOthersReplacesAllOfTheirNames(
            @ForAll("lines") List<Line> lines, @ForAll("lines") List<Line> others) {
        var expected = model(lines);
        expected.removeIf(line -> others.stream().anyMatch(each -> line.isNamed(each.name())));
        expected.addAll(model(others));

        assertEquals(expected, read(headers(lines).with(headers(others))));
        assertEquals(expected, read(headers(lines).with(new Foreign(headers(others)))));
    }

    @Property
    void neverChanges(
            @ForAll("lines") List<Line> lines,
            @ForAll("names") String name,
            @ForAll("values") String value) {
        var headers = headers(lines);

        var _ = headers.with(name, value);
        var _ = headers.plus(name, value);
        var _ = headers.without(name);
        var _ = headers.with(Headers.of(name, value));

        assertEquals(model(lines), read(headers));
    }

    @Property
    void isEqualWhereTheLinesAre(
            @ForAll("lines") List<Line> lines, @ForAll("lines") List<Line> others) {
        var headers = headers(lines);

        assertEquals(model(lines).equals(model(others)), headers.equals(headers(others)));
        assertEquals(headers, new Foreign(headers));
        assertEquals(headers.hashCode(), headers(lines).hashCode());
    }

    @Test
    void hashesAsTheListOfNamesAndValues() {
        assertEquals(
                List.of("a", "1", "b", "2").hashCode(), Headers.of("A", "1", "b", "2").hashCode());
    }

    @Test
    void differsFromWhatIsNoHeaders() {
        assertNotEquals(new Object(), Headers.empty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\r\nb",
                "a\rb",
                "a\nb",
                "a\0b",
                "\r",
                "\n",
                "\0",
                "\u007f",
                "a\u001bb",
                "€"
            })
    void refusesValuesThatAFieldCannotHave(String value) {
        var headers = Headers.of("a", "1");

        assertThrows(IllegalArgumentException.class, () -> Headers.of("a", value));
        assertThrows(IllegalArgumentException.class, () -> headers.plus("a", value));
        assertThrows(IllegalArgumentException.class, () -> headers.with("a", value));
        assertThrows(IllegalArgumentException.class, () -> headers.with("b", value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a:", "a\r\n", "a\0", "ä", "(a)", "a,"})
    void refusesNamesThatAreNoTokens(String name) {
        var headers = Headers.empty();

        assertThrows(IllegalArgumentException.class, () -> Headers.of(name, "1"));
        assertThrows(IllegalArgumentException.class, () -> headers.plus(name, "1"));
        assertThrows(IllegalArgumentException.class, () -> headers.with(name, "1"));
    }

    @Test
    void refusesLineBreaksThatAForeignImplementationBringsIn() {
        var forged =
                new Foreign(Headers.of("a", "1")) {
                    @Override
                    public void forEach(BiConsumer<? super String, ? super String> action) {
                        action.accept("a", "1\r\nset-cookie: b");
                    }
                };

        assertThrows(IllegalArgumentException.class, () -> Headers.empty().with(forged));
    }

    @Test
    void refusesANameWithoutAValue() {
        assertThrows(IllegalArgumentException.class, () -> Headers.of("a", "1", "b"));
    }

    @Test
    void tellsNamesButNoValues() {
        var text = Headers.of("Authorization", "Basic c2VjcmV0", "cookie", "s=1").toString();

        assertEquals("[authorization, cookie]", text);
    }

    @Test
    void emptyHasNothing() {
        assertEquals(0, Headers.empty().size());
        assertEquals(Optional.empty(), Headers.empty().first("a"));
        assertFalse(Headers.empty().contains("a"));
        assertTrue(Headers.empty().all("a").isEmpty());
    }

    private static Headers headers(List<Line> lines) {
        var headers = Headers.empty();
        for (var line : lines) {
            headers = headers.plus(line.name(), line.value());
        }
        return headers;
    }

    private static List<Line> model(List<Line> lines) {
        var model = new ArrayList<Line>();
        lines.forEach(line -> model.add(new Line(lower(line.name()), line.value().strip())));
        return model;
    }

    private static List<Line> read(Headers headers) {
        var lines = new ArrayList<Line>();
        headers.forEach((name, value) -> lines.add(new Line(name, value)));
        return lines;
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /// Another implementation, as the engine has one.
    private static class Foreign implements Headers {
        private final Headers lines;

        Foreign(Headers lines) {
            this.lines = lines;
        }

        @Override
        public Optional<String> first(String name) {
            return lines.first(name);
        }

        @Override
        public List<String> all(String name) {
            return lines.all(name);
        }

        @Override
        public boolean contains(String name) {
            return lines.contains(name);
        }

        @Override
        public int size() {
            return lines.size();
        }

        @Override
        public void forEach(BiConsumer<? super String, ? super String> action) {
            lines.forEach(action);
        }

        @Override
        public Headers with(String name, String value) {
            return lines.with(name, value);
        }

        @Override
        public Headers with(Headers others) {
            return lines.with(others);
        }

        @Override
        public Headers plus(String name, String value) {
            return lines.plus(name, value);
        }

        @Override
        public Headers without(String name) {
            return lines.without(name);
        }

        @Override
        public Headers without(Predicate<? super String> names) {
            return lines.without(names);
        }
    }
}
