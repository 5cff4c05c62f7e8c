package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.tests.tls.Wire;

@Timeout(60)
@Tag("wire")
final class ConnectionLimitTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

    /// As many are refused at a time; see `OpenConnections`.
    private static final int MOST_REFUSED = 1000;

    private static Server start(Duration headTimeout) {
        return start(headTimeout, 2);
    }

    private static Server start(Duration headTimeout, int workers) {
        var config =
                Wire.config()
                        .workers(workers)
                        .set(Options.LIMIT_CONNECTIONS, 1)
                        .set(Options.TIMEOUT_HEADER, headTimeout)
                        .build();
        return Pounce.start(_ -> Response.text("hello"), config);
    }

    private static Peer served(Server server) throws IOException {
        var peer = Peer.of(server).says(GET);
        peer.hears("hello");
        return peer;
    }

    /// Connects until there is a place: the server may see a close later than we make it.
    private static Peer servedAtLast(Server server) throws IOException {
        while (!Thread.currentThread().isInterrupted()) {
            var peer = Peer.of(server).says(GET);
            if (peer.hears("\r\n\r\n").startsWith("HTTP/1.1 200 ")) {
                peer.hears("hello");
                return peer;
            }
            peer.close();
        }
        throw new AssertionError("there was never a place");
    }

    private static void refused(Server server) throws IOException {
        try (var peer = Peer.of(server).says(GET)) {
            assertTrue(peer.hearsAll().startsWith("HTTP/1.1 503 "));
        }
    }

    @Test
    void answersOneTooManyWith503AndCloses() throws Exception {
        try (var server = start(Duration.ofSeconds(10));
                var first = served(server);
                var second = Peer.of(server)) {
            var refusal = second.says(GET).hearsAll();

            assertTrue(refusal.startsWith("HTTP/1.1 503 "), refusal);
            assertTrue(refusal.contains("retry-after: "), refusal);
            assertTrue(refusal.contains("connection: close"), refusal);
            assertTrue(refusal.contains("POUNCE_LIMIT_CONNECTIONS"), refusal);
            first.says(GET).hears("hello");
        }
    }

    @Test
    void doesNotLoseTheAnswerToAResetWhenTheClientGoesOnTalking() throws Exception {
        var upload = "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 30000\r\n\r\n";
        try (var server = start(Duration.ofSeconds(10));
                var _ = served(server);
                var second = Peer.of(server)) {
            second.says(upload + "x".repeat(30_000) + GET);

            assertTrue(second.hearsAll().startsWith("HTTP/1.1 503 "));
        }
    }

    @Test
    void closesOneTooManyThatSaysNothing() throws Exception {
        try (var server = start(Duration.ofMillis(200));
                var _ = served(server);
                var silent = Peer.of(server)) {
            assertEquals("", silent.hearsAll());
        }
    }

    @Test
    void closesOneTooManyThatDoesNotComeToAnEnd() throws Exception {
        try (var server = start(Duration.ofMillis(200));
                var _ = served(server);
                var slow = Peer.of(server)) {
            assertTrue(slow.says("GET / HT").hearsAll().startsWith("HTTP/1.1 408 "));
        }
    }

    @Test
    void hasRoomAgainWhenOneLeaves() throws Exception {
        try (var server = start(Duration.ofSeconds(10))) {
            for (int i = 0; i < 5; i++) {
                servedAtLast(server).close();
            }
        }
    }

    @Test
    void givesTheRoomOfOneThatLeftToTheNextWhileRefusedOnesStay() throws Exception {
        try (var server = start(Duration.ofHours(1), 1);
                var first = served(server);
                var silent = Peer.of(server)) {
            refused(server); // behind the silent one in the one queue, which has its place by now
            first.finishes();

            servedAtLast(server).close();
            silent.finishes();
        }
    }

    @Test
    void closesAtOnceWhatExceedsTheRefusedToo() throws Exception {
        assumeFalse(Wire.isSecure(), "it costs a thousand handshakes, and clients of TLS say more");
        var silent = new ArrayList<Peer>();
        try (var server = start(Duration.ofHours(1), 1);
                var first = served(server)) {
            for (int i = 0; i < MOST_REFUSED; i++) {
                silent.add(Peer.of(server));
            }

            try (var dropped = Peer.of(server)) {
                assertEquals("", dropped.hearsAll());
            }
            assertTrue(silent.getLast().says(GET).hearsAll().startsWith("HTTP/1.1 503 "));
            first.says(GET).hears("hello");
        } finally {
            for (var peer : silent) {
                peer.close();
            }
        }
    }
}
