package pounce.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import pounce.api.HttpDisconnect;
import pounce.api.LifespanShutdown;
import pounce.api.Receive;
import pounce.api.Request;
import pounce.api.RequestBody;
import pounce.api.error.AppException;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.error.LimitException;
import pounce.api.error.ParseException;

/// The law of all of it: any split of the content reads the same.
final class RequestContentTest {

    @Provide
    Arbitrary<byte[]> contents() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
    }

    @Provide
    Arbitrary<List<Integer>> splits() {
        return Arbitraries.integers()
                .between(0, 40)
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .filter(lengths -> lengths.stream().anyMatch(length -> length > 0));
    }

    @Property
    void bytesAreAllContent(
            @ForAll("contents") byte[] content, @ForAll("splits") List<Integer> split) {
        assertArrayEquals(content, request(content, split).bytes());
    }

    @Property
    void singleReadsAreAllContent(
            @ForAll("contents") byte[] content, @ForAll("splits") List<Integer> split)
            throws IOException {
        var body = request(content, split).body();

        for (byte octet : content) {
            assertEquals(octet & 0xff, body.read());
        }
        assertAtEnd(body);
    }

    @Property
    void blockReadsAreAllContent(
            @ForAll("contents") byte[] content,
            @ForAll("splits") List<Integer> split,
            @ForAll @IntRange(min = 1, max = 50) int block)
            throws IOException {
        var body = request(content, split).body();
        var all = new ByteArrayOutputStream();

        var target = new byte[block + 2];
        for (int count; (count = body.read(target, 1, block)) >= 0; ) {
            all.write(target, 1, count);
            assertEquals(0, target[0] | target[block + 1]);
        }

        assertArrayEquals(content, all.toByteArray());
        assertAtEnd(body);
    }

    @Property
    void transfersAllContent(
            @ForAll("contents") byte[] content, @ForAll("splits") List<Integer> split)
            throws IOException {
        var out = new ByteArrayOutputStream();

        long count = request(content, split).body().transferTo(out);

        assertEquals(content.length, count);
        assertArrayEquals(content, out.toByteArray());
    }

    @Property
    void skipsAsManyAsThereAre(
            @ForAll("contents") byte[] content,
            @ForAll("splits") List<Integer> split,
            @ForAll @IntRange(min = -5, max = 400) int count)
            throws IOException {
        var body = request(content, split).body();

        int skipped = Math.clamp(count, 0, content.length);

        assertEquals(skipped, body.skip(count));
        assertArrayEquals(
                Arrays.copyOfRange(content, skipped, content.length), body.readAllBytes());
    }

    /// However the ways to read are mixed, each goes on where the last one stopped.
    @Property
    void waysToReadGoOnWhereTheLastStopped(
            @ForAll("contents") byte[] content, @ForAll("splits") List<Integer> split)
            throws IOException {
        var request = request(content, split);
        var all = new ByteArrayOutputStream();

        int first = request.body().read();
        if (first >= 0) {
            all.write(first);
        }
        all.write(request.body().readNBytes(7));
        all.write(request.bytes());

        assertArrayEquals(content, all.toByteArray());
    }

    @Test
    void readsWhatIsLargerThanItsBuffers() throws IOException {
        var content = new byte[100_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i * 31);
        }
        var split = List.of(1, 30_000, 8192);
        var out = new ByteArrayOutputStream();

        request(content, split).body().transferTo(out);

        assertArrayEquals(content, request(content, split).bytes());
        assertArrayEquals(content, out.toByteArray());
    }

    @Test
    void leavesTheBuffersPositionAlone() {
        var data = ByteBuffer.wrap("abc".getBytes(UTF_8));

        var request = request(ScriptedReceive.of(new RequestBody(data, true)));

        assertEquals("abc", request.text());
        assertEquals(3, data.remaining());
    }

    @Test
    void asksForNothingBeforeItIsRead() throws IOException {
        var receive = ScriptedReceive.content("abc".getBytes(UTF_8), List.of(3));
        var body = request(receive).body();

        assertEquals(0, body.available());
        assertEquals(0, body.read(new byte[0]));
        assertEquals(0, receive.calls());
    }

    @Test
    void asksForNoMoreThanIsRead() throws IOException {
        var receive = ScriptedReceive.content("abcd".getBytes(UTF_8), List.of(2));
        var body = request(receive).body();

        assertEquals('a', body.read());
        assertEquals(1, body.available());
        assertEquals('b', body.read());

        assertEquals(1, receive.calls());
    }

    @Test
    void asksForNothingAfterTheEnd() {
        var receive = ScriptedReceive.content("abc".getBytes(UTF_8), List.of(3));
        var request = request(receive);

        assertEquals("abc", request.text());
        assertEquals("", request.text());
        assertEquals(1, receive.calls());
    }

    @Test
    void aDisconnectInTheMiddleIsOneEachTime() {
        var request = request(ScriptedReceive.of(body("ab", false), new HttpDisconnect()));

        assertThrows(DisconnectException.class, request::bytes);
        assertThrows(DisconnectException.class, request::bytes);
    }

    @Test
    void whatReceiveThrowsPasses() {
        var tooLarge = new LimitException(ErrorCode.POUNCE_LIMIT_REQUEST_TOO_LARGE, "1 MiB");
        Receive receive =
                () -> {
                    throw tooLarge;
                };

        assertSame(tooLarge, assertThrows(LimitException.class, request(receive)::text));
    }

    @Test
    void aLifespanIsNoRequest() {
        var request = request(ScriptedReceive.of(new LifespanShutdown()));

        assertEquals(
                ErrorCode.POUNCE_APP_EVENT,
                assertThrows(AppException.class, request::bytes).code());
    }

    @Test
    void textIsUtf8WithMalformedOctetsReplaced() {
        var content = new byte[] {(byte) 0xe2, (byte) 0x82, (byte) 0xac, (byte) 0xff};

        assertEquals("€\ufffd", request(content, List.of(1)).text());
    }

    @Test
    void formsAreDecoded() {
        var form = request("a=1+2&b=%C3%A9".getBytes(UTF_8), List.of(3)).form();

        assertEquals(Optional.of("1 2"), form.first("a"));
        assertEquals(Optional.of("é"), form.first("b"));
    }

    @Test
    void aMalformedFormIsTheClientsMistake() {
        var request = request("a=%".getBytes(UTF_8), List.of(3));

        assertEquals(400, assertThrows(ParseException.class, request::form).status());
    }

    @Test
    void copiesShareTheContent() throws IOException {
        var request = request("abc".getBytes(UTF_8), List.of(3));

        assertEquals('a', request.body().read());
        assertEquals("bc", request.with(Request.PATH, "/other").text());
        assertSame(request.body(), request.body());
    }

    private static void assertAtEnd(InputStream body) throws IOException {
        assertEquals(-1, body.read());
        assertEquals(-1, body.read(new byte[1]));
        assertEquals(0, body.read(new byte[0]));
        assertEquals(0, body.skip(1));
        assertEquals(0, body.available());
    }

    private static RequestBody body(String text, boolean last) {
        return new RequestBody(ByteBuffer.wrap(text.getBytes(UTF_8)), last);
    }

    private static Request request(byte[] content, List<Integer> split) {
        return request(ScriptedReceive.content(content, split));
    }

    private static Request request(Receive receive) {
        return Request.of(ScriptedScope.of(), receive, new RecordedSend());
    }
}
