package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;

@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no modes")
final class ListenerTest {
    private static final Handler HELLO = _ -> Response.text("hello");
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";

    @TempDir private Path directory;

    private Path path() {
        return directory.resolve("x.sock");
    }

    private Server start(Handler handler) {
        return Pounce.start(handler, listening("unix:" + path()).build());
    }

    private static ServerConfig.Builder listening(String... uris) {
        return ServerConfig.builder().workers(2).listen(uris);
    }

    private static String refused(String... uris) {
        var config = listening(uris).build();

        var failure = assertThrows(ConfigException.class, () -> Pounce.start(HELLO, config));

        assertEquals(ErrorCode.POUNCE_LISTEN_FAILED, failure.code());
        return String.valueOf(failure.getMessage());
    }

    private static String exchange(Path path) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            channel.write(ByteBuffer.wrap(GET.getBytes(ISO_8859_1)));
            return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
        }
    }

    private static String exchange(URI uri) throws IOException {
        try (var peer = Peer.of(uri)) {
            return peer.says(GET).hearsAll();
        }
    }

    private Set<String> files() throws IOException {
        try (var files = Files.list(directory)) {
            return new TreeSet<>(files.map(file -> file.getFileName().toString()).toList());
        }
    }

    /// Leaves what a server leaves that was killed.
    private void leaveDeadSocket() throws IOException {
        try (var dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            dead.bind(UnixDomainSocketAddress.of(path()));
        }
        assertTrue(Files.exists(path()));
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void servesUnixSocketsAndPortsTogether() throws Exception {
        var config = listening("unix:" + path(), "http://127.0.0.1:0").build();
        try (var server = Pounce.start(HELLO, config)) {
            assertEquals(URI.create("unix:" + path()), server.uri());
            assertTrue(exchange(path()).endsWith("hello"));
            assertTrue(exchange(server.uris().getLast()).endsWith("hello"));
        }
    }

    @Test
    void listensOnIpv6() throws Exception {
        assumeTrue(hasIpv6(), "no IPv6 here");
        try (var server = Pounce.start(HELLO, listening("http://[::1]:0").build())) {
            assertEquals("[0:0:0:0:0:0:0:1]", server.uri().getHost());
            assertTrue(exchange(server.uri()).endsWith("hello"));
        }
    }

    @Test
    void takesOnTheIpv4WildcardOnlyClientsOverIpv4AndOnThatOfIpv6All() throws Exception {
        assumeTrue(hasIpv6(), "no IPv6 here");
        try (var server =
                Pounce.start(HELLO, listening("http://0.0.0.0:0", "http://[::]:0").build())) {
            int four = server.uris().getFirst().getPort();
            int all = server.uris().getLast().getPort();
            assertTrue(exchange(URI.create("http://127.0.0.1:" + four)).endsWith("hello"));
            assertThrows(
                    ConnectException.class, () -> exchange(URI.create("http://[::1]:" + four)));
            assertTrue(exchange(URI.create("http://127.0.0.1:" + all)).endsWith("hello"));
            assertTrue(exchange(URI.create("http://[::1]:" + all)).endsWith("hello"));
        }
    }

    private static boolean hasIpv6() {
        try (var probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.ofLiteral("::1"), 0));
            return true;
        } catch (IOException none) {
            return false;
        }
    }

    @Test
    void resetsNoClientThatWaitsForItsStart() throws Exception {
        for (int round = 0; round < 20; round++) {
            int port = Ports.free();
            try (var clients = Executors.newVirtualThreadPerTaskExecutor()) {
                var answer = clients.submit(() -> firstAnswer(port));
                try (var _ = Pounce.start(HELLO, listening("http://127.0.0.1:" + port).build())) {
                    assertTrue(answer.get().startsWith("HTTP/1.1 200 "), answer.get());
                }
            }
        }
    }

    /// Of the first connection that somebody takes.
    private static String firstAnswer(int port) throws IOException {
        var server = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
        while (true) {
            try (var channel = SocketChannel.open(server)) {
                if (channel.getLocalAddress().equals(server)) continue; // with itself
                channel.write(ByteBuffer.wrap(GET.getBytes(ISO_8859_1)));
                return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
            } catch (ConnectException _) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void namesTheEndsOfAUnixConnection() throws Exception {
        try (var server =
                start(request ->
                        Response.text(
                                request.client()
                                        + " "
                                        + request.client().port()
                                        + " "
                                        + request.server()
                                        + " "
                                        + request.server().port()))) {
            assertTrue(exchange(path()).endsWith("\r\n\r\nunix 0 " + path() + " 0"));
            assertEquals(1, server.uris().size());
        }
    }

    @Test
    void readsEscapesInAPath() throws Exception {
        var spaced = directory.resolve("a, b.sock");
        var uri = "unix:" + directory + "/a%2C%20b.sock";
        try (var server = Pounce.start(HELLO, listening(uri).build())) {
            assertEquals(spaced.toString(), server.uri().getPath());
            assertTrue(exchange(spaced).endsWith("hello"));
        }
    }

    @Test
    void letsOwnerAndGroupConnectByDefault() throws Exception {
        try (var _ = start(HELLO)) {
            assertEquals("rw-rw----", mode(path()));
        }
    }

    @Test
    void givesItsFileTheModeThatIsAskedFor() throws Exception {
        var config = listening("unix:" + path()).set(Options.UNIX_MODE, "0602").build();
        try (var _ = Pounce.start(HELLO, config)) {
            assertEquals("rw-----w-", mode(path()));
        }
    }

    @Test
    void neverShowsItsFileWithAnotherMode() throws Exception {
        var modes = new ConcurrentSkipListSet<String>();
        var observer =
                Thread.ofPlatform()
                        .start(() -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                observe(modes);
                            }
                        });
        for (int i = 0; i < 30; i++) {
            start(HELLO).close();
        }
        observer.interrupt();
        observer.join();

        assertEquals(Set.of("rw-rw----"), modes);
    }

    private void observe(Set<String> modes) {
        try {
            modes.add(mode(path()));
        } catch (NoSuchFileException _) {
            return; // between two servers
        } catch (IOException failure) {
            modes.add(failure.toString());
        }
    }

    @Test
    void leavesNothingBehind() throws Exception {
        var server = start(HELLO);
        assertEquals(Set.of("x.sock"), files());

        server.close();

        assertEquals(Set.of(), files());
    }

    @Test
    void leavesAFileThatHasTakenThePlaceOfItsOwn() throws Exception {
        var first = start(HELLO);
        Files.delete(path());
        try (var second = start(HELLO)) {
            first.close();

            assertTrue(exchange(path()).endsWith("hello"));
            assertEquals(1, second.uris().size());
        }
        assertEquals(Set.of(), files());
    }

    @Test
    void replacesTheSocketOfADeadServer() throws Exception {
        leaveDeadSocket();

        try (var _ = start(HELLO)) {
            assertTrue(exchange(path()).endsWith("hello"));
        }
    }

    @Test
    void refusesTheSocketOfALivingServer() throws Exception {
        try (var _ = start(HELLO)) {
            assertTrue(refused("unix:" + path()).contains("a server is listening there"));
            assertTrue(exchange(path()).endsWith("hello"));
        }
    }

    @Test
    void refusesTheSocketOfAServerThatIsTooBusyToAccept() throws Exception {
        try (var busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                var waiting = SocketChannel.open(StandardProtocolFamily.UNIX);
                var alsoWaiting = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(path()), 1);
            waiting.connect(UnixDomainSocketAddress.of(path()));
            alsoWaiting.connect(UnixDomainSocketAddress.of(path()));

            assertTrue(refused("unix:" + path()).contains("may be listening there"));
            assertTrue(Files.exists(path()));
        }
    }

    @Test
    void refusesToReplaceWhatIsNoSocket() throws Exception {
        Files.writeString(path(), "precious");
        assertTrue(refused("unix:" + path()).contains("not a socket"));
        assertEquals("precious", Files.readString(path()));

        Files.delete(path());
        Files.createSymbolicLink(path(), directory.resolve("nowhere"));
        assertTrue(refused("unix:" + path()).contains("not a socket"));
        assertTrue(Files.isSymbolicLink(path()));
    }

    @Test
    void saysThatADirectoryIsMissing() {
        var uri = "unix:" + directory + "/no/x.sock";

        assertEquals("cannot listen on " + uri + ": its directory does not exist", refused(uri));
    }

    @Test
    void saysThatAPathIsTooLong() {
        assertTrue(refused("unix:" + directory.resolve("x".repeat(200))).contains("too long"));
    }

    @Test
    void saysThatANameCannotBeResolved() {
        assertEquals(
                "cannot listen on http://pounce.invalid:0: the host's name cannot be resolved",
                refused("http://pounce.invalid:0"));
    }

    @Test
    void leavesNothingOpenWhenItsLastListenerFails() throws Exception {
        int port;
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(directory.resolve("precious"), "");

        refused(
                "http://127.0.0.1:" + port,
                "unix:" + path(),
                "unix:" + directory.resolve("precious"));

        assertEquals(Set.of("precious"), files());
        try (var taker = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertFalse(taker.isClosed());
        }
    }

    @Test
    void leavesNoSocketBehindWhenTheApplicationDoesNotStart() throws Exception {
        var failing =
                App.of(HELLO)
                        .with(_ -> {
                            throw new IllegalStateException("no database");
                        });
        var config = listening("unix:" + path()).build();

        assertThrows(RuntimeException.class, () -> Pounce.start(failing, config));

        assertEquals(List.of(), List.copyOf(files()));
    }
}
