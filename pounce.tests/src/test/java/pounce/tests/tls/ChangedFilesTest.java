package pounce.tests.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.TlsException;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.tls.Tls;

final class ChangedFilesTest {
    private static final Authority ROOT = Authority.root("root");

    @TempDir private Path directory;

    private PemFiles.Pair pair;
    private KeyMaterial keys;

    @BeforeEach
    void load() {
        pair = write(ROOT.issue("localhost"));
        keys = load(pair.certificate(), pair.key());
    }

    private PemFiles.Pair write(Certified certified) {
        return new PemFiles(directory).write("a", certified);
    }

    private KeyMaterial load(Path certificate, Path key) {
        var password = new PemFiles(directory).write("password", "");
        return new Tls()
                .load(
                        ServerConfig.builder()
                                .tls(certificate, key)
                                .set(Options.TLS_KEY_PASSWORD_FILE, password.toString())
                                .set(Options.TLS_TRUST, List.of(certificate))
                                .build());
    }

    @Test
    void seesNothingWhereNothingHappens() {
        assertFalse(keys.hasChanged());
        assertFalse(keys.hasChanged());
    }

    @Test
    void seesAChangeOnceItIsOver() throws IOException {
        Files.writeString(pair.certificate(), "half of");
        assertFalse(keys.hasChanged(), "somebody may be writing");
        Files.writeString(pair.certificate(), "half of it, and more");
        assertFalse(keys.hasChanged(), "somebody writes");
        assertTrue(keys.hasChanged());
        assertTrue(keys.hasChanged(), "until it is read");
    }

    @Test
    void seesAChangeOfEachFile() throws IOException {
        for (var name : List.of("a.crt", "a.key", "password")) {
            Files.writeString(
                    directory.resolve(name), "\n", java.nio.file.StandardOpenOption.APPEND);
            keys.hasChanged();

            assertTrue(keys.hasChanged(), name);
            keys.reload();
            assertFalse(keys.hasChanged(), name);
        }
    }

    @Test
    void readsWhatHasChanged() {
        var next = ROOT.issue("localhost");
        write(next);

        keys.reload();

        assertEquals(List.of(next.certificate()), keys.certificates());
        assertFalse(keys.hasChanged());
    }

    @Test
    void triesBrokenFilesOnce() throws IOException {
        var before = keys.certificates();
        Files.delete(pair.key());
        keys.hasChanged();
        assertTrue(keys.hasChanged());

        assertThrows(TlsException.NotFound.class, keys::reload);

        assertFalse(keys.hasChanged());
        assertEquals(before, keys.certificates());
        write(ROOT.issue("localhost"));
        keys.hasChanged();
        assertTrue(keys.hasChanged());
    }

    /// As secrets are mounted that are replaced as a whole.
    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its links need privileges")
    void seesThatALinkPointsElsewhere() throws IOException {
        var next = ROOT.issue("localhost");
        var other = new PemFiles(Files.createDirectory(directory.resolve("b"))).write("a", next);
        Files.setLastModifiedTime(
                other.certificate(), Files.getLastModifiedTime(pair.certificate()));
        var link = Files.createSymbolicLink(directory.resolve("link"), directory);
        var linked = load(link.resolve("a.crt"), link.resolve("a.key"));
        Files.delete(link);
        Files.createSymbolicLink(link, other.certificate().getParent());
        linked.hasChanged();

        assertTrue(linked.hasChanged());
        linked.reload();
        assertEquals(List.of(next.certificate()), linked.certificates());
    }
}
