package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.ClientAuth;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.TlsSession;
import pounce.api.error.ErrorCode;
import pounce.api.error.TlsException;
import pounce.api.event.CertificateExpiring;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.TlsHandshakeCompleted;
import pounce.api.event.TlsHandshakeFailed;
import pounce.tests.tls.Authority;
import pounce.tests.tls.Certified;
import pounce.tests.tls.Clients;
import pounce.tests.tls.PemFiles;
import pounce.tests.waiting.Waits;

/// Whose certificates count, and for how long.
@Timeout(60)
final class CertificatesTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final Authority ROOT = Authority.root("root");
    private static final SSLContext CLIENT = Clients.trusting(ROOT.certificate());

    private static final Handler WHO =
            request ->
                    Response.text(
                            request.tls().map(TlsSession::peerCertificates).stream()
                                            .flatMap(List::stream)
                                            .map(each -> each.getSubjectX500Principal().getName())
                                            .toList()
                                    + "!");

    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();

    @TempDir private Path directory;

    private PemFiles.Pair pair;

    @BeforeEach
    void writeFiles() {
        pair = write(ROOT.issue("localhost"));
    }

    private PemFiles.Pair write(Certified certified) {
        return new PemFiles(directory).write("server", certified);
    }

    private ServerConfig.Builder config() {
        return ServerConfig.builder()
                .port(0)
                .workers(2)
                .tls(pair.certificate(), pair.key())
                .set(Options.TLS_RELOAD_INTERVAL, Duration.ZERO)
                .collector(events::add);
    }

    private Server start(ServerConfig.Builder config) {
        return Pounce.start(WHO, config.build());
    }

    private static X509Certificate shown(Server server) throws IOException {
        try (var socket = Clients.connect(server.uri(), CLIENT, "localhost")) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String exchange(Server server, SSLContext client) throws IOException {
        try (var peer = Peer.of(server.uri(), client, "localhost").says(GET)) {
            var heard = peer.hears("!");
            return heard.substring(heard.indexOf("\r\n\r\n") + 4);
        }
    }

    // ---------------------------------------------------------------- clients

    private ServerConfig.Builder asking(ClientAuth whether, Authority... trusted) {
        var bundle =
                new PemFiles(directory)
                        .write(
                                "trust",
                                PemFiles.certificates(
                                        Stream.of(trusted).map(Authority::certificate).toList()));
        return config().set(Options.TLS_CLIENT_AUTH, whether)
                .set(Options.TLS_TRUST, List.of(bundle));
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientAuth.class,
            names = {"OPTIONAL", "REQUIRED"})
    void knowsAClientByItsCertificate(ClientAuth whether) throws Exception {
        var people = Authority.root("people");
        var client = Clients.known(ROOT.certificate(), people.intermediate("some").issue("alice"));
        try (var server = start(asking(whether, Authority.root("others"), people))) {
            assertEquals("[CN=alice, CN=some]!", exchange(server, client));
        }
    }

    @Test
    void servesAClientWithoutACertificateIfItMayHaveNone() throws Exception {
        try (var server = start(asking(ClientAuth.OPTIONAL, Authority.root("people")))) {
            assertEquals("[]!", exchange(server, CLIENT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void refusesAClientWithoutACertificateIfItMustHaveOne(String version) throws Exception {
        try (var server = start(asking(ClientAuth.REQUIRED, Authority.root("people")));
                var socket = Clients.connect(server.uri(), CLIENT, "")) {
            socket.setEnabledProtocols(new String[] {version});
            var peer = Peer.on(socket);

            assertThrows(SSLException.class, () -> peer.says(GET).hears("!"));

            var failed = Waits.first(TlsHandshakeFailed.class, events);
            assertEquals(ErrorCode.POUNCE_TLS_HANDSHAKE_FAILED, failed.code());
            assertFalse(failed.reason().isEmpty());
            assertEquals("tls", failed.connection().protocol());
            assertTrue(events.stream().noneMatch(ConnectionOpened.class::isInstance));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientAuth.class,
            names = {"OPTIONAL", "REQUIRED"})
    void refusesAClientThatNobodyTrustedHasSigned(ClientAuth whether) throws Exception {
        var client = Clients.known(ROOT.certificate(), Authority.root("people").issue("mallory"));
        try (var server = start(asking(whether, Authority.root("people")))) {
            assertThrows(SSLException.class, () -> exchange(server, client));
            Waits.first(TlsHandshakeFailed.class, events);
        }
    }

    @Test
    void refusesAClientWhoseCertificateIsOver() throws Exception {
        var people = Authority.root("people");
        var old = people.issueUntil(Instant.now().minus(Duration.ofHours(1)), "alice");
        try (var server = start(asking(ClientAuth.REQUIRED, people))) {
            assertThrows(
                    SSLException.class,
                    () -> exchange(server, Clients.known(ROOT.certificate(), old)));
        }
    }

    // ---------------------------------------------------------------- events

    @Test
    void tellsOfAHandshakeRightBehindItsConnection() throws Exception {
        try (var server = start(config())) {
            exchange(server, CLIENT);
        }
        var first = events.stream().limit(2).toList();
        var opened = assertInstanceOf(ConnectionOpened.class, first.getFirst());
        var secured = assertInstanceOf(TlsHandshakeCompleted.class, first.getLast());
        assertEquals("h1", opened.protocol());
        assertEquals(opened, secured.connection());
        assertEquals("TLSv1.3", secured.version());
        assertEquals("TLS_AES_128_GCM_SHA256", secured.cipherSuite());
        assertEquals("localhost", secured.serverName());
        assertEquals("", secured.applicationProtocol());
        assertFalse(secured.resumed());
        assertTrue(secured.durationMs() > 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void resumesASession(String version) throws Exception {
        try (var server = start(config())) {
            var client = Clients.trusting(ROOT.certificate());
            for (int i = 0; i < 2; i++) {
                try (var socket = Clients.connect(server.uri(), client, "localhost")) {
                    socket.setEnabledProtocols(new String[] {version});
                    Peer.on(socket).says(GET).hears("!");
                }
            }
        }
        assertEquals(List.of(false, true), resumed());
    }

    private List<Boolean> resumed() {
        return events.stream()
                .filter(TlsHandshakeCompleted.class::isInstance)
                .map(TlsHandshakeCompleted.class::cast)
                .map(TlsHandshakeCompleted::resumed)
                .toList();
    }

    @Test
    void warnsOfACertificateThatIsAboutToEnd() throws Exception {
        var end = Instant.now().plus(Duration.ofDays(29)).plus(Duration.ofHours(23));
        write(ROOT.issue(end, "localhost"));
        try (var server = start(config().set(Options.TLS_RELOAD_INTERVAL, Duration.ofMillis(1)))) {
            var warning = Waits.first(CertificateExpiring.class, events);
            exchange(server, CLIENT);

            assertEquals("CN=localhost", warning.subject());
            assertEquals(end.getEpochSecond(), warning.expires().getEpochSecond());
            assertEquals(1, events.stream().filter(CertificateExpiring.class::isInstance).count());
        }
    }

    @Test
    void warnsOfNoOther() throws Exception {
        write(ROOT.issue(Instant.now().plus(Duration.ofDays(31)), "localhost"));
        try (var server = start(config().set(Options.TLS_RELOAD_INTERVAL, Duration.ofMillis(1)))) {
            write(ROOT.issue("localhost"));
            server.reloadCertificates();
            exchange(server, CLIENT);
        }
        assertTrue(events.stream().noneMatch(CertificateExpiring.class::isInstance));
    }

    // ---------------------------------------------------------------- other files

    @Test
    void showsNewClientsANewCertificateAndKeepsTheOldOnes() throws Exception {
        try (var server = start(config());
                var peer = Peer.of(server.uri(), CLIENT).says(GET)) {
            peer.hears("!");
            var next = ROOT.issue("localhost");
            write(next);
            server.reloadCertificates();

            assertEquals(next.certificate(), shown(server));
            peer.says(GET).hears("!");
        }
    }

    @Test
    void noticesByItselfThatFilesHaveChanged() throws Exception {
        try (var server = start(config().set(Options.TLS_RELOAD_INTERVAL, Duration.ofMillis(1)))) {
            for (int i = 0; i < 3; i++) {
                var next = ROOT.issue("localhost");
                write(next);
                Waits.until("the new certificate", () -> shown(server).equals(next.certificate()));
            }
        }
    }

    @Test
    void keepsWhatItHasIfNewFilesAreBroken() throws Exception {
        try (var server = start(config())) {
            var before = shown(server);
            Files.writeString(pair.certificate(), "broken");
            assertThrows(TlsException.NotPem.class, server::reloadCertificates);
            assertEquals(before, shown(server));

            Files.delete(pair.key());
            assertThrows(TlsException.class, server::reloadCertificates);
            assertEquals(before, shown(server));

            var next = ROOT.issue("localhost");
            write(next);
            server.reloadCertificates();
            assertEquals(next.certificate(), shown(server));
        }
    }

    @Test
    void forgetsClientsThatAreTrustedNoMore() throws Exception {
        var people = Authority.root("people");
        var client = Clients.known(ROOT.certificate(), people.issue("alice"));
        try (var server = start(asking(ClientAuth.REQUIRED, people))) {
            assertEquals("[CN=alice]!", exchange(server, client));
            assertEquals("[CN=alice]!", exchange(server, client));

            asking(ClientAuth.REQUIRED, Authority.root("others"));
            server.reloadCertificates();

            assertThrows(SSLException.class, () -> exchange(server, client));
        }
        assertEquals(List.of(false, true), resumed());
    }

    @Test
    void losesNoRequestWhileCertificatesChange() throws Exception {
        try (var server = start(config())) {
            var over = new AtomicBoolean();
            var failures = new ConcurrentLinkedQueue<Exception>();
            var exchanges = new ConcurrentLinkedQueue<String>();
            var clients =
                    Stream.generate(() ->
                                    Thread.startVirtualThread(() -> {
                                        while (!over.get()) {
                                            try {
                                                exchanges.add(exchange(server, CLIENT));
                                            } catch (IOException | RuntimeException failure) {
                                                failures.add(failure);
                                            }
                                        }
                                    }))
                            .limit(4)
                            .toList();
            for (int i = 0; i < 20; i++) {
                int known = exchanges.size();
                write(ROOT.issue("localhost"));
                server.reloadCertificates();
                Waits.until("an exchange", () -> exchanges.size() > known || !failures.isEmpty());
            }
            over.set(true);
            for (var client : clients) {
                client.join();
            }

            assertEquals(List.of(), List.copyOf(failures));
        }
    }

    @Test
    void hasNothingToReadWithoutTls() {
        try (var server = Pounce.start(WHO, ServerConfig.builder().port(0).build())) {
            server.reloadCertificates();

            assertEquals("http", server.uri().getScheme());
        }
    }
}
