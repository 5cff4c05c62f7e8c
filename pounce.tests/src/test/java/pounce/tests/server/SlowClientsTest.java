package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;

/// Clients that send an octet now and then, to keep a server busy with nothing (Slowloris and its
/// kin). Those that do not read are in [UnreadAnswersTest].
@Timeout(120)
final class SlowClientsTest {
    private static final int CLIENTS = 300;

    /// Between two octets of a client: that it is slow takes real time.
    private static final long PAUSE = Duration.ofMillis(250).toNanos();

    /// In octets of heap for each: both ends of the connection are in this process.
    private static final long BOUND = 64 << 10;

    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final String HEAD = "GET / HTTP/1.1\r\nx: ";
    private static final String POST =
            "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n";
    private static final String CHUNKS =
            "POST / HTTP/1.1\r\nhost: a\r\ntransfer-encoding: chunked\r\n\r\n";

    private static Server start() {
        return Pounce.start(
                SlowClientsTest::handle,
                ServerConfig.builder()
                        .port(0)
                        .set(Options.TIMEOUT_HEADER, Duration.ofSeconds(2))
                        .set(Options.TIMEOUT_REQUEST_BODY, Duration.ofSeconds(30))
                        .set(Options.TIMEOUT_REQUEST_BODY_GRACE, Duration.ofSeconds(2))
                        .build());
    }

    private static Response handle(Request request) {
        return Response.text(request.method().equals("POST") ? request.text() : "hello");
    }

    private static List<Peer> connect(Server server, String beginning) throws IOException {
        var peers = new ArrayList<Peer>();
        for (int i = 0; i < CLIENTS; i++) {
            peers.add(Peer.of(server).says(beginning));
        }
        return peers;
    }

    /// All clients send `drip` again and again, far below the lowest rate, until the server has
    /// answered each.
    ///
    /// @return the status lines of the answers
    private static Set<String> drip(Server server, String beginning, String drip)
            throws IOException {
        long before = Heap.live();
        var statuses = new TreeSet<String>();
        var slow = connect(server, beginning);
        for (int round = 0; !slow.isEmpty(); round++) {
            LockSupport.parkNanos(PAUSE);
            for (var peer : slow) {
                say(peer, drip);
            }
            othersAreServed(server);
            if (round == 1) {
                long each = (Heap.live() - before) / CLIENTS;
                assertTrue(each < BOUND, () -> each + " octets each");
                System.out.println("heap of a slow client: " + each + " octets");
            }
            for (var peers = slow.iterator(); peers.hasNext(); ) {
                var peer = peers.next();
                if (peer.input().available() > 0) {
                    var answer = peer.hearsAll();
                    statuses.add(answer.substring(0, answer.indexOf('\r')));
                    peer.close();
                    peers.remove();
                }
            }
        }
        return statuses;
    }

    /// A client that was refused may find the connection closed.
    private static void say(Peer peer, String drip) throws IOException {
        if (peer.input().available() == 0) {
            peer.says(drip);
        }
    }

    private static void othersAreServed(Server server) throws IOException {
        try (var other = Peer.of(server)) {
            for (int i = 0; i < 10; i++) {
                other.says(GET).hears("hello");
            }
        }
    }

    @Test
    void endAtTheDeadlineOfTheHead() throws Exception {
        try (var server = start()) {
            assertTrue(isTimeout(drip(server, HEAD, "x")));
        }
    }

    @Test
    void endWhenContentComesTooSlowly() throws Exception {
        try (var server = start()) {
            assertTrue(isTimeout(drip(server, POST, "x")));
        }
    }

    @Test
    void endWhenChunksComeTooSlowly() throws Exception {
        try (var server = start()) {
            assertTrue(isTimeout(drip(server, CHUNKS, "1\r\nx\r\n")));
        }
    }

    @Test
    void endWhenTheyEarnedTimeAndUsedItUp() throws Exception {
        try (var server = start()) {
            assertTrue(isTimeout(drip(server, POST + "x".repeat(240), "x")));
        }
    }

    private static boolean isTimeout(Set<String> statuses) {
        return statuses.equals(Set.of("HTTP/1.1 408 Request Timeout"));
    }
}
