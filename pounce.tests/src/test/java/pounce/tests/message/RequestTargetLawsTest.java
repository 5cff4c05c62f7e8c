package pounce.tests.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import pounce.engine.message.RequestTarget;

/// What holds for any target.
final class RequestTargetLawsTest {

    private static RequestTarget parsed(String text) {
        var target = RequestTarget.parse("GET", text, false);
        assertNotNull(target, text);
        return target;
    }

    /// Whatever paths are made of.
    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(
                        "/", "/", ".", "..", "%2e", "%2E%2E", "%2f", "%2F", "%5c", "%00", "a", "b",
                        "%41", "%c3%a9", "%c3", "%ff", ";", "+", "%25", "%", "?", "\\", "\u00e9",
                        "...")
                .list()
                .ofMaxSize(12)
                .map(parts -> "/" + String.join("", parts));
    }

    @Provide
    Arbitrary<String> latin1() {
        return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(30);
    }

    @Property(tries = 5000)
    void aPathIsSafeToJoinToADirectory(@ForAll("paths") String text, @ForAll boolean encodedSlash) {
        var target = RequestTarget.parse("GET", text, encodedSlash);

        if (target != null) {
            var segments = List.of(target.path().split("/", -1));
            assertTrue(target.path().startsWith("/"));
            assertFalse(segments.contains(".") || segments.contains(".."));
            assertTrue(target.path().chars().noneMatch(c -> c == 0 || c == '\\'));
        }
    }

    @Property(tries = 5000)
    void rawPathAndQueryAreTheText(@ForAll("paths") String text) {
        var target = RequestTarget.parse("GET", text, false);

        if (target != null) {
            int mark = text.indexOf('?');
            assertEquals(mark < 0 ? text : text.substring(0, mark), target.rawPath());
            assertEquals(mark < 0 ? "" : text.substring(mark + 1), target.rawQuery());
        }
    }

    @Property
    void anyTextIsReadOrRefused(
            @ForAll("latin1") String text,
            @ForAll boolean encodedSlash,
            @ForAll("prefixes") String prefix) {
        var target = RequestTarget.parse("OPTIONS", prefix + text, encodedSlash);

        assertTrue(target == null || !target.rawPath().isEmpty());
    }

    /// Between other octets, so that whoever looks too far is seen.
    private static @Nullable RequestTarget parsedFromOctets(
            String method, String text, boolean encodedSlash) {
        var octets = ("/?" + text + "/%2e ").getBytes(ISO_8859_1);
        return RequestTarget.parse(method, octets, 2, 2 + text.length(), encodedSlash);
    }

    @Property(tries = 5000)
    void octetsAreReadAsTheirTextIs(
            @ForAll("prefixes") String prefix,
            @ForAll("latin1") String noise,
            @ForAll("paths") String path,
            @ForAll boolean encodedSlash) {
        for (var text : List.of(prefix + noise, path, path + "?" + noise, prefix + path)) {
            for (var method : List.of("GET", "OPTIONS")) {
                assertEquals(
                        RequestTarget.parse(method, text, encodedSlash),
                        parsedFromOctets(method, text, encodedSlash));
            }
        }
    }

    @Property(tries = 5000)
    void ordinaryOctetsAreReadAsTheirTextIs(@ForAll("ordinary") String text) {
        assertEquals(RequestTarget.parse("GET", text, false), parsedFromOctets("GET", text, false));
    }

    /// Mostly characters that need no closer look, and some that do.
    @Provide
    Arbitrary<String> ordinary() {
        return Arbitraries.strings()
                .withChars("abz/AZ09-_~;=&+.?")
                .withChars("%41.")
                .ofMaxLength(30)
                .map(text -> "/" + text);
    }

    @Provide
    Arbitrary<String> prefixes() {
        return Arbitraries.of("", "/", "/?", "http://", "http://a/", "http://[", "*", "/%");
    }

    @Property
    void escapesOfAnyTextAreReadBack(@ForAll("names") String name) {
        var escaped = new StringBuilder("/x");
        for (byte octet : name.getBytes(UTF_8)) {
            escaped.append("%%%02x".formatted(octet));
        }

        assertEquals("/x" + name, parsed(escaped.toString()).path());
    }

    /// Text without what is refused, or half a character.
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .filter(text -> text.chars().noneMatch(c -> "/\\\0".indexOf(c) >= 0))
                .filter(text -> UTF_8.newEncoder().canEncode(text));
    }

    @Property
    void aPathThatWasReadIsReadTheSameAgain(@ForAll("plain") String text) {
        var target = RequestTarget.parse("GET", text, false);

        if (target != null) {
            assertEquals(target.path(), parsed(target.path()).path());
        }
    }

    @Provide
    Arbitrary<String> plain() {
        return Arbitraries.of("/", "/", ".", "..", "a", "b")
                .list()
                .ofMaxSize(12)
                .map(parts -> "/" + String.join("", parts));
    }
}
