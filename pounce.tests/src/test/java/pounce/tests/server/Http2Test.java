package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http2.RawFrame.END_HEADERS;
import static pounce.tests.http2.RawFrame.END_STREAM;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.InterimResponse;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.WorkerMode;
import pounce.tests.http2.RawFrame;

/// What is served over HTTP/2 in clear.
@Timeout(60)
final class Http2Test {
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED_STREAM = 7;

    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(1);
    }

    private static Server start(Handler handler) {
        return Pounce.start(handler, config().build());
    }

    private static Server start(App app) {
        return Pounce.start(app, config().build());
    }

    private static App onRequests(App app) {
        return (scope, receive, send) -> {
            if (scope instanceof HttpScope) {
                app.handle(scope, receive, send);
            } else {
                App.of((Handler) _ -> Response.of(204)).handle(scope, receive, send);
            }
        };
    }

    private static Server startHello() {
        return start(_ -> Response.text("hello"));
    }

    // ---------------------------------------------------------------- requests and responses

    @ParameterizedTest
    @EnumSource
    void answersInEveryMode(WorkerMode mode) throws Exception {
        try (var server =
                        Pounce.start(
                                (Handler) request -> Response.text(request.text()),
                                config().set(Options.WORKER_MODE, mode(mode)).build());
                var peer = Http2Peer.of(server)) {
            for (int i = 0; i < 50; i++) {
                var request = peer.post("/");
                peer.says(request);
                peer.says(Http2Peer.data(request.stream(), "a" + i));
                peer.says(Http2Peer.lastData(request.stream(), "b"));

                assertEquals("a" + i + "b", peer.hears(request.stream()).text());
            }
        }
    }

    /// Where java.lang is closed there is no loop mode.
    private static WorkerMode mode(WorkerMode wanted) {
        return wanted == WorkerMode.LOOP ? WorkerMode.AUTO : wanted;
    }

    @Test
    void tellsTheApplicationWhatWasAsked() throws Exception {
        try (var server =
                        start(request ->
                                Response.text(
                                        String.join(
                                                "|",
                                                request.method(),
                                                request.scheme(),
                                                request.authority(),
                                                request.path(),
                                                request.rawQuery(),
                                                request.httpVersion(),
                                                request.headers().first("x").orElse(""),
                                                request.headers().toString())));
                var peer = Http2Peer.of(server)) {
            var answer = peer.asks("/p%C3%A4th?q=1", "x", "y");

            assertEquals(
                    "GET|http|a|/p\u00c3\u00a4th|q=1|2|y|[x]",
                    new String(answer.content.toByteArray(), ISO_8859_1));
        }
    }

    @Test
    void sendsTheFieldsOfTheServer() throws Exception {
        try (var server = startHello();
                var peer = Http2Peer.of(server)) {
            var answer = peer.asks("/");

            assertEquals(200, answer.status());
            assertEquals("pounce", answer.field("server"));
            assertEquals(29, answer.field("date").length());
            assertEquals("5", answer.field("content-length"));
            assertEquals("text/plain; charset=utf-8", answer.field("content-type"));
        }
    }

    @Test
    void answersRequestsOfOneConnectionInWhateverOrderTheyAreReady() throws Exception {
        var release = new CountDownLatch(1);
        try (var server =
                        start(request -> {
                            if (request.path().equals("/slow")) {
                                assertTrue(release.await(20, TimeUnit.SECONDS));
                            }
                            return Response.text(request.path());
                        });
                var peer = Http2Peer.of(server)) {
            peer.says(peer.get("/slow"), peer.get("/1"), peer.get("/2"));

            assertEquals("/1", peer.hears(3).text());
            assertEquals("/2", peer.hears(5).text());
            assertEquals("/3", peer.asks("/3").text());
            release.countDown();
            assertEquals("/slow", peer.hears(1).text());
        }
    }

    /// None of them can go on before all have come.
    @Test
    void servesManyStreamsAtOnce() throws Exception {
        var all = new CyclicBarrier(100);
        try (var server =
                        start(request -> {
                            all.await(20, TimeUnit.SECONDS);
                            return Response.text(request.path());
                        });
                var peer = Http2Peer.of(server)) {
            var requests = new ArrayList<RawFrame>();
            for (int i = 0; i < 100; i++) {
                requests.add(peer.get("/" + i));
            }
            peer.says(requests.toArray(RawFrame[]::new));

            for (int i = 0; i < 100; i++) {
                assertEquals("/" + i, peer.hears(2 * i + 1).text());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"200, 5, false", "204, '', true", "205, 0, true", "304, 5, true", "404, 5, false"})
    void framesContentAsTheStatusDemands(int status, String length, boolean endsWithHead)
            throws Exception {
        try (var server = start(_ -> Response.text("hello").status(status));
                var peer = Http2Peer.of(server)) {
            var answer = peer.asks("/");

            assertEquals(status, answer.status());
            assertEquals(endsWithHead ? List.of() : List.of(5), answer.pieces);
            assertEquals(length, answer.field("content-length"));
        }
    }

    @Test
    void sendsNoContentToHead() throws Exception {
        try (var server = startHello();
                var peer = Http2Peer.of(server)) {
            int stream = peer.takeStream();
            peer.says(
                    new RawFrame(
                            RawFrame.HEADERS,
                            END_HEADERS | END_STREAM,
                            stream,
                            peer.fields().request("HEAD", "/")));

            var answer = peer.hears(stream);

            assertEquals("5", answer.field("content-length"));
            assertEquals(List.of(), answer.pieces);
            assertTrue(answer.ended);
        }
    }

    @Test
    void streamsContentOfUnknownLengthAndTrailers() throws Exception {
        try (var server =
                        start(_ ->
                                Response.stream(
                                                "text/plain",
                                                out -> {
                                                    for (int i = 0; i < 5; i++) {
                                                        out.write('a' + i);
                                                        out.flush();
                                                    }
                                                })
                                        .trailers(() -> Headers.of("digest", "x")));
                var peer = Http2Peer.of(server)) {
            var answer = peer.asks("/");

            assertEquals("abcde", answer.text());
            assertEquals("", answer.field("content-length"));
            assertEquals(List.of("digest: x"), answer.blocks.get(1));
        }
    }

    @Test
    void sendsInterimResponsesFirst() throws Exception {
        try (var server =
                        start(
                                onRequests((_, _, send) -> {
                                    send.send(InterimResponse.earlyHints("</a.css>"));
                                    send.send(new InterimResponse(102, Headers.empty()));
                                    Response.text("hello").sendTo(send);
                                }));
                var peer = Http2Peer.of(server)) {
            var answer = peer.asks("/");

            assertEquals(List.of(":status: 103", "link: </a.css>"), answer.blocks.get(0));
            assertEquals(List.of(":status: 102"), answer.blocks.get(1));
            assertEquals(":status: 200", answer.blocks.get(2).getFirst());
            assertEquals("hello", answer.text());
        }
    }

    @Test
    void asksForContentThatTheClientHoldsBackOnlyIfItIsWanted() throws Exception {
        try (var server =
                        start(request ->
                                Response.text(
                                        request.path().equals("/echo") ? request.text() : "no"));
                var peer = Http2Peer.of(server)) {
            var wanted = peer.post("/echo", "expect", "100-continue");
            peer.says(wanted);
            while (peer.answer(wanted.stream()).blocks.isEmpty()) {
                peer.hearsFrame();
            }
            peer.says(Http2Peer.lastData(wanted.stream(), "content"));
            var unwanted = peer.post("/", "expect", "100-continue");
            peer.says(unwanted);

            assertEquals("content", peer.hears(wanted.stream()).text());
            assertEquals(List.of(":status: 100"), peer.answer(wanted.stream()).blocks.getFirst());
            assertEquals("no", peer.hears(unwanted.stream()).text());
            assertEquals(1, peer.answer(unwanted.stream()).blocks.size());
        }
    }

    @Test
    void readsTrailers() throws Exception {
        try (var server =
                        start(
                                onRequests((scope, receive, send) -> {
                                    var request = (HttpScope) scope;
                                    receive.receive();
                                    while (request.trailers().size() == 0) {
                                        receive.receive();
                                    }
                                    Response.text(request.trailers().toString()).sendTo(send);
                                }));
                var peer = Http2Peer.of(server)) {
            var request = peer.post("/");
            peer.says(
                    request,
                    Http2Peer.data(request.stream(), "x"),
                    new RawFrame(
                            RawFrame.HEADERS,
                            END_HEADERS | END_STREAM,
                            request.stream(),
                            peer.fields().block("digest", "y", "host", "z")));

            assertEquals("[digest]", peer.hears(request.stream()).text());
        }
    }

    @Test
    void sendsLargeFieldSectionsInSeveralFrames() throws Exception {
        var large = "x".repeat(40_000);
        try (var server = start(_ -> Response.text("hello").header("x-large", large));
                var peer = Http2Peer.of(server)) {
            var answer = peer.asks("/");

            assertEquals(large, answer.field("x-large"));
            assertEquals("hello", answer.text());
        }
    }

    @Test
    void answersWithAnErrorWhenTheApplicationFails() throws Exception {
        try (var server =
                        start(request -> {
                            throw new IllegalStateException("a handler on purpose");
                        });
                var peer = Http2Peer.of(server)) {
            var answer = peer.asks("/");

            assertEquals(500, answer.status());
            assertEquals("POUNCE_APP_FAILED", answer.field("x-pounce-error-code"));
        }
    }

    @Test
    void resetsAStreamWhoseResponseTheApplicationBreaksOff() throws Exception {
        try (var server =
                        start(request ->
                                request.path().equals("/")
                                        ? Response.text("hello")
                                        : Response.stream(
                                                "text/plain",
                                                out -> {
                                                    out.write('x');
                                                    out.flush();
                                                    throw new IOException("on purpose");
                                                }));
                var peer = Http2Peer.of(server)) {
            assertEquals(2, peer.asks("/broken").reset); // INTERNAL_ERROR

            assertEquals("hello", peer.asks("/").text());
        }
    }

    // ---------------------------------------------------------------- requests that are refused

    @ParameterizedTest
    @CsvSource({
        "CONNECT, /, 501, POUNCE_PARSE_METHOD_NOT_IMPLEMENTED",
        "TRACE, /, 405, POUNCE_PARSE_METHOD_NOT_ALLOWED",
        "GET, /long, 414, POUNCE_LIMIT_REQUEST_LINE_TOO_LONG",
        "GET, /many, 431, POUNCE_LIMIT_TOO_MANY_HEADERS",
        "GET, /large, 431, POUNCE_LIMIT_HEADERS_TOO_LARGE",
        "GET, /expects, 417, POUNCE_PARSE_EXPECTATION"
    })
    void answersRequestsThatItDoesNotTake(String method, String path, int status, String code)
            throws Exception {
        try (var server = startHello();
                var peer = Http2Peer.of(server)) {
            int stream = peer.takeStream();
            var fields =
                    switch (path) {
                        case "/" ->
                                method.equals("CONNECT")
                                        ? peer.fields()
                                                .block(":method", "CONNECT", ":authority", "a:80")
                                        : peer.fields().request(method, path);
                        case "/long" -> peer.fields().get("/" + "x".repeat(9000));
                        case "/many" -> peer.fields().get("/", many());
                        case "/large" ->
                                peer.fields().get("/", "a", "0".repeat(66_000)); // five bits each
                        default -> peer.fields().get("/", "expect", "miracles");
                    };
            sayBlock(peer, stream, fields);

            var answer = peer.hears(stream);

            assertEquals(status, answer.status(), answer.toString());
            assertEquals(code, answer.field("x-pounce-error-code"));
            assertFalse(answer.text().isEmpty());
            assertEquals("hello", peer.asks("/").text());
        }
    }

    private static String[] many() {
        var many = new ArrayList<String>();
        for (int i = 0; i < 101; i++) {
            many.add("a" + i);
            many.add("b");
        }
        return many.toArray(String[]::new);
    }

    private static void sayBlock(Http2Peer peer, int stream, byte[] block) throws IOException {
        int most = 16_384;
        for (int from = 0; from < block.length; from += most) {
            int to = Math.min(block.length, from + most);
            peer.says(
                    new RawFrame(
                            from == 0 ? RawFrame.HEADERS : RawFrame.CONTINUATION,
                            (from == 0 ? END_STREAM : 0) | (to == block.length ? END_HEADERS : 0),
                            stream,
                            Arrays.copyOfRange(block, from, to)));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: close",
                "te: gzip",
                "X: y",
                "x:  y",
                "content-length: 5",
                ":path: /again",
                "host: b"
            })
    void resetsRequestsThatAreMalformed(String line) throws Exception {
        try (var server = startHello();
                var peer = Http2Peer.of(server)) {
            int colon = line.indexOf(": ", 1);

            var answer = peer.asks("/", line.substring(0, colon), line.substring(colon + 2));

            assertEquals(PROTOCOL_ERROR, answer.reset);
            assertEquals(List.of(), answer.blocks);
            assertEquals("hello", peer.asks("/").text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "abcde"})
    void resetsARequestWhoseContentIsNotOfTheDeclaredLength(String content) throws Exception {
        try (var server = start(request -> Response.text(request.text()));
                var peer = Http2Peer.of(server)) {
            var request = peer.post("/", "content-length", "4");
            peer.says(request, Http2Peer.lastData(request.stream(), content));

            assertEquals(PROTOCOL_ERROR, peer.hears(request.stream()).reset);
            assertEquals("", peer.asks("/").text());
        }
    }

    @Test
    void refusesContentThatIsTooLarge() throws Exception {
        var config = config().set(Options.LIMIT_REQUEST_BODY, new Size(10)).build();
        try (var server = Pounce.start((Handler) request -> Response.text(request.text()), config);
                var peer = Http2Peer.of(server)) {
            var declared = peer.post("/", "content-length", "11");
            peer.says(declared);
            assertEquals(413, peer.hears(declared.stream()).status());

            var sent = peer.post("/");
            peer.says(sent, Http2Peer.data(sent.stream(), "01234567890"));
            assertEquals(413, peer.hears(sent.stream()).status());
        }
    }

    @Test
    void refusesMoreStreamsThanItHasAnnounced() throws Exception {
        var release = new CountDownLatch(1);
        var config = config().set(Options.LIMIT_HTTP2_STREAMS, 2).build();
        try (var server =
                        Pounce.start(
                                (Handler)
                                        _ -> {
                                            assertTrue(release.await(20, TimeUnit.SECONDS));
                                            return Response.text("hello");
                                        },
                                config);
                var peer = Http2Peer.of(server)) {
            var settings = peer.hears(RawFrame.SETTINGS, 0);
            assertEquals(2, settings.at(2));
            peer.says(peer.get("/"), peer.get("/"), peer.get("/"));

            assertEquals(REFUSED_STREAM, peer.hears(5).reset);
            release.countDown();
            assertEquals("hello", peer.hears(1).text());
            assertEquals("hello", peer.hears(3).text());
            assertEquals("hello", peer.asks("/").text());
        }
    }

    // ---------------------------------------------------------------- which protocol it is

    @Test
    void tellsTheVersionsApartByTheirFirstOctets() throws Exception {
        try (var server = startHello();
                var peer = Peer.of(server);
                var http2 = Http2Peer.of(server)) {
            peer.says("GET / HTTP/1.1\r\nhost: a\r\n\r\n");

            assertTrue(peer.hears("hello").startsWith("HTTP/1.1 200 "));
            assertEquals("hello", http2.asks("/").text());
        }
    }

    @Test
    void readsThePrefaceOctetByOctet() throws Exception {
        try (var server = startHello();
                var peer = Http2Peer.silent(server)) {
            for (byte octet : Http2Peer.PREFACE.getBytes(ISO_8859_1)) {
                peer.says(new byte[] {octet});
            }
            for (byte octet : RawFrame.encode(RawFrame.settings(), peer.get("/"))) {
                peer.says(new byte[] {octet});
            }

            assertEquals("hello", peer.hears(1).text());
        }
    }

    @ParameterizedTest
    @CsvSource({"PRI * HTTP/2.0\\r\\n\\r\\nXX, 505", "PUT / HTTP/1.1\\r\\n\\r\\n, 400"})
    void takesWhatBeginsLikeAPrefaceForHttp1(String octets, int status) throws Exception {
        try (var server = startHello();
                var peer = Peer.of(server)) {
            var answer = peer.says(octets.translateEscapes()).hearsAll();

            assertTrue(answer.startsWith("HTTP/1.1 " + status), answer);
        }
    }

    @Test
    void ignoresTheUpgradeOfOldClients() throws Exception {
        try (var server = startHello();
                var peer = Peer.of(server)) {
            var answer =
                    peer.says(
                                    "GET / HTTP/1.1\r\nhost: a\r\nconnection: upgrade, http2-settings\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__\r\n\r\n")
                            .hears("hello");

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void doesNotSpeakItIfItIsTurnedOff() throws Exception {
        var config = config().set(Options.HTTP_HTTP2, false).build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var peer = Peer.of(server)) {
            assertTrue(peer.says(Http2Peer.PREFACE).hearsAll().startsWith("HTTP/1.1 505 "));
        }
    }

    @Test
    void ignoresFramesAndSettingsThatItDoesNotKnow() throws Exception {
        try (var server = startHello();
                var peer = Http2Peer.of(server, 0x7777, 1)) {
            peer.says(new RawFrame(0x99, 0xff, 0, new byte[100]));

            assertEquals("hello", peer.asks("/").text());
            assertFalse(peer.hasHeard(RawFrame.GOAWAY));
        }
    }
}
