package pounce.tests.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pounce.tests.tls.Authority;
import pounce.tests.tls.Certified;
import pounce.tests.tls.Clients;
import pounce.tests.tls.PemFiles;

/// `pounce serve` under TLS.
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processes are not sent signals")
final class TlsProcessTest {
    private static final String HELLO = "pounce.examples.hello";
    private static final Authority ROOT = Authority.root("root");

    @TempDir private Path directory;

    private PemFiles.Pair pair;

    @BeforeEach
    void writeFiles() {
        pair = write(ROOT.issue("127.0.0.1"));
    }

    private PemFiles.Pair write(Certified certified) {
        return new PemFiles(directory).write("server", certified);
    }

    private CommandProcess serve(String... flags) throws IOException {
        var files =
                Stream.of(
                        "--tls-cert",
                        pair.certificate().toString(),
                        "--tls-key",
                        pair.key().toString());
        return CommandProcess.serve(
                HELLO, Stream.concat(files, Stream.of(flags)).toArray(String[]::new));
    }

    private static X509Certificate shown(URI uri) throws IOException, InterruptedException {
        try (var client =
                HttpClient.newBuilder().sslContext(Clients.trusting(ROOT.certificate())).build()) {
            var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertEquals("Hello, world\n", answer.body());
            return (X509Certificate) answer.sslSession().orElseThrow().getPeerCertificates()[0];
        }
    }

    /// At once: a server that looks often would see a file that is being written.
    private void replace(Path file, String text) throws IOException {
        var next = Files.writeString(directory.resolve("next"), text);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void readsCertificatesAgainAtASignal() throws Exception {
        try (var pounce = serve("--tls-reload-interval", "0s")) {
            var uri = pounce.uri();
            assertEquals("https", uri.getScheme());
            shown(uri);
            var next = ROOT.issue("127.0.0.1");
            write(next);

            pounce.signal("HUP");
            var line = pounce.await("Certificates");

            assertTrue(line.contains("CN=127.0.0.1 until "), line);
            assertEquals(next.certificate(), shown(uri));
            pounce.signal("TERM");
            assertEquals(0, pounce.exitCode());
        }
    }

    @Test
    void saysOnceThatNewCertificatesAreBroken() throws Exception {
        try (var pounce = serve("--tls-reload-interval", "1ms")) {
            var uri = pounce.uri();
            var before = shown(uri);
            var key = Files.readString(pair.key());
            replace(pair.key(), "broken");

            var line = pounce.await("the old ones go on");

            assertTrue(line.contains(" ERROR "), line);
            assertTrue(line.contains("POUNCE_TLS_NOT_PEM"), line);
            assertTrue(line.contains(pair.key().toString()), line);
            assertEquals(before, shown(uri));
            replace(pair.key(), key);
            pounce.await("Certificates have been read again");
            pounce.signal("TERM");
            assertEquals(0, pounce.exitCode());
            assertEquals(1, pounce.log().stream().filter(line::equals).count());
        }
    }

    @Test
    void saysWhatIsWrongBeforeItListens() throws Exception {
        Files.delete(pair.key());
        try (var pounce = serve()) {
            assertEquals(1, pounce.exitCode());
            var log = pounce.log();

            assertEquals("error: " + pair.key() + ": there is no such file", log.getFirst());
            assertEquals("code: POUNCE_TLS_FILE_NOT_FOUND", log.getLast());
        }
    }
}
