package pounce.tests.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.HttpScope;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.error.RequestTimeoutException;

/// Clients that ask for much and read nothing of it.
@Timeout(120)
final class UnreadAnswersTest {
    private static final byte[] GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(US_ASCII);
    private static final byte[] ANSWER = new byte[10 << 20];
    private static final int CLIENTS = 1000;

    /// In octets of heap for each of them: buffers, stack, and the client's own side.
    private static final long BOUND = 64 << 10;

    private static Server start(Duration writeTimeout, Middleware... observers) {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .set(Options.TIMEOUT_WRITE, writeTimeout)
                        .middleware(Phase.OBSERVATION, observers)
                        .build();
        return Pounce.start(_ -> Response.bytes("application/octet-stream", ANSWER), config);
    }

    /// Returns once the answer has begun, which then cannot go on.
    private static SocketChannel ask(Server server) throws IOException {
        var client = SocketChannel.open();
        client.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        client.connect(new InetSocketAddress(server.uri().getHost(), server.uri().getPort()));
        client.write(ByteBuffer.wrap(GET));
        assertTrue(client.read(ByteBuffer.allocate(1)) > 0);
        return client;
    }

    private static void closeAll(List<SocketChannel> clients) throws IOException {
        for (var client : clients) {
            client.close();
        }
    }

    @Test
    void costLittleMemory() throws Exception {
        var clients = new ArrayList<SocketChannel>();
        try (var server = start(Duration.ofHours(1))) {
            clients.add(ask(server));
            long before = Heap.live();

            while (clients.size() <= CLIENTS) {
                clients.add(ask(server));
            }

            long each = (Heap.live() - before) / CLIENTS;
            assertTrue(each < BOUND, () -> each + " octets each");
            System.out.println("heap of a client that does not read: " + each + " octets");
            closeAll(clients);
        }
    }

    @Test
    void endAtTheWriteTimeout() throws Exception {
        int count = 100;
        var ended = new CountDownLatch(count);
        var timedOut = new AtomicInteger();
        Middleware observer =
                next ->
                        (scope, receive, send) -> {
                            try {
                                next.handle(scope, receive, send);
                            } catch (RequestTimeoutException slow) {
                                assertEquals(ErrorCode.POUNCE_TIMEOUT_WRITE, slow.code());
                                timedOut.incrementAndGet();
                                throw slow;
                            } finally {
                                if (scope instanceof HttpScope) {
                                    ended.countDown();
                                }
                            }
                        };
        var clients = new ArrayList<SocketChannel>();
        try (var server = start(Duration.ofMillis(500), observer)) {
            while (clients.size() < count) {
                clients.add(ask(server));
            }

            assertTrue(ended.await(60, TimeUnit.SECONDS));
            assertEquals(count, timedOut.get());
            closeAll(clients);
        }
    }
}
