package pounce.tests.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.field.HttpDate;
import pounce.tests.server.Peer;
import pounce.tests.tracing.OtlpReader.ReadSpan;
import pounce.tests.waiting.Waits;

/// How spans get to a collector, and what becomes of them where it does not take them.
@Timeout(60)
final class ExportTest {
    private static final Handler APP = _ -> Response.text("hello");
    private static final String SECRET = "tiger";

    private final TestCollector collector = new TestCollector();

    @AfterEach
    void closeCollector() {
        collector.close();
    }

    /// {@return a config that tries again at once, for tests that count}
    private ServerConfig.Builder hurrying() {
        return collector
                .config()
                .set(Options.TRACING_DELAY, Duration.ofMillis(1))
                .set(Options.TRACING_RETRY_DELAY, Duration.ofMillis(1));
    }

    private static Server start(ServerConfig.Builder config) {
        return Pounce.start(APP, config.build());
    }

    private static void ask(Server server, int times) throws Exception {
        try (var peer = Peer.of(server)) {
            for (int i = 0; i < times; i++) {
                peer.says("GET /%d HTTP/1.1\r\nhost: a\r\n\r\n".formatted(i)).hears("hello");
            }
        }
    }

    private static String metrics(Server server) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(server.uri().resolve("/metrics")).build(),
                            BodyHandlers.ofString())
                    .body();
        }
    }

    /// {@return what the metrics say is lost}
    private static long lost(Server server) throws Exception {
        return metrics(server)
                .lines()
                .filter(line -> line.startsWith("pounce_events_dropped_total{"))
                .filter(line -> line.contains("-SpanCollector\""))
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static void awaitLoss(Server server, long spans) throws Exception {
        Waits.until("lost spans", () -> lost(server) >= spans);
        assertEquals(spans, lost(server));
    }

    /// {@return what was logged meanwhile}
    private static String logged(Step step) throws Exception {
        var log = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            step.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    private interface Step {
        void run() throws Exception;
    }

    private static int count(String part, String text) {
        return text.split(part, -1).length - 1;
    }

    // ---------------------------------------------------------------- what is sent

    @Test
    void aRequestToTheCollectorIsOtlpInJson() throws Exception {
        var config =
                collector
                        .config()
                        .set(Options.TRACING_SERVICE_NAME, "shop")
                        .set(
                                Options.TRACING_ATTRIBUTES,
                                List.of("deployment.environment.name=test", "a=b=c"))
                        .set(
                                Options.TRACING_HEADERS,
                                List.of("Authorization=Bearer " + SECRET, "x-team=a%2Cb+%25"));
        try (var server = start(config)) {
            ask(server, 1);
        }
        var posted = collector.next();
        var content = OtlpReader.read(posted.content());

        assertEquals("POST", posted.method());
        assertEquals("/v1/traces", posted.path());
        var fields = posted.headers();
        assertEquals("application/json", fields.first("content-type").orElse(""));
        assertEquals("Bearer " + SECRET, fields.first("authorization").orElse(""));
        assertEquals("a,b+%", fields.first("x-team").orElse(""));
        assertFalse(fields.contains("upgrade"), "HTTP/1.1 and nothing else");
        var resource = content.resource();
        assertEquals(36, String.valueOf(resource.remove("service.instance.id")).length());
        assertEquals(Pounce.version(), resource.remove("telemetry.sdk.version"));
        assertEquals(
                "{a=b=c, deployment.environment.name=test, service.name=shop,"
                        + " telemetry.sdk.language=java, telemetry.sdk.name=pounce}",
                resource.toString());
        assertEquals("pounce", content.scope());
        assertTrue(content.schema().startsWith("https://opentelemetry.io/schemas/1."));
    }

    @Test
    void contentIsCompressedIfThatIsWanted() throws Exception {
        try (var server = start(collector.config().set(Options.TRACING_GZIP, true))) {
            ask(server, 1);
        }
        var posted = collector.next();

        assertEquals("gzip", posted.headers().first("content-encoding").orElse(""));
        assertEquals(1, posted.spans().size());
    }

    @Test
    void spansGoWhenABatchIsFull() throws Exception {
        var config =
                collector
                        .config()
                        .set(Options.TRACING_BATCH, 3)
                        .set(Options.TRACING_DELAY, Duration.ofHours(24));
        try (var server = start(config)) {
            ask(server, 4);

            assertEquals(3, collector.next().spans().size());
            assertEquals(List.of(), collector.rest());
        }
        assertEquals(1, collector.spans().size(), "the last one at the end");
    }

    @Test
    void spansGoAfterTheDelayAlthoughTheyAreFew() throws Exception {
        try (var server =
                start(collector.config().set(Options.TRACING_DELAY, Duration.ofMillis(50)))) {
            ask(server, 1);

            assertEquals(1, collector.next().spans().size());
        }
    }

    @Test
    void everySpanArrivesOnceHoweverManyThereAre() throws Exception {
        try (var server = start(hurrying().set(Options.TRACING_BATCH, 7))) {
            var threads =
                    IntStream.range(0, 8)
                            .mapToObj(_ ->
                                    Thread.ofVirtual()
                                            .start(() -> {
                                                try {
                                                    ask(server, 100);
                                                } catch (Exception failure) {
                                                    throw new AssertionError(failure);
                                                }
                                            }))
                            .toList();
            for (var thread : threads) {
                thread.join();
            }
        }
        var spans = collector.spans();
        var ids = new HashSet<String>();
        spans.forEach(span -> ids.add(span.spanId()));

        assertEquals(800, spans.size());
        assertEquals(800, ids.size());
    }

    // ---------------------------------------------------------------- trying again

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void aBusyCollectorIsAskedAgain(int status) throws Exception {
        collector.answers(status).answers(status);
        try (var server = start(hurrying().set(Options.METRICS, true))) {
            ask(server, 1);
            var first = collector.next().content();

            assertEquals(first, collector.next().content());
            assertEquals(first, collector.next().content());
            assertEquals(0, lost(server));
        }
        assertEquals(List.of(), collector.rest());
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 401, 404, 413, 500, 501})
    void aCollectorThatSaysNoIsNotAskedAgain(int status) throws Exception {
        collector.answers(_ -> Response.of(status).header("location", "/elsewhere"));
        try (var server = start(hurrying().set(Options.METRICS, true))) {
            ask(server, 1);
            collector.next();

            awaitLoss(server, 1);
            assertEquals(List.of(), collector.rest());
        }
    }

    @Test
    void attemptsComeToAnEnd() throws Exception {
        for (int i = 0; i < 3; i++) {
            collector.answers(503);
        }
        var config = hurrying().set(Options.TRACING_ATTEMPTS, 3).set(Options.METRICS, true);
        try (var server = start(config)) {
            ask(server, 2);
            awaitLoss(server, collector.next().spans().size());
        }
    }

    @Test
    void theWaitThatTheCollectorAsksForIsKept() throws Exception {
        collector
                .answers(_ -> Response.of(429).header("retry-after", "1"))
                .answers(_ ->
                        Response.of(503)
                                .header(
                                        "retry-after",
                                        HttpDate.format(Instant.now().plusSeconds(3))));
        try (var server = start(hurrying())) {
            ask(server, 1);
            var first = collector.next().nanos();
            var second = collector.next().nanos();
            var third = collector.next().nanos();

            assertTrue(second - first >= TimeUnit.SECONDS.toNanos(1), "a second");
            assertTrue(third - second >= TimeUnit.SECONDS.toNanos(1), "until a time in seconds");
        }
    }

    @Test
    void aCollectorThatHangsUpIsAskedAgain() throws Exception {
        try (var socket = new ServerSocket(0);
                var server =
                        start(
                                hurrying()
                                        .set(
                                                Options.TRACING_ENDPOINT,
                                                URI.create(
                                                        "http://127.0.0.1:"
                                                                + socket.getLocalPort()
                                                                + "/v1/traces")))) {
            ask(server, 1);
            for (int i = 0; i < 2; i++) {
                try (var connection = socket.accept()) {
                    assertEquals('P', connection.getInputStream().read());
                }
            }
        }
    }

    @Test
    void aCollectorThatDoesNotAnswerIsGivenUp() throws Exception {
        var release = new CountDownLatch(1);
        collector.answers(_ -> {
            release.await();
            return Response.of(200);
        });
        try (var server = start(hurrying().set(Options.TRACING_TIMEOUT, Duration.ofMillis(200)))) {
            ask(server, 1);
            var first = collector.next().content();

            assertEquals(first, collector.next().content());
            release.countDown();
        }
    }

    /// The limit holds to the end of the answer, not to its head alone.
    @Test
    void aCollectorThatNeverEndsItsAnswerIsGivenUp() throws Exception {
        var release = new CountDownLatch(1);
        collector.answers(_ ->
                Response.stream(
                        "application/json",
                        out -> {
                            out.write('{');
                            out.flush();
                            try {
                                release.await();
                            } catch (InterruptedException _) {
                                Thread.currentThread().interrupt();
                            }
                        }));
        try (var server = start(hurrying().set(Options.TRACING_TIMEOUT, Duration.ofMillis(200)))) {
            ask(server, 1);
            var first = collector.next().content();

            assertEquals(first, collector.next().content());
            release.countDown();
        }
    }

    @Test
    void anEndlessAnswerIsNotKept() throws Exception {
        var large = "x".repeat(1 << 20);
        collector.answers(_ -> Response.json("{\"a\":\"" + large + "\"}"));
        try (var server = start(hurrying().set(Options.METRICS, true))) {
            ask(server, 1);
            collector.next();
            ask(server, 1);
            collector.next();
            assertEquals(0, lost(server));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"partialSuccess\":{\"rejectedSpans\":\"1\",\"errorMessage\":\"no\"}}",
                "{\"partialSuccess\" : {\"errorMessage\":\"no\", \"rejectedSpans\" : 1}}"
            })
    void whatTheCollectorRejectsIsLostAndNotSentAgain(String answer) throws Exception {
        collector.answers(_ -> Response.json(answer));
        try (var server = start(hurrying().set(Options.METRICS, true))) {
            ask(server, 1);
            collector.next();

            awaitLoss(server, 1);
            assertEquals(List.of(), collector.rest());
        }
    }

    // ---------------------------------------------------------------- losses

    @Test
    void noRequestWaitsForTheCollectorAndWhatHasNoRoomIsCounted() throws Exception {
        var release = new CountDownLatch(1);
        collector.answers(_ -> {
            release.await();
            return Response.of(200);
        });
        var config =
                hurrying()
                        .set(Options.TRACING_BATCH, 1)
                        .set(Options.TRACING_QUEUE, 4)
                        .set(Options.METRICS, true);
        var log =
                logged(() -> {
                    try (var server = start(config)) {
                        ask(server, 1);
                        collector.next();
                        ask(server, 10);

                        assertEquals(6, lost(server));
                        release.countDown();
                    }
                });

        assertEquals(4, collector.spans().size());
        assertEquals(1, count("Spans are lost, because they come faster", log), log);
    }

    @Test
    void aBrokenCollectorIsToldOnceAndSoIsItsReturn() throws Exception {
        for (int i = 0; i < 3; i++) {
            collector.answers(400);
        }
        var config =
                hurrying()
                        .set(Options.METRICS, true)
                        .set(Options.TRACING_HEADERS, List.of("x-key=" + SECRET))
                        .set(
                                Options.TRACING_ENDPOINT,
                                collector.endpoint().resolve("/v1/traces?key=" + SECRET));
        var log =
                logged(() -> {
                    try (var server = start(config)) {
                        for (int i = 1; i <= 3; i++) {
                            ask(server, 1);
                            awaitLoss(server, i);
                        }
                        ask(server, 1);
                        ask(server, 1);
                    }
                });

        assertEquals(1, count("Spans do not arrive", log), log);
        assertTrue(log.contains("status 400"), log);
        assertTrue(log.contains(collector.endpoint().toString()), log);
        assertEquals(1, count("Spans arrive again", log), log);
        assertTrue(log.contains("lost=3"), log);
        assertFalse(log.contains(SECRET), log);
    }

    // ---------------------------------------------------------------- the end

    @Test
    void aServerThatStopsSendsWhatWaits() throws Exception {
        var config =
                collector
                        .config()
                        .set(Options.TRACING_BATCH, 3)
                        .set(Options.TRACING_DELAY, Duration.ofHours(24));
        try (var server = start(config)) {
            ask(server, 2);
        }

        assertEquals(
                List.of("/0", "/1"),
                collector.spans().stream()
                        .map(ReadSpan::attributes)
                        .map(all -> all.get("url.path"))
                        .toList());
    }

    @Test
    void aServerThatStopsDoesNotWaitForACollectorThatIsGone() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var config =
                collector
                        .config()
                        .set(Options.TRACING_ENDPOINT, URI.create("http://127.0.0.1:" + port))
                        .set(Options.TRACING_RETRY_DELAY, Duration.ofMinutes(1))
                        .set(Options.TRACING_FLUSH, Duration.ofSeconds(1));
        var log =
                logged(() -> {
                    var server = start(config);
                    ask(server, 1);
                    long before = System.nanoTime();
                    server.close();
                    assertTrue(System.nanoTime() - before < TimeUnit.SECONDS.toNanos(20));
                });

        assertTrue(log.contains("Spans do not arrive"), log);
    }

    @Test
    void aServerThatStopsDoesNotWaitForACollectorThatIsSilent() throws Exception {
        var release = new CountDownLatch(1);
        collector.answers(_ -> {
            release.await();
            return Response.of(200);
        });
        var config =
                collector
                        .config()
                        .set(Options.TRACING_TIMEOUT, Duration.ofHours(1))
                        .set(Options.TRACING_FLUSH, Duration.ofMillis(300));
        var log =
                logged(() -> {
                    var server = start(config);
                    ask(server, 1);
                    server.close();
                });
        release.countDown();

        assertTrue(log.contains("no answer within"), log);
    }

    @Test
    void theThreadEndsWithItsServer() throws Exception {
        try (var server = start(hurrying())) {
            ask(server, 1);
            assertEquals(1, threads());
        }
        assertEquals(0, threads());
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("pounce-tracing"))
                .count();
    }

    // ---------------------------------------------------------------- mistakes

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=tiger",
                "Content-Type=tiger",
                "a b=tiger",
                "a=tiger%0d%0ab: c",
                "a=tiger%zz",
                "a=tiger\u00e4"
            })
    void fieldsThatCannotBeSentAreAMistakeThatTellsNoSecret(String field) {
        var config = collector.config().set(Options.TRACING_HEADERS, List.of("b=c", field));
        var fault = assertThrows(ConfigException.class, () -> start(config));

        assertTrue(fault.toString().contains("field 2 of tracing.headers"), fault::toString);
        assertFalse(String.valueOf(fault).contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:4318",
                "grpc://localhost:4317",
                "http://user:tiger@localhost/v1/traces",
                "http:///v1/traces",
                "http://localhost/#a"
            })
    void aPlaceThatIsNoCollectorsIsAMistake(String endpoint) {
        assertThrows(
                IllegalArgumentException.class, () -> Options.TRACING_ENDPOINT.parse(endpoint));
    }

    @Test
    void secretsAreNotShown() {
        var text =
                ServerConfig.builder()
                        .set(Options.TRACING_HEADERS, List.of("authorization=" + SECRET))
                        .build()
                        .toString();

        assertFalse(Options.TRACING_HEADERS.isShown());
        assertFalse(text.contains(SECRET), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "1.1", "NaN", "Infinity", "x"})
    void aRatioThatIsNoneIsAMistake(String ratio) {
        assertThrows(
                IllegalArgumentException.class, () -> Options.TRACING_SAMPLE_RATIO.parse(ratio));
    }
}
