package pounce.tests.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.AccessLogFormat;
import pounce.api.AccessLogQuery;
import pounce.api.Address;
import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.RequestHead;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.ResponseCompleted;
import pounce.lifecycle.access.AccessLogProvider;
import pounce.tests.api.ScriptedScope;
import pounce.tests.field.Json;
import pounce.tests.field.JsonReader;

@Timeout(60)
final class AccessLogTest {
    private static final Pattern COMBINED =
            Pattern.compile(
                    "(\\S+) - - \\[([^\\]]+)\\] \"((?:[^\"\\\\]|\\\\.)*)\" (\\d+) (\\S+)"
                            + " \"((?:[^\"\\\\]|\\\\.)*)\" \"((?:[^\"\\\\]|\\\\.)*)\"");

    private ServerConfig.Builder config = ServerConfig.builder();

    /// {@return all that the log has when it is closed}
    private String log(LifecycleEvent... events) throws Exception {
        var file = Files.createTempFile("access", ".log");
        try {
            var log = open(file);
            for (var event : events) {
                log.record(event);
            }
            ((AutoCloseable) log).close();
            assertEquals(0, log.dropped());
            return Files.readString(file);
        } finally {
            Files.delete(file);
        }
    }

    private LifecycleCollector open(Path file) {
        return new AccessLogProvider()
                .create(config.set(Options.ACCESS_LOG_OUTPUT, file.toString()).build());
    }

    private AccessLogTest as(AccessLogFormat format) {
        config.set(Options.ACCESS_LOG_FORMAT, format);
        return this;
    }

    private Json json(LifecycleEvent event) throws Exception {
        var text = as(AccessLogFormat.JSON).log(event);
        assertTrue(text.endsWith("\n"), text);
        return JsonReader.read(text.substring(0, text.length() - 1));
    }

    private Matcher combined(LifecycleEvent event) throws Exception {
        var text = as(AccessLogFormat.COMBINED).log(event);
        var line = COMBINED.matcher(text.strip());
        assertTrue(line.matches(), text);
        return line;
    }

    // ---------------------------------------------------------------- what lines say

    /// The contract: no key is renamed, none gets another type.
    @Test
    void hasTheKeysOfItsContract() throws Exception {
        var line = json(Requests.completed("GET", "/a?b=c", 200, 1.26));

        assertEquals(
                List.of(
                        "ts",
                        "level",
                        "method",
                        "path",
                        "version",
                        "status",
                        "bytes",
                        "duration_ms",
                        "client",
                        "req_id",
                        "gen"),
                line.members().stream().map(Json.Member::name).toList());
        assertEquals("info", line.get("level").text());
        assertEquals("GET", line.get("method").text());
        assertEquals("/a?b=c", line.get("path").text());
        assertEquals(200, line.get("status").number());
        assertEquals(13, line.get("bytes").number(), "content alone");
        assertEquals(1.3, line.get("duration_ms").number());
        assertEquals(ScriptedScope.of().client().toString(), line.get("client").text());
        assertEquals(Requests.started("", "").requestId().toString(), line.get("req_id").text());
        assertEquals(ScriptedScope.of().generation(), line.get("gen").number());
    }

    @Test
    void tellsTheTimeByTheWallClock() throws Exception {
        var before = OffsetDateTime.now(ZoneOffset.UTC);
        var line = json(Requests.completed("GET", "/", 200, 1));
        var after = OffsetDateTime.now(ZoneOffset.UTC);

        var margin = Duration.ofMillis(50); // two clocks are read one after the other
        var time = OffsetDateTime.parse(line.get("ts").text());
        assertTrue(time.isAfter(before.minus(margin)), time.toString());
        assertTrue(time.isBefore(after.plus(margin)), time.toString());
    }

    @Test
    void warnsOfServerErrors() throws Exception {
        assertEquals("warn", json(Requests.completed("GET", "/", 500, 1)).get("level").text());
        assertEquals("info", json(Requests.completed("GET", "/", 499, 1)).get("level").text());
    }

    @Test
    void tellsTheClientAndTheIdThatMiddlewareHasFoundOut() throws Exception {
        var head =
                Requests.head(RequestHead.REQUEST_ID, "from elsewhere")
                        .with(RequestHead.CLIENT, new Address("2001:db8::1", 5));

        var line = json(Requests.completed("GET", "/", 200, 1, head));

        assertEquals("from elsewhere", line.get("req_id").text());
        assertEquals("[2001:db8::1]:5", line.get("client").text());
    }

    @Test
    void tellsHowARequestEndedThatDidNotEndWell() throws Exception {
        var aborted = json(Requests.aborted(200));
        assertEquals("backpressure", aborted.get("end").text());
        assertEquals(200, aborted.get("status").number());
        assertEquals(40, aborted.get("bytes").number());

        var gone = json(Requests.gone(0));
        assertEquals("client_disconnect", gone.get("end").text());
        assertEquals(499, gone.get("status").number());

        assertEquals(500, json(Requests.aborted(0)).get("status").number());
    }

    @Test
    void tellsOfWhatWasNoRequest() throws Exception {
        var line = json(Requests.refused(ErrorCode.POUNCE_PARSE_REQUEST_LINE));

        assertEquals(400, line.get("status").number());
        assertEquals("-", line.get("method").text());
        assertEquals("-", line.get("path").text());
        assertEquals(88, line.get("bytes").number());
        assertEquals("192.0.2.1:4321", line.get("client").text());
        assertEquals("POUNCE_PARSE_REQUEST_LINE", line.get("code").text());
        assertTrue(
                as(AccessLogFormat.COMMON)
                        .log(Requests.refused(ErrorCode.POUNCE_PARSE_REQUEST_LINE))
                        .endsWith("] \"-\" 400 88\n"));
    }

    @Test
    void writesTheFormatsThatOthersRead() throws Exception {
        var event =
                Requests.completed(
                        "GET",
                        "/a",
                        200,
                        1,
                        Requests.from("192.0.2.9", "referer", "http://a/", "user-agent", "curl/8"));

        var line = combined(event);
        assertEquals("192.0.2.9", line.group(1));
        assertTrue(
                line.group(2).matches("\\d\\d/[A-Z][a-z]{2}/\\d{4}:\\d\\d:\\d\\d:\\d\\d \\+0000"));
        assertEquals("GET /a HTTP/1.1", line.group(3));
        assertEquals("200", line.group(4));
        assertEquals("13", line.group(5));
        assertEquals("http://a/", line.group(6));
        assertEquals("curl/8", line.group(7));
        assertTrue(as(AccessLogFormat.COMMON).log(event).endsWith("\"GET /a HTTP/1.1\" 200 13\n"));
    }

    @Test
    void writesShortLinesForPeople() throws Exception {
        var text = as(AccessLogFormat.TEXT).log(Requests.completed("GET", "/a", 200, 1.26));

        assertTrue(
                text.matches("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} \\S+ GET /a 200 13B 1\\.3ms \\S+\n"),
                text);
        assertTrue(
                as(AccessLogFormat.TEXT)
                        .log(Requests.refused(ErrorCode.POUNCE_PARSE_HOST))
                        .endsWith(" - - 400 88B POUNCE_PARSE_HOST\n"));
    }

    // ---------------------------------------------------------------- what they hide, and leave
    // out

    @Test
    void hidesWhatSoundsLikeASecret() throws Exception {
        config.set(Options.ACCESS_LOG_REDACT, List.of("Colour"));
        var target = "/a?q=1&access_token=t&x&API-Key=k;colour=red&t%6Fken=u&code=&zipcode=7";

        assertEquals(
                "/a?q=1&access_token=***&x&API-Key=***;colour=***&t%6Fken=***&code=***&zipcode=7",
                json(Requests.completed("GET", target, 200, 1)).get("path").text());
    }

    @Test
    void showsOrOmitsQueriesWhereItIsToldSo() throws Exception {
        config.set(Options.ACCESS_LOG_QUERY, AccessLogQuery.SHOWN);
        assertEquals(
                "/a?token=t",
                json(Requests.completed("GET", "/a?token=t", 200, 1)).get("path").text());
        config.set(Options.ACCESS_LOG_QUERY, AccessLogQuery.OMITTED);
        assertEquals(
                "/a", json(Requests.completed("GET", "/a?token=t", 200, 1)).get("path").text());
    }

    /// The page before this one may have had the same secrets.
    @Test
    void hidesSecretsInTheReferrerToo() throws Exception {
        var event =
                Requests.completed(
                        "GET",
                        "/a",
                        200,
                        1,
                        Requests.from("a", "referer", "http://a/b?token=tiger&q=1"));

        assertEquals("http://a/b?token=***&q=1", combined(event).group(6));
        config.set(Options.ACCESS_LOG_QUERY, AccessLogQuery.OMITTED);
        assertEquals("http://a/b", combined(event).group(6));
        config.set(Options.ACCESS_LOG_QUERY, AccessLogQuery.SHOWN);
        assertEquals("http://a/b?token=tiger&q=1", combined(event).group(6));
    }

    @Test
    void leavesOutHealthAndWhatIsToBeSkipped() throws Exception {
        config.set(Options.HEALTH_READY_PATH, "/readyz")
                .set(Options.HEALTH_LIVE_PATH, "/livez")
                .set(Options.ACCESS_LOG_SKIP, List.of("/favicon.ico", "/assets/*"));
        var paths =
                List.of(
                        "/readyz",
                        "/livez?verbose",
                        "/favicon.ico",
                        "/assets/a.css",
                        "/readyz/no",
                        "/assets");

        var text =
                as(AccessLogFormat.JSON)
                        .log(
                                paths.stream()
                                        .map(path -> Requests.completed("GET", path, 200, 1))
                                        .toArray(LifecycleEvent[]::new));

        assertEquals(
                List.of("/readyz/no", "/assets"),
                text.lines().map(line -> JsonReader.read(line).get("path").text()).toList());
    }

    @Test
    void leavesOutWhatAFilterDoesNotWant() throws Exception {
        var file = Files.createTempFile("access", ".log");
        var log = open(file);
        var errors = log.where(event -> event instanceof ResponseCompleted r && r.status() >= 400);

        errors.record(Requests.completed("GET", "/fine", 200, 1));
        errors.record(Requests.completed("GET", "/bad", 404, 1));
        ((AutoCloseable) errors).close();

        assertFalse(Files.readString(file).contains("/fine"));
        assertTrue(Files.readString(file).contains("/bad"));
        Files.delete(file);
    }

    // ---------------------------------------------------------------- what clients cannot do

    @Provide
    Arbitrary<String> texts() {
        var nasty = "\n\r\"\\\t\u001B\u0000\u007F\u0085\u2028\u202E\uD800\uDC00ab\u00E4";
        return Arbitraries.oneOf(
                Arbitraries.strings().withChars(nasty.toCharArray()).ofMaxLength(30),
                Arbitraries.strings().all().ofMaxLength(30));
    }

    @Property(tries = 300)
    void noClientCanWriteAnotherLineOrMeanAnotherValue(
            @ForAll("texts") String method,
            @ForAll("texts") String path,
            @ForAll("texts") String client)
            throws Exception {
        config = ServerConfig.builder().set(Options.ACCESS_LOG_QUERY, AccessLogQuery.SHOWN);
        var host = "x" + client.replace(':', '.'); // with a colon it would be an IPv6 literal
        var head = Requests.from(host);
        var event = Requests.completed(method, path, 200, 1, head);

        var line = json(event);
        assertEquals(printable(method), printable(line.get("method").text()));
        assertEquals(printable(path), printable(line.get("path").text()));
        assertTrue(printable(line.get("client").text()).startsWith(printable(host)));
        for (var format :
                Set.of(AccessLogFormat.COMMON, AccessLogFormat.COMBINED, AccessLogFormat.TEXT)) {
            var text = as(format).log(event);
            assertEquals(text.length() - 1, text.indexOf('\n'), "one line");
            assertTrue(
                    text.chars().limit(text.length() - 1).allMatch(c -> c >= ' ' && c < 0x7F),
                    text);
        }
        combined(event);
    }

    /// Halves of surrogate pairs have no octets: they come back as they were from JSON, and are all
    /// that is compared loosely.
    private static String printable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    @Test
    void cutsOffWhatIsTooLongAndStillWritesTheLine() throws Exception {
        var line = json(Requests.completed("GET", "/" + "\u0001".repeat(1 << 20), 200, 1));

        var path = line.get("path").text();
        assertTrue(path.length() < 8 << 10);
        assertTrue(path.endsWith("..."));
    }

    // ---------------------------------------------------------------- how they are written

    @Test
    void writesLinesOfManyThreadsWhole() throws Exception {
        var file = Files.createTempFile("access", ".log");
        config.set(Options.ACCESS_LOG_BUFFER, Size.ofMebibytes(64)).workers(1);
        var log = as(AccessLogFormat.JSON).open(file);
        int threads = 8;
        int each = 5000;
        var running =
                IntStream.range(0, threads)
                        .mapToObj(number ->
                                Thread.ofPlatform()
                                        .start(() -> {
                                            for (int i = 0; i < each; i++) {
                                                log.record(
                                                        Requests.completed(
                                                                "GET",
                                                                "/" + number + "/" + i,
                                                                200,
                                                                1));
                                            }
                                        }))
                        .toList();
        for (var thread : running) {
            thread.join();
        }
        ((AutoCloseable) log).close();

        var paths =
                Files.readAllLines(file).stream()
                        .map(line -> JsonReader.read(line).get("path").text())
                        .toList();
        assertEquals(threads * each, paths.size());
        assertEquals(paths.size(), Set.copyOf(paths).size());
        assertEquals(0, log.dropped());
        Files.delete(file);
    }

    /// A pipe that nobody reads.
    @Test
    void dropsAndCountsWhatCannotBeWritten() throws Exception {
        var pipe = Files.createTempDirectory("access").resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        config.set(Options.ACCESS_LOG_BUFFER, Size.ofKibibytes(64)).workers(1);
        var log = as(AccessLogFormat.JSON);
        var reader = Thread.ofPlatform().daemon().start(() -> holdOpen(pipe));
        var collector = log.open(pipe);
        for (int i = 0; i < 20_000; i++) {
            collector.record(Requests.completed("GET", "/" + i, 200, 1));
        }

        assertTrue(collector.dropped() > 0);
        reader.interrupt();
    }

    private static void holdOpen(Path pipe) {
        try (var in = Files.newInputStream(pipe)) {
            in.read();
            Thread.sleep(Duration.ofMinutes(1));
        } catch (IOException | InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    /// A disk that is full.
    @Test
    void countsWhatIsLostWhereNothingCanBeWritten() throws Exception {
        var full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "skipped: this system has no disk that is always full");
        var log = as(AccessLogFormat.JSON).open(full);
        for (int i = 0; i < 3; i++) {
            log.record(Requests.completed("GET", "/", 200, 1));
        }
        ((AutoCloseable) log).close();

        assertEquals(3, log.dropped());
    }

    @Test
    void refusesAFileThatCannotBeWritten() {
        var thrown = assertThrows(ConfigException.class, () -> open(Path.of("/no/such/place")));

        assertTrue(thrown.toString().contains("access-log.output"), thrown.toString());
    }

    @Test
    void keepsItsFileFromOthers() throws Exception {
        var directory = Files.createTempDirectory("access");
        var file = directory.resolve("access.log");
        ((AutoCloseable) open(file)).close();

        assertFalse(Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ));
        Files.delete(file);
        Files.delete(directory);
    }

    @Test
    void dropsWhatComesAfterItIsClosed() throws Exception {
        var file = Files.createTempFile("access", ".log");
        var log = open(file);
        ((AutoCloseable) log).close();

        log.record(Requests.completed("GET", "/", 200, 1));

        assertEquals(1, log.dropped());
        Files.delete(file);
    }
}
