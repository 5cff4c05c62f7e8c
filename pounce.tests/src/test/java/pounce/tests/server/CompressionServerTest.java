package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.api.Server;
import pounce.api.ServerConfig;

/// Compression over sockets.
@Timeout(60)
final class CompressionServerTest {
    private static final String TEXT = "It was a dark and stormy night. ".repeat(400);
    private static final String REQUEST =
            "GET %s HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\n\r\n";

    private static Server start(Handler handler, Map<String, String> settings) {
        return Pounce.start(
                handler, ServerConfig.builder().port(0).workers(1).set(settings).build());
    }

    private static HttpResponse<byte[]> get(Server server, String... fields) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(server.uri());
            if (fields.length > 0) {
                request.headers(fields);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        }
    }

    private static String gunzip(byte[] octets) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(octets)).readAllBytes(), UTF_8);
    }

    @Test
    void isThereUnlessItIsSwitchedOff() throws Exception {
        try (var server = start(_ -> Response.text(TEXT), Map.of())) {
            var coded = get(server, "accept-encoding", "gzip");
            assertEquals(Optional.of("gzip"), coded.headers().firstValue("content-encoding"));
            assertEquals(TEXT, gunzip(coded.body()));
            assertEquals(
                    List.of(String.valueOf(coded.body().length)),
                    coded.headers().allValues("content-length"));

            var plain = get(server);
            assertEquals(Optional.empty(), plain.headers().firstValue("content-encoding"));
            assertEquals(TEXT, new String(plain.body(), UTF_8));
            assertEquals(Optional.of("accept-encoding"), plain.headers().firstValue("vary"));
        }
        try (var server = start(_ -> Response.text(TEXT), Map.of("compression", "false"))) {
            var plain = get(server, "accept-encoding", "gzip");
            assertEquals(Optional.empty(), plain.headers().firstValue("vary"));
            assertEquals(TEXT, new String(plain.body(), UTF_8));
        }
    }

    @Test
    void manyResponsesShareAConnection() throws Exception {
        try (var server = start(request -> Response.text(request.path() + TEXT), Map.of());
                var peer = Peer.of(server)) {
            for (int i = 0; i < 50; i++) {
                var head = peer.says(REQUEST.formatted("/" + i)).hears("\r\n\r\n");
                var length = head.replaceAll("(?s).*content-length: (\\d+).*", "$1");
                var octets = peer.input().readNBytes(Integer.parseInt(length));

                assertEquals("/" + i + TEXT, gunzip(octets));
            }
        }
    }

    /// A client sees an event when it is published, not when there are enough of them.
    @Test
    void eventsArriveOneByOne() throws Exception {
        var events = new SynchronousQueue<String>();
        Handler handler =
                _ ->
                        Response.events(sink -> {
                            for (var event = events.take();
                                    !event.isEmpty();
                                    event = events.take()) {
                                sink.send(event);
                            }
                        });
        try (var server = start(handler, Map.of("compression.event-streams", "true"));
                var client = HttpClient.newHttpClient()) {
            var request =
                    HttpRequest.newBuilder(server.uri()).header("accept-encoding", "gzip").build();
            var answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertEquals(Optional.of("gzip"), answer.headers().firstValue("content-encoding"));
            events.offer("first", 10, TimeUnit.SECONDS);
            var in = new GZIPInputStream(answer.body(), 1);
            for (var event : List.of("first", "second", "third")) {
                var expected = "data: " + event + "\n\n";
                assertEquals(expected, new String(in.readNBytes(expected.length()), UTF_8));
                events.offer(event.equals("first") ? "second" : "third", 10, TimeUnit.SECONDS);
            }
            events.offer("", 10, TimeUnit.SECONDS);
            in.close();
        }
    }

    @Test
    void aClientOfHttp10GetsContentUpToTheClose() throws Exception {
        Handler handler =
                _ -> Response.stream("text/plain", out -> out.write(TEXT.getBytes(UTF_8)));
        try (var server = start(handler, Map.of());
                var peer = Peer.of(server)) {
            peer.says(REQUEST.formatted("/").replace("1.1", "1.0"));

            var answer = peer.hearsAll();
            var content = answer.substring(answer.indexOf("\r\n\r\n") + 4);
            assertEquals(TEXT, gunzip(content.getBytes(ISO_8859_1)));
        }
    }

    @Test
    void aClientThatTakesNothingGets406AndKeepsItsConnection() throws Exception {
        try (var server = start(_ -> Response.text(TEXT), Map.of());
                var peer = Peer.of(server)) {
            var fussy = REQUEST.formatted("/").replace("gzip", "br, identity;q=0");

            assertTrue(peer.says(fussy).hears("\r\n\r\n").startsWith("HTTP/1.1 406 "));
            assertTrue(peer.says(fussy).hears("\r\n\r\n").contains("POUNCE_PARSE_ACCEPT_ENCODING"));
        }
    }

    /// The failure is told in place of what was never sent.
    @Test
    void anApplicationThatFailsBehindItsHeadIsA500() throws Exception {
        App app =
                (scope, _, send) -> {
                    if (scope instanceof HttpScope) {
                        send.send(new ResponseStart(200, Headers.of("content-type", "text/plain")));
                        throw new IllegalStateException("on purpose");
                    }
                };
        try (var server = Pounce.start(app, ServerConfig.builder().port(0).build());
                var peer = Peer.of(server)) {
            var answer = peer.says(REQUEST.formatted("/")).hears("Internal Server Error\n");

            assertTrue(answer.startsWith("HTTP/1.1 500 "), answer);
        }
    }

    @Test
    void theLevelIsOneOfNine() throws Exception {
        for (var level : List.of("1", "9")) {
            try (var server =
                    start(
                            _ -> Response.text(TEXT),
                            Map.of(Options.COMPRESSION_LEVEL.name(), level))) {
                assertEquals(TEXT, gunzip(get(server, "accept-encoding", "gzip").body()));
            }
        }
    }
}
