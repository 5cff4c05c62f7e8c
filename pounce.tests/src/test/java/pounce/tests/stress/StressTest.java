package pounce.tests.stress;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.WorkerMode;

@Timeout(180)
final class StressTest {
    private static final Stress ONE_QUESTION = new Stress(1, 0, Duration.ZERO, 0);

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void losesDoublesAndConfusesNoAnswer(int concurrentRequests) throws Exception {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(2)
                        .set(Options.LIMIT_CONCURRENT_REQUESTS, concurrentRequests)
                        .set(Options.TIMEOUT_QUEUE, Duration.ofHours(1))
                        .build();
        assertNothingIsLost(config);
    }

    /// A watchdog on a hair trigger: whatever is not done in a moment loses its loop.
    @ParameterizedTest
    @EnumSource(
            value = WorkerMode.class,
            names = {"AUTO", "SHARED", "INLINE"})
    void losesNothingWhileLoopsChangeTheirThreads(WorkerMode mode) throws Exception {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.WORKER_MODE, mode)
                        .set(Options.TIMEOUT_HELD_LOOP, Duration.ofMillis(1))
                        .build();
        assertNothingIsLost(config);
    }

    private static void assertNothingIsLost(ServerConfig config) throws Exception {
        var stress = new Stress(24, 6, Duration.ofSeconds(2), System.nanoTime());
        try (var server = Pounce.start(new StressApp(), config)) {
            var findings = stress.run(Stress.local(server.uri().getPort()));

            assertEquals(List.of(), findings.failures(), stress::toString);
            assertTrue(findings.answers() > 30, findings::toString);
        }
    }

    @Test
    void findsAnAnswerThatIsNotTheRightOne() throws Exception {
        var config = ServerConfig.builder().port(0).build();
        try (var server = Pounce.start(_ -> Response.text("something"), config)) {
            var findings = ONE_QUESTION.run(Stress.local(server.uri().getPort()));

            assertEquals(1, findings.failures().size());
            assertEquals(0, findings.answers());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nlas",
                "HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nlastlast",
                "HTTP/1.1 503 Service Unavailable\r\ncontent-length: 4\r\n\r\nlast"
            })
    void findsWhatIsLostOrTooMuch(String answer) throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var serving = CompletableFuture.runAsync(() -> answer(server, answer));
            var findings = ONE_QUESTION.run(Stress.local(server.getLocalPort()));

            serving.get();
            assertEquals(1, findings.failures().size());
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (var client = server.accept()) {
            var head = new byte[512];
            assertTrue(client.getInputStream().read(head) > 0);
            client.getOutputStream().write(answer.getBytes(ISO_8859_1));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
