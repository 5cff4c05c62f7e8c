package pounce.tests.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import pounce.api.Handler;
import pounce.api.Headers;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.tests.tracing.OtlpReader.ReadSpan;

/// Stands for a collector: remembers what it gets, and answers as it is told.
public final class TestCollector implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final BlockingQueue<Posted> posted = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<Handler> answers = new ConcurrentLinkedQueue<>();
    private final Server server =
            Pounce.start(this::answer, ServerConfig.builder().port(0).workers(1).build());

    /// A request as it came.
    public record Posted(String method, String path, Headers headers, String content, long nanos) {
        public List<ReadSpan> spans() {
            return OtlpReader.read(content).spans();
        }
    }

    private Response answer(Request request) throws Exception {
        var octets = request.bytes();
        var content =
                request.headers().first("content-encoding").orElse("").equals("gzip")
                        ? unzipped(octets)
                        : octets;
        posted.add(
                new Posted(
                        request.method(),
                        request.path(),
                        request.headers(),
                        new String(content, StandardCharsets.UTF_8),
                        System.nanoTime()));
        var next = answers.poll();
        return next == null ? Response.json("{}") : next.handle(request);
    }

    private static byte[] unzipped(byte[] octets) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(octets))) {
            return in.readAllBytes();
        }
    }

    public URI endpoint() {
        return server.uri().resolve("/v1/traces");
    }

    /// Answers the next request that nothing is said about yet.
    public TestCollector answers(Handler answer) {
        answers.add(answer);
        return this;
    }

    public TestCollector answers(int status) {
        return answers(_ -> Response.of(status));
    }

    /// {@return a config whose server sends its spans here, soon}
    public ServerConfig.Builder config() {
        return ServerConfig.builder()
                .port(0)
                .workers(2)
                .set(Options.TRACING, true)
                .set(Options.TRACING_ENDPOINT, endpoint());
    }

    /// {@return the next request; waits for it}
    public Posted next() throws InterruptedException {
        var next = posted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertNotNull(next, "no request");
        return next;
    }

    /// {@return what came so far and was not asked for yet}
    public List<Posted> rest() {
        var rest = new ArrayList<Posted>();
        posted.drainTo(rest);
        return rest;
    }

    /// {@return the spans of all that}
    public List<ReadSpan> spans() {
        return rest().stream().flatMap(each -> each.spans().stream()).toList();
    }

    /// {@return the only span of all that}
    public ReadSpan span() {
        var spans = spans();
        assertEquals(1, spans.size(), spans::toString);
        return spans.getFirst();
    }

    @Override
    public void close() {
        server.close();
    }
}
