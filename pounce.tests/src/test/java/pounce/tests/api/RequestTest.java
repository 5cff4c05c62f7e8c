package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.Headers;
import pounce.api.Key;
import pounce.api.Request;
import pounce.api.RequestLimit;
import pounce.api.Size;
import pounce.api.error.ParseException;

final class RequestTest {
    private static final Key<String> USER = Key.of("user");

    // ---- cookies

    @Provide
    Arbitrary<Map<String, String>> cookies() {
        return Arbitraries.maps(
                        Arbitraries.of("a", "A", "__Host-id", "b.c"),
                        Arbitraries.strings().withChars("aZ09=\"%!~").ofMaxLength(4))
                .ofMaxSize(4)
                .map(LinkedHashMap::new);
    }

    @Property
    void findsEachCookie(@ForAll("cookies") Map<String, String> cookies) {
        var line =
                cookies.entrySet().stream()
                        .map(cookie -> cookie.getKey() + '=' + cookie.getValue())
                        .collect(Collectors.joining("; "));

        var request = request("cookie", line);

        for (var name : List.of("a", "A", "__Host-id", "b.c", "other")) {
            assertEquals(Optional.ofNullable(cookies.get(name)), request.cookie(name));
        }
    }

    @ParameterizedTest
    @CsvSource(
            value = {
                "a=1 | 1",
                "a=1; a=2 | 1",
                "b=0; a=1 | 1",
                "b=0;a=1 | 1",
                "b=0 ;  a = 1 ;c=2 | 1",
                "a= | ''",
                "a=\"1\" | \"1\"",
                "a=1=2 | 1=2",
                "; ;a=1; | 1",
                "a; a=1 | 1",
                "=x; a=1 | 1",
                "a=%31 | %31"
            },
            delimiter = '|',
            quoteCharacter = '\'')
    void readsCookies(String line, String value) {
        assertEquals(Optional.of(value), request("cookie", line).cookie("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "aa=1", "A=1", "b=a=1", ";", "=1"})
    void missesCookiesThatAreNotThere(String line) {
        assertEquals(Optional.empty(), request("cookie", line).cookie("a"));
    }

    @Test
    void readsCookiesFromEveryLine() {
        var request = request("cookie", "a=1", "cookie", "b=2");

        assertEquals(Optional.of("2"), request.cookie("b"));
    }

    @Test
    void hasNoCookieWithoutTheField() {
        assertEquals(Optional.empty(), request().cookie("a"));
    }

    // ---- the rest

    @Test
    void aLimitIsAnEvent() {
        var send = new RecordedSend();
        var request = Request.of(ScriptedScope.of(), ScriptedReceive.of(), send);

        assertSame(request, request.limit(Size.ofGibibytes(5)));

        assertEquals(List.of(new RequestLimit(Size.ofGibibytes(5))), send.events());
    }

    @Test
    void aCopyAnswersForItsKeyAndTheOriginalDoesNot() {
        var request = request("a", "1");

        var copy = request.with(USER, "eve").with(Request.PATH, "/other");

        assertEquals(Optional.of("eve"), copy.get(USER));
        assertEquals("/other", copy.path());
        assertEquals(Optional.empty(), request.get(USER));
        assertEquals("/p", request.path());
    }

    @Test
    void keysAreComparedByIdentity() {
        assertEquals(Optional.empty(), request().with(USER, "eve").get(Key.of("user")));
    }

    @Test
    void headIsThatOfTheScope() {
        var scope = ScriptedScope.of("a", "1");
        var request = Request.of(scope, ScriptedReceive.of(), new RecordedSend());

        assertEquals("GET", request.method());
        assertEquals("/p", request.rawPath());
        assertEquals("q=1", request.rawQuery());
        assertEquals(Optional.of("1"), request.query().first("q"));
        assertEquals(Headers.of("a", "1"), request.headers());
        assertEquals("http", request.scheme());
        assertEquals("example.com", request.authority());
        assertEquals("1.1", request.httpVersion());
        assertEquals("", request.rootPath());
        assertEquals(new Address("192.0.2.1", 50_000), request.client());
        assertEquals(new Address("192.0.2.2", 80), request.server());
        assertEquals("1", request.requestId());
        assertEquals(1, request.generation());
        assertEquals(Headers.of("t", "1"), request.trailers());
        assertEquals(false, request.isDisconnected());
    }

    @Test
    void aMalformedQueryIsTheClientsMistake() {
        var scope = new ScriptedScope("GET", Headers.empty(), "a=%zz", Map.of());
        var request = Request.of(scope, ScriptedReceive.of(), new RecordedSend());

        assertEquals(400, assertThrows(ParseException.class, request::query).status());
    }

    @Test
    void textLeavesTheQueryOut() {
        assertEquals("GET /p", request().toString());
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 80, 192.0.2.1:80",
        "2001:db8::1, 80, [2001:db8::1]:80",
        "2001:db8::1, 0, [2001:db8::1]",
        "unix, 0, unix",
        "/run/a:b.sock, 0, /run/a:b.sock",
        "_hidden, 0, _hidden"
    })
    void addressesAreWrittenAsInUris(String host, int port, String text) {
        assertEquals(text, new Address(host, port).toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void refusesPortsThatAreNone(int port) {
        assertThrows(IllegalArgumentException.class, () -> new Address("a", port));
    }

    private static Request request(String... fields) {
        return Request.of(ScriptedScope.of(fields), ScriptedReceive.of(), new RecordedSend());
    }
}
