package pounce.tests.middleware;

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
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.App;
import pounce.api.Cors;
import pounce.api.Forwarding;
import pounce.api.Handler;
import pounce.api.Headers;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.RateLimit;
import pounce.api.RateLimitKey;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ResponseStart;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.testkit.TestServer;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

@Timeout(60)
final class RateLimitTest {
    private static final RateLimit ONCE = RateLimit.of(1, Duration.ofHours(1)).burst(1);
    private static final App HELLO = App.of(_ -> Response.of(200));
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";

    private static ResponseStart answer(App app, ScriptedScope request) throws Exception {
        var send = new RecordedSend();
        app.handle(request, ScriptedReceive.of(), send);
        return (ResponseStart) send.instances().getFirst();
    }

    private static List<Integer> statuses(RateLimit limit, ScriptedScope... requests)
            throws Exception {
        var app = Middleware.rateLimit(limit).apply(HELLO);
        var statuses = new ArrayList<Integer>();
        for (var request : requests) {
            statuses.add(answer(app, request).status());
        }
        return statuses;
    }

    private static ScriptedScope from(String host) {
        return ScriptedScope.of().with(RequestHead.CLIENT, new Address(host, 1));
    }

    // ---------------------------------------------------------------- what is said

    @Test
    void saysHowManyRequestsAreLeft() throws Exception {
        var app = Middleware.rateLimit(RateLimit.of(2, Duration.ofHours(1)).burst(3)).apply(HELLO);

        assertEquals(
                Headers.of(
                        "ratelimit-policy", "\"default\";q=3;w=5400",
                        "ratelimit", "\"default\";r=2;t=1800"),
                answer(app, ScriptedScope.of()).headers());
    }

    @Test
    void refusesWhoAsksTooOftenAndSaysWhenToComeBack() throws Exception {
        var app = Middleware.rateLimit(ONCE).apply(HELLO);
        var _ = answer(app, ScriptedScope.of());

        var refusal = answer(app, ScriptedScope.of());

        assertEquals(429, refusal.status());
        var headers = refusal.headers();
        assertEquals(Optional.of("POUNCE_LIMIT_RATE"), headers.first("x-pounce-error-code"));
        assertEquals(Optional.of("3600"), headers.first("retry-after"));
        assertEquals(Optional.of("\"default\";q=1;w=3600"), headers.first("ratelimit-policy"));
        assertEquals(Optional.of("\"default\";r=0;t=3600"), headers.first("ratelimit"));
    }

    @Test
    void neverSaysToComeBackAtOnce() throws Exception {
        var app =
                Middleware.rateLimit(RateLimit.of(1, Duration.ofMillis(900)).burst(1)).apply(HELLO);
        var last = answer(app, ScriptedScope.of());
        for (int i = 0; last.status() == 200 && i < 1000; i++) {
            last = answer(app, ScriptedScope.of());
        }

        assertEquals(Optional.of("1"), last.headers().first("retry-after"));
    }

    @Test
    void twoLimitsSpeakBeside() throws Exception {
        var app =
                Middleware.rateLimit(ONCE)
                        .apply(
                                Middleware.rateLimit(
                                                RateLimit.of(5, Duration.ofSeconds(1))
                                                        .named("inner"))
                                        .apply(HELLO));

        assertEquals(
                List.of("\"inner\";r=9;t=1", "\"default\";r=0;t=3600"),
                answer(app, ScriptedScope.of()).headers().all("ratelimit"));
    }

    // ---------------------------------------------------------------- whom it is about

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1, 429",
        "192.0.2.1, 192.0.2.2, 200",
        "2001:db8::1, 2001:db8::2, 429",
        "2001:db8::1, 2001:db8:0:0:ffff:ffff:ffff:ffff, 429",
        "2001:db8::1, 2001:db8:0:1::1, 200",
        "2001:db8:0:0:0:0:0:1, 2001:db8::1, 429",
        "fe80::1%eth0, fe80::1, 429",
        "::ffff:192.0.2.1, 192.0.2.1, 429",
        "unix, unix, 200",
        "_hidden, _hidden, 200"
    })
    void tellsClientsApart(String one, String other, int status) throws Exception {
        assertEquals(List.of(200, status), statuses(ONCE, from(one), from(other)));
    }

    @Test
    void takesAsMuchOfAnIpv6AddressAsItIsTold() throws Exception {
        var config =
                ServerConfig.builder()
                        .rateLimit(ONCE)
                        .set(Options.RATE_LIMIT_IPV6_PREFIX, 48)
                        .build();

        assertEquals(
                List.of(200, 429, 200),
                statuses(
                        RateLimit.of(config),
                        from("2001:db8::1"),
                        from("2001:db8:0:1::1"),
                        from("2001:db8:1::1")));
    }

    @Test
    void tellsUsersApart() throws Exception {
        var byUser = ONCE.by(head -> head.headers().first("user"));

        assertEquals(
                List.of(200, 200, 429, 200, 200),
                statuses(
                        byUser,
                        ScriptedScope.of("user", "eve"),
                        ScriptedScope.of("user", "adam"),
                        ScriptedScope.of("user", "eve"),
                        ScriptedScope.of(),
                        ScriptedScope.of()));
    }

    @Test
    void tellsApiKeysApartAndFallsBackToClients() throws Exception {
        var config =
                ServerConfig.builder()
                        .rateLimit(ONCE)
                        .set(Map.of("rate-limit.key", "field:X-Key"))
                        .build();
        var app = Middleware.rateLimit(RateLimit.of(config)).apply(HELLO);

        assertEquals(200, answer(app, ScriptedScope.of("x-key", "1")).status());
        assertEquals(200, answer(app, ScriptedScope.of("x-key", "2")).status());
        assertEquals(429, answer(app, ScriptedScope.of("x-key", "1")).status());
        assertEquals(200, answer(app, ScriptedScope.of()).status());
        assertEquals(429, answer(app, ScriptedScope.of("x-key", "k".repeat(257))).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "clients", "field:", "field:a b", "fields:a"})
    void refusesKeysThatAreNone(String text) {
        assertThrows(IllegalArgumentException.class, () -> RateLimitKey.parse(text));
    }

    // ---------------------------------------------------------------- settings

    @Test
    void lets100PerSecondAnd200AtOnce() {
        var limit = RateLimit.of(ServerConfig.defaults());

        assertEquals(100, limit.requests());
        assertEquals(Duration.ofSeconds(1), limit.period());
        assertEquals(200, limit.burst());
        assertEquals(100_000, limit.keys());
    }

    @Test
    void refusesLimitsThatMakeNoSense() {
        assertThrows(IllegalArgumentException.class, () -> RateLimit.of(0, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> RateLimit.of(1, Duration.ZERO));
        assertThrows(
                IllegalArgumentException.class,
                () -> RateLimit.of(2_000_000, Duration.ofMillis(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> RateLimit.of(1, Duration.ofHours(24)).burst(367));
        assertThrows(IllegalArgumentException.class, () -> ONCE.burst(0));
        assertThrows(IllegalArgumentException.class, () -> ONCE.keys(0));
        assertThrows(IllegalArgumentException.class, () -> ONCE.named("a b"));
        assertThrows(
                ConfigException.class,
                () ->
                        ServerConfig.builder()
                                .set(
                                        Map.of(
                                                "rate-limit.period", "1ms",
                                                "rate-limit.requests", "2000000"))
                                .build());
    }

    // ---------------------------------------------------------------- stores

    @Test
    void usesTheStoreOfAPlugIn() throws Exception {
        var config =
                ServerConfig.builder()
                        .rateLimit(ONCE.by(head -> head.headers().first("user")))
                        .set(Options.RATE_LIMIT_STORE, "of-a-test")
                        .build();
        var app = Middleware.rateLimit(RateLimit.of(config)).apply(HELLO);

        for (int i = 0; i < 3; i++) {
            assertEquals(
                    Optional.of("\"default\";r=0;t=7200"),
                    answer(app, ScriptedScope.of("user", "known")).headers().first("ratelimit"));
        }
    }

    @Test
    void servesWithoutALimitWhileItsStoreFails() throws Exception {
        var config =
                ServerConfig.builder()
                        .rateLimit(ONCE)
                        .set(Options.RATE_LIMIT_STORE, "of-a-test")
                        .build();

        assertEquals(
                List.of(200, 200, 200),
                statuses(
                        RateLimit.of(config),
                        ScriptedScope.of(),
                        ScriptedScope.of(),
                        ScriptedScope.of()));
    }

    @Test
    void doesNotStartWithAStoreThatNobodyProvides() {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .rateLimit(ONCE)
                        .set(Options.RATE_LIMIT_STORE, "elsewhere")
                        .build();

        var refused =
                assertThrows(
                        MissingProviderException.class,
                        () -> Pounce.start(_ -> Response.of(200), config));

        assertEquals(ErrorCode.POUNCE_PROVIDER_MISSING, refused.code());
    }

    // ---------------------------------------------------------------- through a server

    private static TestServer start(Handler handler, Consumer<ServerConfig.Builder> settings) {
        return TestServer.start(
                handler, config -> settings.accept(config.workers(2).rateLimit(ONCE)));
    }

    @Test
    void aServerRefusesWhateverTheConnection() throws Exception {
        try (var server = start(_ -> Response.text("hello"), _ -> {});
                var one = server.connect();
                var other = server.connect()) {
            assertEquals(200, one.send(GET).receive().status());
            var refusal = other.send(GET).receive();

            assertEquals(429, refusal.status());
            assertFalse(refusal.headers().contains("connection"), refusal::toString);
        }
    }

    @Test
    void aServerLimitsTheClientBehindAProxy() throws Exception {
        try (var server =
                start(
                        _ -> Response.text("hello"),
                        config -> config.forwarding(Forwarding.by("127.0.0.1")))) {
            for (var client : List.of("203.0.113.1", "203.0.113.2")) {
                var request = server.request("/").header("x-forwarded-for", client);
                assertEquals(200, server.send(request).statusCode());
                assertEquals(429, server.send(request).statusCode());
            }
        }
    }

    @Test
    void letsScriptsSeeTheRefusalAndTakesNoSlotForIt() throws Exception {
        var busy = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        try (var server =
                        start(
                                _ -> {
                                    busy.countDown();
                                    assertTrue(release.await(30, TimeUnit.SECONDS));
                                    return Response.text("hello");
                                },
                                config ->
                                        config.cors(Cors.allow("*"))
                                                .set(Options.LIMIT_CONCURRENT_REQUESTS, 1)
                                                .set(Options.LIMIT_WAITING_REQUESTS, 0));
                var one = server.connect().send(GET);
                var other = server.connect()) {
            assertTrue(busy.await(30, TimeUnit.SECONDS));
            var refusal = other.send(GET).receive();
            release.countDown();
            assertEquals("hello", one.receive().text());

            assertEquals(429, refusal.status());
            assertEquals(Optional.of("*"), refusal.headers().first("access-control-allow-origin"));
        }
    }
}
