package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ResponseFile;
import pounce.api.ResponseStart;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.PounceException;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.ResponseCompleted;
import pounce.tests.tls.Wire;

/// Files on their way past the process, by the system's own hand.
@Timeout(60)
@Tag("wire")
final class FilesTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final String LAST = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

    /// More than sockets hold.
    private static final int SIZE = 24 << 20;

    @TempDir Path folder;
    private Path path;
    private byte[] octets;

    @BeforeEach
    void write() throws IOException {
        octets = new byte[SIZE];
        new Random(1).nextBytes(octets);
        path = Files.write(folder.resolve("file"), octets);
    }

    private Server start(App app) {
        return Pounce.start(app, Wire.config().workers(1).build());
    }

    private App file() {
        return App.of(_ -> Response.file("application/octet-stream", path));
    }

    private static byte[] content(byte[] answer) {
        for (int i = 0; ; i++) {
            if (answer[i] == '\n' && answer[i + 1] == '\r') {
                return Arrays.copyOfRange(answer, i + 3, answer.length);
            }
        }
    }

    private static byte[] untilClosed(Peer peer) throws IOException {
        var heard = new ByteArrayOutputStream();
        var piece = new byte[64 << 10];
        try {
            for (int n = peer.input().read(piece); n >= 0; n = peer.input().read(piece)) {
                heard.write(piece, 0, n);
            }
        } catch (SocketTimeoutException never) {
            throw never;
        } catch (SocketException _) {
            return heard.toByteArray(); // a reset
        }
        return heard.toByteArray();
    }

    @Test
    void arriveWholeBehindTheirHead() throws Exception {
        try (var server = start(file());
                var peer = Peer.of(server)) {
            assertArrayEquals(octets, content(peer.says(LAST).input().readAllBytes()));
        }
    }

    @Test
    void arriveOneBehindTheOther() throws Exception {
        path = Files.write(folder.resolve("small"), Arrays.copyOf(octets, 100_000));
        try (var server = start(file());
                var peer = Peer.of(server)) {
            peer.says(GET.repeat(20) + LAST);

            for (int i = 0; i < 21; i++) {
                var head = peer.hears("\r\n\r\n");
                assertTrue(head.contains("content-length: 100000\r\n"), head);
                assertArrayEquals(Arrays.copyOf(octets, 100_000), peer.input().readNBytes(100_000));
            }
            assertEquals(-1, peer.input().read());
        }
    }

    @Test
    void arriveInParts() throws Exception {
        try (var server = start(file());
                var peer = Peer.of(server)) {
            int first = SIZE / 3;
            peer.says(LAST.replace("\r\n\r\n", "\r\nrange: bytes=" + first + "-\r\n\r\n"));

            var answer = peer.input().readAllBytes();

            assertArrayEquals(Arrays.copyOfRange(octets, first, SIZE), content(answer));
        }
    }

    @Test
    void arriveOverUnixDomainSockets() throws Exception {
        var socket = folder.resolve("s");
        var config = ServerConfig.builder().listen("unix:" + socket).workers(1).build();
        try (var _ = Pounce.start(file(), config);
                var peer = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            peer.connect(UnixDomainSocketAddress.of(socket));
            peer.write(ByteBuffer.wrap(LAST.getBytes(ISO_8859_1)));

            assertArrayEquals(octets, content(Channels.newInputStream(peer).readAllBytes()));
        }
    }

    @Test
    void doNotKeepOthersWaitingWhereTheirClientDoesNotRead() throws Exception {
        App app =
                App.of(request ->
                        request.path().equals("/")
                                ? Response.file("application/octet-stream", path)
                                : Response.text("hello"));
        try (var server = start(app);
                var slow = Peer.of(server);
                var other = Peer.of(server)) {
            slow.says(LAST).hears("\r\n\r\n");

            other.says("GET /hello HTTP/1.1\r\nhost: a\r\n\r\n").hears("hello");

            assertArrayEquals(octets, slow.input().readAllBytes());
        }
    }

    @Test
    void stayWhatTheyWereWhenAnotherFileTakesTheirPlace() throws Exception {
        try (var server = start(file());
                var peer = Peer.of(server)) {
            peer.says(LAST).hears("\r\n\r\n");
            var other = Files.write(folder.resolve("other"), new byte[SIZE]);

            Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);

            assertArrayEquals(octets, peer.input().readAllBytes());
        }
    }

    @Test
    void endTheConnectionWhenTheyBecomeShorter() throws Exception {
        try (var server = start(file());
                var peer = Peer.of(server)) {
            peer.says(GET + GET).hears("\r\n\r\n");
            try (var file = FileChannel.open(path, StandardOpenOption.WRITE)) {
                file.truncate(1 << 20);
            }

            var heard = untilClosed(peer);

            assertTrue(heard.length < SIZE, () -> heard.length + " octets");
            assertArrayEquals(Arrays.copyOf(octets, heard.length), heard);
        }
    }

    @Test
    void tellTheApplicationThatTheyBecameShorter() throws Exception {
        var told = new AtomicReference<String>();
        var ended = new CountDownLatch(1);
        App app =
                (scope, _, send) -> {
                    if (!(scope instanceof HttpScope)) return;
                    try (var file = FileChannel.open(path)) {
                        send.send(new ResponseStart(200));
                        send.send(ResponseFile.last(file, 1, SIZE));
                    } catch (PounceException failure) {
                        told.set(failure.code().name());
                        throw failure;
                    } finally {
                        ended.countDown();
                    }
                };
        try (var server = start(app);
                var peer = Peer.of(server)) {
            peer.says(LAST).hears("\r\n\r\n");

            assertArrayEquals(Arrays.copyOfRange(octets, 1, SIZE), untilClosed(peer));
            assertTrue(ended.await(30, TimeUnit.SECONDS));
            assertEquals("POUNCE_APP_FILE", told.get());
        }
    }

    @Test
    void endWithARequestThatTakesTooLong() throws Exception {
        var freed = new CountDownLatch(1);
        var config =
                Wire.config()
                        .workers(1)
                        .set(Options.TIMEOUT_REQUEST, Duration.ofMillis(100))
                        .middleware(Phase.OBSERVATION, RequestEnds.seenBy(freed::countDown))
                        .build();
        try (var server = Pounce.start(file(), config);
                var peer = Peer.of(server)) {
            peer.says(GET).hears("\r\n\r\n");

            assertTrue(freed.await(30, TimeUnit.SECONDS));
            assertTrue(untilClosed(peer).length < SIZE);
        }
    }

    @Test
    void endWithAClientThatTakesNothing() throws Exception {
        var freed = new CountDownLatch(1);
        var config =
                Wire.config()
                        .workers(1)
                        .set(Options.TIMEOUT_WRITE, Duration.ofMillis(200))
                        .middleware(Phase.OBSERVATION, RequestEnds.seenBy(freed::countDown))
                        .build();
        try (var server = Pounce.start(file(), config);
                var peer = Peer.of(server)) {
            peer.says(GET).hears("\r\n\r\n");

            assertTrue(freed.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void endWithAClientThatLeaves() throws Exception {
        var freed = new CountDownLatch(1);
        var config =
                Wire.config()
                        .workers(1)
                        .middleware(Phase.OBSERVATION, RequestEnds.seenBy(freed::countDown))
                        .build();
        try (var server = Pounce.start(file(), config);
                var peer = Peer.of(server)) {
            peer.says(GET).hears("\r\n\r\n");

            peer.resets();

            assertTrue(freed.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void goOnForAClientThatOnlyClosesItsSide() throws Exception {
        try (var server = start(file());
                var peer = Peer.of(server)) {
            peer.says(LAST).finishes();

            assertArrayEquals(octets, content(peer.input().readAllBytes()));
        }
    }

    @Test
    void areCountedToTheOctet() throws Exception {
        var events = new ConcurrentLinkedQueue<LifecycleEvent>();
        var config = Wire.config().workers(1).collector(events::add).build();
        byte[] answer;
        try (var server = Pounce.start(file(), config);
                var peer = Peer.of(server)) {
            answer = peer.says(LAST).input().readAllBytes();
        }

        for (var event : events) {
            switch (event) {
                case ResponseCompleted response -> {
                    assertEquals(answer.length, response.bytesSent());
                    assertEquals(SIZE, response.contentBytes());
                }
                case ConnectionCompleted connection ->
                        assertEquals(answer.length, connection.totalBytesSent());
                default -> {}
            }
        }
        assertEquals(
                1, events.stream().filter(event -> event instanceof ResponseCompleted).count());
    }
}
