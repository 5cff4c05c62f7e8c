package pounce.tests.staticfiles;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Settings;
import pounce.api.Size;
import pounce.api.StaticFiles;
import pounce.staticfiles.StaticFilesService;

/// How long files are taken for what they were, by a clock that the test sets.
@Timeout(60)
final class CacheTest {
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final int LARGE = 24 << 20;

    @TempDir Path folder;
    private final AtomicLong clock = new AtomicLong();
    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("file.txt");
        replace("first");
    }

    /// At no moment is there no file: a move that just replaces would delete the old one first.
    private void replace(String text) throws IOException {
        var next = Files.writeString(folder.resolve("next"), text);
        Files.setLastModifiedTime(next, FileTime.from(THEN));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void pass(Duration time) {
        clock.addAndGet(time.toNanos());
    }

    private Server start() {
        return start(ServerConfig.defaults());
    }

    private Server start(Settings settings) {
        var files =
                new StaticFilesService(clock::get)
                        .create(List.of(StaticFiles.of("/", folder)), settings);
        return Pounce.start(
                files.apply(App.of(_ -> Response.text("none").status(404))),
                ServerConfig.builder().port(0).workers(1).set(Options.COMPRESSION, false).build());
    }

    private static String get(Server server) throws IOException {
        return Visit.get(server, "/file.txt").text();
    }

    @Test
    void aFileThatIsKnownIsNotLookedForWithinASecond() throws IOException {
        try (var server = start()) {
            assertEquals("first", get(server));
            Files.delete(file);

            pass(FRESH.minusNanos(1));

            assertEquals("first", get(server));
        }
    }

    @Test
    void aFileThatIsGoneIsNotFoundAfterASecond() throws IOException {
        try (var server = start()) {
            assertEquals("first", get(server));
            Files.delete(file);

            pass(FRESH);

            assertEquals("none", get(server));
        }
    }

    /// Even if size and date are the same: it has another inode.
    @Test
    void aFileThatWasReplacedIsFoundAfterASecond() throws IOException {
        try (var server = start()) {
            var tag = Visit.get(server, "/file.txt").field("etag");
            replace("other");
            assertEquals("first", get(server));

            pass(FRESH);

            var visit = Visit.get(server, "/file.txt", "if-none-match: " + tag);
            assertEquals(200, visit.status());
            assertEquals("other", visit.text());
            assertNotEquals(tag, visit.field("etag"));
        }
    }

    @Test
    void aFileThatWasWrittenToIsReadAnew() throws IOException {
        try (var server = start()) {
            assertEquals("first", get(server));
            Files.writeString(file, "again");

            pass(FRESH);

            assertEquals("again", get(server));
        }
    }

    @Test
    void aFileThatIsTheSameIsLookedAtAgainASecondLater() throws IOException {
        try (var server = start()) {
            assertEquals("first", get(server));
            pass(FRESH);
            assertEquals("first", get(server));
            Files.delete(file);

            pass(FRESH.minusNanos(1));
            assertEquals("first", get(server));

            pass(Duration.ofNanos(1));
            assertEquals("none", get(server));
        }
    }

    @Test
    void aCompressedFileThatAppearsIsFoundAfterASecond() throws IOException {
        try (var server = start()) {
            assertEquals("first", get(server));
            Files.writeString(folder.resolve("file.txt.br"), "br");

            pass(FRESH);

            assertEquals("br", Visit.get(server, "/file.txt", "accept-encoding: br").text());
        }
    }

    @Test
    void aFileThatIsLargerThanTheCacheTakesIsOpenedEachTime() throws IOException {
        var settings = Settings.of(Options.STATIC_CACHE_FILE, new Size(4));
        try (var server = start(settings)) {
            var visit = Visit.get(server, "/file.txt");
            assertEquals("first", visit.text());

            replace("other"); // it is another one at once, though nobody has looked

            assertEquals("other", get(server));
        }
    }

    @Test
    void whatIsAskedForRarelyMakesRoom() throws IOException {
        var octets = new byte[100_000];
        for (int i = 0; i < 40; i++) {
            Arrays.fill(octets, (byte) i);
            Files.write(folder.resolve(i + ".bin"), octets);
        }
        try (var server = start(Settings.of(Options.STATIC_CACHE, Size.ofMebibytes(1)))) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 40; i++) {
                    pass(FRESH.dividedBy(4));
                    assertEquals("first", get(server));
                    Arrays.fill(octets, (byte) i);
                    assertArrayEquals(octets, Visit.get(server, "/" + i + ".bin").octets());
                }
            }
            Files.delete(file);
            assertEquals("first", get(server), "asked for often: it is still there");
            Files.delete(folder.resolve("0.bin"));
            assertEquals(404, Visit.get(server, "/0.bin").status(), "it had to make room");
        }
    }

    @Test
    void oneLooksAndAllGetAnAnswerWhileFilesAreReplaced() throws Exception {
        try (var server = start();
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = new ArrayList<Future<String>>();
            for (int i = 0; i < 400; i++) {
                if (i % 8 == 0) {
                    replace("text " + i);
                    pass(FRESH);
                }
                answers.add(clients.submit(() -> get(server)));
            }
            for (var answer : answers) {
                var text = answer.get();
                assertTrue(text.equals("first") || text.matches("text \\d+"), text);
            }
            replace("the last of them"); // of another size: those before may share a tick of the
            // clock
            pass(FRESH);
            assertEquals("the last of them", get(server));
        }
    }

    // ---- while it is sent

    private byte[] writeLarge(Path path) throws IOException {
        var octets = new byte[LARGE];
        new Random(1).nextBytes(octets);
        Files.write(path, octets);
        Files.setLastModifiedTime(path, FileTime.from(THEN));
        return octets;
    }

    /// Asks, and returns once the head is there: the sockets cannot hold the rest.
    private static Socket ask(Server server) throws IOException {
        var socket = new Socket(server.uri().getHost(), server.uri().getPort());
        socket.setSoTimeout(20_000);
        socket.getOutputStream()
                .write("GET /file.txt HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(ISO_8859_1));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            head.append((char) socket.getInputStream().read());
        }
        return socket;
    }

    private static byte[] rest(InputStream input) throws IOException {
        var heard = new byte[LARGE];
        int count = 0;
        try {
            for (int n = 0; n >= 0 && count < LARGE; count += Math.max(n, 0)) {
                n = input.read(heard, count, LARGE - count);
            }
        } catch (SocketException _) {
            return Arrays.copyOf(heard, count); // a reset
        }
        return Arrays.copyOf(heard, count);
    }

    @Test
    void aFileThatStaysIsSentWholeHoweverLongItTakes() throws IOException {
        var octets = writeLarge(file);
        try (var server = start();
                var socket = ask(server)) {
            pass(FRESH);

            assertArrayEquals(octets, rest(socket.getInputStream()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"written to", "replaced", "removed"})
    void aFileThatChangesWhileItIsSentEndsTheConnection(String change) throws IOException {
        var octets = writeLarge(file);
        try (var server = start();
                var socket = ask(server)) {
            switch (change) {
                case "written to" -> {
                    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                        channel.write(ByteBuffer.wrap(new byte[] {1}), LARGE - 1);
                    }
                }
                case "replaced" -> replace("other");
                default -> Files.delete(file);
            }
            pass(FRESH);

            var heard = rest(socket.getInputStream());

            assertTrue(heard.length < LARGE, change);
            assertArrayEquals(Arrays.copyOf(octets, heard.length), heard);
        }
    }
}
