package pounce.tests.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static pounce.tests.api.RecordedSend.last;
import static pounce.tests.api.RecordedSend.piece;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Content;
import pounce.api.Headers;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.ResponseTrailers;
import pounce.api.SendEvent;
import pounce.api.ServerSentEvent;

final class ResponseTest {
    private static final int BUFFER = 8192;
    private static final Headers DIGEST = Headers.of("digest", "1");

    private final RecordedSend send = new RecordedSend();

    // ---- in memory

    @Test
    void noContentIsAnEnd() throws Exception {
        Response.of(204).sendTo(send);

        assertEquals(List.of(new ResponseStart(204), ResponseBody.end()), send.events());
    }

    @Test
    void contentInMemoryIsOneLastPiece() throws Exception {
        Response.text("hi").sendTo(send);

        assertEquals(List.of(textHead(), last("hi")), send.events());
    }

    @Test
    void aConstantSendsTheSameInstances() throws Exception {
        for (var constant : List.of(Response.of(404), Response.text("hi"))) {
            var sent = new RecordedSend();
            constant.sendTo(sent);
            constant.sendTo(sent);

            assertSame(sent.instances().get(0), sent.instances().get(2));
            assertSame(sent.instances().get(1), sent.instances().get(3));
        }
    }

    @Test
    void noContentMayHaveTrailers() throws Exception {
        Response.of(200).trailers(() -> DIGEST).sendTo(send);

        assertEquals(List.of(new ResponseStart(200), new ResponseTrailers(DIGEST)), send.events());
    }

    @Test
    void contentInMemoryMayHaveTrailers() throws Exception {
        Response.text("hi").trailers(() -> DIGEST).sendTo(send);

        assertEquals(List.of(textHead(), piece("hi"), new ResponseTrailers(DIGEST)), send.events());
    }

    @Test
    void trailersWithoutFieldsAreAnEnd() throws Exception {
        Response.text("hi").trailers(Headers::empty).sendTo(send);

        assertEquals(List.of(textHead(), piece("hi"), ResponseBody.end()), send.events());
    }

    // ---- streamed

    @Test
    void aStreamThatFitsIsOneLastPiece() throws Exception {
        stream(out -> out.write("hi".getBytes(UTF_8)));

        assertEquals(List.of(last("hi")), send.events().subList(1, 2));
    }

    @Test
    void aStreamWithoutContentIsAnEnd() throws Exception {
        stream(_ -> {});

        assertEquals(List.of(ResponseBody.end()), send.events().subList(1, 2));
    }

    @Test
    void flushSendsWhatIsBuffered() throws Exception {
        stream(out -> {
            out.write('a');
            out.flush();
            out.flush();
            out.write('b');
        });

        assertEquals(List.of(piece("a"), last("b")), send.events().subList(1, 3));
    }

    @Test
    void flushBeforeContentPushesTheHead() throws Exception {
        stream(out -> {
            out.flush();
            out.flush();
            out.write('a');
        });

        assertEquals(List.of(piece(""), last("a")), send.events().subList(1, 3));
    }

    @Test
    void largeWritesPassAsTheyAre() throws Exception {
        var large = new byte[3 * BUFFER];
        Arrays.fill(large, (byte) 'x');

        stream(out -> {
            out.write('a');
            out.write(large);
            out.write('b');
        });

        var text = new String(large, UTF_8);
        assertEquals(List.of(piece("a"), piece(text), last("b")), send.events().subList(1, 4));
    }

    @Test
    void trailersAreAskedAfterTheContent() throws Exception {
        var seen = new ArrayList<List<SendEvent>>();
        var response =
                Response.stream("text/plain; charset=utf-8", out -> out.write('a'))
                        .trailers(() -> {
                            seen.add(List.copyOf(send.events()));
                            return DIGEST;
                        });

        response.sendTo(send);

        assertEquals(List.of(List.of(textHead(), piece("a"))), seen);
        assertEquals(new ResponseTrailers(DIGEST), send.events().getLast());
    }

    @Test
    void aWriterThatThrowsLeavesTheResponseIncomplete() {
        var failure = new IOException("disk");

        var thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                stream(out -> {
                                    out.write('a');
                                    throw failure;
                                }));

        assertSame(failure, thrown);
        assertEquals(List.of(textHead()), send.events());
    }

    @Property
    void streamsWhatIsWritten(@ForAll("writes") List<Integer> lengths) throws Exception {
        var sent = new RecordedSend();
        var content = octets(lengths.stream().mapToInt(Math::abs).sum());

        Response.stream("a/b", out -> write(content, lengths, out)).sendTo(sent);

        assertArrayEquals(content, sent.content());
        assertInstanceOf(ResponseBody.class, sent.events().getLast());
        assertEquals(
                1,
                sent.events().stream()
                        .filter(event -> event instanceof ResponseBody body && body.last())
                        .count());
    }

    /// Lengths around the size of the buffer; a negative one is written octet by octet.
    @Provide
    Arbitrary<List<Integer>> writes() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(-20, 20),
                        Arbitraries.integers().between(BUFFER - 3, BUFFER + 3),
                        Arbitraries.integers().between(-BUFFER - 3, -BUFFER + 3))
                .list()
                .ofMaxSize(6);
    }

    private static void write(byte[] content, List<Integer> lengths, OutputStream out)
            throws IOException {
        int from = 0;
        for (int length : lengths) {
            if (length >= 0) {
                out.write(content, from, length);
            } else {
                for (int i = from; i < from - length; i++) {
                    out.write(content[i]);
                }
            }
            from += Math.abs(length);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3})
    void writesNothingOutsideTheArray(int length) {
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> stream(out -> out.write(new byte[2], 0, length)));
        assertEquals(List.of(textHead()), send.events());
    }

    // ---- server-sent events

    @Test
    void eventsPushTheHeadAndFlushEach() throws Exception {
        Response.events(
                        events -> {
                            events.send("a");
                            events.send(ServerSentEvent.of("b").id("1"));
                        })
                .sendTo(send);

        var head =
                new ResponseStart(200)
                        .header("content-type", "text/event-stream")
                        .header("cache-control", "no-cache");
        assertEquals(
                List.of(
                        head,
                        piece(""),
                        piece("data: a\n\n"),
                        piece("id: 1\ndata: b\n\n"),
                        ResponseBody.end()),
                send.events());
    }

    @Test
    void eventsMayHaveTrailers() throws Exception {
        Response.events(_ -> {}).trailers(() -> DIGEST).sendTo(send);

        assertEquals(List.of(piece(""), new ResponseTrailers(DIGEST)), send.events().subList(1, 3));
    }

    // ---- the value

    @Test
    void copiesLeaveTheOriginalAlone() {
        var original = Response.text("hi");

        var copy =
                original.status(201)
                        .header("A", "1")
                        .content(new Content.None())
                        .trailers(() -> DIGEST);

        assertEquals(200, original.status());
        assertEquals(List.of("text/plain; charset=utf-8"), original.headers().all("content-type"));
        assertEquals(1, original.headers().size());
        assertInstanceOf(Content.Bytes.class, original.content());
        assertEquals(201, copy.status());
        assertEquals(Optional.of("1"), copy.headers().first("a"));
        assertEquals(new Content.None(), copy.content());
        assertEquals(Headers.empty(), copy.headers(Headers.empty()).headers());
    }

    @Test
    void copiesKeepTheTrailers() throws Exception {
        Response.text("hi")
                .trailers(() -> DIGEST)
                .status(201)
                .header("a", "1")
                .headers(Headers.empty())
                .content(new Content.None())
                .sendTo(send);

        assertEquals(List.of(new ResponseStart(201), new ResponseTrailers(DIGEST)), send.events());
    }

    @Test
    void sendingLeavesTheContentAlone() throws Exception {
        var response = Response.bytes("a/b", new byte[] {1, 2});

        response.sendTo(send);
        response.sendTo(send);

        assertArrayEquals(new byte[] {1, 2, 1, 2}, send.content());
    }

    @Test
    void namesTheTypeOfItsContent() {
        assertEquals(Optional.of("text/html; charset=utf-8"), type(Response.html("<p>")));
        assertEquals(Optional.of("application/json"), type(Response.json("{}")));
        assertEquals(Optional.of("a/b"), type(Response.bytes("a/b", new byte[0])));
        assertEquals(Optional.empty(), type(Response.of(204)));
    }

    @Test
    void redirectsWithSeeOther() {
        var response = Response.redirect(URI.create("/é?a=b"));

        assertEquals(303, response.status());
        assertEquals(Optional.of("/%C3%A9?a=b"), response.headers().first("location"));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 100, 101, 199, 600, 999})
    void refusesWhatIsNoFinalStatus(int status) {
        assertThrows(IllegalArgumentException.class, () -> Response.of(status));
        assertThrows(IllegalArgumentException.class, () -> Response.text("").status(status));
    }

    @Test
    void refusesATypeThatWouldBreakTheHead() {
        assertThrows(
                IllegalArgumentException.class,
                () -> Response.bytes("a/b\r\nset-cookie: c", new byte[0]));
    }

    private void stream(Content.Writer writer) throws Exception {
        Response.stream("text/plain; charset=utf-8", writer).sendTo(send);
    }

    private static ResponseStart textHead() {
        return new ResponseStart(200).header("content-type", "text/plain; charset=utf-8");
    }

    private static Optional<String> type(Response response) {
        return response.headers().first("content-type");
    }

    private static byte[] octets(int count) {
        var octets = new byte[count];
        for (int i = 0; i < count; i++) {
            octets[i] = (byte) (i * 31);
        }
        return octets;
    }
}
