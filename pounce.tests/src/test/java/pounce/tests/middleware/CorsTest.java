package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.AllowedOrigin;
import pounce.api.App;
import pounce.api.Cors;
import pounce.api.Headers;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.testkit.TestServer;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

/// WHATWG Fetch, section 3.2.
@Timeout(60)
final class CorsTest {
    private static final String SHOP = "https://shop.example";
    private static final String EVIL = "https://evil.example";
    private static final Response HELLO = Response.of(200);
    private static final App REACHED = App.of(_ -> Response.of(299));

    private static ResponseStart answer(Cors cors, App app, ScriptedScope request) {
        var send = new RecordedSend();
        try {
            Middleware.cors(cors).apply(app).handle(request, ScriptedReceive.of(), send);
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
        return (ResponseStart) send.instances().getFirst();
    }

    private static Headers answered(Cors cors, Response response, String... fields) {
        return answer(cors, App.of(_ -> response), ScriptedScope.of(fields)).headers();
    }

    private static ResponseStart preflight(Cors cors, String origin, String... more) {
        var fields = Headers.of(more).with("origin", origin);
        if (!fields.contains("access-control-request-method")) {
            fields = fields.with("access-control-request-method", "PUT");
        }
        return answer(
                cors, REACHED, ScriptedScope.asking("OPTIONS").with(RequestHead.HEADERS, fields));
    }

    // ---------------------------------------------------------------- 3.2.3 responses

    @Test
    void saysToAnAllowedOriginThatItIsAllowed() {
        assertEquals(
                Headers.of("access-control-allow-origin", SHOP, "vary", "origin"),
                answered(Cors.allow(SHOP), HELLO, "origin", SHOP));
    }

    @Test
    void saysNothingToOthersButThatItDependsOnWhoAsks() {
        var varying = Headers.of("vary", "origin");

        assertEquals(varying, answered(Cors.allow(SHOP), HELLO, "origin", EVIL));
        assertEquals(varying, answered(Cors.allow(SHOP), HELLO, "origin", "null"));
        assertEquals(varying, answered(Cors.allow(SHOP), HELLO));
        assertEquals(varying, answered(Cors.allow(SHOP), HELLO, "origin", SHOP, "origin", EVIL));
    }

    @Test
    void saysToEverybodyThatEverybodyIsAllowed() {
        var everybody = Headers.of("access-control-allow-origin", "*");

        assertEquals(everybody, answered(Cors.allow("*"), HELLO, "origin", EVIL));
        assertEquals(everybody, answered(Cors.allow("*"), HELLO));
    }

    @Test
    void allowsCredentialsAndLetsScriptsReadFields() {
        var cors = Cors.allow(SHOP).withCredentials().exposed("ETag", "X-Total");

        assertEquals(
                Headers.of(
                        "access-control-allow-credentials", "true",
                        "access-control-expose-headers", "ETag, X-Total",
                        "access-control-allow-origin", SHOP,
                        "vary", "origin"),
                answered(cors, HELLO, "origin", SHOP));
    }

    @Test
    void leavesWhatTheApplicationSaysOfItself() {
        var own = HELLO.header("access-control-allow-origin", "*");

        assertEquals(
                own.headers().plus("vary", "origin"),
                answered(Cors.allow(SHOP).withCredentials(), own, "origin", SHOP));
    }

    @Test
    void leavesASingleFieldThatTheApplicationSays() {
        var own = HELLO.header("access-control-expose-headers", "x-own");

        assertEquals(
                List.of("x-own"),
                answered(Cors.allow(SHOP).exposed("x-ours"), own, "origin", SHOP)
                        .all("access-control-expose-headers"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "accept-encoding | accept-encoding + origin",
                "Origin | Origin",
                "accept, ORIGIN | accept, ORIGIN",
                "* | *",
                "x-origin | x-origin + origin"
            })
    void addsToWhatTheAnswerDependsOnAlready(String own, String vary) {
        var headers = answered(Cors.allow(SHOP), HELLO.header("vary", own), "origin", SHOP);

        assertEquals(vary, String.join(" + ", headers.all("vary")));
    }

    @Test
    void makesTheHeadOfAConstantOncePerOrigin() throws Exception {
        var app = Middleware.cors(Cors.allow(SHOP, EVIL)).apply(App.of(_ -> HELLO));
        var send = new RecordedSend();

        for (int i = 0; i < 4; i++) {
            for (var origin : List.of(SHOP, EVIL)) {
                app.handle(ScriptedScope.of("origin", origin), ScriptedReceive.of(), send);
            }
        }

        assertSame(send.instances().get(8), send.instances().get(12));
        assertEquals(
                Optional.of(SHOP),
                ((ResponseStart) send.instances().get(12))
                        .headers()
                        .first("access-control-allow-origin"));
        assertEquals(
                Optional.of(EVIL),
                ((ResponseStart) send.instances().get(14))
                        .headers()
                        .first("access-control-allow-origin"));
    }

    // ---------------------------------------------------------------- 3.2.2 preflights

    @Test
    void answersAPreflightItself() {
        var cors =
                Cors.allow(SHOP)
                        .methods("GET", "PUT")
                        .headers("Content-Type", "X-Token")
                        .maxAge(Duration.ofMinutes(10));

        assertEquals(
                new ResponseStart(
                        204,
                        Headers.of(
                                "vary", "origin",
                                "access-control-allow-origin", SHOP,
                                "access-control-allow-methods", "GET, PUT",
                                "access-control-allow-headers", "Content-Type, X-Token",
                                "access-control-max-age", "600")),
                preflight(cors, SHOP));
    }

    @Test
    void answersAPreflightOfOthersWithoutLeave() {
        assertEquals(
                new ResponseStart(204, Headers.of("vary", "origin")),
                preflight(Cors.allow(SHOP), EVIL));
    }

    @Test
    void answersAPreflightOfEverybody() {
        assertEquals(
                Headers.of(
                        "access-control-allow-origin", "*",
                        "access-control-allow-methods", "*",
                        "access-control-allow-headers", "*, authorization",
                        "access-control-max-age", "3600"),
                preflight(Cors.allow("*").methods("*").headers("*", "authorization"), EVIL)
                        .headers());
    }

    @Test
    void allowsCredentialsInAPreflight() {
        assertEquals(
                Optional.of("true"),
                preflight(Cors.allow(SHOP).withCredentials(), SHOP)
                        .headers()
                        .first("access-control-allow-credentials"));
    }

    @Test
    void forbidsBrowsersToRememberAPreflight() {
        assertEquals(
                Optional.of("0"),
                preflight(Cors.allow(SHOP).maxAge(Duration.ZERO), SHOP)
                        .headers()
                        .first("access-control-max-age"));
    }

    @ParameterizedTest
    @CsvSource({"true, true, true", "true, false, false", "false, true, false"})
    void allowsPagesOfThePublicNetworkIfToldTo(boolean told, boolean asked, boolean allowed) {
        var cors = told ? Cors.allow(SHOP).withPrivateNetwork() : Cors.allow(SHOP);

        var headers =
                preflight(
                                cors,
                                SHOP,
                                "access-control-request-private-network",
                                String.valueOf(asked))
                        .headers();

        assertEquals(allowed, headers.contains("access-control-allow-private-network"));
    }

    @Test
    void refusesThePublicNetworkToOthers() {
        assertFalse(
                preflight(
                                Cors.allow(SHOP).withPrivateNetwork(),
                                EVIL,
                                "access-control-request-private-network",
                                "true")
                        .headers()
                        .contains("access-control-allow-private-network"));
    }

    @Test
    void leavesOptionsThatAreNoPreflightToTheApplication() {
        var noMethod = ScriptedScope.asking("OPTIONS", "origin", SHOP);
        var noOrigin = ScriptedScope.asking("OPTIONS", "access-control-request-method", "PUT");
        var get = ScriptedScope.of("origin", SHOP, "access-control-request-method", "PUT");

        assertEquals(299, answer(Cors.allow(SHOP), REACHED, noMethod).status());
        assertEquals(299, answer(Cors.allow(SHOP), REACHED, noOrigin).status());
        assertEquals(299, answer(Cors.allow(SHOP), REACHED, get).status());
    }

    // ---------------------------------------------------------------- which origins

    @ParameterizedTest
    @CsvSource({
        "https://shop.example, https://shop.example, true",
        "https://shop.example, http://shop.example, false",
        "https://shop.example, https://shop.example:8443, false",
        "https://shop.example, https://shop.example.evil, false",
        "https://shop.example, https://a.shop.example, false",
        "https://shop.example, https://SHOP.example, false",
        "http://localhost:3000, http://localhost:3000, true",
        "http://localhost:3000, http://localhost:3001, false",
        "http://[::1]:3000, http://[::1]:3000, true",
        "app://here, app://here, true",
        "https://*.shop.example, https://a.shop.example, true",
        "https://*.shop.example, https://a.b-1.shop.example, true",
        "https://*.shop.example, https://shop.example, false",
        "https://*.shop.example, https://.shop.example, false",
        "https://*.shop.example, http://a.shop.example, false",
        "https://*.shop.example, https://a.shop.example:8443, false",
        "https://*.shop.example, https://evilshop.example, false",
        "https://*.shop.example, https://a.shop.example.evil, false",
        "https://*.shop.example, https://evil/.shop.example, false",
        "https://*.shop.example, https://evil#.shop.example, false",
        "https://*.shop.example, https://evil:1@a.shop.example, false",
        "https://*.shop.example:8443, https://a.shop.example:8443, true",
        "https://*.shop.example:8443, https://a.shop.example, false",
        "*, null, true",
        "https://shop.example, null, false"
    })
    void allowsWhomTheListNames(String allowed, String origin, boolean allows) {
        assertEquals(allows, AllowedOrigin.parse(allowed).allows(origin));
        assertEquals(allowed, AllowedOrigin.parse(allowed).toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "shop.example",
                "https://",
                "https://shop.example/",
                "https://shop.example:443",
                "http://shop.example:80",
                "https://Shop.example",
                "HTTPS://shop.example",
                "https://user@shop.example",
                "https://shop.example?x",
                "https://*",
                "https://*.",
                "https://*..example",
                "https://*.*.example",
                "https://a*.example",
                "https://a.*.example",
                "https://shop.example:",
                "https://*.shop.example:443",
                "https://sh\u00f6p.example",
                "**"
            })
    void refusesOriginsThatNoBrowserWrites(String origin) {
        assertThrows(IllegalArgumentException.class, () -> AllowedOrigin.parse(origin));
    }

    @Test
    void asksCode() {
        var cors = Cors.allow(origin -> origin.length() == SHOP.length());

        assertEquals(
                Headers.of("access-control-allow-origin", EVIL, "vary", "origin"),
                answered(cors, HELLO, "origin", EVIL));
        assertEquals(Headers.of("vary", "origin"), answered(cors, HELLO, "origin", EVIL + 'x'));
    }

    /// Whatever comes as an origin, the answer never allows another, nor any that the list does not
    /// name.
    @Property
    void neverAllowsWhatItWasNotAskedFor(@ForAll @StringLength(max = 30) String text) {
        var origin = "https://" + text.replaceAll("[^!-~]", ".") + ".shop.example";
        var headers = answered(Cors.allow("https://*.shop.example"), HELLO, "origin", origin);

        headers.first("access-control-allow-origin")
                .ifPresent(allowed -> {
                    assertEquals(origin, allowed);
                    assertTrue(origin.matches("https://[a-z0-9._-]+\\.shop\\.example"), origin);
                });
    }

    // ---------------------------------------------------------------- settings

    @Test
    void neverAllowsCredentialsBesideAWildcard() {
        assertThrows(IllegalArgumentException.class, () -> Cors.allow("*").withCredentials());
        assertThrows(
                IllegalArgumentException.class,
                () -> Cors.allow(SHOP).withCredentials().methods("*"));
        assertThrows(
                IllegalArgumentException.class,
                () -> Cors.allow(SHOP).headers("*").withCredentials());
        assertThrows(
                IllegalArgumentException.class,
                () -> Cors.allow(SHOP).exposed("*").withCredentials());
    }

    @Test
    void reportsEveryMistakeInSettingsAtOnce() {
        var builder =
                ServerConfig.builder()
                        .set(
                                Map.of(
                                        "cors.origins", "*",
                                        "cors.credentials", "true",
                                        "cors.methods", "GET,P T",
                                        "cors.max-age", "25h"));

        var refused = assertThrows(ConfigException.class, builder::build);

        assertEquals(
                """
                cors.max-age = 25h: not allowed (How long browsers remember it, in whole seconds, up to 24h.)
                cors.methods = GET,P T: not allowed (Methods that scripts of cors.origins may use; * for any.)
                cors.credentials = true: * is nobody's name then; say which origins, methods and fields (WHATWG Fetch, section 3.2.5)\
                """,
                refused.getMessage());
    }

    @Test
    void isSetByCodeAsByText() {
        var code =
                ServerConfig.builder()
                        .cors(Cors.allow(SHOP, "https://*.a.example").methods("PUT").headers("x-a"))
                        .build();
        var text =
                ServerConfig.builder()
                        .set(
                                Map.of(
                                        "cors.origins", SHOP + ", https://*.a.example",
                                        "cors.methods", "PUT",
                                        "cors.headers", "x-a"))
                        .build();

        for (var option : Options.all()) {
            assertEquals(code.get(option), text.get(option));
        }
        assertEquals(text.get(Options.CORS_ORIGINS), Cors.of(text).origins());
    }

    @Test
    void showsAFileThatLoadsWhereCodeDecides() {
        var config = ServerConfig.builder().cors(Cors.allow(_ -> true)).build();

        assertTrue(config.toString().contains("# cors.origins = <hidden>\n"), config.toString());
    }

    // ---------------------------------------------------------------- through a server

    @Test
    void answersPreflightsBeforeAnybodyAsksForCredentials() throws Exception {
        var unknown = Middleware.before(_ -> Optional.of(Response.text("no!").status(401)));
        try (var server =
                        TestServer.start(
                                _ -> HELLO,
                                config ->
                                        config.cors(Cors.allow(SHOP).methods("PUT"))
                                                .middleware(Phase.PROTECTION, unknown));
                var connection = server.connect()) {
            var from = " /a HTTP/1.1\r\nhost: a\r\norigin: " + SHOP + "\r\n";
            connection.send("OPTIONS" + from + "access-control-request-method: PUT\r\n\r\n");
            var preflight = connection.receive();
            var refusal = connection.send("GET" + from + "\r\n").receive();

            assertEquals(204, preflight.status());
            assertEquals(
                    Optional.of("PUT"), preflight.headers().first("access-control-allow-methods"));
            assertEquals(401, refusal.status());
            assertEquals("no!", refusal.text());
            assertEquals(Optional.of(SHOP), refusal.headers().first("access-control-allow-origin"));
        }
    }
}
