package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.ClientAuth;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.TlsException;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestRefused;
import pounce.api.event.TlsHandshakeFailed;
import pounce.engine.proxy.ProxyHeader.Forwarded;
import pounce.tests.proxy.ProxyHeaders;
import pounce.tests.tls.Authority;
import pounce.tests.tls.Clients;
import pounce.tests.tls.PemFiles;
import pounce.tests.waiting.Waits;

@Timeout(60)
final class HttpsTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final Authority ROOT = Authority.root("root");
    private static final SSLContext CLIENT = Clients.trusting(ROOT.certificate());

    private static PemFiles.Pair pair;

    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void writeFiles(@TempDir Path directory) {
        pair = new PemFiles(directory).write("server", ROOT.issue("localhost", "127.0.0.1"));
    }

    private ServerConfig.Builder config() {
        return ServerConfig.builder()
                .port(0)
                .workers(2)
                .tls(pair.certificate(), pair.key())
                .collector(events::add);
    }

    private Server start(Handler handler) {
        return Pounce.start(handler, config().build());
    }

    private static Peer connect(Server server) throws IOException {
        return Peer.of(server.uri(), CLIENT);
    }

    private TlsHandshakeFailed awaitFailure() throws Exception {
        return assertInstanceOf(
                TlsHandshakeFailed.class, Waits.first(LifecycleEvent.class, events));
    }

    // ---------------------------------------------------------------- what is served

    @Test
    void answersAnOrdinaryClient() throws Exception {
        try (var server = start(request -> Response.text(request.method() + request.text()));
                var client = HttpClient.newBuilder().sslContext(CLIENT).build()) {
            assertEquals("https", server.uri().getScheme());
            for (int i = 0; i < 20; i++) {
                var request =
                        HttpRequest.newBuilder(server.uri())
                                .POST(HttpRequest.BodyPublishers.ofString("-" + i))
                                .build();

                var response = client.send(request, HttpResponse.BodyHandlers.ofString());

                assertEquals("POST-" + i, response.body());
                assertEquals(HttpClient.Version.HTTP_2, response.version());
                assertEquals(CLIENT.getProtocol(), "TLS");
                assertTrue(response.sslSession().isPresent());
            }
        }
    }

    @Test
    void tellsTheApplicationWhatWasAgreedUpon() throws Exception {
        try (var server = start(request -> Response.text(request.scheme() + request.tls() + '!'));
                var peer = Peer.of(server.uri(), CLIENT, "LocalHost").says(GET)) {
            var heard = peer.hears("!");

            assertTrue(
                    heard.endsWith(
                            "httpsOptional[TlsSession[protocol=TLSv1.3,"
                                    + " cipherSuite=TLS_AES_128_GCM_SHA256, serverName=localhost,"
                                    + " peerCertificates=[]]]!"),
                    heard);
        }
    }

    @Test
    void keepsAConnectionThatIsIdleInBetween() throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var peer = connect(server)) {
            for (int i = 0; i < 5; i++) {
                peer.says(GET).hears("hello");
                Thread.sleep(20); // nothing depends on it
            }
        }
    }

    @Test
    void answersPipelinedRequests() throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var peer = connect(server).says(GET.repeat(100))) {
            for (int i = 0; i < 100; i++) {
                peer.hears("hello");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16383, 16384, 16385, 100 << 10, 10 << 20})
    void sendsContentOfAnyLengthThereAndBack(int octets) throws Exception {
        var content = new byte[octets];
        new Random(octets).nextBytes(content);
        var config = config().set(Options.LIMIT_REQUEST_BODY, Size.ofMebibytes(16)).build();
        try (var server =
                        Pounce.start(
                                request ->
                                        Response.bytes("application/octet-stream", request.bytes()),
                                config);
                var client = HttpClient.newBuilder().sslContext(CLIENT).build()) {
            var request =
                    HttpRequest.newBuilder(server.uri())
                            .POST(HttpRequest.BodyPublishers.ofByteArray(content))
                            .build();

            var response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());

            assertArrayEquals(content, response.body());
        }
    }

    @Test
    void streamsPieceByPiece() throws Exception {
        try (var server =
                        start(_ ->
                                Response.stream(
                                        "text/plain",
                                        out -> {
                                            for (int i = 0; i < 50; i++) {
                                                out.write(
                                                        "piece %d\n"
                                                                .formatted(i)
                                                                .getBytes(ISO_8859_1));
                                                out.flush();
                                            }
                                        }));
                var peer = connect(server).says(GET)) {
            for (int i = 0; i < 50; i++) {
                peer.hears("piece %d\n\r\n".formatted(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksBothVersions(String version) throws Exception {
        try (var server = start(request -> Response.text(request.tls().orElseThrow().protocol()));
                var socket = Clients.connect(server.uri(), CLIENT, "")) {
            socket.setEnabledProtocols(new String[] {version});
            var peer = Peer.on(socket).says(GET);

            peer.hears(version);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"
            })
    void refusesOldCipherSuites(String suite) throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var socket = Clients.connect(server.uri(), CLIENT, "")) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            socket.setEnabledCipherSuites(new String[] {suite});

            assertThrows(SSLException.class, socket::startHandshake);
            assertEquals(ErrorCode.POUNCE_TLS_HANDSHAKE_FAILED, awaitFailure().code());
        }
    }

    @Test
    void agreesUponHttp11() throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var socket = Clients.connect(server.uri(), CLIENT, "")) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"spdy/3", "http/1.1"});
            socket.setSSLParameters(parameters);
            socket.startHandshake();

            assertEquals("http/1.1", socket.getApplicationProtocol());
        }
    }

    @Test
    void refusesAClientThatSpeaksNothingElse() throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var socket = Clients.connect(server.uri(), CLIENT, "")) {
            var parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {"spdy/3"});
            socket.setSSLParameters(parameters);

            assertThrows(SSLException.class, socket::startHandshake);
        }
    }

    @Test
    void endsWithAWordOfGoodbye() throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var peer = connect(server).says(GET.replace("host", "connection: close\r\nhost"))) {
            assertTrue(peer.hearsAll().endsWith("hello"), "an end without it is an exception");
        }
    }

    @Test
    void saysGoodbyeWhenAConnectionWasIdleForTooLong() throws Exception {
        var config = config().set(Options.TIMEOUT_KEEP_ALIVE, Duration.ofMillis(100)).build();
        try (var server = Pounce.start(_ -> Response.text("hello"), config);
                var peer = connect(server).says(GET)) {
            assertTrue(peer.hearsAll().endsWith("hello"));
        }
    }

    @Test
    void saysGoodbyeWhenItDrains() throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var used = connect(server).says(GET);
                var silent = connect(server)) {
            used.hears("hello");
            silent.shakesHands();
            server.shutdown(Duration.ofSeconds(20));

            assertEquals("", used.hearsAll());
            assertEquals("", silent.hearsAll());
        }
    }

    // ---------------------------------------------------------------- listeners

    @Test
    void servesBesideListenersInClear() throws Exception {
        var config = config().listen("http://127.0.0.1:0", "https://127.0.0.1:0").build();
        try (var server = Pounce.start(request -> Response.text(request.scheme() + '!'), config);
                var clear = Peer.of(server.uris().getFirst()).says(GET);
                var secure = Peer.of(server.uris().getLast(), CLIENT).says(GET)) {
            assertEquals(
                    List.of("http", "https"), server.uris().stream().map(URI::getScheme).toList());
            assertTrue(clear.hears("!").endsWith("\r\nhttp!"));
            assertTrue(secure.hears("!").endsWith("\r\nhttps!"));
        }
    }

    @Test
    void servesClientsOfProxies() throws Exception {
        var client = new pounce.api.Address("198.51.100.1", 5000);
        var config =
                config().listen("https://127.0.0.1:0?proxy-protocol")
                        .set(
                                Options.PROXY_PROTOCOL_TRUSTED,
                                Options.PROXY_PROTOCOL_TRUSTED.parse("127.0.0.1"))
                        .build();
        var header =
                ProxyHeaders.v2(
                        new Forwarded(client, new pounce.api.Address("198.51.100.2", 443)), "");
        try (var server =
                        Pounce.start(
                                request -> Response.text(request.scheme() + request.client() + '!'),
                                config);
                var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            socket.getOutputStream().write(header.getBytes(ISO_8859_1));

            var peer = Peer.on(Clients.on(socket, CLIENT, "")).says(GET);

            assertTrue(peer.hears("!").endsWith("https198.51.100.1:5000!"));
            peer.says(GET).hears("!");
        }
        try (var server =
                        Pounce.start(
                                request -> Response.text(request.scheme() + request.client() + '!'),
                                config);
                var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            socket.getOutputStream().write(header.getBytes(ISO_8859_1));

            var peer = Http2Peer.secured(socket, CLIENT).begins();

            assertEquals("https198.51.100.1:5000!", peer.asks("/").text());
        }
        assertEquals(
                "198.51.100.1",
                assertInstanceOf(ConnectionOpened.class, events.peek()).clientAddr());
    }

    // ---------------------------------------------------------------- who is refused

    @Test
    void tellsWhoSpeaksPlainHttp() throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var peer = Peer.inClear(server.uri()).says(GET)) {
            var heard = peer.hearsAll();

            assertTrue(heard.startsWith("HTTP/1.1 400 "), heard);
            assertTrue(heard.contains("\r\nx-pounce-error-code: POUNCE_PARSE_PLAIN_HTTP\r\n"));
            var refusal =
                    assertInstanceOf(
                            RequestRefused.class, Waits.first(LifecycleEvent.class, events));
            assertEquals(400, refusal.status());
            assertEquals(heard.length(), refusal.bytesSent());
            assertEquals("tls", refusal.connection().protocol());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\26\3\1\0\4\2\0\0\0", "\200.\1"})
    void closesOnNoise(String wire) throws Exception {
        try (var server = start(_ -> Response.text("hello"));
                var peer = Peer.inClear(server.uri()).says(wire)) {
            assertEquals("", peer.hearsAll());
            assertEquals(ErrorCode.POUNCE_PARSE_CLIENT_HELLO, awaitFailure().code());
        }
    }

    @Test
    void closesOnALongClientHello() throws Exception {
        var config = config().set(Options.LIMIT_CLIENT_HELLO, new Size(512)).build();
        try (var server = Pounce.start(_ -> Response.text("hello"), config);
                var peer = Peer.inClear(server.uri()).says("\26\3\1\2\0\1\0\1\375")) {
            assertEquals("", peer.hearsAll());
            assertEquals(ErrorCode.POUNCE_LIMIT_CLIENT_HELLO, awaitFailure().code());
        }
    }

    @Test
    void closesOnASilentClient() throws Exception {
        var config = config().set(Options.TIMEOUT_TLS_HANDSHAKE, Duration.ofMillis(200)).build();
        try (var server = Pounce.start(_ -> Response.text("hello"), config);
                var peer = Peer.inClear(server.uri())) {
            assertEquals("", peer.hearsAll());
        }
    }

    /// A deadline that moved with each octet would never pass here.
    @Test
    void closesOnAClientThatSendsAnOctetNowAndThen() throws Exception {
        var config = config().set(Options.TIMEOUT_TLS_HANDSHAKE, Duration.ofMillis(200)).build();
        try (var server = Pounce.start(_ -> Response.text("hello"), config);
                var peer = Peer.inClear(server.uri()).says("\26\3\1\60\0\1\0\57\360")) {
            int sent = 0;
            while (events.isEmpty()) {
                assertTrue(sent++ < 0x2ff0, "the ClientHello came to its end");
                if (!isTold(peer)) {
                    break;
                }
            }
            assertEquals(ErrorCode.POUNCE_TIMEOUT_TLS_HANDSHAKE, awaitFailure().code());
        }
    }

    /// Says one more octet.
    ///
    /// @return false if nobody is there any more
    private static boolean isTold(Peer peer) throws IOException {
        try {
            peer.says("\0");
            peer.hearsNothingFor(Duration.ofMillis(2));
            return true;
        } catch (SocketException _) {
            return false;
        }
    }

    @Test
    void doesNotMindWhoConnectsAndLeaves() throws Exception {
        try (var server = start(_ -> Response.text("hello"))) {
            Peer.inClear(server.uri()).close();
            try (var peer = Peer.inClear(server.uri()).says("\26\3")) {
                peer.finishes();
                assertEquals("", peer.hearsAll());
            }
            assertEquals(ErrorCode.POUNCE_TLS_HANDSHAKE_FAILED, awaitFailure().code());
            assertEquals(1, events.size());
        }
    }

    // ---------------------------------------------------------------- settings

    private static void assertNotStarted(
            ErrorCode code, String message, ServerConfig.Builder config) throws IOException {
        int port = Ports.free();
        var failure =
                assertThrows(
                        ConfigException.class,
                        () -> Pounce.start(_ -> Response.text("hello"), config.port(port).build()));
        assertEquals(code, failure.code());
        assertEquals(message, failure.getMessage());
        try (var free = new ServerSocket(port)) {
            assertFalse(free.isClosed());
        }
    }

    @Test
    void asksForACertificate() throws Exception {
        assertNotStarted(
                ErrorCode.POUNCE_TLS_CERT_MISSING,
                "a listener is for https, and tls.cert names no certificate",
                ServerConfig.builder().listen("https://127.0.0.1:" + Ports.free()));
    }

    @Test
    void refusesSettingsThatWouldDoNothing() throws Exception {
        assertNotStarted(
                ErrorCode.POUNCE_CONFIG_INVALID,
                "tls.cert: no listener is for https",
                config().listen("http://127.0.0.1:" + Ports.free()));
        assertNotStarted(
                ErrorCode.POUNCE_CONFIG_INVALID,
                "tls.trust: no client is asked for a certificate; set tls.client-auth to optional"
                        + " or required",
                config().set(Options.TLS_TRUST, List.of(pair.certificate())));
        assertNotStarted(
                ErrorCode.POUNCE_CONFIG_INVALID,
                "tls.client-auth: no certificate of a client would be trusted; name some in"
                        + " tls.trust",
                config().set(Options.TLS_CLIENT_AUTH, ClientAuth.OPTIONAL));
        assertNotStarted(
                ErrorCode.POUNCE_CONFIG_INVALID,
                "tls.key: 2 keys for 1 certificates; name one for each, or none",
                config().set(Options.TLS_KEY, List.of(pair.key(), pair.key())));
    }

    @Test
    void bindsNothingBeforeItHasReadItsFiles() throws Exception {
        int port = Ports.free();
        var config = config().port(port).tls(Path.of("nowhere"), pair.key()).build();

        var failure =
                assertThrows(
                        TlsException.NotFound.class,
                        () -> Pounce.start(_ -> Response.text("hello"), config));

        assertEquals(Path.of("nowhere"), failure.path());
        try (var free = new ServerSocket(port)) {
            assertFalse(free.isClosed());
        }
    }

    @Test
    void servesManyClientsAtOnce() throws Exception {
        try (var server = start(_ -> Response.text("hello"))) {
            var clients =
                    IntStream.range(0, 50)
                            .mapToObj(_ -> Thread.startVirtualThread(() -> exchange(server)))
                            .toList();
            for (var client : clients) {
                client.join();
            }
            assertEquals(50, events.stream().filter(ConnectionOpened.class::isInstance).count());
        }
    }

    private static void exchange(Server server) {
        try (var peer = connect(server)) {
            for (int i = 0; i < 10; i++) {
                peer.says(GET).hears("hello");
            }
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
