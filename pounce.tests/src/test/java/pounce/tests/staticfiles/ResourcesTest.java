package pounce.tests.staticfiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.StaticFiles;

/// Files that are packed with code, however it is packed.
@Timeout(60)
final class ResourcesTest {
    private static final int LARGE = 300_000;

    @TempDir Path folder;
    private final byte[] large = new byte[LARGE];

    @BeforeEach
    void write() throws IOException {
        new Random(1).nextBytes(large);
        var site = Files.createDirectories(folder.resolve("packed/web-site"));
        Files.writeString(site.resolve("index.html"), "index");
        Files.writeString(site.resolve("app.js"), "script");
        Files.writeString(site.resolve("app.js.br"), "br");
        Files.writeString(site.resolve(".secret"), "SECRET");
        Files.write(site.resolve("large.bin"), large);
        Files.createDirectories(site.resolve("docs"));
        Files.writeString(site.resolve("docs/index.html"), "docs");
        Files.createDirectories(site.resolve("empty"));
        Files.writeString(folder.resolve("packed/secret.txt"), "SECRET");
    }

    /// How code is packed.
    enum Packing {
        /// A module in a jar.
        MODULE,
        /// A directory that is a module.
        EXPLODED_MODULE,
        /// A jar on the class path.
        CLASS_PATH,
        /// A directory on the class path.
        EXPLODED_CLASS_PATH
    }

    private Module module(Packing packing) throws IOException {
        var packed = folder.resolve("packed");
        return switch (packing) {
            case MODULE -> layer(jar("site-1.jar", "Automatic-Module-Name: org.site"));
            case EXPLODED_MODULE -> layer(exploded());
            case CLASS_PATH -> loader(jar("site-2.jar", "").toUri().toURL());
            case EXPLODED_CLASS_PATH -> loader(packed.toUri().toURL());
        };
    }

    @SuppressWarnings("resource") // as long as the test runs
    private static Module loader(URL url) {
        return new URLClassLoader(new URL[] {url}, null).getUnnamedModule();
    }

    private static Module layer(Path path) {
        var boot = ModuleLayer.boot();
        var found = ModuleFinder.of(path);
        var name = found.findAll().iterator().next().descriptor().name();
        var configuration =
                Configuration.resolve(
                        found, List.of(boot.configuration()), ModuleFinder.of(), Set.of(name));
        return ModuleLayer.defineModulesWithOneLoader(configuration, List.of(boot), null)
                .layer()
                .findModule(name)
                .orElseThrow();
    }

    private Path exploded() throws IOException {
        var source = Files.writeString(folder.resolve("module-info.java"), "module org.site {}");
        int failed =
                ToolProvider.findFirst("javac")
                        .orElseThrow()
                        .run(
                                System.out,
                                System.err,
                                "-d",
                                folder.resolve("packed").toString(),
                                source.toString());
        assertEquals(0, failed);
        return folder.resolve("packed");
    }

    private Path jar(String name, String line) throws IOException {
        var jar = folder.resolve(name);
        var packed = folder.resolve("packed");
        try (var out = new JarOutputStream(Files.newOutputStream(jar));
                var files = Files.walk(packed)) {
            out.putNextEntry(new JarEntry("META-INF/MANIFEST.MF"));
            out.write(("Manifest-Version: 1.0\n" + line + "\n").getBytes(UTF_8));
            for (var file : files.toList()) {
                var entry = packed.relativize(file).toString();
                boolean isFolder = Files.isDirectory(file);
                if (entry.isEmpty()) continue;
                out.putNextEntry(new JarEntry(isFolder ? entry + '/' : entry));
                if (!isFolder) Files.copy(file, out);
            }
        }
        return jar;
    }

    private Server start(Packing packing) throws IOException {
        var mount = StaticFiles.resources("/site", module(packing), "web-site");
        return Pounce.start(
                StaticFiles.handler(mount.listing(true)),
                ServerConfig.builder().port(0).workers(1).set(Options.COMPRESSION, false).build());
    }

    @ParameterizedTest
    @EnumSource
    void areServedLikeFiles(Packing packing) throws IOException {
        try (var server = start(packing)) {
            for (int i = 0; i < 2; i++) {
                var visit = Visit.get(server, "/site/app.js");

                assertEquals("script", visit.text());
                assertEquals("text/javascript; charset=utf-8", visit.field("content-type"));
                assertTrue(visit.field("etag").startsWith("\""), visit.field("etag"));
                assertEquals(
                        304,
                        Visit.get(server, "/site/app.js", "if-none-match: " + visit.field("etag"))
                                .status());
                assertEquals("cri", Visit.get(server, "/site/app.js", "range: bytes=1-3").text());
                assertEquals("br", Visit.get(server, "/site/app.js", "accept-encoding: br").text());
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void areServedHoweverLargeTheyAre(Packing packing) throws IOException {
        try (var server = start(packing)) {
            for (int i = 0; i < 2; i++) {
                var visit = Visit.get(server, "/site/large.bin");

                assertEquals(Integer.toString(LARGE), visit.field("content-length"));
                assertArrayEquals(large, visit.octets());
                assertTrue(visit.field("etag").startsWith("\""), visit.field("etag"));
            }
            var head = Visit.ask(server, "HEAD", "/site/large.bin");
            assertEquals(Integer.toString(LARGE), head.field("content-length"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void haveFoldersThatTheirIndexAnswersFor(Packing packing) throws IOException {
        try (var server = start(packing)) {
            assertEquals("index", Visit.get(server, "/site/").text());
            assertEquals("docs", Visit.get(server, "/site/docs/").text());
            assertEquals("/site/docs/", Visit.get(server, "/site/docs").field("location"));
            assertEquals("/site/", Visit.get(server, "/site").field("location"));
            assertEquals(404, Visit.get(server, "/site/empty/").status());
            assertEquals(404, Visit.get(server, "/site/empty").status());
            assertEquals(404, Visit.get(server, "/site/docs/none").status());
        }
    }

    @ParameterizedTest
    @EnumSource
    void hideWhatIsHiddenOrOutside(Packing packing) throws IOException {
        try (var server = start(packing)) {
            for (var target :
                    List.of(
                            "/site/.secret",
                            "/site/../secret.txt",
                            "/site/%2e%2e/secret.txt",
                            "/site//secret.txt",
                            "/site/docs/../../secret.txt",
                            "/site/app.js/",
                            "/site/none")) {
                var visit = Visit.get(server, target);

                assertEquals(404, visit.status(), target);
            }
        }
    }

    @Test
    void mayHaveTheWholeModuleForTheirFolder() throws IOException {
        var mount = StaticFiles.resources("/", module(Packing.MODULE), "");
        try (var server =
                Pounce.start(
                        StaticFiles.handler(mount),
                        ServerConfig.builder().port(0).workers(1).build())) {
            assertEquals("script", Visit.get(server, "/web-site/app.js").text());
        }
    }

    @Test
    void haveAFolderThatIsOne() {
        var module = ResourcesTest.class.getModule();

        for (var folder : List.of("../x", "/x", "x/", "a//b", "./x")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> StaticFiles.resources("/", module, folder));
        }
    }
}
