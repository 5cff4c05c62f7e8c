package pounce.tests.staticfiles;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.StaticFiles;

/// RFC 9110, sections 13 and 14, for files: small ones from memory, large ones from the disk.
@Timeout(60)
final class ConditionsTest {
    private static final String BEFORE = "Sun, 06 Nov 1994 08:49:36 GMT";
    private static final String SAME = "Sun, 06 Nov 1994 08:49:37 GMT";
    private static final String AFTER = "Sun, 06 Nov 1994 08:49:38 GMT";

    private static final int SMALL = 10_000;
    private static final int LARGE = 300_000;

    @TempDir Path folder;
    private @Nullable Server started;
    private final byte[] octets = new byte[LARGE];

    @BeforeEach
    void start() throws IOException {
        new Random(1).nextBytes(octets);
        write("small.bin", SMALL);
        write("large.bin", LARGE);
        started = Pounce.start(StaticFiles.handler(StaticFiles.of("/", folder)), config().build());
    }

    /// Without compression on the way out: what is served is what is in the file.
    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(1).set(Options.COMPRESSION, false);
    }

    private void write(String name, int size) throws IOException {
        var file = Files.write(folder.resolve(name), Arrays.copyOf(octets, size));
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("1994-11-06T08:49:37.9Z")));
    }

    @AfterEach
    void stop() {
        server().close();
    }

    private Server server() {
        return Objects.requireNonNull(started);
    }

    private String tag(String target) throws IOException {
        return Visit.ask(server(), "HEAD", target).field("etag");
    }

    /// `TAG` stands for the current one.
    private Visit get(String target, String... lines) throws IOException {
        var tag = tag(target);
        return Visit.get(
                server(),
                target,
                Arrays.stream(lines).map(line -> line.replace("TAG", tag)).toArray(String[]::new));
    }

    // ---- section 13.1

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "if-none-match: TAG | 304",
                "if-none-match: W/TAG | 304",
                "if-none-match: \"x\", TAG | 304",
                "if-none-match: * | 304",
                "if-none-match: \"x\" | 200",
                "if-none-match: | 200",
                "if-modified-since: " + BEFORE + " | 200",
                "if-modified-since: " + SAME + " | 304",
                "if-modified-since: " + AFTER + " | 304",
                "if-modified-since: yesterday | 200",
                "if-match: TAG | 200",
                "if-match: * | 200",
                "if-match: \"x\", TAG | 200",
                "if-match: W/TAG | 412",
                "if-match: \"x\" | 412",
                "if-unmodified-since: " + BEFORE + " | 412",
                "if-unmodified-since: " + SAME + " | 200",
                "if-unmodified-since: " + AFTER + " | 200",
                "if-unmodified-since: yesterday | 200"
            })
    void aConditionDecides(String line, int status) throws IOException {
        for (var target : List.of("/small.bin", "/large.bin")) {
            assertEquals(status, get(target, line).status(), target);
        }
    }

    // ---- section 13.2.2

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "if-match: \"x\"| if-none-match: TAG | 412",
                "if-match: TAG  | if-none-match: TAG | 304",
                "if-match: TAG  | if-unmodified-since: " + BEFORE + " | 200",
                "if-none-match: \"x\" | if-modified-since: " + SAME + " | 200",
                "if-none-match: TAG | if-modified-since: " + BEFORE + " | 304",
                "if-unmodified-since: " + BEFORE + " | if-none-match: TAG | 412",
                "if-none-match: TAG | range: bytes=0-1 | 304",
                "if-match: \"x\" | range: bytes=0-1 | 412",
                "if-match: TAG | range: bytes=0-1 | 206",
                "if-range: TAG | range: bytes=0-1 | 206",
                "if-range: W/TAG | range: bytes=0-1 | 200",
                "if-range: \"x\" | range: bytes=0-1 | 200",
                "if-range: " + SAME + " | range: bytes=0-1 | 206",
                "if-range: " + AFTER + " | range: bytes=0-1 | 200",
                "if-range: \"x\" | range: bytes=999999- | 200"
            })
    void conditionsHaveAnOrder(String first, String second, int status) throws IOException {
        for (var target : List.of("/small.bin", "/large.bin")) {
            assertEquals(status, get(target, first, second).status(), target);
            assertEquals(status, get(target, second, first).status(), target);
        }
    }

    // ---- section 15.4.5

    @ParameterizedTest
    @ValueSource(strings = {"/small.bin", "/large.bin"})
    void a304SaysWhatCachesNeedAndNothingOfTheContent(String target) throws IOException {
        var visit = get(target, "if-none-match: TAG");

        assertEquals(tag(target), visit.field("etag"));
        assertEquals("public, max-age=3600", visit.field("cache-control"));
        assertNotEquals("none", visit.field("date"));
        assertEquals("none", visit.field("content-type"));
        assertEquals("none", visit.field("content-length"));
        assertEquals("none", visit.field("last-modified"));
        assertEquals(0, visit.octets().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/small.bin", "/large.bin"})
    void a412HasNothingOfTheFile(String target) throws IOException {
        var visit = get(target, "if-match: \"x\"");

        assertEquals("Precondition Failed\n", visit.text());
        assertEquals("no-store", visit.field("cache-control"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/small.bin", "/large.bin"})
    void headHasTheSameConditions(String target) throws IOException {
        var tag = tag(target);

        assertEquals(304, Visit.ask(server(), "HEAD", target, "if-none-match: " + tag).status());
        assertEquals(412, Visit.ask(server(), "HEAD", target, "if-match: \"x\"").status());
        assertEquals(200, Visit.ask(server(), "HEAD", target, "range: bytes=0-1").status());
    }

    // ---- section 14

    @ParameterizedTest
    @CsvSource({
        "bytes=0-99, 0, 99",
        "bytes=100-199, 100, 199",
        "bytes=-100, -100, -1",
        "bytes=9000-, 9000, -1",
        "bytes=9900-999999999, 9900, -1"
    })
    void aRangeIsThatPartOfTheFile(String range, int first, int last) throws IOException {
        for (int size : List.of(SMALL, LARGE)) {
            var visit = get(size == SMALL ? "/small.bin" : "/large.bin", "range: " + range);
            int from = first < 0 ? size + first : first;
            int to = last < 0 ? size + last : last;

            assertEquals(206, visit.status());
            assertEquals("bytes " + from + '-' + to + '/' + size, visit.field("content-range"));
            assertArrayEquals(Arrays.copyOfRange(octets, from, to + 1), visit.octets());
            assertTrue(visit.field("etag").startsWith("\""), visit.field("etag"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/small.bin", "/large.bin"})
    void severalRangesAreAMultipart(String target) throws IOException {
        var visit = get(target, "range: bytes=0-0,100-101,-1");

        assertEquals(206, visit.status());
        assertTrue(visit.field("content-type").startsWith("multipart/byteranges; boundary="));
        assertEquals(Integer.toString(visit.octets().length), visit.field("content-length"));
        assertTrue(visit.text().contains("content-range: bytes 100-101/"), visit.text());
    }

    @ParameterizedTest
    @CsvSource({"/small.bin, 10000", "/large.bin, 300000"})
    void aRangeBehindTheEndIsA416(String target, int size) throws IOException {
        var visit = get(target, "range: bytes=" + size + '-');

        assertEquals(416, visit.status());
        assertEquals("bytes */" + size, visit.field("content-range"));
        assertEquals("none", visit.field("cache-control"));
    }

    // ---- section 8.8

    @ParameterizedTest
    @ValueSource(ints = {SMALL, LARGE})
    void anotherFileHasAnotherTag(int size) throws IOException {
        write("a.bin", size);
        var first = tag("/a.bin");
        octets[size / 2]++;
        Files.write(folder.resolve("b.bin"), Arrays.copyOf(octets, size));

        assertTrue(first.matches("\"[!#-~]+\""), first);
        assertNotEquals(first, tag("/b.bin"));
    }
}
