package pounce.tests.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.Handler;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.tests.server.Peer;
import pounce.tests.tracing.OtlpReader;
import pounce.tests.tracing.TestCollector;

@Timeout(60)
final class TracingPageTest {
    private static final Path PAGE = Path.of("..", "docs", "tracing.md");
    private static final Path SAMPLES =
            Path.of("src", "test", "java", "pounce", "tests", "docs", "TracingSamples.java");

    private final TestCollector collector = new TestCollector();

    @AfterEach
    void closeCollector() {
        collector.close();
    }

    private static String block(String language) throws Exception {
        var found =
                Pattern.compile("(?s)```" + language + "\n(.*?)```")
                        .matcher(Files.readString(PAGE));
        assertTrue(found.find(), language);
        return found.group(1);
    }

    private static Set<String> rows(String heading) throws Exception {
        var page = Files.readString(PAGE);
        int from = page.indexOf(heading);
        return page.substring(from, page.indexOf("\n\n", page.indexOf("|---|", from)))
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void itsPropertiesWork(@TempDir Path directory) throws Exception {
        var file = directory.resolve("pounce.properties");
        Files.writeString(file, block("properties"));
        var config =
                ServerConfig.builder()
                        .file(file)
                        .set(Options.PORT, 0)
                        .set(Options.TRACING_ENDPOINT, collector.endpoint())
                        .build();
        assertEquals(0.1, config.get(Options.TRACING_SAMPLE_RATIO));
        try (var server = Pounce.start((Handler) _ -> Response.text("!"), config);
                var peer = Peer.of(server)) {
            var parent = "traceparent: 00-" + "1".repeat(32) + '-' + "2".repeat(16) + "-01\r\n";
            peer.says("GET / HTTP/1.1\r\nhost: a\r\n" + parent + "\r\n").hears("!");
        }
        var content = OtlpReader.read(collector.next().content());

        assertEquals("shop", content.resource().get("service.name"));
        assertEquals("production", content.resource().get("deployment.environment.name"));
        assertEquals(1, content.spans().size());
    }

    @Test
    void itListsEveryAttribute() throws Exception {
        Handler handler = request -> Response.of(request.path().equals("/500") ? 500 : 200);
        try (var server = Pounce.start(handler, collector.config().build());
                var peer = Peer.of(server)) {
            peer.says("GET /500?q HTTP/1.1\r\nhost: a\r\nuser-agent: b\r\n\r\n").hears("\r\n\r\n");
            peer.says("MADEUP / HTTP/1.1\r\nhost: a\r\n\r\n").hears("\r\n\r\n");
        }
        var told = new TreeSet<String>();
        collector.spans().forEach(span -> told.addAll(span.attributes().keySet()));

        assertEquals(told, rows("| attribute |"));
    }

    @Test
    void itExplainsEveryOption() throws Exception {
        var page = Files.readString(PAGE);

        for (var option : Options.all()) {
            if (option.name().startsWith("tracing.")) {
                assertTrue(page.contains(option.name()), option::name);
            }
        }
        var named = Pattern.compile("`(tracing\\.[a-z.-]+)`").matcher(page).results().toList();
        var known = Options.all().stream().map(Option::name).toList();
        named.forEach(match -> assertTrue(known.contains(match.group(1)), match.group(1)));
    }

    @Test
    void itsCodeIsTheOneThatIsTested() throws Exception {
        var code = block("java").replaceAll("(?m)^import .*$", "");
        assertTrue(plain(Files.readString(SAMPLES)).contains(plain(code)));
    }

    /// {@return a text without white space, which the formatter and the page put where they like}
    private static String plain(String text) {
        return text.replaceAll("\\s+", "");
    }

    @Test
    void theSpanOfARequestIsTheParentOfThoseOfOpenTelemetry() throws Exception {
        var seen = new ConcurrentLinkedQueue<SpanContext>();
        Handler handler =
                _ -> {
                    seen.add(Span.current().getSpanContext());
                    return Response.text("!");
                };
        var config = collector.config().middleware(TracingSamples.openTelemetry());
        try (var server = Pounce.start(handler, config.build());
                var peer = Peer.of(server)) {
            var parent = "00-" + "1".repeat(32) + '-' + "2".repeat(16) + "-01";
            peer.says(
                            "GET / HTTP/1.1\r\nhost: a\r\ntraceparent: "
                                    + parent
                                    + "\r\ntracestate: a=1,b=2\r\n\r\n")
                    .hears("!");
        }
        var span = collector.span();
        var current = seen.element();

        assertEquals(span.traceId(), current.getTraceId());
        assertEquals(span.spanId(), current.getSpanId());
        assertTrue(current.isRemote());
        assertTrue(current.isSampled());
        assertEquals("{a=1, b=2}", new TreeMap<>(current.getTraceState().asMap()).toString());
        assertFalse(Span.current().getSpanContext().isValid(), "none is left behind");
    }
}
