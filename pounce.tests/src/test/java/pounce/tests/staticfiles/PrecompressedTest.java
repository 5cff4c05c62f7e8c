package pounce.tests.staticfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.StaticFiles;

/// Compressed files beside a file (RFC 9110, sections 8.4 and 12.5.3).
@Timeout(60)
final class PrecompressedTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir Path folder;

    @BeforeEach
    void write() throws IOException {
        write("app.js", "the script itself", THEN);
        write("app.js.zst", "smaller: zst", THEN);
        write("app.js.br", "smallest br", THEN.plusSeconds(1));
        write("app.js.gz", "a bit smaller gz", THEN);
        write("plain.js", "plain", THEN);
        write("old.js", "the newer one", THEN);
        write("old.js.br", "old", THEN.minusNanos(1_000_000));
    }

    private void write(String name, String text, Instant modified) throws IOException {
        var file = Files.writeString(folder.resolve(name), text);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    private Server start() {
        return start(StaticFiles.of("/", folder));
    }

    /// Without compression on the way out: what is served is what is in the file.
    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(1).set(Options.COMPRESSION, false);
    }

    private static Server start(StaticFiles mount) {
        return Pounce.start(StaticFiles.handler(mount), config().build());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | br",
                "gzip, zstd | zstd",
                "gzip | gzip",
                "x-gzip | gzip",
                "GZIP | gzip",
                "br;q=0.5, gzip | gzip",
                "br;q=0.5, gzip;q=0.4 | br",
                "br;q=0, zstd;q=0, gzip;q=0.001 | gzip",
                "deflate | none",
                "br;q=0 | none",
                "identity | none",
                "identity, gzip;q=0.5 | none",
                "identity;q=0.5, gzip | gzip",
                "identity;q=0, br;q=0.1 | br",
                "* | br",
                "*;q=0.5, br;q=0 | zstd",
                "'' | none",
                "identity;q=0, deflate | none",
                "nonsense;q=x | none"
            })
    void theClientDecidesByWeightAndTheServerBySize(String accepted, String coding)
            throws IOException {
        try (var server = start()) {
            var visit = Visit.get(server, "/app.js", "accept-encoding: " + accepted);

            assertEquals(200, visit.status());
            assertEquals(coding, visit.field("content-encoding"));
            assertEquals("text/javascript; charset=utf-8", visit.field("content-type"));
            assertEquals("accept-encoding", visit.field("vary"));
            assertEquals(
                    switch (coding) {
                        case "br" -> "smallest br";
                        case "zstd" -> "smaller: zst";
                        case "gzip" -> "a bit smaller gz";
                        default -> "the script itself";
                    },
                    visit.text());
        }
    }

    @Test
    void aClientThatSaysNothingGetsTheFileItself() throws IOException {
        try (var server = start()) {
            var visit = Visit.get(server, "/app.js");

            assertEquals("the script itself", visit.text());
            assertEquals("accept-encoding", visit.field("vary"));
        }
    }

    @Test
    void eachCodingHasATagOfItsOwn() throws IOException {
        var tags = new HashSet<String>();
        try (var server = start()) {
            for (var coding : new String[] {"br", "gzip", "zstd", "identity"}) {
                var visit = Visit.get(server, "/app.js", "accept-encoding: " + coding);
                tags.add(visit.field("etag"));

                var again =
                        Visit.get(
                                server,
                                "/app.js",
                                "accept-encoding: " + coding,
                                "if-none-match: " + visit.field("etag"));
                assertEquals(304, again.status());
                assertEquals("accept-encoding", again.field("vary"));
            }
        }
        assertEquals(4, tags.size());
    }

    @Test
    void aTagOfAnotherCodingIsAnotherTag() throws IOException {
        try (var server = start()) {
            var br = Visit.get(server, "/app.js", "accept-encoding: br").field("etag");

            assertEquals(
                    200,
                    Visit.get(server, "/app.js", "accept-encoding: gzip", "if-none-match: " + br)
                            .status());
        }
    }

    @Test
    void rangesAreThoseOfTheCodedContent() throws IOException {
        try (var server = start()) {
            var visit = Visit.get(server, "/app.js", "accept-encoding: br", "range: bytes=0-4");

            assertEquals(206, visit.status());
            assertEquals("small", visit.text());
            assertEquals("bytes 0-4/11", visit.field("content-range"));
            assertEquals("br", visit.field("content-encoding"));
        }
    }

    @Test
    void anOlderOneIsNotUsed() throws IOException {
        try (var server = start()) {
            var visit = Visit.get(server, "/old.js", "accept-encoding: br");

            assertEquals("the newer one", visit.text());
            assertEquals("none", visit.field("vary"));
        }
    }

    @Test
    void aFileWithoutOthersVariesWithNothing() throws IOException {
        try (var server = start()) {
            assertEquals(
                    "none", Visit.get(server, "/plain.js", "accept-encoding: br").field("vary"));
        }
    }

    @Test
    void aCompressedFileIsAFileAsWell() throws IOException {
        try (var server = start()) {
            var visit = Visit.get(server, "/app.js.gz", "accept-encoding: gzip");

            assertEquals("application/gzip", visit.field("content-type"));
            assertEquals("none", visit.field("content-encoding"));
        }
    }

    @Test
    void aCompressedFileAloneIsNotServedForTheOther() throws IOException {
        Files.delete(folder.resolve("app.js"));
        try (var server = start()) {
            assertEquals(404, Visit.get(server, "/app.js", "accept-encoding: br").status());
        }
    }

    @Test
    void aLinkBesideAFileIsNotFollowed() throws IOException {
        var outside = Files.writeString(folder.resolve(".secret"), "secret");
        Files.createSymbolicLink(folder.resolve("plain.js.br"), outside);
        try (var server = start()) {
            assertEquals("plain", Visit.get(server, "/plain.js", "accept-encoding: br").text());
        }
    }

    @Test
    void aMountNeedNotLookForThem() throws IOException {
        try (var server = start(StaticFiles.of("/", folder).precompressed(false))) {
            var visit = Visit.get(server, "/app.js", "accept-encoding: br");

            assertEquals("the script itself", visit.text());
            assertEquals("none", visit.field("vary"));
            assertNotEquals("none", visit.field("etag"));
        }
    }

    @Test
    void theIndexOfAFolderMayBeCompressedToo() throws IOException {
        write("index.html", "index", THEN);
        write("index.html.gz", "gz", THEN);
        try (var server = start()) {
            var visit = Visit.get(server, "/", "accept-encoding: gzip");

            assertEquals("gz", visit.text());
            assertEquals("text/html; charset=utf-8", visit.field("content-type"));
        }
    }
}
