package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.App;
import pounce.api.Content;
import pounce.api.Handler;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.spi.RequestFailure;
import pounce.engine.exchange.ErrorResponses;
import pounce.tests.api.ScriptedScope;

/// What clients are shown of requests that fail, over sockets.
@Timeout(60)
final class ErrorPagesTest {
    private static final String REQUEST =
            "%s %s HTTP/1.1\r\nhost: a\r\naccept: application/problem+json\r\n\r\n";

    private static Server start(Handler handler, Map<String, String> settings) {
        return Pounce.start(
                handler, ServerConfig.builder().port(0).workers(1).set(settings).build());
    }

    private static String answer(Peer peer, String method, String path, int status, String title)
            throws Exception {
        var answer = peer.says(REQUEST.formatted(method, path)).hears("}\n");
        assertTrue(answer.startsWith("HTTP/1.1 " + status + ' '), answer);
        assertTrue(answer.contains("\"title\":\"" + title + "\",\"status\":" + status), answer);
        assertTrue(answer.contains("content-type: application/problem+json\r\n"), answer);
        return answer;
    }

    private static Response fail(String path) throws Exception {
        return switch (path) {
            case "/thrown" -> throw new IllegalStateException("the password is swordfish");
            case "/404" -> Response.of(404).header("x-own", "1");
            case "/coded" -> Response.of(429).header("x-pounce-error-code", "POUNCE_APP_EVENT");
            case "/text" -> Response.text("own\n").status(404);
            case "/typed" -> Response.of(404).header("content-type", "text/css");
            case "/streamed" -> Response.stream("text/plain", _ -> {}).status(404);
            default -> Response.of(204);
        };
    }

    @Test
    void areThoseOfTheServerAndOfApplicationsThatSayNothing() throws Exception {
        try (var server = start(request -> fail(request.path()), Map.of());
                var peer = Peer.of(server)) {
            var thrown = answer(peer, "GET", "/thrown", 500, "Internal Server Error");
            assertTrue(thrown.contains("\"code\":\"POUNCE_APP_FAILED\""), thrown);
            assertTrue(thrown.contains("x-pounce-error-code: POUNCE_APP_FAILED\r\n"), thrown);
            assertFalse(thrown.contains("swordfish"), thrown);

            var empty = answer(peer, "GET", "/404", 404, "Not Found");
            assertTrue(empty.contains("x-own: 1\r\n"), empty);
            assertFalse(empty.contains("\"code\""), empty);

            var coded = answer(peer, "POST", "/coded", 429, "Too Many Requests");
            assertTrue(coded.contains("\"code\":\"POUNCE_APP_EVENT\""), coded);

            answer(peer, "TRACE", "/", 405, "Method Not Allowed");
        }
    }

    @Test
    void leaveResponsesAloneThatSaySomething() throws Exception {
        try (var server = start(request -> fail(request.path()), Map.of());
                var peer = Peer.of(server)) {
            assertTrue(peer.says(REQUEST.formatted("GET", "/text")).hears("own\n").contains("404"));
            for (var path : List.of("/typed", "/streamed", "/")) {
                var answer = peer.says(REQUEST.formatted("GET", path)).hears("\r\n\r\n");
                assertFalse(answer.contains("problem"), answer);
            }
        }
    }

    @Test
    void haveNoContentForHead() throws Exception {
        try (var server = start(request -> fail(request.path()), Map.of());
                var peer = Peer.of(server)) {
            for (int i = 0; i < 2; i++) {
                var answer = peer.says(REQUEST.formatted("HEAD", "/404")).hears("\r\n\r\n");
                assertTrue(answer.startsWith("HTTP/1.1 404 "), answer);
                assertTrue(answer.contains("content-type: application/problem+json\r\n"), answer);
            }
        }
    }

    @Test
    void areShownForLimitsToo() throws Exception {
        var settings =
                Map.of(
                        Options.LIMIT_REQUEST_BODY.name(), "4B",
                        Options.TIMEOUT_REQUEST.name(), "100ms");
        Handler handler =
                request -> {
                    if (request.path().equals("/slow")) {
                        new CountDownLatch(1).await();
                    }
                    return Response.text(request.text());
                };
        try (var server = start(handler, settings)) {
            try (var peer = Peer.of(server)) {
                answer(peer, "GET", "/slow", 503, "Service Unavailable");
            }
            try (var peer = Peer.of(server)) {
                peer.says(
                        REQUEST.formatted("POST", "/")
                                .replace("\r\n\r\n", "\r\ncontent-length: 5\r\n\r\n12345"));
                assertTrue(peer.hears("}\n").contains("\"title\":\"Content Too Large\""));
            }
        }
    }

    @Test
    void tellDevelopersEverythingOnTheirOwnMachine() throws Exception {
        var settings = Map.of("errors.pages", "debug");
        try (var server = start(request -> fail(request.path()), settings);
                var peer = Peer.of(server)) {
            var local = REQUEST.replace("host: a", "host: localhost");
            var told = peer.says(local.formatted("GET", "/thrown")).hears("}\n");
            assertTrue(told.contains("\"message\":\"the password is swordfish\""), told);
            assertTrue(told.contains("ErrorPagesTest.java:"), told);

            var elsewhere = answer(peer, "GET", "/thrown", 500, "Internal Server Error");
            assertFalse(elsewhere.contains("swordfish"), elsewhere);
        }
    }

    @Test
    void tellNobodyElse() {
        var settings = Map.of("errors.pages", "debug", "host", "0.0.0.0");

        var refused =
                assertThrows(ConfigException.class, () -> start(_ -> Response.of(204), settings));

        assertEquals(ErrorCode.POUNCE_CONFIG_DEBUG_PUBLIC, refused.code());
    }

    /// A browser that may not read an error of another origin cannot tell its user of it.
    @Test
    void passThroughWhatStandsAroundTheApplication() throws Exception {
        var seen = new ArrayList<Integer>();
        var around =
                Middleware.after((_, start) -> {
                    seen.add(start.status());
                    return start.header("x-around", "1");
                });
        var config = ServerConfig.builder().port(0).workers(1).middleware(Phase.PROTECTION, around);
        Handler handler = request -> fail(request.path());
        try (var server = Pounce.start(handler, config.build());
                var peer = Peer.of(server)) {
            var answer = answer(peer, "GET", "/thrown", 500, "Internal Server Error");

            assertTrue(answer.contains("x-around: 1\r\n"), answer);
            assertEquals(List.of(500), seen);
        }
    }

    @Test
    void areLeftToTheApplicationsOwnMiddleware() throws Exception {
        var own = Middleware.onError((_, failure) -> Optional.of(Response.text("own: " + failure)));
        var config = ServerConfig.builder().port(0).workers(1).middleware(own);
        Handler handler = request -> fail(request.path());
        try (var server = Pounce.start(handler, config.build());
                var peer = Peer.of(server)) {
            var answer = peer.says(REQUEST.formatted("GET", "/thrown")).hears("swordfish");

            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void canBeLeftOut() throws Exception {
        try (var server = start(request -> fail(request.path()), Map.of("errors.pages", "plain"));
                var peer = Peer.of(server)) {
            peer.says(REQUEST.formatted("GET", "/thrown")).hears("Internal Server Error\n");

            var answer = peer.says(REQUEST.formatted("GET", "/404")).hears("\r\n\r\n");
            assertTrue(answer.contains("content-length: 0\r\n"), answer);
        }
    }

    @Test
    void mustBeThere() {
        var missing =
                assertThrows(
                        MissingProviderException.class,
                        () -> start(_ -> Response.of(204), Map.of("errors.pages", "acme")));

        assertEquals(ErrorCode.POUNCE_PROVIDER_MISSING, missing.code());
        assertTrue(String.valueOf(missing.getMessage()).startsWith("errors.pages = acme, "));
    }

    /// Even pages can fail.
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void areTextWhereTheyFail(boolean thrown) {
        var responses =
                ErrorResponses.with(_ -> {
                    if (thrown) throw new IllegalStateException("on purpose");
                    return Response.stream("text/plain", _ -> {});
                });

        var response =
                responses.to(
                        RequestFailure.of(ScriptedScope.of(), ErrorCode.POUNCE_LIMIT_CONNECTIONS));

        assertEquals(503, response.status());
        assertTrue(response.content() instanceof Content.Bytes);
        assertEquals(
                Optional.of("POUNCE_LIMIT_CONNECTIONS"),
                response.headers().first("x-pounce-error-code"));
        assertTrue(response.headers().contains("retry-after"));
    }

    /// The time of a request is over while its application runs: what it throws then is no failure.
    @Test
    void doNotHideThatARequestTookTooLong() throws Exception {
        App app =
                App.of(request -> {
                    request.limit(Duration.ofMillis(50));
                    new CountDownLatch(1).await();
                    return Response.of(204);
                });
        try (var server = Pounce.start(app, ServerConfig.builder().port(0).build());
                var peer = Peer.of(server)) {
            assertTrue(
                    answer(peer, "GET", "/", 503, "Service Unavailable")
                            .contains("POUNCE_TIMEOUT_REQUEST"));
        }
    }
}
