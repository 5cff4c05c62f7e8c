package pounce.tests.staticfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.StaticFiles;

/// A directory that is served, three times, with secrets in it and around it, and ways that lead to
/// them.
final class World implements AutoCloseable {
    static final String SECRET = "SECRET";
    static final String GOOD = "served";

    private static final List<String> SECRETS =
            List.of(
                    ".env",
                    ".git/config",
                    ".htaccess",
                    "docs/.secret",
                    ".hidden/secret.txt",
                    ".well-known/.secret",
                    "docs/.well-known/secret.txt",
                    ".DS_Store",
                    ".ssh/id_rsa",
                    "../secret.txt",
                    "../site-secret/secret.txt",
                    "../outside/secret.txt",
                    "../staticsecret.txt");

    private final Path folder;
    private final Server plain;
    private final Server lenient;
    private final Server atTheRoot;

    World() throws IOException, InterruptedException {
        folder = Files.createTempDirectory("pounce-world");
        var site = Files.createDirectories(folder.resolve("site"));
        Files.writeString(site.resolve("hello.txt"), GOOD);
        Files.createDirectories(site.resolve("docs"));
        Files.writeString(site.resolve("docs/page.html"), GOOD);
        for (var hidden : SECRETS) {
            var file = site.resolve(hidden).normalize();
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, SECRET);
        }
        Files.createSymbolicLink(site.resolve("link.txt"), Path.of("../secret.txt"));
        Files.createSymbolicLink(site.resolve("linked"), Path.of("../outside"));
        Files.createSymbolicLink(site.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(site.resolve("dangling"), Path.of("nowhere"));
        assertEquals(SECRET, Files.readString(site.resolve("link.txt")));
        var fifo = new ProcessBuilder("mkfifo", site.resolve("fifo").toString()).start();
        assertEquals(0, fifo.waitFor());
        plain = start(StaticFiles.of("/static", site), false);
        lenient = start(StaticFiles.of("/static", site).links(true), true);
        atTheRoot = start(StaticFiles.of("/", site), true);
    }

    private static Server start(StaticFiles mount, boolean encodedSlash) {
        return Pounce.start(
                StaticFiles.handler(mount.listing(true)),
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.HTTP_ENCODED_SLASH, encodedSlash)
                        .build());
    }

    /// The directory at `/static`.
    Server plain() {
        return plain;
    }

    /// The same, where links are followed and slashes may be encoded.
    Server lenient() {
        return lenient;
    }

    /// The directory at `/`.
    Server atTheRoot() {
        return atTheRoot;
    }

    @Override
    public void close() throws IOException {
        plain.close();
        lenient.close();
        atTheRoot.close();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
