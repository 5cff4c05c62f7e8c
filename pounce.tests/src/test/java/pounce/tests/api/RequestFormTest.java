package pounce.tests.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.FormLimits;
import pounce.api.Parameters;
import pounce.api.Part;
import pounce.api.Request;
import pounce.api.RequestBody;
import pounce.api.RequestHead;
import pounce.api.Size;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.error.LimitException;
import pounce.api.error.ParseException;

/// Forms, as handlers read them: whole, or part by part.
final class RequestFormTest {
    private static final String TYPE = "multipart/form-data; boundary=b0";
    private static final FormLimits LIMITS =
            new FormLimits(3, new Size(5), new Size(20), new Size(30), new Size(200));

    private static Request request(String type, String content, List<Integer> split) {
        return Request.of(
                ScriptedScope.of("content-type", type).with(RequestHead.FORM_LIMITS, LIMITS),
                ScriptedReceive.content(content.getBytes(ISO_8859_1), split),
                new RecordedSend());
    }

    private static Request form(String content) {
        return request("application/x-www-form-urlencoded", content, List.of(7));
    }

    private static Request multipart(String... namesAndContents) {
        return request(TYPE, encoded(namesAndContents), List.of(5));
    }

    private static String encoded(String... namesAndContents) {
        var text = new StringBuilder();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            text.append("--b0\r\nContent-Disposition: form-data; name=")
                    .append(namesAndContents[i])
                    .append("\r\n\r\n")
                    .append(namesAndContents[i + 1])
                    .append("\r\n");
        }
        return text.append("--b0--\r\n").toString();
    }

    // ---------------------------------------------------------------- whole

    @Test
    void aFormHasItsFieldsInOrder() {
        var form = form("a=1&b&a=%C3%A9+x").form();

        assertEquals(List.of("1", "é x"), form.all("a"));
        assertEquals(List.of(""), form.all("b"));
        assertEquals(List.of("a", "b"), List.copyOf(form.names()));
    }

    @Test
    void aFormHasAsManyFieldsAsAllowed() {
        assertEquals(List.of("1", "3"), form("a=1&b=2&&a=3").form().all("a"));
        exceeds(() -> form("a=1&b=2&c=3&d").form(), "limits.form-fields");
    }

    @Test
    void namesAreAsLongAsAllowed() {
        assertEquals(Optional.of("1"), form("abcde=1").form().first("abcde"));
        assertEquals(Optional.of("1"), form("ab%C3%A9e=1").form().first("abée"));
        exceeds(() -> form("abcdef=1").form(), "limits.form-name");
        exceeds(() -> form("abc%C3%A9e=1").form(), "limits.form-name");
    }

    @Test
    void aFormIsAsLargeAsAllowed() {
        assertEquals("x".repeat(18), form("a=" + "x".repeat(18)).form().first("a").orElseThrow());
        exceeds(() -> form("a=" + "x".repeat(19)).form(), "limits.form-memory");
    }

    /// The rest stays where it is: nobody waits for it.
    @Test
    void aFormThatIsTooLargeIsNotReadToItsEnd() {
        var receive = ScriptedReceive.content(new byte[1000], List.of(10));
        var request =
                Request.of(
                        ScriptedScope.of().with(RequestHead.FORM_LIMITS, LIMITS),
                        receive,
                        new RecordedSend());

        assertThrows(LimitException.class, request::form);

        assertEquals(3, receive.calls());
    }

    @Test
    void aQueryHasNoneOfTheseLimits() {
        assertEquals(4, Parameters.parse("a&b&c&" + "d".repeat(100)).names().size());
    }

    // ---------------------------------------------------------------- in parts

    private static List<String> read(Request request) {
        var read = new ArrayList<String>();
        for (var part : request.parts()) {
            read.add(part.name() + "=" + new String(part.bytes(), ISO_8859_1));
        }
        return read;
    }

    @Provide
    Arbitrary<List<Integer>> splits() {
        return Arbitraries.integers().between(1, 40).list().ofMinSize(1).ofMaxSize(5);
    }

    @Property
    void partsAreTheSameInAnyPieces(@ForAll("splits") List<Integer> split) {
        var content = encoded("a", "1", "b", "\r\n--b\r\n\r\r\n", "a", "");

        assertEquals(
                List.of("a=1", "b=\r\n--b\r\n\r\r\n", "a="), read(request(TYPE, content, split)));
    }

    @Test
    void aPartSaysWhatItIs() {
        var content =
                """
                --b0
                Content-Disposition: form-data; name=f; filename="a/b.c"
                Content-Type: image/png
                X-More: 1

                x
                --b0
                Content-Disposition: form-data; name=g

                y
                --b0--
                """
                        .replace("\n", "\r\n");

        var parts = request(TYPE, content, List.of(1000)).parts().iterator();

        var file = parts.next();
        assertEquals("f", file.name());
        assertEquals("f", file.toString());
        assertEquals(Optional.of("b.c"), file.filename());
        assertEquals("image/png", file.type());
        assertEquals(Optional.of("1"), file.headers().first("x-more"));
        assertEquals("x", file.text());
        var field = parts.next();
        assertEquals(Optional.empty(), field.filename());
        assertEquals("text/plain", field.type());
        assertFalse(parts.hasNext());
        assertThrows(NoSuchElementException.class, parts::next);
    }

    @Property
    void aPartCanBeReadInAllWays(@ForAll("splits") List<Integer> split) throws IOException {
        var content = encoded("a", "abcdefghij");
        var all = new ByteArrayOutputStream();

        var body = request(TYPE, content, split).parts().iterator().next().body();
        all.write(body.read());
        all.write(body.readNBytes(3));
        assertEquals(0, body.read(new byte[1], 0, 0));
        assertEquals(6, body.transferTo(all));

        assertEquals("abcdefghij", all.toString(UTF_8));
        assertEquals(-1, body.read());
        assertEquals(-1, body.read(new byte[1]));
        assertEquals(0, body.available());
    }

    @Test
    void aPartOutsideOfTheHeapIsTransferredToo() throws IOException {
        var text = encoded("a", "abc").getBytes(ISO_8859_1);
        var direct = ByteBuffer.allocateDirect(text.length).put(text).flip();
        var request =
                Request.of(
                        ScriptedScope.of("content-type", TYPE),
                        ScriptedReceive.of(new RequestBody(direct, true)),
                        new RecordedSend());
        var out = new ByteArrayOutputStream();

        request.parts().iterator().next().body().transferTo(out);

        assertEquals("abc", out.toString(UTF_8));
    }

    @Test
    void whatIsNotReadIsSkipped() throws IOException {
        var parts = multipart("a", "123", "b", "456", "c", "789").parts().iterator();

        parts.next();
        assertEquals('4', parts.next().body().read());

        assertEquals("789", parts.next().text());
        assertFalse(parts.hasNext());
    }

    /// Its content would be that of another.
    @Test
    void aPartCannotBeReadBehindTheNext() {
        var parts = multipart("a", "123", "b", "456").parts().iterator();

        var first = parts.next();
        parts.next();

        assertThrows(IllegalStateException.class, first::bytes);
    }

    @Test
    void partsAreThereOnce() {
        var request = multipart("a", "1", "b", "2");

        assertEquals("a", request.parts().iterator().next().name());

        assertSame(
                request.parts().iterator(),
                request.with(RequestHead.SCHEME, "https").parts().iterator());
        assertEquals(List.of("b=2"), read(request));
        assertEquals(List.of(), read(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/x-www-form-urlencoded", "multipart/form-data", "text/plain"})
    void otherContentHasNoParts(String type) {
        var refused =
                assertThrows(ParseException.class, () -> request(type, "x", List.of(1)).parts());

        assertEquals(ErrorCode.POUNCE_PARSE_CONTENT_TYPE, refused.code());
        assertEquals(415, refused.status());
    }

    @Test
    void malformedPartsAreRefused() {
        var parts = request(TYPE, "--b0\r\n\r\n", List.of(3)).parts().iterator();

        assertEquals(400, assertThrows(ParseException.class, parts::hasNext).status());
        assertThrows(ParseException.class, parts::next);
    }

    @Test
    void aPartThatEndsTooEarlyIsRefused() {
        var part =
                request(TYPE, encoded("a", "123").replace("--b0--", ""), List.of(3))
                        .parts()
                        .iterator()
                        .next();

        assertThrows(ParseException.class, part::bytes);
    }

    @Test
    void aClientThatLeavesEndsTheParts() {
        var receive =
                ScriptedReceive.of(new RequestBody(ByteBuffer.wrap("--b".getBytes(UTF_8)), false));
        var request =
                Request.of(ScriptedScope.of("content-type", TYPE), receive, new RecordedSend());

        assertThrows(DisconnectException.class, () -> request.parts().iterator().hasNext());
    }

    @Test
    void thereAreAsManyPartsAsAllowed() {
        assertEquals(3, read(multipart("a", "", "b", "", "c", "")).size());
        exceeds(() -> read(multipart("a", "", "b", "", "c", "", "d", "")), "limits.form-fields");
    }

    @Test
    void partsHaveNamesAsLongAsAllowed() {
        exceeds(() -> read(multipart("abcdef", "")), "limits.form-name");
    }

    @Test
    void aPartIsAsLargeAsAllowed() throws IOException {
        var out = new ByteArrayOutputStream();

        multipart("a", "x".repeat(30)).parts().iterator().next().body().transferTo(out);

        assertEquals(30, out.size());
        exceeds(
                () ->
                        multipart("a", "x".repeat(31))
                                .parts()
                                .iterator()
                                .next()
                                .body()
                                .readNBytes(40),
                "limits.part");
    }

    @Test
    void partsInMemoryAreAsLargeAsAllowedTogether() {
        assertArrayEquals(
                new int[] {10, 10},
                read(multipart("a", "x".repeat(8), "b", "x".repeat(8))).stream()
                        .mapToInt(String::length)
                        .toArray());
        exceeds(
                () -> read(multipart("a", "x".repeat(10), "b", "x".repeat(11))),
                "limits.form-memory");
    }

    @Test
    void aPartHasAsManyFieldsAsAllowed() {
        exceeds(
                () -> read(multipart("a\r\nx: " + "y".repeat(200), "")),
                "limits.part-header-section");
    }

    @Test
    void formLimitsThatMakeNoSenseAreRefused() {
        var size = new Size(1);

        assertThrows(
                IllegalArgumentException.class, () -> new FormLimits(0, size, size, size, size));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FormLimits(1, size, size, size, Size.ofGibibytes(5)));
    }

    private static void exceeds(org.junit.jupiter.api.function.Executable reading, String option) {
        var refused = assertThrows(LimitException.class, reading);

        assertEquals(ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE, refused.code());
        assertEquals(413, refused.status());
        assertEquals(
                option,
                String.valueOf(refused.getMessage()).replaceAll(".*(limits\\.[a-z-]+).*", "$1"));
    }

    /// What a caller sees of a part that it keeps.
    @Test
    void aPartKeepsItsHead() {
        var parts = new ArrayList<Part>();
        multipart("a", "1", "b", "2").parts().forEach(parts::add);

        assertEquals(List.of("a", "b"), parts.stream().map(Part::name).toList());
    }
}
