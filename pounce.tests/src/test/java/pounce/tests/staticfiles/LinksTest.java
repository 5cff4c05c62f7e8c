package pounce.tests.staticfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.StaticFiles;

/// What symbolic links lead to.
@Timeout(60)
final class LinksTest {
    @TempDir Path folder;
    private Path site = Path.of("");

    @BeforeEach
    void write() throws IOException {
        site = Files.createDirectories(folder.resolve("site"));
        Files.createDirectories(site.resolve("docs/deep"));
        Files.createDirectories(folder.resolve("outside"));
        Files.writeString(site.resolve("docs/a.txt"), "a");
        Files.writeString(site.resolve(".hidden"), "hidden");
        Files.writeString(folder.resolve("outside/a.txt"), "outside");
        link("file.txt", "docs/a.txt");
        link("folder", "docs");
        link("docs/deep/up.txt", "../a.txt");
        link("twice.txt", "folder/a.txt");
        link("absolute.txt", site.resolve("docs/a.txt").toString());
        link("hidden.txt", ".hidden");
        link("out.txt", "../outside/a.txt");
        link("out", "../outside");
        link("docs/deep/out", "../../../outside");
        link("loop", "loop");
    }

    private void link(String name, String target) throws IOException {
        Files.createSymbolicLink(site.resolve(name), Path.of(target));
    }

    /// Without compression on the way out: what is served is what is in the file.
    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(1).set(Options.COMPRESSION, false);
    }

    private static Server start(StaticFiles mount) {
        return Pounce.start(StaticFiles.handler(mount), config().build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/file.txt", "/folder/a.txt", "/folder", "/folder/", "/docs/deep/up.txt",
                        "/twice.txt",
                "/absolute.txt", "/hidden.txt", "/out.txt", "/out/a.txt", "/docs/deep/out/a.txt",
                        "/loop"
            })
    void areNotFollowedUnlessTheMountAllowsIt(String target) throws IOException {
        try (var server = start(StaticFiles.of("/", site).listing(true))) {
            assertEquals(404, Visit.get(server, target).status());
            assertEquals("a", Visit.get(server, "/docs/a.txt").text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/file.txt, 200",
        "/folder/a.txt, 200",
        "/docs/deep/up.txt, 200",
        "/twice.txt, 200",
        "/absolute.txt, 200",
        "/folder, 308",
        "/folder/, 200",
        "/hidden.txt, 404",
        "/out.txt, 404",
        "/out/a.txt, 404",
        "/out/, 404",
        "/out, 404",
        "/docs/deep/out/a.txt, 404",
        "/loop, 404",
        "/loop/a.txt, 404"
    })
    void areFollowedToWhatIsInsideIfTheMountAllowsIt(String target, int status) throws IOException {
        try (var server = start(StaticFiles.of("/", site).links(true).listing(true))) {
            var visit = Visit.get(server, target);

            assertEquals(status, visit.status());
            if (target.endsWith(".txt") && status == 200) assertEquals("a", visit.text());
        }
    }

    @Test
    void aListingShowsThoseThatAreFollowed() throws IOException {
        try (var server = start(StaticFiles.of("/", site).links(true).listing(true))) {
            var page = Visit.get(server, "/").text();

            assertTrue(page.contains(">file.txt<"), page);
            assertTrue(page.contains(">folder/<"), page);
            assertTrue(!page.contains("out") && !page.contains("hidden"), page);
        }
    }

    @Test
    void theDirectoryItselfMayBeReachedThroughOneThatIsSwitched() throws IOException {
        var next = Files.createDirectories(folder.resolve("next"));
        Files.writeString(next.resolve("new.txt"), "new");
        var current = Files.createSymbolicLink(folder.resolve("current"), site);
        try (var server = start(StaticFiles.of("/", current))) {
            assertEquals("a", Visit.get(server, "/docs/a.txt").text());
            assertEquals(404, Visit.get(server, "/new.txt").status());

            Files.delete(current);
            Files.createSymbolicLink(current, next);

            assertEquals("new", Visit.get(server, "/new.txt").text());
        }
    }

    /// Somebody who may write in the directory tries to be faster than the server.
    @Test
    void thatComeAndGoAreNeverFollowed() throws Exception {
        var trap = Files.createSymbolicLink(folder.resolve("trap"), folder.resolve("outside"));
        var docs = site.resolve("docs");
        var aside = folder.resolve("aside");
        var done = new AtomicBoolean();
        Callable<Void> swapper =
                () -> {
                    while (!done.get()) {
                        Files.move(docs, aside);
                        Files.move(trap, docs);
                        Files.move(docs, trap);
                        Files.move(aside, docs);
                    }
                    return null;
                };
        var config =
                config().set(Options.STATIC_CACHE, new Size(0)).files(StaticFiles.of("/", site));
        try (var server = Pounce.start(App.of(_ -> Response.of(404)), config.build());
                var threads = Executors.newSingleThreadExecutor()) {
            var swapping = threads.submit(swapper);
            for (int i = 0; i < 1000; i++) {
                assertNotEquals("outside", Visit.get(server, "/docs/a.txt").text());
            }
            done.set(true);
            swapping.get();
        }
    }

    /// Archives have no calls relative to an open directory: what other systems lack is tried here.
    @Test
    void aFileSystemWithoutRelativeCallsServesFilesByTheirOwnSpellingOnly() throws IOException {
        var archive = URI.create("jar:" + folder.resolve("site.zip").toUri());
        try (var files = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            var root = files.getPath("/site");
            Files.createDirectories(root.resolve("docs"));
            Files.writeString(root.resolve("docs/a.txt"), "a");
            Files.write(root.resolve("large.bin"), new byte[200_000]);
            Files.writeString(Objects.requireNonNull(root.getParent()).resolve("b.txt"), "out");
            try (var server = start(StaticFiles.of("/", root).listing(true))) {
                assertEquals("a", Visit.get(server, "/docs/a.txt").text());
                assertEquals(200_000, Visit.get(server, "/large.bin").octets().length);
                assertEquals(308, Visit.get(server, "/docs").status());
                assertTrue(Visit.get(server, "/docs/").text().contains(">a.txt<"));
                assertEquals(404, Visit.get(server, "/b.txt").status());
                assertEquals(404, Visit.get(server, "/docs/b.txt").status());
                assertEquals(404, Visit.get(server, "/docs/a.txt/x").status());
            }
        }
    }
}
