package pounce.tests.middleware;

import static java.net.http.HttpRequest.BodyPublishers.noBody;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pounce.api.App;
import pounce.api.Headers;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.api.SecurityHeaders;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.testkit.TestServer;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

@Timeout(60)
final class SecurityHeadersTest {
    private static final Headers STANDARD =
            Headers.of(
                    "x-content-type-options", "nosniff",
                    "x-frame-options", "DENY",
                    "referrer-policy", "strict-origin-when-cross-origin",
                    "cross-origin-opener-policy", "same-origin",
                    "cross-origin-resource-policy", "same-site");
    private static final String TRANSPORT = "strict-transport-security";

    private static ResponseStart answered(SecurityHeaders headers, Response response, String scheme)
            throws Exception {
        var send = new RecordedSend();
        Middleware.securityHeaders(headers)
                .apply(App.of(_ -> response))
                .handle(
                        ScriptedScope.of().with(RequestHead.SCHEME, scheme),
                        ScriptedReceive.of(),
                        send);
        return (ResponseStart) send.instances().getFirst();
    }

    @Test
    void addsASetThatDoesNoHarm() throws Exception {
        var start = answered(SecurityHeaders.defaults(), Response.of(204), "http");

        assertEquals(new ResponseStart(204, STANDARD), start);
    }

    @Test
    void advisesTransportSecurityOverHttpsOnly() throws Exception {
        var start = answered(SecurityHeaders.defaults(), Response.of(204), "https");

        assertEquals(STANDARD.plus(TRANSPORT, "max-age=31536000"), start.headers());
    }

    @Test
    void leavesWhatTheApplicationSays() throws Exception {
        var own = Response.of(200).header("X-Frame-Options", "SAMEORIGIN");

        var start = answered(SecurityHeaders.defaults(), own, "http");

        assertEquals(
                STANDARD.without("x-frame-options").plus("x-frame-options", "SAMEORIGIN"),
                start.headers());
    }

    @Test
    void canBeChangedAndLeftOut() throws Exception {
        var headers =
                SecurityHeaders.defaults()
                        .with("Content-Security-Policy", "default-src 'self'")
                        .without("Cross-Origin-Opener-Policy")
                        .without(TRANSPORT);

        var start = answered(headers, Response.of(204), "https");

        assertEquals(
                Headers.of(
                        "x-content-type-options", "nosniff",
                        "x-frame-options", "DENY",
                        "referrer-policy", "strict-origin-when-cross-origin",
                        "content-security-policy", "default-src 'self'",
                        "cross-origin-resource-policy", "same-site"),
                start.headers());
    }

    @Test
    void makesTheHeadOfAConstantOnlyOnce() throws Exception {
        var constant = Response.text("hello");
        var app =
                Middleware.securityHeaders(SecurityHeaders.defaults()).apply(App.of(_ -> constant));
        var send = new RecordedSend();

        for (int i = 0; i < 4; i++) {
            app.handle(ScriptedScope.of(), ScriptedReceive.of(), send);
        }

        assertSame(send.instances().get(4), send.instances().get(6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-frame-options | ALLOW-FROM https://example.com",
                "x-content-type-options | sniff",
                "referrer-policy | never",
                "referrer-policy | no-referrer,",
                "strict-transport-security | 31536000",
                "strict-transport-security | max-age=1; max-age=2",
                "strict-transport-security | includeSubDomains",
                "strict-transport-security | max-age=1; preloaded",
                "cross-origin-opener-policy | same-site",
                "cross-origin-embedder-policy | corp",
                "cross-origin-resource-policy | none",
                "x-xss-protection | 1"
            })
    void refusesWhatNoBrowserUnderstands(String name, String value) {
        var headers = SecurityHeaders.defaults();

        assertThrows(IllegalArgumentException.class, () -> headers.with(name, value));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-frame-options | sameorigin",
                "referrer-policy | no-referrer, strict-origin",
                "strict-transport-security | max-age=63072000; includeSubDomains; preload",
                "strict-transport-security | includesubdomains;max-age=0;",
                "permissions-policy | camera=(), microphone=()"
            })
    void takesWhatBrowsersUnderstand(String name, String value) {
        assertEquals(
                value,
                SecurityHeaders.defaults().with(name, value).fields().first(name).orElseThrow());
    }

    @Test
    void reportsEveryMistakeInSettingsAtOnce() {
        var builder =
                ServerConfig.builder()
                        .set(
                                Map.of(
                                        "security-headers.x-frame-options", "MAYBE",
                                        "security-headers.referrer-policy", "never"));

        var refused = assertThrows(ConfigException.class, builder::build);

        assertEquals(2, String.valueOf(refused.getMessage()).lines().count());
    }

    @Test
    void areAbsentUnlessAskedFor() throws Exception {
        try (var server = TestServer.start(_ -> Response.text("hello"))) {
            assertEquals(Optional.empty(), frameOptions(server.get("/")));
        }
    }

    private static Optional<String> frameOptions(HttpResponse<?> answer) {
        return answer.headers().firstValue("x-frame-options");
    }

    @Test
    void standOnWhateverTheServerAnswersOnceAskedFor() throws Exception {
        var settings =
                Map.of(
                        "security-headers",
                        "true",
                        "security-headers.x-frame-options",
                        "SAMEORIGIN");
        try (var server =
                TestServer.start(
                        _ -> Response.text("hello"),
                        config -> config.set(settings).set(Options.LIMIT_CONCURRENT_REQUESTS, 1))) {
            var refusal = server.send(server.request("/").method("TRACE", noBody()));

            assertEquals(Optional.of("SAMEORIGIN"), frameOptions(server.get("/")));
            assertEquals(405, refusal.statusCode());
            assertEquals(Optional.of("SAMEORIGIN"), frameOptions(refusal));
        }
    }

    @Test
    void areSetByCodeAsByText() {
        var headers = SecurityHeaders.defaults().without("referrer-policy");

        var config = ServerConfig.builder().securityHeaders(headers).build();

        assertTrue(config.get(Options.SECURITY_HEADERS));
        assertEquals(headers, SecurityHeaders.of(config));
    }
}
