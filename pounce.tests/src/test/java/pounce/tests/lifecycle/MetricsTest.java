package pounce.tests.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.tests.server.Peer;
import pounce.tests.tls.Authority;
import pounce.tests.tls.Clients;
import pounce.tests.tls.PemFiles;
import pounce.tests.waiting.Waits;

@Timeout(60)
final class MetricsTest {
    private static final String OPENMETRICS = "application/openmetrics-text";

    /// Names, types and labels that stay.
    private static final Map<String, String> CONTRACT =
            Map.of(
                    "http_requests_total", "counter",
                    "http_request_duration_seconds", "histogram",
                    "http_connections_active", "gauge",
                    "http_requests_in_flight", "gauge",
                    "http_streams_active", "gauge",
                    "http_stream_duration_seconds", "histogram",
                    "http_bytes_sent_total", "counter");

    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void closeClient() {
        client.close();
    }

    private Handler app() {
        return request ->
                switch (request.path()) {
                    case "/wait" -> {
                        entered.countDown();
                        assertTrue(release.await(30, TimeUnit.SECONDS));
                        yield Response.text("waited");
                    }
                    case "/throw" -> throw new IllegalStateException("on purpose");
                    case "/stream" ->
                            Response.stream(
                                    "text/plain",
                                    out -> {
                                        out.write('x');
                                        out.flush();
                                        entered.countDown();
                                        await(release);
                                    });
                    case "/half" ->
                            Response.stream(
                                    "text/plain",
                                    out -> {
                                        out.write('x');
                                        out.flush();
                                        throw new IllegalStateException("on purpose");
                                    });
                    default -> Response.text("hello");
                };
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(2).set(Options.METRICS, true);
    }

    private Server start(ServerConfig.Builder config) {
        return Pounce.start(app(), config.build());
    }

    private HttpResponse<String> ask(URI uri, String method, String... fields) throws Exception {
        var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (fields.length > 0) {
            request.headers(fields);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    private String scrape(Server server) throws Exception {
        return ask(server.uri().resolve("/metrics"), "GET").body();
    }

    /// Numbers by name and labels.
    private record Samples(Map<String, Double> all) {
        double get(String name) {
            return Objects.requireNonNull(all.get(name), () -> name + " is not in " + all);
        }
    }

    /// {@return the samples by name and labels}
    private static Samples samples(String text) {
        return new Samples(all(text));
    }

    private static Map<String, Double> all(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("#"))
                .collect(
                        Collectors.toMap(
                                line -> line.substring(0, line.lastIndexOf(' ')),
                                line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)),
                                (one, _) -> {
                                    throw new AssertionError("twice: " + one);
                                },
                                TreeMap::new));
    }

    @Test
    void areNotThereUnlessAskedFor() throws Exception {
        try (var server = start(ServerConfig.builder().port(0))) {
            assertEquals("hello", scrape(server));
        }
    }

    @Test
    void haveTheNamesOfTheirContract() throws Exception {
        try (var server = start(config())) {
            ask(server.uri(), "GET");
            var text = scrape(server);

            var types =
                    text.lines()
                            .filter(line -> line.startsWith("# TYPE "))
                            .map(line -> line.split(" ", -1))
                            .collect(Collectors.toMap(words -> words[2], words -> words[3]));
            CONTRACT.forEach((name, type) -> assertEquals(type, types.get(name), name));
            assertEquals(
                    1, samples(text).get("http_requests_total{method=\"GET\",status=\"200\"}"));
            var bounds =
                    text.lines()
                            .filter(line -> line.startsWith("http_request_duration_seconds_bucket"))
                            .map(line -> line.replaceAll(".*le=\"(.*)\".*", "$1"))
                            .toList();
            assertEquals(
                    List.of(
                            "0.005", "0.01", "0.025", "0.05", "0.075", "0.1", "0.25", "0.5", "0.75",
                            "1.0", "2.5", "5.0", "7.5", "10.0", "+Inf"),
                    bounds);
        }
    }

    @Test
    void countWhatHappens() throws Exception {
        try (var server = start(config())) {
            var octets = 0;
            for (int i = 0; i < 3; i++) {
                ask(server.uri(), "GET");
                octets += 5;
            }
            ask(server.uri().resolve("/throw"), "POST");
            try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
                socket.getOutputStream()
                        .write("garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                octets += socket.getInputStream().readAllBytes().length;
            }

            Samples samples;
            do {
                samples = samples(scrape(server));
            } while (samples.get("http_connections_active") > 1); // one lingers
            assertTrue(samples.get("http_requests_total{method=\"GET\",status=\"200\"}") >= 3);
            assertEquals(1, samples.get("http_requests_total{method=\"POST\",status=\"500\"}"));
            assertTrue(samples.get("http_request_duration_seconds_count") >= 4);
            assertEquals(
                    samples.get("http_request_duration_seconds_count"),
                    samples.get("http_request_duration_seconds_bucket{le=\"+Inf\"}"));
            assertTrue(samples.get("http_request_duration_seconds_sum") > 0);
            assertEquals(1, samples.get("http_requests_in_flight"), "that for the metrics");
            assertTrue(samples.get("http_bytes_sent_total") > octets);
            assertTrue(samples.get("pounce_requests_total{version=\"1.1\"}") >= 5);
            assertEquals(2, samples.get("pounce_connections_total{protocol=\"h1\"}"));
            assertEquals(
                    1,
                    samples.get(
                            "pounce_requests_refused_total{code=\"POUNCE_PARSE_REQUEST_LINE\"}"));
            assertEquals(
                    1,
                    samples.get("pounce_application_failures_total{code=\"POUNCE_APP_FAILED\"}"));
            assertEquals(1, samples.get("pounce_ready"));
        }
    }

    @Test
    void countEachOfManyRequestsAtOnce() throws Exception {
        int clients = 8;
        int each = 250;
        var posted = "http_requests_total{method=\"POST\",status=\"200\"}";
        try (var server = start(config().workers(1));
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    Stream.generate(() -> threads.submit(() -> post(server, each)))
                            .limit(clients)
                            .toList();
            for (var one : running) {
                one.get(30, TimeUnit.SECONDS);
            }

            // A client may hear an answer before it is counted.
            double counted;
            do {
                counted = all(scrape(server)).getOrDefault(posted, 0.0);
            } while (counted < clients * each);
            assertEquals(clients * each, counted);
        }
    }

    private static int post(Server server, int times) throws Exception {
        try (var peer = Peer.of(server)) {
            for (int i = 0; i < times; i++) {
                peer.says("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 0\r\n\r\n").hears("hello");
            }
            return times;
        }
    }

    @Test
    void tellStreamsFromOtherResponses() throws Exception {
        try (var server = start(config())) {
            var streaming =
                    client.sendAsync(
                            HttpRequest.newBuilder(server.uri().resolve("/stream")).build(),
                            BodyHandlers.discarding());
            await(entered);
            assertEquals(1, samples(scrape(server)).get("http_streams_active"));

            release.countDown();
            streaming.get(20, TimeUnit.SECONDS);
            Samples samples;
            do {
                samples = samples(scrape(server));
            } while (samples.get("http_streams_active") > 0); // the client knows its end first
            assertEquals(1, samples.get("http_stream_duration_seconds_count"));
        }
    }

    /// However requests end, none stays in flight.
    @Test
    void loseNoRequestThatEndsBadly() throws Exception {
        try (var server = start(config())) {
            try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
                socket.getOutputStream()
                        .write(
                                "GET /wait HTTP/1.1\r\nhost: a\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                await(entered);
                socket.setSoLinger(true, 0);
            }
            release.countDown();

            Waits.until(
                    "one connection",
                    () -> samples(scrape(server)).get("http_connections_active") <= 1);
            assertEquals(1, samples(scrape(server)).get("http_requests_in_flight"));
        }
    }

    @Test
    void tellOfQueuesLoopsAndLosses() throws Exception {
        var lossy = LifecycleCollector.buffered(1, Duration.ofHours(1), 1, _ -> await(release));
        var config =
                config().set(Options.LIMIT_CONCURRENT_REQUESTS, 1)
                        .set(Options.LIMIT_WAITING_REQUESTS, 1)
                        .collector(lossy);
        try (var server = start(config)) {
            var first = askLater(server, "/wait");
            await(entered);
            var second = askLater(server, "/");
            Samples samples;
            do {
                samples = samples(scrape(server));
            } while (samples.get("pounce_queue_waiting") == 0);
            assertEquals(503, ask(server.uri(), "GET").statusCode());

            samples = samples(scrape(server));
            assertEquals(1, samples.get("pounce_queue_running"));
            assertEquals(1, samples.get("pounce_queue_refused_total"));
            assertTrue(
                    samples.get("pounce_events_dropped_total{collector=\"0-BufferedCollector\"}")
                            > 0);
            assertTrue(samples.get("pounce_loop_busy_seconds_total{loop=\"1\"}") >= 0);
            double connections =
                    samples.get("pounce_loop_connections{loop=\"0\"}")
                            + samples.get("pounce_loop_connections{loop=\"1\"}");
            assertEquals(samples.get("http_connections_active"), connections);

            release.countDown();
            assertEquals(200, first.get(20, TimeUnit.SECONDS).statusCode());
            assertEquals(200, second.get(20, TimeUnit.SECONDS).statusCode());
            assertTrue(samples(scrape(server)).get("pounce_queue_wait_seconds_count") >= 2);
        }
    }

    /// What it throws hurts nobody, and can be seen.
    @Test
    void countHowOftenACollectorHasThrown() throws Exception {
        LifecycleCollector failing =
                _ -> {
                    throw new IllegalStateException("a collector on purpose");
                };
        try (var server = start(config().collector(failing))) {
            double before = samples(scrape(server)).get("pounce_collector_failures_total");
            assertEquals("hello", ask(server.uri(), "GET").body());
            double after = samples(scrape(server)).get("pounce_collector_failures_total");

            assertTrue(before >= 2, "a connection and a request had begun");
            assertTrue(after >= before + 2, "a request began, and another ended");
        }
    }

    /// Of the JVM and its process, those that every system has.
    @Test
    void tellOfTheProcess() throws Exception {
        try (var server = start(config())) {
            var samples = samples(scrape(server));

            double used = samples.get("jvm_memory_used_bytes{area=\"heap\"}");
            double committed = samples.get("jvm_memory_committed_bytes{area=\"heap\"}");
            assertTrue(0 < used && used <= committed);
            assertTrue(committed <= samples.get("jvm_memory_max_bytes{area=\"heap\"}"));
            assertEquals(Runtime.getRuntime().availableProcessors(), samples.get("jvm_processors"));
            assertTrue(samples.get("process_cpu_seconds_total") > 0);
            double started = samples.get("process_start_time_seconds");
            assertTrue(started > 1.7e9 && started < System.currentTimeMillis() / 1000.0);
        }
    }

    /// Each metric is on the page, and each that is on the page exists.
    @Test
    void areThoseOfTheirPage(@TempDir Path directory) throws Exception {
        var told =
                scrapeBusyServer(directory, "")
                        .lines()
                        .filter(line -> line.startsWith("# TYPE "))
                        .map(line -> line.split(" ", -1)[2])
                        .collect(Collectors.toCollection(TreeSet::new));
        var page = Files.readString(Path.of("..", "docs", "observability.md"));
        var listed =
                page.substring(page.indexOf("## Metrics"), page.indexOf("## Traces"))
                        .lines()
                        .filter(line -> line.startsWith("| `"))
                        .map(line -> line.split("\\|", -1)[1])
                        .flatMap(cell -> Pattern.compile("`([a-z_*]+)`").matcher(cell).results())
                        .map(match -> match.group(1))
                        .toList();

        for (var name : listed) {
            assertTrue(told.stream().anyMatch(each -> each.matches(name.replace("*", ".*"))), name);
        }
        for (var name : told) {
            assertTrue(
                    listed.stream().anyMatch(each -> name.matches(each.replace("*", ".*"))), name);
        }
    }

    private CompletableFuture<HttpResponse<Void>> askLater(Server server, String path) {
        return client.sendAsync(
                HttpRequest.newBuilder(server.uri().resolve(path)).build(),
                BodyHandlers.discarding());
    }

    @Test
    void letNoClientMakeUpTimeSeries() throws Exception {
        try (var server = start(config())) {
            for (int i = 0; i < 20; i++) {
                ask(server.uri(), "MADEUP" + i);
            }

            var methods =
                    all(scrape(server)).keySet().stream()
                            .filter(name -> name.startsWith("http_requests_total"))
                            .toList();
            assertEquals(List.of("http_requests_total{method=\"other\",status=\"200\"}"), methods);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    */* | text/plain
                    text/plain;version=0.0.4 | text/plain
                    application/openmetrics-text | application/openmetrics-text
                    application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.3,*/*;q=0.1 | application/openmetrics-text
                    application/openmetrics-text;q=0.2,text/plain;q=0.3 | text/plain
                    application/openmetrics-text;version=7.0.0 | text/plain
                    application/openmetrics-text;q=0 | text/plain
                    nonsense | text/plain
                    """)
    void areInTheFormatThatIsAskedFor(String accept, String type) throws Exception {
        try (var server = start(config())) {
            var answer = ask(server.uri().resolve("/metrics"), "GET", "accept", accept);

            var got = answer.headers().firstValue("content-type").orElse("");
            assertTrue(got.startsWith(type + ";"), got);
            assertEquals(type.equals(OPENMETRICS), answer.body().endsWith("\n# EOF\n"));
            assertEquals(
                    type.equals(OPENMETRICS),
                    answer.body().contains("# TYPE http_requests counter\n"));
            assertEquals(
                    type.equals(OPENMETRICS) ? 0 : 1,
                    answer.body().split("# TYPE http_requests_total counter\n", -1).length - 1);
        }
    }

    /// A server that has something to say in every family: HTTP/1.1 and HTTP/2 under TLS, requests
    /// that fail, wait, stream and are none, and a collector that loses events.
    ///
    /// @param accept what the client likes
    private String scrapeBusyServer(Path directory, String accept) throws Exception {
        var root = Authority.root("root");
        var pair = new PemFiles(directory).write("server", root.issue("localhost", "127.0.0.1"));
        var trust = Clients.trusting(root.certificate());
        var lossy = LifecycleCollector.buffered(1, Duration.ofHours(1), 1, _ -> await(release));
        var config =
                config().tls(pair.certificate(), pair.key())
                        .set(Options.LIMIT_CONCURRENT_REQUESTS, 2)
                        .collector(lossy);
        try (var server = start(config);
                var modern = HttpClient.newBuilder().sslContext(trust).build();
                var old =
                        HttpClient.newBuilder()
                                .sslContext(trust)
                                .version(HttpClient.Version.HTTP_1_1)
                                .build()) {
            var uri = server.uri();
            for (var each : List.of(modern, old)) {
                send(each, uri.resolve("/"), "");
                send(each, uri.resolve("/throw"), "");
            }
            for (var words : List.of("garbage\r\n\r\n", "GET /half HTTP/1.1\r\nhost: a\r\n\r\n")) {
                try (var peer = Peer.of(uri, trust)) {
                    peer.says(words).hearsUntilClosed();
                }
            }
            var stream =
                    modern.sendAsync(
                            HttpRequest.newBuilder(uri.resolve("/stream")).build(),
                            BodyHandlers.discarding());
            await(entered);
            var answer = send(modern, uri.resolve("/metrics"), accept);
            assertEquals(HttpClient.Version.HTTP_2, answer.version());
            release.countDown();
            stream.get(20, TimeUnit.SECONDS);
            return answer.body();
        }
    }

    private static HttpResponse<String> send(HttpClient client, URI uri, String accept)
            throws Exception {
        var request = HttpRequest.newBuilder(uri);
        if (!accept.isEmpty()) {
            request.header("accept", accept);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", OPENMETRICS})
    void everyFamilyHasAHelpATypeAndItsSamplesTogether(String accept, @TempDir Path directory)
            throws Exception {
        var text = scrapeBusyServer(directory, accept);
        var families = new HashSet<String>();
        String family = "";
        for (var line : text.lines().toList()) {
            if (line.startsWith("# HELP ")) {
                family = line.split(" ", -1)[2];
                assertTrue(families.add(family), () -> "twice: " + line);
                assertFalse(line.endsWith(family), line);
            } else if (line.startsWith("# TYPE ")) {
                assertEquals(family, line.split(" ", -1)[2]);
            } else if (!line.equals("# EOF")) {
                assertTrue(line.startsWith(family), line);
            }
        }
        var samples = samples(text.replace("# EOF\n", ""));
        assertTrue(samples.get("pounce_requests_total{version=\"2\"}") >= 2);
        assertTrue(samples.get("pounce_connections_total{protocol=\"h2\"}") >= 1);
        assertTrue(samples.get("pounce_tls_handshakes_total{version=\"TLSv1.3\"}") >= 3);
        assertEquals(1, samples.get("http_streams_active"));
        assertTrue(
                samples.get("pounce_events_dropped_total{collector=\"0-BufferedCollector\"}") > 0);
        assertTrue(text.contains("pounce_tls_certificate_not_after_seconds{number=\"0\""), text);
        assertTrue(text.contains("pounce_application_failures_total{"), text);
        assertTrue(text.contains("pounce_requests_refused_total{"), text);
    }

    @Test
    void passTheCheckOfPrometheusWhereItIsInstalled(@TempDir Path directory) throws Exception {
        assumeTrue(isInstalled("promtool"));
        var promtool =
                new ProcessBuilder("promtool", "check", "metrics")
                        .redirectErrorStream(true)
                        .start();
        try (var in = promtool.outputWriter()) {
            in.write(scrapeBusyServer(directory, ""));
        }
        var words = promtool.inputReader().readAllAsString();

        assertEquals(0, promtool.waitFor(), words);
        assertEquals("", words);
    }

    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> new File(directory, program).canExecute());
    }
}
