package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.AccessLogFormat;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestRefused;
import pounce.tests.field.Json;
import pounce.tests.field.JsonReader;

/// The access log of a server, read when the server has stopped: by then all of it is there.
@Timeout(60)
final class ServedLinesTest {
    private static final Pattern REQUEST_ID = Pattern.compile("(?i)x-request-id: (\\w+)");

    private static final Handler APP =
            request ->
                    switch (request.path()) {
                        case "/throw" -> throw new IllegalStateException("on purpose");
                        case "/none" -> Response.of(404);
                        default -> Response.text("hello");
                    };

    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("access.log");
    }

    private ServerConfig.Builder config() {
        return ServerConfig.builder()
                .port(0)
                .workers(2)
                .set(Options.ACCESS_LOG, true)
                .set(Options.ACCESS_LOG_FORMAT, AccessLogFormat.JSON)
                .set(Options.ACCESS_LOG_OUTPUT, file().toString());
    }

    private List<Json> lines() throws Exception {
        return Files.readAllLines(file()).stream().map(JsonReader::read).toList();
    }

    private static String request(String method, String path) {
        return method + ' ' + path + " HTTP/1.1\r\nhost: a\r\n";
    }

    /// {@return what the server says before it closes}
    private static String ask(Server server, String method, String path) throws Exception {
        return hear(server, request(method, path) + "connection: close\r\n\r\n");
    }

    private static String hear(Server server, String octets) throws Exception {
        try (var peer = Peer.of(server)) {
            return peer.says(octets).hearsUntilClosed();
        }
    }

    @Test
    void hasEveryRequestInEveryVersionOfHttpWhenTheServerHasStopped() throws Exception {
        int each = 300;
        try (var server = Pounce.start(APP, config().build());
                var old = Peer.of(server);
                var modern = Http2Peer.of(server)) {
            for (int i = 0; i < each; i++) {
                old.says(request("GET", "/old") + "\r\n").hears("hello");
                modern.asks("/modern");
            }
        }

        var counts =
                lines().stream()
                        .collect(
                                Collectors.groupingBy(
                                        line ->
                                                line.get("path").text()
                                                        + ' '
                                                        + line.get("version").text(),
                                        Collectors.counting()));
        assertEquals(Map.of("/old 1.1", (long) each, "/modern 2", (long) each), counts);
    }

    /// {@return status, method and path of each line}
    private List<String> requests() throws Exception {
        return lines().stream()
                .map(line ->
                        (int) line.get("status").number()
                                + " "
                                + line.get("method").text()
                                + ' '
                                + line.get("path").text())
                .toList();
    }

    @Test
    void hasWhatWasRefusedAndWhatWasNoRequest() throws Exception {
        try (var server = Pounce.start(APP, config().build())) {
            hear(server, "garbage\r\n\r\n");
            hear(server, "GET /" + "x".repeat(9000) + " HTTP/1.1\r\nhost: a\r\n\r\n");
            hear(server, request("GET", "/") + "a: " + "x".repeat(70_000) + "\r\n\r\n");
            hear(server, request("POST", "/") + "content-length: 2000000000\r\n\r\n");
            ask(server, "TRACE", "/");
            ask(server, "GET", "/throw");
            ask(server, "GET", "/none");
        }

        assertEquals(
                Set.of(
                        "400 - -",
                        "414 - -",
                        "431 - -",
                        "413 POST /",
                        "405 TRACE /",
                        "500 GET /throw",
                        "404 GET /none"),
                Set.copyOf(requests()));
        assertEquals(7, lines().size());
    }

    @Test
    void hasWhoCameWhenTheServerWasFull() throws Exception {
        var config = config().set(Options.LIMIT_CONNECTIONS, 1).build();
        try (var server = Pounce.start(APP, config);
                var only = Peer.of(server)) {
            only.says(request("GET", "/first") + "\r\n").hears("hello");
            hear(server, request("GET", "/second") + "\r\n");
        }

        assertEquals(Set.of("200 GET /first", "503 GET /second"), Set.copyOf(requests()));
    }

    @Test
    void namesRequestsAsTheirResponsesDo() throws Exception {
        String answer;
        try (var server = Pounce.start(APP, config().build())) {
            answer = ask(server, "GET", "/");
        }

        var id = REQUEST_ID.matcher(answer);
        assertTrue(id.find(), answer);
        assertEquals(id.group(1), lines().getFirst().get("req_id").text());
    }

    /// Balancers and collectors of metrics ask all the time; whoever does something else there is
    /// somebody else.
    @Test
    void hasNoLineForProbesAndOneForWhateverElseIsDoneThere() throws Exception {
        var config =
                config().set(Options.HEALTH_READY_PATH, "/readyz")
                        .set(Options.HEALTH_LIVE_PATH, "/livez")
                        .set(Options.METRICS, true)
                        .set(Options.INTROSPECTION, true);
        var paths = List.of("/readyz", "/livez", "/metrics", "/_pounce/info");
        try (var server = Pounce.start(APP, config.build())) {
            for (var path : paths) {
                ask(server, "GET", path);
                ask(server, "HEAD", path);
                ask(server, "POST", path);
            }
        }

        assertEquals(
                paths.stream().map(path -> "200 POST " + path).collect(Collectors.toSet()),
                Set.copyOf(requests()));
        assertEquals(paths.size(), lines().size());
    }

    @Test
    void isNotThereUnlessAskedFor() throws Exception {
        try (var server = Pounce.start(APP, config().set(Options.ACCESS_LOG, false).build())) {
            ask(server, "GET", "/");
        }

        assertFalse(Files.exists(file()));
    }

    @Test
    void goesToALoggerWhereItIsToldSo() throws Exception {
        var written = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(written, true, StandardCharsets.UTF_8));
        var config = config().set(Options.ACCESS_LOG_OUTPUT, "log");
        try (var server = Pounce.start(APP, config.build())) {
            ask(server, "GET", "/logged");
        } finally {
            System.setErr(before);
        }

        var lines =
                written.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("pounce.access"))
                        .toList();
        assertEquals(1, lines.size(), written::toString);
        assertTrue(lines.getFirst().contains("INFO"), lines::toString);
        var line = lines.getFirst();
        assertEquals(
                "/logged", JsonReader.read(line.substring(line.indexOf('{'))).get("path").text());
    }

    /// A log of errors beside the usual one.
    @Test
    void isFilteredInCode() throws Exception {
        var file = directory.resolve("errors.log");
        var settings = config().set(Options.ACCESS_LOG_OUTPUT, file.toString()).build();
        var errors =
                LifecycleCollector.accessLog(settings)
                        .where(event ->
                                event instanceof RequestRefused
                                        || (event instanceof RequestEnded end
                                                && end.status() >= 400));
        try (var server = Pounce.start(APP, config().collector(errors).build())) {
            ask(server, "GET", "/");
            ask(server, "GET", "/none");
            hear(server, "garbage\r\n\r\n");
        }

        assertEquals(3, lines().size());
        assertEquals(
                List.of(400.0, 404.0),
                Files.readAllLines(file).stream()
                        .map(line -> JsonReader.read(line).get("status").number())
                        .sorted()
                        .toList());
    }
}
