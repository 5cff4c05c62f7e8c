package pounce.tests.middleware.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.Content;
import pounce.api.Headers;
import pounce.api.HttpScope;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.spi.RequestFailure;
import pounce.middleware.errors.DebugProvider;
import pounce.tests.api.ScriptedScope;

/// What developers are shown, and nobody else.
final class DebugPagesTest {
    private static final Pattern TAG = Pattern.compile("<[^>]*>");

    @TempDir private Path sources;

    private static Response page(RequestFailure failure, Map<String, String> settings) {
        return new DebugProvider()
                .create(ServerConfig.builder().set(settings).build())
                .page(failure);
    }

    private static HttpScope request(String accept, String query, String... more) {
        var headers = Headers.of("accept", accept).with(Headers.of(more));
        return new ScriptedScope("GET", headers, query, Map.of())
                .with(RequestHead.CLIENT, new Address("127.0.0.1", 50_000))
                .with(RequestHead.AUTHORITY, "localhost:8000");
    }

    private static String text(Response page) {
        var data = ((Content.Bytes) page.content()).data();
        return StandardCharsets.UTF_8.decode(data.duplicate()).toString();
    }

    private static String shown(HttpScope request, Throwable thrown) {
        return text(
                page(RequestFailure.of(request, ErrorCode.POUNCE_APP_FAILED, thrown), Map.of()));
    }

    private static String html(Throwable thrown) {
        return shown(request("text/html", ""), thrown);
    }

    // ---------------------------------------------------------------- what is shown

    @Test
    void everyCauseIsShownInItsPlace() {
        var root = new IOException("the disk is full");
        var thrown = new IllegalStateException("no order", root);
        thrown.addSuppressed(new IllegalArgumentException("not closed"));

        for (var accept : List.of("text/html", "text/plain", "application/json")) {
            var text = shown(request(accept, ""), thrown);
            int first = text.indexOf("java.lang.IllegalStateException");
            int second = text.indexOf("java.lang.IllegalArgumentException", first);
            int third = text.indexOf("java.io.IOException", second);
            assertTrue(0 < first && first < second && second < third, text);
            for (var part :
                    List.of(
                            "no order",
                            "not closed",
                            "the disk is full",
                            "Caused by",
                            "Suppressed",
                            "POUNCE_APP_FAILED",
                            "DebugPagesTest.java:")) {
                assertTrue(text.contains(part), part + " in " + text);
            }
        }
    }

    @Test
    void aCircleOfCausesEnds() {
        var one = new IllegalStateException("one");
        one.initCause(new IllegalStateException("two", one));

        assertEquals(2, html(one).split("<section id=\"cause-", -1).length - 1);
    }

    @Test
    void muchIsShownInPart() {
        Throwable thrown = new IllegalStateException("x".repeat(100_000));
        for (int i = 0; i < 100; i++) {
            thrown = new IllegalStateException("y".repeat(100_000), thrown);
        }

        assertTrue(html(thrown).length() < 300_000);
    }

    @Test
    void aMessageThatCannotBeMadeIsNoFailureOfThePage() {
        var thrown =
                new IllegalStateException() {
                    private static final long serialVersionUID = 1;

                    @Override
                    public String getMessage() {
                        throw new UnsupportedOperationException();
                    }
                };

        assertTrue(html(thrown).contains("(no message: java.lang.UnsupportedOperationException)"));
    }

    @Test
    void aFailureThatNothingWasThrownAtHasItsRequest() {
        var failure =
                new RequestFailure(
                        request("text/html", "a=1"), 404, Optional.empty(), Optional.empty());

        var text = text(page(failure, Map.of()));

        assertTrue(text.contains("<h1>Not Found</h1>"), text);
        assertTrue(text.contains("http://localhost:8000/p?a=1"), text);
    }

    private String sourceOf(String className, String file, int line, String source)
            throws IOException {
        var path = sources.resolve("com/example").resolve("Shop.java");
        Files.createDirectories(path.getParent());
        Files.writeString(path, source);
        var thrown = new IllegalStateException("on purpose");
        thrown.setStackTrace(
                new StackTraceElement[] {new StackTraceElement(className, "order", file, line)});
        return text(
                page(
                        RequestFailure.of(
                                request("text/html", ""), ErrorCode.POUNCE_APP_FAILED, thrown),
                        Map.of("debug.sources", sources.toString())));
    }

    @Test
    void theLineIsShownAmongThoseAroundIt() throws IOException {
        var source = new StringBuilder();
        for (int i = 1; i <= 30; i++) {
            source.append("line <").append(i).append(">\n");
        }

        var text = sourceOf("com.example.Shop$Inner", "Shop.java", 20, source.toString());

        assertTrue(text.contains("<mark><span>20</span>line &lt;20&gt;\n</mark>"), text);
        assertTrue(text.contains("<span>15</span>line &lt;15&gt;\n"), text);
        assertTrue(text.contains("<span>25</span>line &lt;25&gt;\n"), text);
        assertFalse(text.contains("line &lt;14&gt;") || text.contains("line &lt;26&gt;"), text);
    }

    @ParameterizedTest
    @CsvSource({
        "com.example.Shop, Shop.java, 3", // it has become shorter since
        "com.example.Shop, Other.java, 1",
        "com.other.Shop, Shop.java, 1",
        "com.other.Shop, ../example/Shop.java, 1",
        "com.example.Shop, Shop.class, 1",
        "com.example.Shop, Shop.java, -1",
    })
    void noOtherFileIsShown(String className, String file, int line) throws IOException {
        assertFalse(sourceOf(className, file, line, "one\ntwo\n").contains("<pre>"));
    }

    // ---------------------------------------------------------------- secrets

    @Test
    void whatIsSaidInConfidenceIsShownNowhere() {
        var request =
                request(
                        "text/html",
                        "token=swordfish1&q=teapot&api%4bey=swordfish2",
                        "authorization",
                        "Bearer swordfish3",
                        "cookie",
                        "theme=light; id=swordfish4",
                        "x-api-key",
                        "swordfish5",
                        "user-agent",
                        "curl");
        var thrown =
                new IllegalStateException(
                        "user of swordfish3 has id swordfish4 and token swordfish1",
                        new IOException("https://example.com?key=swordfish5"));

        for (var accept : List.of("text/html", "text/plain", "application/json")) {
            var text =
                    shown(
                            request.with(
                                    RequestHead.HEADERS, request.headers().with("accept", accept)),
                            thrown);
            assertFalse(text.contains("swordfish"), text);
        }
        var text = shown(request, thrown);
        assertTrue(text.contains("q=teapot"), text);
        assertTrue(text.contains("<dt>user-agent</dt><dd>curl</dd>"), text);
        assertTrue(text.contains("<dt>authorization</dt><dd>•••</dd>"), text);
        assertTrue(text.contains("token=•••"), text);
    }

    // ---------------------------------------------------------------- markup

    /// The tags of a page, which texts must not change.
    private static List<String> tags(String html) {
        return TAG.matcher(html).results().map(result -> result.group()).toList();
    }

    @Provide
    Arbitrary<String> evil() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "<script>alert(1)</script>",
                        "\"><img src=x onerror=alert(1)>",
                        "'-alert(1)-'",
                        "</style><script>",
                        "<!--",
                        "]]>",
                        "&lt;b&gt;",
                        "%s%n%1$s",
                        "\0\r\u2028<a",
                        "javascript:alert(1)"),
                Arbitraries.strings().ofMaxLength(40));
    }

    @Property(tries = 500)
    void noTextBecomesMarkup(@ForAll("evil") String text, @ForAll("evil") String other) {
        assertEquals(tags(evilPage("x", "x")), tags(evilPage(text + 'x', other + 'x')));
    }

    private static String evilPage(String text, String other) {
        var cause = new IOException(other);
        cause.setStackTrace(new StackTraceElement[0]);
        var thrown = new IllegalStateException(text, cause);
        thrown.setStackTrace(
                new StackTraceElement[] {
                    new StackTraceElement("app", "m", "1", "c" + text, "m" + other, text, 7)
                });
        var request =
                request("text/html", "q=1")
                        .with(RequestHead.REQUEST_ID, text)
                        .with(RequestHead.SCHEME, other);
        return shown(request, thrown);
    }

    @Test
    void thePolicyAllowsThisStyleAndNothingElse() throws Exception {
        var page =
                page(
                        RequestFailure.of(
                                request("text/html", ""),
                                ErrorCode.POUNCE_APP_FAILED,
                                new IOException()),
                        Map.of());
        var text = text(page);
        var style = text.substring(text.indexOf("<style>") + 7, text.indexOf("</style>"));
        var hash =
                Base64.getEncoder()
                        .encodeToString(
                                MessageDigest.getInstance("SHA-256")
                                        .digest(style.getBytes(StandardCharsets.UTF_8)));

        assertEquals(
                List.of(
                        "default-src 'none'; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
                                .formatted(hash)),
                page.headers().all("content-security-policy"));
        assertEquals(Optional.of("no-store"), page.headers().first("cache-control"));
        assertFalse(text.contains("<script") || text.contains(" style=\""), text);
    }

    // ---------------------------------------------------------------- who sees it

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, localhost, false",
        "127.0.0.1, evil.example:8000, false", // its name was made to lead here
        "127.0.0.1, localhost.evil.example, false",
        "unix, localhost, false",
        "127.0.0.1, 127.0.0.1:8000, true",
        "127.9.9.9, app.localhost:8000, true",
        "::1, [::1]:8000, true",
        "::1, LOCALHOST, true",
        "127.0.0.1, 127.1, false",
    })
    void onlyThisMachineSeesIt(String client, String authority, boolean sees) {
        var request =
                request("text/html", "")
                        .with(RequestHead.CLIENT, new Address(client, 1))
                        .with(RequestHead.AUTHORITY, authority);

        var failure =
                RequestFailure.of(
                        request, ErrorCode.POUNCE_APP_FAILED, new IOException("the disk is full"));

        assertEquals(sees, text(page(failure, Map.of())).contains("the disk is full"));
        assertTrue(
                text(page(failure, Map.of("debug.exposed", "true"))).contains("the disk is full"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=0.0.0.0",
                "host=::",
                "host=192.0.2.1",
                "host=example.com",
                "listen=http://127.0.0.1:1,http://0.0.0.0:2",
                "listen=http://127.0.0.1:1?proxy-protocol",
                "listen=unix:/tmp/x",
                "forwarded.trusted=127.0.0.0/8",
            })
    void whereOthersCanGetNoServerStartsWithIt(String setting) {
        int equals = setting.indexOf('=');
        var settings = Map.of(setting.substring(0, equals), setting.substring(equals + 1));
        var config = ServerConfig.builder().set(settings);

        var refused =
                assertThrows(
                        ConfigException.class, () -> new DebugProvider().create(config.build()));
        assertEquals(ErrorCode.POUNCE_CONFIG_DEBUG_PUBLIC, refused.code());

        var _ = new DebugProvider().create(config.set(Map.of("debug.exposed", "true")).build());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "host=127.0.0.1",
                "host=localhost",
                "host=::1",
                "listen=http://localhost:1,https://[::1]:2",
            })
    void onThisMachineItStarts(String setting) {
        int equals = setting.indexOf('=');
        var settings = Map.of(setting.substring(0, equals), setting.substring(equals + 1));

        var _ = new DebugProvider().create(ServerConfig.builder().set(settings).build());
    }
}
