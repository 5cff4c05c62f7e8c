package pounce.tests.middleware.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Content;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.InterimResponse;
import pounce.api.Options;
import pounce.api.RequestLimit;
import pounce.api.Response;
import pounce.api.ResponseBody;
import pounce.api.ResponseFile;
import pounce.api.ResponseStart;
import pounce.api.ResponseTrailers;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.error.AppException;
import pounce.api.error.DisconnectException;
import pounce.middleware.compression.CompressionProvider;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

/// What becomes of responses on their way through the middleware.
@Timeout(60)
final class CompressionTest {
    private static final String TEXT = "It was a dark and stormy night. ".repeat(40);
    private static final Response RESPONSE = Response.text(TEXT);
    private static final HttpScope GZIP = ScriptedScope.of("accept-encoding", "gzip");

    @TempDir private Path directory;

    private static RecordedSend sent(HttpScope request, App app, ServerConfig.Builder config)
            throws Exception {
        var send = new RecordedSend();
        new CompressionProvider()
                .create(config.build())
                .apply(app)
                .handle(request, ScriptedReceive.of(), send);
        return send;
    }

    private static RecordedSend sent(HttpScope request, App app) throws Exception {
        return sent(request, app, ServerConfig.builder());
    }

    private static RecordedSend sent(HttpScope request, Response response) throws Exception {
        return sent(request, App.of(_ -> response));
    }

    private static ResponseStart head(RecordedSend send) {
        return (ResponseStart) send.events().getFirst();
    }

    private static Optional<String> coding(RecordedSend send) {
        return head(send).headers().first("content-encoding");
    }

    private static String gunzipped(RecordedSend send) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(send.content())).readAllBytes(),
                UTF_8);
    }

    private static void passes(HttpScope request, Response response) throws Exception {
        var send = sent(request, response);

        assertSame(head(send).headers(), response.headers());
        assertSame(((Content.Bytes) response.content()).data(), body(send).data());
    }

    private static ResponseBody body(RecordedSend send) {
        return (ResponseBody) send.instances().getLast();
    }

    // ---------------------------------------------------------------- what is coded

    @Test
    void codesAsTheClientLikesIt() throws Exception {
        var send = sent(GZIP, RESPONSE);

        assertEquals(
                Headers.of(
                        "content-type",
                        "text/plain; charset=utf-8",
                        "vary",
                        "accept-encoding",
                        "content-encoding",
                        "gzip"),
                head(send).headers());
        assertEquals(2, send.events().size());
        assertTrue(body(send).last(), "in one piece, and so with its length");
        assertTrue(send.content().length < TEXT.length() / 4);
        assertEquals(TEXT, gunzipped(send));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate          | gzip",
                "deflate                | deflate",
                "gzip;q=0.5, deflate    | deflate",
                "*                      | gzip",
                "x-gzip                 | gzip",
                "br, zstd, deflate;q=0.1| deflate",
            })
    void followsTheField(String field, String coding) throws Exception {
        assertEquals(
                Optional.of(coding),
                coding(sent(ScriptedScope.of("accept-encoding", field), RESPONSE)));
    }

    @Test
    void deflateIsTheZlibFormat() throws Exception {
        var send = sent(ScriptedScope.of("accept-encoding", "deflate"), RESPONSE);

        var in = new InflaterInputStream(new ByteArrayInputStream(send.content()));
        assertEquals(TEXT, new String(in.readAllBytes(), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "identity", "gzip;q=0", "br", "identity, gzip;q=0.5"})
    void leavesContentAloneForOthersAndTellsCaches(String field) throws Exception {
        var send = sent(ScriptedScope.of("accept-encoding", field), RESPONSE);

        assertEquals(RESPONSE.headers().plus("vary", "accept-encoding"), head(send).headers());
        assertEquals(TEXT, send.text());
    }

    @Test
    void leavesContentAloneForAClientThatSaysNothing() throws Exception {
        var send = sent(ScriptedScope.of(), RESPONSE);

        assertEquals(RESPONSE.headers().plus("vary", "accept-encoding"), head(send).headers());
        assertEquals(TEXT, send.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "TEXT/CSS; charset=utf-8",
                "application/json",
                "application/problem+json",
                "image/svg+xml",
                "application/wasm",
                "font/ttf"
            })
    void codesTypesThatShrink(String type) throws Exception {
        assertEquals(
                Optional.of("gzip"), coding(sent(GZIP, RESPONSE.header("content-type", type))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/png",
                "video/mp4",
                "audio/ogg",
                "application/zip",
                "application/octet-stream",
                "font/woff2",
                "text/event-stream",
                "application/pdf",
                "nonsense"
            })
    void leavesTypesAloneThatDoNotShrink(String type) throws Exception {
        passes(GZIP, RESPONSE.header("content-type", type));
    }

    @Test
    void leavesContentOfNoTypeAlone() throws Exception {
        passes(GZIP, RESPONSE.headers(Headers.empty()));
    }

    @Test
    void codesFurtherTypesAndEventStreamsIfAsked() throws Exception {
        var config =
                ServerConfig.builder()
                        .set(Options.COMPRESSION_TYPES, List.of("Application/X-Data"))
                        .set(Options.COMPRESSION_EVENT_STREAMS, true);

        for (var type : List.of("application/x-data", "text/event-stream")) {
            var response = RESPONSE.header("content-type", type);
            assertEquals(Optional.of("gzip"), coding(sent(GZIP, App.of(_ -> response), config)));
        }
    }

    @Test
    void leavesSmallContentAloneAndTellsCaches() throws Exception {
        var small = Response.text("x".repeat(499));

        var send = sent(GZIP, small);

        assertEquals(small.headers().plus("vary", "accept-encoding"), head(send).headers());
        assertSame(((Content.Bytes) small.content()).data(), body(send).data());
        assertEquals(Optional.of("gzip"), coding(sent(GZIP, Response.text("x".repeat(500)))));
        var config = ServerConfig.builder().set(Options.COMPRESSION_MIN_SIZE, new Size(1));
        assertEquals(
                Optional.of("gzip"),
                coding(sent(GZIP, App.of(_ -> Response.text("x".repeat(50))), config)));
    }

    /// Whatever its type says.
    @Test
    void leavesContentAloneThatHasNotBecomeLess() throws Exception {
        var noise = new byte[3000];
        new Random(1).nextBytes(noise);

        var send = sent(GZIP, Response.bytes("text/plain", noise));

        assertEquals(
                Headers.of("content-type", "text/plain", "vary", "accept-encoding"),
                head(send).headers());
        assertEquals(3000, send.content().length);
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 206})
    void leavesStatusesAloneThatHaveNoWholeContent(int status) throws Exception {
        passes(GZIP, RESPONSE.status(status));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content-encoding | br",
                "content-range    | bytes 0-1/2",
                "cache-control    | max-age=1, No-Transform",
                "content-digest   | sha-256=:AAAA:",
                "repr-digest      | sha-256=:AAAA:",
            })
    void leavesResponsesAloneThatMustNotChange(String name, String value) throws Exception {
        passes(GZIP, RESPONSE.header(name, value));
    }

    @Test
    void codesErrorsToo() throws Exception {
        var send = sent(GZIP, RESPONSE.status(404));

        assertEquals(404, head(send).status());
        assertEquals(TEXT, gunzipped(send));
    }

    // ---------------------------------------------------------------- the head

    private static Optional<String> field(String name, Response response) throws Exception {
        return head(sent(GZIP, response)).headers().first(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Origin            | Origin, accept-encoding",
                "Accept-Encoding   | Accept-Encoding",
                "a, ACCEPT-ENCODING| a, ACCEPT-ENCODING",
                "*                 | *",
            })
    void mergesVary(String before, String after) throws Exception {
        assertEquals(Optional.of(after), field("vary", RESPONSE.header("vary", before)));
    }

    @Test
    void mergesSeveralLinesOfVary() throws Exception {
        var headers = RESPONSE.headers().plus("vary", "a").plus("vary", "b");

        assertEquals(
                List.of("a, b, accept-encoding"),
                head(sent(GZIP, RESPONSE.headers(headers))).headers().all("vary"));
    }

    @Test
    void weakensStrongValidators() throws Exception {
        assertEquals(Optional.of("W/\"x\""), field("etag", RESPONSE.header("etag", "\"x\"")));
        assertEquals(Optional.of("W/\"x\""), field("etag", RESPONSE.header("etag", "W/\"x\"")));
        assertEquals(Optional.of("x"), field("etag", RESPONSE.header("etag", "x")));
    }

    @Test
    void dropsTheLengthAndRanges() throws Exception {
        var response =
                RESPONSE.header("content-length", String.valueOf(TEXT.length()))
                        .header("accept-ranges", "bytes");

        assertEquals(Optional.empty(), field("content-length", response));
        assertEquals(Optional.empty(), field("accept-ranges", response));
        assertEquals(
                Optional.of("bytes"),
                head(sent(ScriptedScope.of(), response)).headers().first("accept-ranges"));
    }

    @Test
    void a304HasTheValidatorOfWhatTheClientHas() throws Exception {
        var notModified = Response.of(304).header("etag", "\"x\"");

        var weak = sent(withTag("W/\"x\""), notModified);
        var strong = sent(withTag("\"x\""), notModified);

        assertEquals(
                Headers.of("etag", "W/\"x\"", "vary", "accept-encoding"), head(weak).headers());
        assertEquals(Headers.of("etag", "\"x\""), head(strong).headers());
    }

    private static HttpScope withTag(String tag) {
        return ScriptedScope.of("accept-encoding", "gzip", "if-none-match", "\"a\", " + tag);
    }

    /// What HEAD tells is what GET would tell, but for the length, which nobody has found out.
    @Test
    void headHasTheHeadOfGetAndNoContent() throws Exception {
        var response = RESPONSE.header("etag", "\"x\"").header("content-length", "1280");

        var send = sent(ScriptedScope.asking("HEAD", "accept-encoding", "gzip"), response);

        assertEquals(head(sent(GZIP, response)), head(send));
        assertEquals(0, send.content().length);
        assertTrue(body(send).last());
        var small =
                sent(ScriptedScope.asking("HEAD", "accept-encoding", "gzip"), Response.text("x"));
        assertEquals(Optional.empty(), coding(small));
    }

    // ---------------------------------------------------------------- identity is refused

    @ParameterizedTest
    @ValueSource(strings = {"gzip, identity;q=0", "gzip, *;q=0"})
    void codesWhateverItIsIfTheClientDoesNotTakeItAsItIs(String field) throws Exception {
        var request = ScriptedScope.of("accept-encoding", field);

        for (var type : List.of("text/plain", "image/png")) {
            var send = sent(request, Response.bytes(type, "x".getBytes(UTF_8)));

            assertEquals(Optional.of("gzip"), coding(send));
            assertEquals("x", gunzipped(send));
        }
        passes(request, RESPONSE.header("content-encoding", "br"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void is406WhenNothingFits(String method) throws Exception {
        var send = new RecordedSend();
        var app =
                new CompressionProvider()
                        .create(ServerConfig.defaults())
                        .apply(App.of(_ -> RESPONSE.header("content-type", "image/png")));

        assertThrows(
                DisconnectException.class,
                () ->
                        app.handle(
                                ScriptedScope.asking(method, "accept-encoding", "br, identity;q=0"),
                                ScriptedReceive.of(),
                                send));

        assertEquals(
                new ResponseStart(
                        406,
                        Headers.of(
                                "vary",
                                "accept-encoding",
                                "x-pounce-error-code",
                                "POUNCE_PARSE_ACCEPT_ENCODING")),
                head(send));
        assertTrue(body(send).last());
        assertEquals(0, send.content().length);
    }

    @Test
    void isNo406WhereSomethingFitsOrNothingIsAskedFor() throws Exception {
        var fussy = ScriptedScope.of("accept-encoding", "br, identity;q=0");

        passes(fussy, RESPONSE.header("content-encoding", "br"));
        assertEquals(404, head(sent(fussy, RESPONSE.status(404))).status());
        assertEquals(200, head(sent(fussy, Response.of(200))).status());
        assertEquals(204, head(sent(fussy, Response.of(204))).status());
        assertEquals(
                200,
                head(sent(
                                ScriptedScope.asking("POST", "accept-encoding", "identity;q=0"),
                                RESPONSE))
                        .status());
    }

    // ---------------------------------------------------------------- streams

    @Test
    void eachPieceIsFlushed() throws Exception {
        var send = new RecordedSend();
        var seen = new StringBuilder();
        App app =
                (_, _, sending) -> {
                    sending.send(start());
                    sending.send(ResponseBody.piece(ByteBuffer.allocate(0)));
                    assertEquals(Optional.of("gzip"), coding(send), "the head is pushed");
                    for (int i = 0; i < 5; i++) {
                        sending.send(
                                ResponseBody.piece(
                                        ByteBuffer.wrap(("event " + i).getBytes(UTF_8))));
                        seen.append("event ").append(i);
                        var in = new GZIPInputStream(new ByteArrayInputStream(send.content()));
                        assertEquals(
                                seen.toString(), new String(in.readNBytes(seen.length()), UTF_8));
                    }
                    sending.send(ResponseBody.end());
                };

        new CompressionProvider()
                .create(ServerConfig.defaults())
                .apply(app)
                .handle(GZIP, ScriptedReceive.of(), send);

        assertEquals(seen.toString(), gunzipped(send));
        assertTrue(body(send).last());
    }

    private static ResponseStart start() {
        return new ResponseStart(200, Headers.of("content-type", "text/plain"));
    }

    @Test
    void muchContentLeavesInBoundedPieces() throws Exception {
        var random = new Random(1);
        var text = new StringBuilder();
        while (text.length() < 1 << 20) {
            text.append(random.nextInt(1 << 20)).append(' ');
        }

        var send = sent(GZIP, Response.text(text.toString()));

        assertEquals(text.toString(), gunzipped(send));
        assertTrue(send.events().size() > 20);
        for (var event : send.events()) {
            if (event instanceof ResponseBody(var data, _)) {
                assertTrue(data.remaining() <= 16 << 10);
            }
        }
    }

    @Test
    void writersAreStreamed() throws Exception {
        var response =
                Response.stream(
                        "text/plain",
                        out -> {
                            for (int i = 0; i < 1000; i++) {
                                out.write(TEXT.getBytes(UTF_8));
                            }
                        });

        assertEquals(TEXT.repeat(1000), gunzipped(sent(GZIP, response)));
    }

    @Test
    void trailersFollowTheEndOfTheContent() throws Exception {
        var response = RESPONSE.trailers(() -> Headers.of("t", "1"));

        var send = sent(GZIP, response);

        assertEquals(TEXT, gunzipped(send));
        assertEquals(new ResponseTrailers(Headers.of("t", "1")), send.events().getLast());
    }

    @Test
    void trailersWithoutContentPass() throws Exception {
        App app =
                (_, _, send) -> {
                    send.send(start());
                    send.send(new ResponseTrailers(Headers.of("t", "1")));
                };

        assertEquals(
                List.of(
                        start().header("vary", "accept-encoding"),
                        new ResponseTrailers(Headers.of("t", "1"))),
                sent(GZIP, app).events());
    }

    @Test
    void otherEventsPass() throws Exception {
        var hint = InterimResponse.earlyHints("</a>; rel=preload");
        var limit = new RequestLimit(new Size(1));
        App app =
                (_, _, send) -> {
                    send.send(hint);
                    send.send(limit);
                    RESPONSE.sendTo(send);
                };

        var send = sent(GZIP, app);

        assertSame(hint, send.instances().get(0));
        assertSame(limit, send.instances().get(1));
        assertEquals(TEXT, new String(gunzip(send, 4), UTF_8));
    }

    private static byte[] gunzip(RecordedSend send, int events) throws IOException {
        assertEquals(events, send.events().size());
        return new GZIPInputStream(new ByteArrayInputStream(send.content())).readAllBytes();
    }

    /// The answer to a failure takes the place of a head that nobody has seen.
    @Test
    void aHeadThatWaitsMayBeReplaced() throws Exception {
        App app =
                (_, _, send) -> {
                    send.send(start());
                    Response.of(500).sendTo(send);
                };

        assertEquals(List.of(new ResponseStart(500), ResponseBody.end()), sent(GZIP, app).events());
    }

    @Test
    void whatComesBehindTheEndIsTold() throws Exception {
        var late = new CountDownLatch(1);
        App app =
                (_, _, send) -> {
                    send.send(start());
                    send.send(ResponseBody.piece(ByteBuffer.wrap(TEXT.getBytes(UTF_8))));
                    Thread.ofVirtual()
                            .start(() -> {
                                assertThrows(
                                        DisconnectException.class,
                                        () -> {
                                            while (true) {
                                                send.send(
                                                        ResponseBody.piece(
                                                                ByteBuffer.allocate(10)));
                                            }
                                        });
                                late.countDown();
                            });
                };

        sent(GZIP, app);

        late.await();
    }

    // ---------------------------------------------------------------- files

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("file"), text);
    }

    private static Response file(Path path) {
        return Response.of("text/plain", new Content.File(path)).header("etag", "\"x\"");
    }

    @Test
    void filesAreCoded() throws Exception {
        var text = TEXT.repeat(1000);

        var send = sent(GZIP, file(file(text)));

        assertEquals(Optional.of("gzip"), coding(send));
        assertEquals(Optional.of("W/\"x\""), head(send).headers().first("etag"));
        assertEquals(text, gunzipped(send));
    }

    @Test
    void partsOfFilesAreCoded() throws Exception {
        var path = file("0123456789".repeat(100));
        App app =
                (_, _, send) -> {
                    try (var channel = FileChannel.open(path)) {
                        send.send(start());
                        send.send(ResponseFile.piece(channel, 5, 600));
                        send.send(ResponseBody.piece(ByteBuffer.wrap("-".getBytes(UTF_8))));
                        send.send(ResponseFile.last(channel, 990, 10));
                    }
                };

        assertEquals(
                "5678901234" + "5678901234".repeat(59) + "-0123456789", gunzipped(sent(GZIP, app)));
    }

    @Test
    void contentThatIsAskedForInPartsPasses() throws Exception {
        var request = ScriptedScope.of("accept-encoding", "gzip", "range", "bytes=0-1");

        assertEquals(
                Optional.empty(), coding(sent(request, RESPONSE.header("accept-ranges", "bytes"))));
        assertEquals(Optional.of("gzip"), coding(sent(request, RESPONSE)));
    }

    @Test
    void filesThatAreAskedForInPartsPass() throws Exception {
        var send =
                sent(
                        ScriptedScope.of("accept-encoding", "gzip", "range", "bytes=0-1"),
                        file(file(TEXT)));

        assertEquals(Optional.empty(), coding(send));
        assertEquals(Optional.of("\"x\""), head(send).headers().first("etag"));
        assertTrue(send.instances().getLast() instanceof ResponseFile);
    }

    @Test
    void filesPassThatNeedNoCoding() throws Exception {
        for (var request : List.of(ScriptedScope.of(), GZIP)) {
            var send = sent(request, file(file("small")));

            assertEquals(Optional.empty(), coding(send));
            assertTrue(send.instances().getLast() instanceof ResponseFile);
        }
        var head = sent(ScriptedScope.asking("HEAD", "accept-encoding", "gzip"), file(file(TEXT)));
        assertEquals(Optional.of("gzip"), coding(head));
        assertEquals(ResponseBody.end(), head.instances().getLast());
    }

    @Test
    void aFileThatBecomesShorterBreaksTheResponseOff() throws Exception {
        var path = file(TEXT);
        App app =
                (_, _, send) -> {
                    try (var channel = FileChannel.open(path)) {
                        send.send(start());
                        send.send(ResponseFile.last(channel, 0, TEXT.length() + 1));
                    }
                };

        assertThrows(AppException.class, () -> sent(GZIP, app));
    }

    // ---------------------------------------------------------------- limits

    @Test
    void codesNoMoreResponsesAtOnceThanAllowed() throws Exception {
        var coded = new AtomicReference<App>();
        var first = new AtomicBoolean(true);
        var meanwhile = new RecordedSend();
        App app =
                (_, _, send) -> {
                    send.send(start());
                    send.send(ResponseBody.piece(ByteBuffer.wrap(TEXT.getBytes(UTF_8))));
                    if (first.getAndSet(false)) {
                        coded.get().handle(GZIP, ScriptedReceive.of(), meanwhile);
                    }
                    send.send(ResponseBody.end());
                };
        var config = ServerConfig.builder().set(Options.COMPRESSION_RESPONSES, 1).build();
        coded.set(new CompressionProvider().create(config).apply(app));

        for (int i = 0; i < 3; i++) {
            var send = new RecordedSend();
            coded.get().handle(GZIP, ScriptedReceive.of(), send);
            assertEquals(TEXT, gunzipped(send));
        }

        assertEquals(start().header("vary", "accept-encoding"), head(meanwhile));
        assertEquals(TEXT, meanwhile.text());
    }
}
