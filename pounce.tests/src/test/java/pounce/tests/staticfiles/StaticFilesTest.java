package pounce.tests.staticfiles;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Headers;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.StaticFiles;
import pounce.api.error.ConfigException;

@Timeout(60)
final class StaticFilesTest {
    private static final App APPLICATION =
            App.of(request -> Response.text(request.method() + ' ' + request.path()));

    @TempDir Path folder;
    private final byte[] large = new byte[300_000];

    @BeforeEach
    void write() throws IOException {
        new Random(1).nextBytes(large);
        Files.writeString(folder.resolve("hello.txt"), "hello");
        Files.writeString(folder.resolve("empty.css"), "");
        Files.write(folder.resolve("large.bin"), large);
        Files.createDirectories(folder.resolve("docs/empty"));
        Files.writeString(folder.resolve("docs/index.html"), "<p>docs");
        Files.writeString(folder.resolve("docs/a b+ü&.html"), "odd");
        Files.createDirectories(folder.resolve(".well-known"));
        Files.writeString(folder.resolve(".well-known/security.txt"), "contact");
    }

    /// Without compression on the way out: what is served is what is in the file.
    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(1).set(Options.COMPRESSION, false);
    }

    private static Server start(StaticFiles... mounts) {
        return Pounce.start(APPLICATION, config().files(mounts).build());
    }

    private StaticFiles files() {
        return StaticFiles.of("/static", folder);
    }

    // ---- what is found

    @Test
    void aFileIsSentWithWhatIsKnownOfIt() throws Exception {
        Files.setLastModifiedTime(
                folder.resolve("hello.txt"),
                FileTime.from(Instant.parse("1994-11-06T08:49:37.5Z")));
        try (var server = start(files())) {
            var visit = Visit.get(server, "/static/hello.txt");

            assertEquals(200, visit.status());
            assertEquals("hello", visit.text());
            assertEquals("5", visit.field("content-length"));
            assertEquals("text/plain; charset=utf-8", visit.field("content-type"));
            assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", visit.field("last-modified"));
            assertEquals("public, max-age=3600", visit.field("cache-control"));
            assertEquals("bytes", visit.field("accept-ranges"));
            assertTrue(visit.field("etag").matches("\"[^\"]+\""), visit.field("etag"));
            assertEquals("none", visit.field("vary")); // others may get it coded
        }
    }

    @Test
    void aLargeFileIsSentAsWell() throws Exception {
        try (var server = start(files())) {
            for (int i = 0; i < 3; i++) {
                var visit = Visit.get(server, "/static/large.bin");

                assertEquals(200, visit.status());
                assertArrayEquals(large, visit.octets());
                assertTrue(visit.field("etag").matches("\"[^\"]+\""), visit.field("etag"));
            }
        }
    }

    @Test
    void aFileOfNothingIsSent() throws Exception {
        try (var server = start(files())) {
            var visit = Visit.get(server, "/static/empty.css");

            assertEquals(200, visit.status());
            assertEquals("0", visit.field("content-length"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/static/hello.txt", "/static/large.bin", "/static/docs/"})
    void headIsGetWithoutContent(String target) throws Exception {
        try (var server = start(files())) {
            var get = Visit.get(server, target);

            var head = Visit.ask(server, "HEAD", target);

            assertEquals(200, head.status());
            assertEquals(0, head.octets().length);
            assertEquals(steady(get.fields()), steady(head.fields()));
        }
    }

    private static Headers steady(Headers fields) {
        return fields.without("date").without("x-request-id");
    }

    @ParameterizedTest
    @CsvSource({
        "a.html, text/html; charset=utf-8",
        "a.HTM, text/html; charset=utf-8",
        "a.css, text/css; charset=utf-8",
        "a.js, text/javascript; charset=utf-8",
        "a.mjs, text/javascript; charset=utf-8",
        "a.json, application/json",
        "a.svg, image/svg+xml",
        "a.woff2, font/woff2",
        "a.wasm, application/wasm",
        "a.webmanifest, application/manifest+json",
        "a.png, image/png",
        "a.mp4, video/mp4",
        "a.txt.unknown, application/octet-stream",
        "Makefile, application/octet-stream",
        "a.tar.gz, application/gzip"
    })
    void aNameSaysTheType(String name, String type) throws Exception {
        Files.writeString(folder.resolve(name), "x");
        try (var server = start(files())) {
            assertEquals(type, Visit.get(server, "/static/" + name).field("content-type"));
        }
    }

    @Test
    void aMountMayKnowMoreTypes() throws Exception {
        Files.writeString(folder.resolve("a.gpx"), "x");
        try (var server =
                start(files().type("GPX", "application/gpx+xml").type("txt", "text/x-own"))) {
            assertEquals(
                    "application/gpx+xml",
                    Visit.get(server, "/static/a.gpx").field("content-type"));
            assertEquals(
                    "text/x-own", Visit.get(server, "/static/hello.txt").field("content-type"));
        }
    }

    @Test
    void namesAreDecodedOnceAsUtf8() throws Exception {
        try (var server = start(files())) {
            assertEquals("odd", Visit.get(server, "/static/docs/a%20b+%C3%BC%26.html").text());
            assertEquals(
                    "GET /static/docs/a%20b+ü&.html",
                    Visit.get(server, "/static/docs/a%2520b+%C3%BC%26.html").text());
        }
    }

    @Test
    void theWellKnownFolderIsTheOneHiddenNameThatIsServed() throws Exception {
        Files.writeString(folder.resolve(".well-known/.secret"), "secret");
        Files.createDirectories(folder.resolve("docs/.well-known"));
        Files.writeString(folder.resolve("docs/.well-known/a.txt"), "secret");
        try (var server = start(StaticFiles.of("/", folder))) {
            assertEquals("contact", Visit.get(server, "/.well-known/security.txt").text());
            assertEquals(
                    "GET /.well-known/.secret", Visit.get(server, "/.well-known/.secret").text());
            assertEquals(
                    "GET /docs/.well-known/a.txt",
                    Visit.get(server, "/docs/.well-known/a.txt").text());
        }
    }

    @Test
    void aMountMayLieBelowAHiddenDirectory() throws Exception {
        var hidden = Files.createDirectories(folder.resolve(".build/site"));
        Files.writeString(hidden.resolve("a.txt"), "a");
        try (var server = start(StaticFiles.of("/", hidden))) {
            assertEquals("a", Visit.get(server, "/a.txt").text());
        }
    }

    // ---- what is not found goes on

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/", "/hello.txt", "/static/none.txt", "/staticfiles/hello.txt",
                "/static/hello.txt/", "/static/hello.txt/x", "/static//hello.txt",
                        "/static/docs/empty/",
                "/static/docs/empty", "/static", "/static/"
            })
    void whatIsNotFoundIsTheApplications(String target) throws Exception {
        try (var server = start(files())) {
            assertEquals("GET " + target, Visit.get(server, target).text());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"})
    void otherMethodsAreTheApplications(String method) throws Exception {
        try (var server = start(files())) {
            assertEquals(
                    method + " /static/hello.txt",
                    Visit.ask(server, method, "/static/hello.txt").text());
        }
    }

    @Test
    void anApplicationOfFilesAnswersEverythingElseWith404() throws Exception {
        try (var server =
                Pounce.start(StaticFiles.handler(StaticFiles.of("/", folder)), config().build())) {
            assertEquals("hello", Visit.get(server, "/hello.txt").text());
            assertEquals(404, Visit.get(server, "/none").status());
            assertEquals(404, Visit.ask(server, "POST", "/hello.txt").status());
        }
    }

    // ---- mounts

    @Test
    void theLongestPrefixThatFitsIsAsked() throws Exception {
        var other = Files.createDirectories(folder.resolve("other"));
        Files.writeString(other.resolve("hello.txt"), "other");
        try (var server =
                start(
                        StaticFiles.of("/", folder),
                        StaticFiles.of("/a/b", other),
                        StaticFiles.of("/a", folder))) {
            assertEquals("hello", Visit.get(server, "/hello.txt").text());
            assertEquals("hello", Visit.get(server, "/a/hello.txt").text());
            assertEquals("other", Visit.get(server, "/a/b/hello.txt").text());
            assertEquals("GET /a/bc/hello.txt", Visit.get(server, "/a/bc/hello.txt").text());
            assertEquals(
                    "GET /a/b/docs/index.html", Visit.get(server, "/a/b/docs/index.html").text());
        }
    }

    @Test
    void twoMountsOfOnePrefixDoNotStart() {
        assertThrows(ConfigException.class, () -> start(files(), files()));
    }

    @Test
    void aMountWithoutItsDirectoryDoesNotStart() {
        var missing = StaticFiles.of("/", folder.resolve("missing"));

        var failure = assertThrows(ConfigException.class, () -> start(missing));

        assertTrue(failure.toString().contains("missing"), failure.toString());
    }

    @Test
    void optionsMountDirectoriesWithTheirRules() throws Exception {
        Files.writeString(folder.resolve("docs/start.html"), "start");
        var config =
                config().set(
                                Map.of(
                                        "static", folder + ",/d=" + folder.resolve("docs"),
                                        "static.index", "start.html",
                                        "static.cache-control", "no-store"))
                        .build();
        try (var server = Pounce.start(APPLICATION, config)) {
            assertEquals("hello", Visit.get(server, "/hello.txt").text());
            assertEquals("start", Visit.get(server, "/d/").text());
            assertEquals("no-store", Visit.get(server, "/d/").field("cache-control"));
        }
    }

    // ---- folders

    @Test
    void theIndexAnswersForItsFolder() throws Exception {
        try (var server = start(files())) {
            var visit = Visit.get(server, "/static/docs/");

            assertEquals("<p>docs", visit.text());
            assertEquals("text/html; charset=utf-8", visit.field("content-type"));
        }
    }

    @Test
    void aMountNeedsNoIndex() throws Exception {
        try (var server = start(files().index(""))) {
            assertEquals("GET /static/docs/", Visit.get(server, "/static/docs/").text());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/static/docs,       /static/docs/",
        "/static/docs?a=b&c, /static/docs/?a=b&c",
        "/static/do%63s,     /static/docs/"
    })
    void aFolderWithoutItsSlashIsRedirected(String target, String location) throws Exception {
        try (var server = start(files())) {
            var visit = Visit.get(server, target);

            assertEquals(308, visit.status());
            assertEquals(location, visit.field("location"));
        }
    }

    @Test
    void aRedirectEncodesWhatItNames() throws Exception {
        var odd = Files.createDirectories(folder.resolve("a:b ü%"));
        Files.writeString(odd.resolve("index.html"), "odd");
        try (var server = start(StaticFiles.of("/", folder))) {
            assertEquals(
                    "/a%3Ab%20%C3%BC%25/", Visit.get(server, "/a:b%20%C3%BC%25").field("location"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//docs",
                "//evil.example/docs",
                "//evil.example/%2e%2e/docs",
                "/.//docs",
                "/x/..//evil.example",
                "///docs",
                "//evil.example/../../docs"
            })
    void aRedirectNeverLeadsToAnotherHost(String target) throws Exception {
        try (var server = start(StaticFiles.of("/", folder).listing(true))) {
            var visit = Visit.get(server, target);

            assertFalse(visit.field("location").startsWith("//"), visit.field("location"));
            assertNotEquals(308, visit.status());
        }
    }

    @Test
    void aMountNeedsNoRedirects() throws Exception {
        try (var server = start(files().slash(false))) {
            assertEquals("GET /static/docs", Visit.get(server, "/static/docs").text());
        }
    }

    // ---- listings

    @Test
    void aFolderWithoutAnIndexIsListedIfTheMountWantsIt() throws Exception {
        Files.writeString(folder.resolve(".hidden"), "hidden");
        Files.createSymbolicLink(folder.resolve("link.txt"), Path.of("hello.txt"));
        try (var server = start(files().listing(true).headers(Headers.of("x-a", "b")))) {
            var visit = Visit.get(server, "/static/");

            assertEquals(200, visit.status());
            assertEquals("text/html; charset=utf-8", visit.field("content-type"));
            assertEquals("no-cache", visit.field("cache-control"));
            assertEquals("b", visit.field("x-a"));
            assertTrue(
                    visit.text()
                            .contains("<a href=\"./hello.txt\">hello.txt</a></td><td>5 B</td>"));
            assertTrue(visit.text().contains("<a href=\"./docs/\">docs/</a>"));
            assertTrue(visit.text().contains("293.0 KiB"));
            assertTrue(visit.text().indexOf("docs/") < visit.text().indexOf("hello.txt"));
            assertFalse(visit.text().contains("hidden"), visit.text());
            assertFalse(visit.text().contains("link.txt"), visit.text());
            assertFalse(visit.text().contains("../"), "there is nothing above a mount");
            assertTrue(Visit.get(server, "/static/docs/empty/").text().contains("\"../\""));
            assertTrue(Visit.get(server, "/static/docs/empty/").text().contains("nothing here"));
            assertEquals("<p>docs", Visit.get(server, "/static/docs/").text());
        }
    }

    @Test
    void aListingEscapesWhateverFilesAreCalled() throws Exception {
        Files.writeString(folder.resolve("<img src=x onerror=alert(1)>"), "");
        Files.writeString(folder.resolve("javascript:alert(1)"), "");
        Files.writeString(folder.resolve("\"&'#?.txt"), "");
        try (var server = start(StaticFiles.of("/", folder).listing(true))) {
            var page = Visit.get(server, "/");

            assertFalse(page.text().contains("<img"), page.text());
            assertTrue(page.text().contains("&lt;img src=x onerror=alert(1)&gt;"), page.text());
            assertTrue(page.text().contains("href=\"./javascript%3Aalert%281%29\""), page.text());
            assertTrue(page.text().contains("href=\"./%22%26%27%23%3F.txt\""), page.text());
            assertTrue(page.text().contains("&quot;&amp;&#39;#?.txt"), page.text());
            assertTrue(page.field("content-security-policy").startsWith("default-src 'none'"));
        }
    }

    // ---- single-page applications

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/static/users/1    | text/html,*/*;q=0.1 | <p>docs",
                "/static/users/     | text/html           | <p>docs",
                "/static/jane.doe   | text/html           | <p>docs",
                "/static/docs/empty/| text/html           | <p>docs",
                "/static/hello.txt  | text/html           | hello",
                "/static/none.js    | text/html           | GET /static/none.js",
                "/static/users/1    | */*                 | GET /static/users/1",
                "/static/users/1    | application/json    | GET /static/users/1",
                "/static/users/1    | text/html;q=0       | GET /static/users/1",
                "/users/1           | text/html           | GET /users/1"
            })
    void aFallbackAnswersWhoeverAsksForAPage(String target, String accept, String text)
            throws Exception {
        try (var server = start(files().fallback("docs/index.html"))) {
            for (int i = 0; i < 2; i++) {
                var visit = Visit.get(server, target, "accept: " + accept);

                assertEquals(200, visit.status());
                assertEquals(text, visit.text());
            }
        }
    }

    @Test
    void aFallbackThatIsNotThereAnswersNobody() throws Exception {
        try (var server = start(files().fallback("none.html"))) {
            assertEquals(
                    "GET /static/x", Visit.get(server, "/static/x", "accept: text/html").text());
        }
    }

    // ---- fields

    @ParameterizedTest
    @CsvSource({
        "app.3f9c01be.js, true",
        "app-3f9c01be.min.js, true",
        "index-D4kXw9aZ.css, true",
        "main.abcdef0123456789abcdef0123456789.css, true",
        "app.js, false",
        "jquery-3.7.1.js, false",
        "report-20240115.pdf, false",
        "bootstrap-datepicker.js, false",
        "defaced-facade.js, false",
        "3f9c01be.js, false",
        "app.3f9c01be, false"
    })
    void aFingerprintInTheNameMakesAFileImmutable(String name, boolean immutable) throws Exception {
        Files.writeString(folder.resolve(name), "x");
        try (var server = start(files())) {
            assertEquals(
                    immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600",
                    Visit.get(server, "/static/" + name).field("cache-control"));
        }
    }

    @Test
    void aMountHasItsOwnRulesForCaches() throws Exception {
        try (var server =
                start(
                        files().cacheControl("no-cache").immutable(name -> name.startsWith("h")),
                        StaticFiles.of("/plain", folder).cacheControl(""))) {
            assertEquals("no-cache", Visit.get(server, "/static/large.bin").field("cache-control"));
            assertEquals(
                    "public, max-age=31536000, immutable",
                    Visit.get(server, "/static/hello.txt").field("cache-control"));
            assertEquals("none", Visit.get(server, "/plain/hello.txt").field("cache-control"));
        }
    }

    @Test
    void aMountAddsFieldsToEveryAnswer() throws Exception {
        var extra = Headers.of("x-a", "b", "cache-control", "private");
        try (var server = start(files().headers(extra))) {
            var visit = Visit.get(server, "/static/hello.txt");
            assertEquals("b", visit.field("x-a"));
            assertEquals("private", visit.field("cache-control"));
            assertEquals("b", Visit.get(server, "/static/docs").field("x-a"));
            assertEquals(
                    "b",
                    Visit.get(server, "/static/hello.txt", "if-none-match: " + visit.field("etag"))
                            .field("x-a"));
        }
    }

    @Test
    void withoutACacheEveryFileIsOpenedEachTime() throws Exception {
        var config = config().files(files()).set(Options.STATIC_CACHE, new Size(0)).build();
        try (var server = Pounce.start(APPLICATION, config)) {
            var visit = Visit.get(server, "/static/hello.txt");
            assertEquals("hello", visit.text());
            assertEquals(
                    304,
                    Visit.get(server, "/static/hello.txt", "if-none-match: " + visit.field("etag"))
                            .status());

            Files.writeString(folder.resolve("hello.txt"), "changed");

            assertEquals("changed", Visit.get(server, "/static/hello.txt").text());
        }
    }

    @Test
    void aFileFromTheFutureWasModifiedNow() throws Exception {
        Files.setLastModifiedTime(
                folder.resolve("hello.txt"), FileTime.from(Instant.parse("2999-01-01T00:00:00Z")));
        try (var server = start(files())) {
            var visit = Visit.get(server, "/static/hello.txt");

            assertFalse(visit.field("last-modified").contains("2999"));
            assertArrayEquals("hello".getBytes(UTF_8), visit.octets());
        }
    }
}
