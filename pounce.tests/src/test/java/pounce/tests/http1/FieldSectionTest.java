package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http1.HeadReading.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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

/// Fields as received are held to the contract of [Headers], by comparison with those that an
/// application makes.
final class FieldSectionTest {
    private static final Headers RECEIVED =
            received("Accept: a", "X-One: 1", "accept:  b ", "cookie: secret", "empty:");

    private static final Headers MADE =
            Headers.of(
                    "host", "a", "accept", "a", "x-one", "1", "accept", "b", "cookie", "secret",
                    "empty", "");

    private static Headers received(String... lines) {
        return HeadReading.head(HeadReading.get(lines)).fields();
    }

    @Test
    void equalsFieldsThatWereMade() {
        assertEquals(MADE, RECEIVED);
        assertEquals(RECEIVED, MADE);
        assertEquals(MADE.hashCode(), RECEIVED.hashCode());
    }

    @Test
    void differsInOrderValuesAndNumber() {
        assertNotEquals(received("a: 1", "b: 2"), received("b: 2", "a: 1"));
        assertNotEquals(received("a: 1"), received("a: 2"));
        assertNotEquals(received("a: b"), received("a: B"));
        assertNotEquals(received("a: 1"), received("a: 1", "a: 1"));
        assertNotEquals(received("ab: c"), received("a: bc"));
        assertNotEquals(RECEIVED, new Object());
    }

    @ParameterizedTest
    @ValueSource(strings = {"accept", "Accept", "ACCEPT", "aCCept"})
    void findsAllValuesInAnyCaseOfTheName(String name) {
        assertEquals(List.of("a", "b"), RECEIVED.all(name));
        assertEquals(Optional.of("a"), RECEIVED.first(name));
        assertTrue(RECEIVED.contains(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accep",
                "acceptx",
                "x",
                "",
                "x-on",
                "-",
                "accept ",
                "\u00e1ccept",
                "@ccept"
            })
    void findsNothingOfAnotherName(String name) {
        assertEquals(List.of(), RECEIVED.all(name));
        assertEquals(Optional.empty(), RECEIVED.first(name));
        assertFalse(RECEIVED.contains(name));
    }

    /// Lower case is of letters alone: `^` is `~` but for one bit, as `A` is `a`.
    @Test
    void doesNotTakeOtherCharactersForLettersInAnotherCase() {
        var fields = received("^x: 1", "_x: 2");

        assertFalse(fields.contains("~x"));
        assertFalse(fields.contains("\u007fx"));
        assertFalse(received("~x: 1").contains("^x"));
        assertFalse(received("`x: 1").contains("@x"));
    }

    @Test
    void givesListsThatCannotBeChanged() {
        var values = RECEIVED.all("accept");

        assertThrows(UnsupportedOperationException.class, () -> values.add("c"));
    }

    /// Constants all, so the JVM has one of each.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "accept",
                "accept-charset",
                "accept-encoding",
                "accept-language",
                "accept-ranges",
                "access-control-request-headers",
                "access-control-request-method",
                "age",
                "allow",
                "authorization",
                "cache-control",
                "connection",
                "content-disposition",
                "content-encoding",
                "content-language",
                "content-length",
                "content-location",
                "content-range",
                "content-type",
                "cookie",
                "date",
                "dnt",
                "etag",
                "expect",
                "expires",
                "forwarded",
                "from",
                "host",
                "if-match",
                "if-modified-since",
                "if-none-match",
                "if-range",
                "if-unmodified-since",
                "keep-alive",
                "last-modified",
                "link",
                "location",
                "max-forwards",
                "origin",
                "pragma",
                "prefer",
                "priority",
                "proxy-authorization",
                "range",
                "referer",
                "sec-ch-ua",
                "sec-ch-ua-mobile",
                "sec-ch-ua-platform",
                "sec-fetch-dest",
                "sec-fetch-mode",
                "sec-fetch-site",
                "sec-fetch-user",
                "sec-websocket-extensions",
                "sec-websocket-key",
                "sec-websocket-protocol",
                "sec-websocket-version",
                "server",
                "te",
                "traceparent",
                "tracestate",
                "trailer",
                "transfer-encoding",
                "upgrade",
                "upgrade-insecure-requests",
                "user-agent",
                "vary",
                "via",
                "x-forwarded-for",
                "x-forwarded-host",
                "x-forwarded-port",
                "x-forwarded-proto",
                "x-real-ip",
                "x-request-id",
                "x-requested-with",
            })
    void doesNotMakeUsualNamesAnew(String name) {
        var value =
                switch (name) {
                    case "expect" -> "100-continue";
                    case "transfer-encoding" -> "chunked";
                    default -> "1";
                };
        var line = name.toUpperCase(Locale.ROOT) + ": " + value;
        var other = name.equals("host") ? "x: y" : "host: a";
        var names = new ArrayList<String>();

        var fields = HeadReading.head(request("GET / HTTP/1.1", line, other)).fields();
        fields.forEach((read, _) -> names.add(read));

        assertSame(name.intern(), names.getFirst());
    }

    @Test
    void hasEmptyValues() {
        assertEquals(Optional.of(""), RECEIVED.first("empty"));
    }

    @Test
    void countsLines() {
        assertEquals(6, RECEIVED.size());
    }

    @Test
    void keepsItsValuesOutOfLogs() {
        assertFalse(RECEIVED.toString().contains("secret"));
        assertTrue(RECEIVED.toString().contains("cookie"));
    }

    @Test
    void keepsLatin1() {
        assertEquals(Optional.of("caf\u00e9"), received("x: caf\u00e9").first("x"));
    }

    @Test
    void changesACopyAlone() {
        var before = received("a: 1");

        var after = before.with("a", "2").plus("b", "3").without("host");

        assertEquals(Headers.of("a", "2", "b", "3"), after);
        assertEquals(Headers.of("host", "a", "a", "1"), before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "\u00e9"})
    void refusesNamesThatAreNone(String name) {
        assertThrows(IllegalArgumentException.class, () -> RECEIVED.with(name, "x"));
        assertThrows(IllegalArgumentException.class, () -> RECEIVED.plus(name, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\n", "\0", "\u0100"})
    void refusesValuesThatAreNone(String value) {
        assertThrows(IllegalArgumentException.class, () -> RECEIVED.with("x", value));
        assertThrows(IllegalArgumentException.class, () -> RECEIVED.plus("x", value));
    }

    record Line(String name, String value) {}

    @Provide
    Arbitrary<List<Line>> lines() {
        return Combinators.combine(names(), Messages.values()).as(Line::new).list().ofMaxSize(8);
    }

    /// Few names, in any case, so that they meet; and any others.
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.oneOf(
                Arbitraries.of("a", "A", "vary", "Vary", "VARY", "x_1", "x-1", "set-cookie"),
                Messages.tokens().map(token -> "x" + token));
    }

    @Provide
    Arbitrary<String> values() {
        return Messages.values();
    }

    @Property
    void doesAllThatMadeOnesDo(
            @ForAll("lines") List<Line> lines,
            @ForAll("lines") List<Line> others,
            @ForAll("names") String name,
            @ForAll("values") String value) {
        var received =
                received(
                        lines.stream()
                                .map(line -> line.name() + ": " + line.value())
                                .toArray(String[]::new));
        var made = Headers.of("host", "a");
        for (var line : lines) {
            made = made.plus(line.name(), line.value());
        }
        var more = Headers.empty();
        for (var line : others) {
            more = more.plus(line.name(), line.value());
        }

        assertEquals(made, received);
        assertEquals(received, made);
        assertEquals(made.hashCode(), received.hashCode());
        assertEquals(read(made), read(received));
        assertEquals(made.all(name), received.all(name));
        assertEquals(made.first(name), received.first(name));
        assertEquals(made.contains(name), received.contains(name));
        assertEquals(made.size(), received.size());
        assertEquals(made.with(name, value), received.with(name, value));
        assertEquals(made.plus(name, value), received.plus(name, value));
        assertEquals(made.without(name), received.without(name));
        assertEquals(made.with(more), received.with(more));
        assertEquals(more.with(made), more.with(received));
        assertEquals(made.toString(), received.toString());
    }

    private static List<String> read(Headers headers) {
        var lines = new ArrayList<String>();
        headers.forEach((name, value) -> lines.add(name + ": " + value));
        return lines;
    }
}
