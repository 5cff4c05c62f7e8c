package pounce.tests.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.AccessLogQuery;
import pounce.api.Forwarding;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.TraceContext;
import pounce.api.TraceMode;
import pounce.api.error.ConfigException;
import pounce.api.event.ClientDisconnected;
import pounce.tests.server.Peer;
import pounce.tests.tls.Authority;
import pounce.tests.tls.Clients;
import pounce.tests.tls.PemFiles;
import pounce.tests.tracing.OtlpReader.ReadSpan;

/// OpenTelemetry's conventions for spans of HTTP servers, and W3C Trace Context.
@Timeout(60)
final class SpansTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String SAMPLED = "traceparent: 00-" + TRACE + '-' + PARENT + "-01\r\n";
    private static final String NOT_SAMPLED = "traceparent: 00-" + TRACE + '-' + PARENT + "-00\r\n";
    private static final int SERVER = 2;
    private static final int ERROR = 2;

    private final TestCollector collector = new TestCollector();
    private final ConcurrentLinkedQueue<TraceContext> seen = new ConcurrentLinkedQueue<>();
    private final CountDownLatch entered = new CountDownLatch(1);

    @AfterEach
    void closeCollector() {
        collector.close();
    }

    private Handler app() {
        return request -> {
            request.get(TraceContext.KEY).ifPresent(seen::add);
            return switch (request.path()) {
                case "/throw" -> throw new IllegalStateException("tiger");
                case "/503" -> Response.of(503);
                case "/404" -> Response.of(404);
                case "/break" ->
                        Response.stream(
                                "text/plain",
                                out -> {
                                    out.write('x');
                                    out.flush();
                                    throw new IllegalStateException("tiger");
                                });
                case "/endless" ->
                        Response.stream(
                                "text/plain",
                                out -> {
                                    while (!request.isDisconnected()) {
                                        out.write('x');
                                        out.flush();
                                    }
                                });
                case "/wait" -> {
                    entered.countDown();
                    while (!request.isDisconnected()) {
                        LockSupport.parkNanos(100_000);
                    }
                    yield Response.text("!");
                }
                default -> Response.text("!");
            };
        };
    }

    /// {@return the spans of one connection's requests}
    private List<ReadSpan> spans(ServerConfig.Builder config, String... requests) throws Exception {
        try (var server = Pounce.start(app(), config.build());
                var peer = Peer.of(server)) {
            for (var request : requests) {
                peer.says(request).hears("\r\n\r\n");
            }
        }
        return collector.spans();
    }

    private ReadSpan span(ServerConfig.Builder config, String request) throws Exception {
        var spans = spans(config, request);
        assertEquals(1, spans.size(), spans::toString);
        return spans.getFirst();
    }

    private ReadSpan span(String request) throws Exception {
        return span(collector.config(), request);
    }

    private static String asking(String line, String... fields) {
        return line + " HTTP/1.1\r\nhost: example.com:8443\r\n" + String.join("", fields) + "\r\n";
    }

    // ---------------------------------------------------------------- attributes

    @Test
    void aSpanSaysWhatTheConventionsWant() throws Exception {
        long before = System.currentTimeMillis();
        ReadSpan span;
        int port;
        try (var server = Pounce.start(app(), collector.config().build());
                var peer = Peer.of(server)) {
            port = peer.port();
            peer.says(asking("GET /a%20b?x=1", "user-agent: test/1\r\n", "x-request-id: a\r\n"))
                    .hears("!");
        }
        span = collector.span();
        long after = System.currentTimeMillis();

        assertEquals("GET", span.name());
        assertEquals(SERVER, span.kind());
        assertEquals(0, span.status(), "unset");
        var attributes = span.attributes();
        assertEquals(32, String.valueOf(attributes.remove("pounce.request.id")).length());
        assertEquals(
                Map.ofEntries(
                        Map.entry("http.request.method", "GET"),
                        Map.entry("http.response.status_code", "200"),
                        Map.entry("url.scheme", "http"),
                        Map.entry("url.path", "/a%20b"),
                        Map.entry("url.query", "x=1"),
                        Map.entry("network.protocol.version", "1.1"),
                        Map.entry("user_agent.original", "test/1"),
                        Map.entry("server.address", "example.com"),
                        Map.entry("server.port", "8443"),
                        Map.entry("client.address", "127.0.0.1"),
                        Map.entry("network.peer.address", "127.0.0.1"),
                        Map.entry("network.peer.port", Integer.toString(port))),
                attributes);
        assertTrue(span.start() <= span.end());
        assertTrue(TimeUnit.NANOSECONDS.toMillis(span.start()) >= before - 1, "wall time");
        assertTrue(TimeUnit.NANOSECONDS.toMillis(span.end()) <= after + 1, "wall time");
    }

    @Test
    void aRequestOverHttp2HasASpanToo(@TempDir Path directory) throws Exception {
        var root = Authority.root("root");
        var pair = new PemFiles(directory).write("server", root.issue("localhost", "127.0.0.1"));
        var config = collector.config().tls(pair.certificate(), pair.key());
        try (var server = Pounce.start(app(), config.build());
                var client =
                        HttpClient.newBuilder()
                                .sslContext(Clients.trusting(root.certificate()))
                                .build()) {
            var request =
                    HttpRequest.newBuilder(server.uri().resolve("/two"))
                            .header("traceparent", SAMPLED.substring(13).strip());
            var response = client.send(request.build(), BodyHandlers.discarding());
            assertEquals(HttpClient.Version.HTTP_2, response.version());
        }
        var span = collector.span();

        assertEquals("2", span.attributes().get("network.protocol.version"));
        assertEquals("https", span.attributes().get("url.scheme"));
        assertEquals("/two", span.attributes().get("url.path"));
        assertEquals(TRACE, span.traceId());
        assertEquals(PARENT, span.parentSpanId());
        assertEquals(seen.element().spanId(), span.spanId());
    }

    @ParameterizedTest
    @CsvSource({"HEAD, HEAD, HEAD,", "QUERY, QUERY, QUERY,", "get, HTTP, _OTHER, get"})
    void noClientMakesUpNames(String method, String name, String known, String original)
            throws Exception {
        var span = span(asking(method + " /"));

        assertEquals(name, span.name());
        assertEquals(known, span.attributes().get("http.request.method"));
        assertEquals(original, span.attributes().get("http.request.method_original"));
    }

    @Test
    void methodsThatASiteKnowsAreNamed() throws Exception {
        var config = collector.config().set(Options.TRACING_METHODS, List.of("MOVE"));
        var spans = spans(config, asking("MOVE /"), asking("GET /"));

        assertEquals(List.of("MOVE", "HTTP"), spans.stream().map(ReadSpan::name).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "a, a, 80",
        "a:81, a, 81",
        "a:, a, 80",
        "'[2001:db8::1]', 2001:db8::1, 80",
        "'[2001:db8::1]:82', 2001:db8::1, 82"
    })
    void theServerIsNamedAsTheClientNamesIt(String host, String address, String port)
            throws Exception {
        var span = span("GET / HTTP/1.1\r\nhost: " + host + "\r\n\r\n");

        assertEquals(address, span.attributes().get("server.address"));
        assertEquals(port, span.attributes().get("server.port"));
    }

    @Test
    void whereNoClientNamesTheServerItsAddressDoes() throws Exception {
        var span = span("GET / HTTP/1.0\r\n\r\n");

        assertEquals("1.0", span.attributes().get("network.protocol.version"));
        assertEquals("127.0.0.1", span.attributes().get("server.address"));
        assertNull(span.attributes().get("user_agent.original"));
        assertNull(span.attributes().get("url.query"));
    }

    @Test
    void theClientIsTheOneBehindTrustedProxies() throws Exception {
        var config = collector.config().forwarding(Forwarding.by("127.0.0.1"));
        var span =
                span(
                        config,
                        asking(
                                "GET /",
                                "x-forwarded-for: 192.0.2.9\r\n",
                                "x-forwarded-proto: https\r\n",
                                "x-forwarded-host: shop.example\r\n"));

        assertEquals("192.0.2.9", span.attributes().get("client.address"));
        assertEquals("127.0.0.1", span.attributes().get("network.peer.address"));
        assertEquals("https", span.attributes().get("url.scheme"));
        assertEquals("shop.example", span.attributes().get("server.address"));
        assertEquals("443", span.attributes().get("server.port"));
    }

    @Test
    void aUnixDomainSocketHasNoAddressOfAPeer(@TempDir Path directory) throws Exception {
        var path = directory.resolve("s");
        var config = collector.config().listen("unix:" + path);
        try (var server = Pounce.start(app(), config.build());
                var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            channel.write(ByteBuffer.wrap(asking("GET /").getBytes(StandardCharsets.US_ASCII)));
            channel.read(ByteBuffer.allocate(1));
            assertFalse(server.uris().isEmpty());
        }
        var attributes = collector.span().attributes();

        assertFalse(attributes.containsKey("network.peer.address"));
        assertFalse(attributes.containsKey("network.peer.port"));
        assertFalse(attributes.containsKey("client.address"));
        assertEquals("example.com", attributes.get("server.address"));
    }

    // ---------------------------------------------------------------- secrets, and sizes

    @Test
    void valuesOfSecretParametersAreNotTold() throws Exception {
        var config = collector.config().set(Options.TRACING_REDACT, List.of("pet"));
        var span =
                span(
                        config,
                        asking("GET /?a=1&sig=tiger&Pet=tiger&AWSAccessKeyId=tiger&x%5F=tiger&b"));

        assertEquals(
                "a=1&sig=REDACTED&Pet=REDACTED&AWSAccessKeyId=REDACTED&x%5F=REDACTED&b",
                span.attributes().get("url.query"));
    }

    @ParameterizedTest
    @CsvSource({"SHOWN, sig=1", "OMITTED,"})
    void queriesAreToldAsIsAskedFor(AccessLogQuery mode, String query) throws Exception {
        var config = collector.config().set(Options.TRACING_QUERY, mode);

        assertEquals(query, span(config, asking("GET /?sig=1")).attributes().get("url.query"));
    }

    @Test
    void noTextIsLongerThanAThousandOctets() throws Exception {
        var span = span(asking("GET /", "user-agent: " + "x".repeat(5000) + "\r\n"));

        assertEquals("x".repeat(1024), span.attributes().get("user_agent.original"));
    }

    @Test
    void whatIsNoAsciiArrivesAsJson() throws Exception {
        var span = span(asking("GET /", "user-agent: \"\\\u00e4\"\t<\r\n"));

        assertEquals("\"\\\u00e4\"\t<", span.attributes().get("user_agent.original"));
    }

    // ---------------------------------------------------------------- errors

    @ParameterizedTest
    @CsvSource({
        "/, 200, 0,",
        "/404, 404, 0,",
        "/503, 503, 2, 503",
        "/throw, 500, 2, java.lang.IllegalStateException",
        "/break, 200, 2, java.lang.IllegalStateException"
    })
    void aServersFailureIsAnError(String path, String code, int status, String type)
            throws Exception {
        try (var server = Pounce.start(app(), collector.config().build());
                var peer = Peer.of(server)) {
            peer.says(asking("GET " + path, "connection: close\r\n")).hearsUntilClosed();
        }
        var span = collector.span();

        assertEquals(code, span.attributes().get("http.response.status_code"));
        assertEquals(status, span.status());
        assertEquals(type, span.attributes().get("error.type"));
        assertFalse(span.toString().contains("tiger"), "what an exception says stays here");
    }

    @Test
    void aClientThatGoesAwayIsAnErrorOfItsOwnKind() throws Exception {
        var gone = new CountDownLatch(1);
        var config =
                collector
                        .config()
                        .collector(event -> {
                            if (event instanceof ClientDisconnected) gone.countDown();
                        });
        try (var server = Pounce.start(app(), config.build())) {
            try (var peer = Peer.of(server)) {
                peer.says(asking("GET /wait"));
                assertTrue(entered.await(20, TimeUnit.SECONDS));
                peer.resets();
            }
            assertTrue(gone.await(20, TimeUnit.SECONDS));
        }
        var span = collector.span();

        assertEquals("client_disconnect", span.attributes().get("error.type"));
        assertEquals(ERROR, span.status());
    }

    @Test
    void aClientThatLeavesAStreamIsNoError() throws Exception {
        var gone = new CountDownLatch(1);
        var config =
                collector
                        .config()
                        .collector(event -> {
                            if (event instanceof ClientDisconnected) gone.countDown();
                        });
        try (var server = Pounce.start(app(), config.build())) {
            try (var peer = Peer.of(server)) {
                peer.says(asking("GET /endless")).hears("x");
                peer.resets();
            }
            assertTrue(gone.await(20, TimeUnit.SECONDS));
        }
        var span = collector.span();

        assertNull(span.attributes().get("error.type"));
        assertEquals(0, span.status());
    }

    // ---------------------------------------------------------------- the trace

    @Test
    void theApplicationSeesTheIdsThatAreExported() throws Exception {
        var span = span(asking("GET /", SAMPLED, "tracestate: a=1,b=2\r\n"));
        var trace = seen.element();

        assertEquals(TRACE, span.traceId());
        assertEquals(PARENT, span.parentSpanId());
        assertEquals("a=1,b=2", span.traceState());
        assertEquals(trace.spanId(), span.spanId());
        assertEquals("00-" + TRACE + '-' + span.spanId() + "-01", trace.traceparent());
        assertEquals(0x301, span.flags(), "sampled, of a parent that is remote");
    }

    @Test
    void whereThereIsNoTraceOneBegins() throws Exception {
        var span = span(asking("GET /"));
        var trace = seen.element();

        assertEquals(trace.traceId(), span.traceId());
        assertEquals(trace.spanId(), span.spanId());
        assertEquals("", span.parentSpanId());
        assertEquals(0x101, span.flags(), "sampled, without a parent");
        assertTrue(trace.sampled(), "and so is what the application asks of others");
    }

    @Test
    void aServerThatAsksAnotherIsTheParentOfItsSpan() throws Exception {
        Handler front;
        try (var client = HttpClient.newHttpClient();
                var back = Pounce.start(app(), collector.config().build())) {
            front =
                    request -> {
                        var trace = request.get(TraceContext.KEY).orElseThrow();
                        var asked =
                                HttpRequest.newBuilder(back.uri().resolve("/back"))
                                        .header("traceparent", trace.traceparent());
                        client.send(asked.build(), BodyHandlers.discarding());
                        return Response.text("!");
                    };
            try (var server = Pounce.start(front, collector.config().build());
                    var peer = Peer.of(server)) {
                peer.says(asking("GET /front")).hears("!");
            }
        }
        var spans = collector.spans();

        assertEquals(2, spans.size());
        var child = of("/back", spans);
        var parent = of("/front", spans);
        assertEquals(parent.traceId(), child.traceId());
        assertEquals(parent.spanId(), child.parentSpanId());
        assertEquals("", parent.parentSpanId());
        assertTrue(child.start() >= parent.start() && child.end() <= parent.end());
    }

    private static ReadSpan of(String path, List<ReadSpan> spans) {
        return spans.stream()
                .filter(span -> path.equals(span.attributes().get("url.path")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatTheCallerDoesNotRecordIsNotRecordedHere() throws Exception {
        assertEquals(List.of(), spans(collector.config(), asking("GET /", NOT_SAMPLED)));
        assertFalse(seen.element().sampled());
        assertEquals(TRACE, seen.element().traceId());
    }

    @Test
    void theRatioHoldsForEverybodyWhereNoParentIsFollowed() throws Exception {
        var all = collector.config().set(Options.TRACING_FOLLOW_PARENT, false);
        var none =
                collector
                        .config()
                        .set(Options.TRACING_FOLLOW_PARENT, false)
                        .set(Options.TRACING_SAMPLE_RATIO, 0.0);

        assertEquals(PARENT, span(all, asking("GET /", NOT_SAMPLED)).parentSpanId());
        assertTrue(seen.remove().sampled());
        assertEquals(List.of(), spans(none, asking("GET /", SAMPLED)));
        assertFalse(seen.remove().sampled());
    }

    @Test
    void aTraceOfStrangersIsLeftWhereTracesBeginAnew() throws Exception {
        var config = collector.config().set(Options.TRACE_CONTEXT, TraceMode.RESTART);
        var span = span(config, asking("GET /", SAMPLED));

        assertNotEquals(TRACE, span.traceId());
        assertEquals("", span.parentSpanId());
        assertEquals(seen.element().spanId(), span.spanId());
    }

    @ParameterizedTest
    @EnumSource(TraceMode.class)
    void tracesAreReadWhereSpansAreMade(TraceMode mode) throws Exception {
        var config = collector.config().set(Options.TRACE_CONTEXT, mode);
        if (mode == TraceMode.OFF) {
            var fault = assertThrows(ConfigException.class, () -> spans(config));
            assertTrue(fault.toString().contains("trace-context.mode"), fault::toString);
        } else {
            assertEquals(1, spans(config, asking("GET /", SAMPLED)).size());
        }
    }

    // ---------------------------------------------------------------- none

    @Test
    void nothingIsTracedUnlessAskedFor() throws Exception {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.TRACING_ENDPOINT, collector.endpoint());

        assertEquals(List.of(), spans(config, asking("GET /", SAMPLED), asking("GET /")));
        assertTrue(seen.element().sampled(), "the caller's word is handed on");
    }

    @Test
    void probesAndSkippedPathsHaveNoSpans() throws Exception {
        var config =
                collector
                        .config()
                        .set(Options.HEALTH_LIVE_PATH, "/livez")
                        .set(Options.HEALTH_READY_PATH, "/readyz")
                        .set(Options.METRICS, true)
                        .set(Options.TRACING_SKIP, List.of("/favicon.ico", "/assets/*"));
        var spans =
                spans(
                        config,
                        asking("GET /livez", SAMPLED),
                        asking("GET /readyz"),
                        asking("GET /metrics"),
                        asking("GET /favicon.ico?x"),
                        asking("GET /assets/a"),
                        asking("GET /assets"));

        assertEquals(
                List.of("/assets"),
                spans.stream().map(span -> span.attributes().get("url.path")).toList());
    }

    @Test
    void whatIsNoRequestHasNoSpan() throws Exception {
        assertEquals(List.of(), spans(collector.config(), "garbage\r\n\r\n"));
    }
}
