package pounce.tests.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
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
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.testkit.TestServer;

/// Compression over sockets.
@Timeout(60)
final class CompressionServerTest {
    private static final String TEXT = "It was a dark and stormy night. ".repeat(400);
    private static final String REQUEST =
            "GET %s HTTP/1.1\r\nhost: a\r\naccept-encoding: gzip\r\n\r\n";

    private static TestServer start(Handler handler, Map<String, String> settings) {
        return TestServer.start(handler, config -> config.set(settings));
    }

    private static HttpResponse<byte[]> getCoded(TestServer server) throws Exception {
        var request = server.request("/").header("accept-encoding", "gzip");
        return server.client().send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String gunzip(byte[] octets) throws IOException {
        return new String(
                new GZIPInputStream(new ByteArrayInputStream(octets)).readAllBytes(), UTF_8);
    }

    @Test
    void isThereUnlessItIsSwitchedOff() throws Exception {
        try (var server = start(_ -> Response.text(TEXT), Map.of())) {
            var coded = getCoded(server);
            assertEquals(Optional.of("gzip"), coded.headers().firstValue("content-encoding"));
            assertEquals(TEXT, gunzip(coded.body()));
            assertEquals(
                    List.of(String.valueOf(coded.body().length)),
                    coded.headers().allValues("content-length"));

            var plain = server.get("/");
            assertEquals(Optional.empty(), plain.headers().firstValue("content-encoding"));
            assertEquals(TEXT, plain.body());
            assertEquals(Optional.of("accept-encoding"), plain.headers().firstValue("vary"));
        }
        try (var server = start(_ -> Response.text(TEXT), Map.of("compression", "false"))) {
            var plain = getCoded(server);
            assertEquals(Optional.empty(), plain.headers().firstValue("vary"));
            assertEquals(TEXT, new String(plain.body(), UTF_8));
        }
    }

    @Test
    void manyResponsesShareAConnection() throws Exception {
        try (var server = start(request -> Response.text(request.path() + TEXT), Map.of());
                var connection = server.connect()) {
            for (int i = 0; i < 50; i++) {
                var answer = connection.send(REQUEST.formatted("/" + i)).receive();

                assertEquals("/" + i + TEXT, gunzip(answer.content()));
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
        try (var server = start(handler, Map.of("compression.event-streams", "true"))) {
            var request = server.request("/").header("accept-encoding", "gzip").build();
            var answer = server.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
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
                var connection = server.connect()) {
            var answer = connection.send(REQUEST.formatted("/").replace("1.1", "1.0")).receive();

            assertEquals(Optional.empty(), answer.headers().first("content-length"));
            assertEquals(TEXT, gunzip(answer.content()));
        }
    }

    @Test
    void aClientThatTakesNothingGets406AndKeepsItsConnection() throws Exception {
        try (var server = start(_ -> Response.text(TEXT), Map.of());
                var connection = server.connect()) {
            var fussy = REQUEST.formatted("/").replace("gzip", "br, identity;q=0");

            for (int i = 0; i < 2; i++) {
                var refusal = connection.send(fussy).receive();
                assertEquals(406, refusal.status());
                assertEquals(
                        Optional.of("POUNCE_PARSE_ACCEPT_ENCODING"),
                        refusal.headers().first("x-pounce-error-code"));
            }
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
        try (var server = TestServer.start(app, _ -> {});
                var connection = server.connect()) {
            var answer = connection.send(REQUEST.formatted("/")).receive();

            assertEquals(500, answer.status());
            assertTrue(answer.text().endsWith("Internal Server Error\n"), answer.text());
        }
    }

    @Test
    void theLevelIsOneOfNine() throws Exception {
        for (var level : List.of("1", "9")) {
            try (var server =
                    start(
                            _ -> Response.text(TEXT),
                            Map.of(Options.COMPRESSION_LEVEL.name(), level))) {
                assertEquals(TEXT, gunzip(getCoded(server).body()));
            }
        }
    }
}
