package pounce.tests.middleware.compression;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Headers;
import pounce.api.HttpDisconnect;
import pounce.api.HttpScope;
import pounce.api.Receive;
import pounce.api.Request;
import pounce.api.RequestBody;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.api.ServerConfig;
import pounce.api.Settings;
import pounce.api.Size;
import pounce.api.error.ConfigException;
import pounce.api.error.DisconnectException;
import pounce.api.error.ErrorCode;
import pounce.api.error.PounceException;
import pounce.api.spi.ContentCoding;
import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.Extension;
import pounce.api.spi.Services;
import pounce.middleware.compression.DeflateProvider;
import pounce.middleware.compression.GzipProvider;
import pounce.middleware.compression.RequestDecodingProvider;
import pounce.middleware.compression.ZlibCoding;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;
import pounce.zstd.ZstdProvider;

/// What becomes of request content on its way through the middleware.
final class RequestDecodingTest {
    private static final byte[] TEXT = "It was a dark and stormy night.".getBytes(UTF_8);
    private static final int MIB = 1 << 20;

    /// What an application has seen.
    private static final class Seen {
        private final Headers headers;
        private final byte[] content;

        Seen(Headers headers, byte[] content) {
            this.headers = headers;
            this.content = content;
        }

        Headers headers() {
            return headers;
        }

        byte[] content() {
            return content;
        }
    }

    private static App decoding(App app, Map<String, String> settings) {
        return decoding(
                app, settings, new GzipProvider(), new DeflateProvider(), new ZstdProvider());
    }

    private static App decoding(
            App app, Map<String, String> settings, ContentCodingProvider... codings) {
        var services =
                new Services() {
                    @Override
                    public <T extends Extension> List<T> all(Class<T> service) {
                        return Arrays.stream(codings).map(service::cast).toList();
                    }
                };
        return new RequestDecodingProvider()
                .create(ServerConfig.builder().set(settings).build(), services)
                .apply(app);
    }

    private static Seen seen(HttpScope request, Receive content, Map<String, String> settings)
            throws Exception {
        var seen = new AtomicReference<Seen>();
        App app =
                (scope, receive, send) -> {
                    var whole = Request.of((HttpScope) scope, receive, send);
                    seen.set(new Seen(whole.headers(), whole.bytes()));
                };
        var send = new RecordedSend();
        decoding(app, settings).handle(request, content, send);
        assertEquals(List.of(), send.events());
        return seen.get();
    }

    private static Seen seen(String coding, byte[] content) throws Exception {
        return seen(coding, content, Map.of());
    }

    private static Seen seen(String coding, byte[] content, Map<String, String> settings)
            throws Exception {
        return seen(post(coding), ScriptedReceive.content(content, List.of(1000)), settings);
    }

    private static HttpScope post(String coding) {
        return ScriptedScope.asking("POST", "content-encoding", coding);
    }

    private static ErrorCode refused(String coding, byte[] content) {
        return refused(coding, content, Map.of());
    }

    private static ErrorCode refused(String coding, byte[] content, Map<String, String> settings) {
        return assertThrows(PounceException.class, () -> seen(coding, content, settings)).code();
    }

    private interface Wrapper {
        OutputStream around(OutputStream out) throws IOException;
    }

    private static byte[] coded(byte[] plain, Wrapper wrapper) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var wrapped = wrapper.around(out)) {
            wrapped.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        return coded(plain, GZIPOutputStream::new);
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        return coded(plain, DeflaterOutputStream::new);
    }

    /// Content in as few octets as can be.
    private static byte[] bomb(int octets) throws IOException {
        return gzip(new byte[octets]);
    }

    // ---------------------------------------------------------------- what is decoded

    @Test
    void theApplicationSeesContentAsItWas() throws Exception {
        var request =
                ScriptedScope.asking(
                        "POST",
                        "content-type",
                        "text/plain",
                        "content-encoding",
                        "gzip",
                        "content-length",
                        "51");

        var seen = seen(request, ScriptedReceive.content(gzip(TEXT), List.of(1000)), Map.of());

        assertArrayEquals(TEXT, seen.content());
        assertEquals(Headers.of("content-type", "text/plain"), seen.headers());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", "identity, gzip", "gzip, identity", ",gzip,"})
    void namesAreAsTheStandardSays(String coding) throws Exception {
        assertArrayEquals(TEXT, seen(coding, gzip(TEXT)).content());
    }

    @Test
    void identityIsNoCoding() throws Exception {
        var seen = seen("identity", TEXT);

        assertArrayEquals(TEXT, seen.content());
        assertEquals(Headers.empty(), seen.headers());
    }

    @Test
    void theLastCodingIsTakenOffFirst() throws Exception {
        assertArrayEquals(TEXT, seen("deflate, gzip", gzip(deflate(TEXT))).content());
        assertArrayEquals(TEXT, seen("gzip, zstd", Zstd.compress(gzip(TEXT))).content());
        var lines = Headers.of("content-encoding", "zstd").plus("content-encoding", "deflate");
        var request = new ScriptedScope("POST", lines, "", Map.of());
        var content = ScriptedReceive.content(deflate(Zstd.compress(TEXT)), List.of(7));
        assertArrayEquals(TEXT, seen(request, content, Map.of()).content());
        assertEquals(
                ErrorCode.POUNCE_PARSE_CONTENT_CODING,
                refused("gzip, deflate", gzip(deflate(TEXT))));
    }

    @Test
    void aRequestWithoutContentMaySayWhatItLikes() throws Exception {
        for (var coding : List.of("gzip", "deflate, gzip", "zstd")) {
            assertArrayEquals(new byte[0], seen(coding, new byte[0]).content());
        }
    }

    @Test
    void otherRequestsPass() throws Exception {
        var scope = new AtomicReference<Object>();
        var content = new AtomicReference<Receive>();
        App app =
                (request, receive, _) -> {
                    scope.set(request);
                    content.set(receive);
                };
        var request = ScriptedScope.asking("POST", "content-length", "3");
        var receive = ScriptedReceive.of();

        decoding(app, Map.of()).handle(request, receive, new RecordedSend());

        assertSame(request, scope.get());
        assertSame(receive, content.get());
    }

    @Provide
    Arbitrary<byte[]> contents() {
        return Arbitraries.oneOf(
                Arbitraries.bytes().array(byte[].class).ofMaxSize(300),
                Arbitraries.randomValue(random -> noise(random, random.nextInt(60_000))),
                Arbitraries.integers().between(0, 60_000).map(byte[]::new));
    }

    private static byte[] noise(Random random, int size) {
        var octets = new byte[size];
        random.nextBytes(octets);
        return octets;
    }

    @Provide
    Arbitrary<List<Integer>> lengths() {
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(1, 20_000))
                .list()
                .ofMinSize(1)
                .ofMaxSize(5)
                .filter(lengths -> lengths.stream().anyMatch(length -> length > 0));
    }

    @Property(tries = 300)
    void contentInAnyPiecesIsWhatItWas(
            @ForAll("contents") byte[] plain, @ForAll("lengths") List<Integer> lengths)
            throws Exception {
        for (var coded :
                Map.of(
                                "gzip", gzip(plain),
                                "deflate", deflate(plain),
                                "zstd", Zstd.compress(plain),
                                "gzip, deflate", deflate(gzip(plain)))
                        .entrySet()) {
            var content = ScriptedReceive.content(coded.getValue(), lengths);

            assertArrayEquals(
                    plain, seen(post(coded.getKey()), content, Map.of()).content(), coded::getKey);
        }
    }

    /// No octets do harm.
    @Property(tries = 1000)
    void whateverComesIsContentOrRefused(
            @ForAll("contents") byte[] octets, @ForAll("lengths") List<Integer> lengths)
            throws Exception {
        for (var coding : List.of("gzip", "deflate", "zstd", "zstd, gzip")) {
            try {
                seen(post(coding), ScriptedReceive.content(octets, lengths), Map.of());
            } catch (PounceException refused) {
                assertEquals(ErrorCode.POUNCE_PARSE_CONTENT_CODING, refused.code());
            }
        }
    }

    @Test
    void whatHasComeIsHandedOnBeforeMoreIsWaitedFor() throws Exception {
        var out = new ByteArrayOutputStream();
        var gzip = new GZIPOutputStream(out, true);
        gzip.write(TEXT);
        gzip.flush();
        var first = out.toByteArray();
        gzip.close();
        var rest = Arrays.copyOfRange(out.toByteArray(), first.length, out.size());
        var receive =
                ScriptedReceive.of(
                        new RequestBody(ByteBuffer.wrap(first), false),
                        new RequestBody(ByteBuffer.wrap(rest), true));
        var events = new ArrayList<String>();
        App app =
                (_, content, _) -> {
                    for (int i = 0; i < 4; i++) {
                        switch (content.receive()) {
                            case RequestBody(var data, var last) ->
                                    events.add(data.remaining() + (last ? " last" : ""));
                            case HttpDisconnect _ -> events.add("gone");
                            default -> throw new AssertionError();
                        }
                    }
                };

        decoding(app, Map.of()).handle(post("gzip"), receive, new RecordedSend());

        assertEquals(List.of("31", "0 last", "gone", "gone"), events);
    }

    @Test
    void aClientThatLeavesIsTold() throws Exception {
        var coded = gzip(TEXT);
        var half = new RequestBody(ByteBuffer.wrap(coded, 0, 20), false);

        assertThrows(
                DisconnectException.class,
                () -> seen(post("gzip"), ScriptedReceive.of(half), Map.of()));
    }

    // ---------------------------------------------------------------- what is refused

    private static RecordedSend answered(String coding, Map<String, String> settings)
            throws Exception {
        var send = new RecordedSend();
        App app =
                (_, _, _) -> {
                    throw new AssertionError("not for the application");
                };
        decoding(app, settings)
                .handle(post(coding), ScriptedReceive.content(TEXT, List.of(9)), send);
        return send;
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "gzip, br", "compress", "*", "gzip;q=1", "gzip, gzip, gzip"})
    void anUnknownCodingIsRefusedWithThoseThatAreKnown(String coding) throws Exception {
        var send = answered(coding, Map.of());

        assertEquals(
                new ResponseStart(
                        415,
                        Headers.of(
                                "x-pounce-error-code",
                                "POUNCE_PARSE_CONTENT_CODING_UNKNOWN",
                                "accept-encoding",
                                "zstd, gzip, deflate")),
                send.events().getFirst());
    }

    @Test
    void whatEndsTooEarlyIsRefused() throws Exception {
        for (var coded :
                Map.of("gzip", gzip(TEXT), "deflate", deflate(TEXT), "zstd", Zstd.compress(TEXT))
                        .entrySet()) {
            var octets = coded.getValue();
            for (int length = 1; length < octets.length; length++) {
                assertEquals(
                        ErrorCode.POUNCE_PARSE_CONTENT_CODING,
                        refused(coded.getKey(), Arrays.copyOf(octets, length)));
            }
        }
    }

    @Test
    void whatFollowsIsRefused() throws Exception {
        for (var coded :
                Map.of("gzip", gzip(TEXT), "deflate", deflate(TEXT), "zstd", Zstd.compress(TEXT))
                        .entrySet()) {
            var octets = Arrays.copyOf(coded.getValue(), coded.getValue().length + 1);
            assertEquals(ErrorCode.POUNCE_PARSE_CONTENT_CODING, refused(coded.getKey(), octets));
        }
    }

    @Test
    void contentThatIsNotCodedIsRefused() {
        for (var coding : List.of("gzip", "deflate", "zstd")) {
            assertEquals(ErrorCode.POUNCE_PARSE_CONTENT_CODING, refused(coding, TEXT));
        }
    }

    /// An application that goes on all the same must not take the rest for content.
    @Test
    void whatHasFailedFailsAgain() throws Exception {
        var codes = new ArrayList<ErrorCode>();
        App app =
                (_, receive, _) -> {
                    for (int i = 0; i < 3; i++) {
                        codes.add(assertThrows(PounceException.class, receive::receive).code());
                    }
                };

        decoding(app, Map.of())
                .handle(
                        post("gzip"),
                        ScriptedReceive.content(TEXT, List.of(3)),
                        new RecordedSend());

        assertEquals(3, codes.size());
        assertEquals(
                List.of(ErrorCode.POUNCE_PARSE_CONTENT_CODING), codes.stream().distinct().toList());
    }

    // ---------------------------------------------------------------- bombs

    @Test
    void oneOctetBecomesAHundredAtMost() throws Exception {
        assertEquals(ErrorCode.POUNCE_LIMIT_CONTENT_RATIO, refused("gzip", bomb(MIB)));
        assertEquals(
                ErrorCode.POUNCE_LIMIT_CONTENT_RATIO, refused("deflate", deflate(new byte[MIB])));
        assertEquals(
                ErrorCode.POUNCE_LIMIT_CONTENT_RATIO,
                refused("zstd", Zstd.compress(new byte[MIB])));
        assertEquals(
                MIB,
                seen("gzip", bomb(MIB), Map.of("request-decoding.ratio", "1100")).content().length);
        assertEquals(
                ErrorCode.POUNCE_LIMIT_CONTENT_RATIO,
                refused(
                        "gzip",
                        gzip("ab".repeat(MIB / 4).getBytes(UTF_8)),
                        Map.of("request-decoding.ratio", "10")));
    }

    @Test
    void whatStaysSmallIsNoBomb() throws Exception {
        assertEquals(64 << 10, seen("gzip", bomb(64 << 10)).content().length);
        assertEquals(ErrorCode.POUNCE_LIMIT_CONTENT_RATIO, refused("gzip", bomb((64 << 10) + 1)));
    }

    /// A gibibyte in a kilobyte: what is decoded on the way counts too.
    @Test
    void aBombInABombIsSeenInside() throws Exception {
        var nested = gzip(bomb(64 * MIB));
        assertTrue(nested.length < 1000, nested.length + " octets");

        assertEquals(ErrorCode.POUNCE_LIMIT_CONTENT_RATIO, refused("gzip, gzip", nested));
        var empty = new ByteArrayOutputStream();
        for (int i = 0; i < 50_000; i++) {
            empty.writeBytes(gzip(new byte[0]));
        }
        assertEquals(
                ErrorCode.POUNCE_LIMIT_CONTENT_RATIO,
                refused("gzip, gzip", gzip(empty.toByteArray())),
                "nothing comes out in the end");
    }

    /// Content of random digits, which shrinks to half.
    private static byte[] digits(int size) {
        var random = new Random(1);
        var text = new StringBuilder(size);
        while (text.length() < size) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString().getBytes(UTF_8);
    }

    @Test
    void theLimitOfContentIsForWhatComesOut() throws Exception {
        assertEquals(MIB, seen("gzip", gzip(digits(MIB))).content().length);
        assertEquals(
                ErrorCode.POUNCE_LIMIT_REQUEST_TOO_LARGE, refused("gzip", gzip(digits(MIB + 1))));
        assertEquals(
                ErrorCode.POUNCE_LIMIT_REQUEST_TOO_LARGE,
                refused("gzip", gzip(digits(1001)), Map.of("limits.request-body", "1000B")));
    }

    @Test
    void aHandlerMayRaiseTheLimitAndLowerIt() throws Exception {
        for (int most : List.of(100, 2 * MIB)) {
            var send = new RecordedSend();
            App app =
                    App.of(request ->
                            Response.text(
                                    String.valueOf(request.limit(new Size(most)).bytes().length)));
            var decoding = decoding(app, Map.of());
            decoding.handle(
                    post("gzip"), ScriptedReceive.content(gzip(digits(most)), List.of(5000)), send);
            assertEquals(String.valueOf(most), send.text());

            var refused =
                    assertThrows(
                            PounceException.class,
                            () ->
                                    decoding.handle(
                                            post("gzip"),
                                            ScriptedReceive.content(
                                                    gzip(digits(most + 1)), List.of(5000)),
                                            send));
            assertEquals(ErrorCode.POUNCE_LIMIT_REQUEST_TOO_LARGE, refused.code());
        }
    }

    @Test
    void noMoreRequestsAreDecodedAtOnceThanAllowed() throws Exception {
        var decoding = new AtomicReference<App>();
        var meanwhile = new RecordedSend();
        var calls = new ArrayList<String>();
        App app =
                (_, _, _) -> {
                    calls.add("called");
                    decoding.get().handle(post("gzip"), ScriptedReceive.of(), meanwhile);
                };
        decoding.set(decoding(app, Map.of("request-decoding.requests", "1")));

        for (int i = 0; i < 2; i++) {
            decoding.get().handle(post("gzip"), ScriptedReceive.of(), new RecordedSend());
        }

        assertEquals(2, calls.size());
        assertEquals(
                new ResponseStart(
                        503,
                        Headers.of(
                                "x-pounce-error-code",
                                "POUNCE_LIMIT_DECODED_REQUESTS",
                                "retry-after",
                                "5")),
                meanwhile.events().getFirst());
    }

    // ---------------------------------------------------------------- what is native

    private record Watched(ZlibCoding coding) implements ContentCodingProvider {
        @Override
        public String name() {
            return "gzip";
        }

        @Override
        public int preference() {
            return 1;
        }

        @Override
        public ContentCoding create(Settings settings) {
            return coding;
        }
    }

    @ParameterizedTest
    @CsvSource({"whole", "not at all", "half", "broken", "thrown"})
    void decodersAreGivenBackHoweverItEnds(String how) throws Exception {
        try (var coding = ZlibCoding.gzip(6)) {
            App app =
                    (scope, receive, send) -> {
                        var request = Request.of((HttpScope) scope, receive, send);
                        switch (how) {
                            case "whole", "broken" -> request.bytes();
                            case "half" -> assertEquals(1, request.body().readNBytes(1).length);
                            case "thrown" -> {
                                assertEquals(1, request.body().readNBytes(1).length);
                                throw new IllegalStateException("on purpose");
                            }
                            default -> {}
                        }
                    };
            var content = how.equals("broken") ? TEXT : gzip(digits(MIB));
            var decoding = decoding(app, Map.of(), new Watched(coding));
            for (int i = 0; i < 3; i++) {
                try {
                    decoding.handle(
                            post("gzip"),
                            ScriptedReceive.content(content, List.of(5000)),
                            new RecordedSend());
                } catch (IllegalStateException | PounceException _) {
                    assertTrue(how.equals("broken") || how.equals("thrown"));
                }
            }
            assertEquals(how.equals("not at all") ? 0 : 1, coding.alive(), "used again");
        }
    }

    /// What is native of a decoder may be another request's by then.
    @Test
    void aThreadThatReceivesTooLateIsTold() throws Exception {
        var late = new AtomicReference<Receive>();
        App app =
                (_, receive, _) -> {
                    assertFalse(((RequestBody) receive.receive()).last());
                    late.set(receive);
                };

        decoding(app, Map.of())
                .handle(
                        post("gzip"),
                        ScriptedReceive.content(gzip(digits(MIB)), List.of(5000)),
                        new RecordedSend());

        assertThrows(DisconnectException.class, late.get()::receive);
    }

    @Test
    void aCodingThatCannotBeMadeIsAFaultOfTheConfig() {
        var broken =
                new ContentCodingProvider() {
                    @Override
                    public String name() {
                        return "broken";
                    }

                    @Override
                    public int preference() {
                        return 1;
                    }

                    @Override
                    public ContentCoding create(Settings settings) {
                        throw new IllegalArgumentException("no library");
                    }
                };

        var fault =
                assertThrows(
                        ConfigException.class, () -> decoding((_, _, _) -> {}, Map.of(), broken));
        assertEquals("content coding broken: no library", fault.getMessage());
    }
}
