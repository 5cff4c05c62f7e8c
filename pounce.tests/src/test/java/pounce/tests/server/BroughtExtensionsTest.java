package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.error.ReloadException;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;
import pounce.testkit.TestServer;
import pounce.tests.application.Compiled;
import pounce.tests.middleware.TestStores;

/// Extensions that come with the modules of an application, and go with them.
@Timeout(60)
final class BroughtExtensionsTest {
    private static final String APP =
            """
            package sample;
            import pounce.api.*;
            public final class Main implements Handler {
                public Response handle(Request request) { return Response.text("sample"); }
            }
            """;

    private static final String MARK =
            """
            package plug;

            import java.util.List;
            import pounce.api.*;
            import pounce.api.spi.*;

            public final class Mark implements MiddlewareProvider {
                private static final Option<String> TEXT = Option.text("plugin.mark.text", "");

                public String name() { return "mark"; }
                public Phase phase() { return Phase.TRANSFORMATION; }
                public List<Option<?>> options() { return List.of(TEXT); }
                public boolean isWanted(Settings settings) { return !settings.get(TEXT).isEmpty(); }
                public Middleware create(Settings settings) {
                    return Middleware.after((head, start) -> start.header("x-mark", "VERSION " + settings.get(TEXT)));
                }
            }
            """;

    private static final String EXTRA =
            """
            package plug;

            import pounce.api.*;
            import pounce.api.spi.*;

            public final class Extra implements Plugin {
                public String name() { return "extra"; }
                public void install(PluginContext context) {
                    context.endpoint("/extra", request -> Response.text("VERSION"));
                    MORE
                    context.onStop(() -> System.getProperties().merge("pounce.tests.told", "stop VERSION,", (before, now) -> before + "" + now));
                }
            }
            """;

    @TempDir Path project;
    private @Nullable TestServer running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
        System.clearProperty("pounce.tests.told");
    }

    @Test
    void addMiddlewareAndEndpointsThatChangeWithTheApplication() throws Exception {
        build("one", "");
        start(Map.of("plugin.mark.text", "hello"));
        assertEquals("one hello", mark(get("/")));
        assertEquals("one", get("/extra").body());

        build("two", "");
        server().server().reload();

        assertEquals("two hello", mark(get("/")));
        assertEquals("two", get("/extra").body());
        server().close();
        assertEquals("stop one,stop two,", System.getProperty("pounce.tests.told"));
    }

    @Test
    void areLookedForWithoutMakingTheServersOnceMore() throws Exception {
        build("one", "");
        int before = TestStores.made();

        start(Map.of());

        assertEquals("one", get("/extra").body());
        assertEquals(before + 1, TestStores.made());
    }

    @Test
    void areFoundOnTheModulePathBesideAnApplicationOfTheServers() throws Exception {
        build("one", "context.healthCheck(\"extra\", () -> { throw new Exception(); });");
        var settings =
                Map.of(
                        "module-path", project.resolve("target/lib").toString(),
                        "plugin.mark.text", "hello",
                        "health.ready-path", "/ready");
        running = TestServer.start("pounce.examples.hello", config -> config.set(settings));

        assertEquals("one hello", mark(get("/")));
        assertEquals("Hello, world\n", get("/").body());
        assertEquals("one", get("/extra").body());
        assertEquals(503, get("/ready").statusCode());
        assertThrows(ReloadException.class, server().server()::reload);
        server().close();
        assertEquals("stop one,", System.getProperty("pounce.tests.told"));
    }

    @Test
    void areAbsentUnlessTheSettingsWantThem() throws Exception {
        build("one", "");
        start(Map.of());

        assertTrue(get("/").headers().firstValue("x-mark").isEmpty());
    }

    @Test
    void haveTheirSettingsCheckedAtTheStart() throws Exception {
        build("one", "");

        var refused =
                assertThrows(ConfigException.class, () -> start(Map.of("plugin.mark.txet", "x")));

        assertTrue(refused.toString().contains("plugin.mark.text"), refused::toString);
    }

    @Test
    void makeReadinessDependOnThem() throws Exception {
        build("one", "context.healthCheck(\"extra\", () -> {});");
        start(Map.of("health.ready-path", "/ready"));
        assertEquals(200, get("/ready").statusCode());

        build("two", "context.healthCheck(\"extra\", () -> { throw new Exception(); });");
        server().server().reload();

        assertEquals(503, get("/ready").statusCode());
    }

    @Test
    void watchOnlyIfTheyDidFromTheStart() throws Exception {
        build("one", "");
        start(Map.of());
        build("two", COLLECT);

        var refused = assertThrows(ReloadException.class, server().server()::reload);

        assertTrue(refused.toString().contains("start the server anew"), refused::toString);
        assertEquals("one", get("/extra").body());
    }

    @Test
    void watchForTheTimeOfTheirGeneration() throws Exception {
        build("one", COLLECT);
        start(Map.of());
        get("/");
        build("two", COLLECT);
        server().server().reload();
        get("/");
        server().close();

        var told = System.getProperty("pounce.tests.told");
        for (var version : List.of("one", "two")) {
            int event = told.indexOf("event " + version);
            assertTrue(event >= 0 && event < told.indexOf("close " + version), told);
            assertTrue(told.indexOf("close " + version) < told.indexOf("stop " + version), told);
        }
    }

    private static final String STORE =
            """
            package plug;

            import java.time.Duration;
            import pounce.api.*;
            import pounce.api.spi.*;

            public final class Store implements RateLimitStoreProvider {
                public String name() { return "own"; }
                public RateLimitStore create(Settings settings) {
                    int left = "VERSION".equals("one") ? 7 : 5;
                    return (key, bucket) -> new RateLimitStore.Taken(left, Duration.ZERO, Duration.ZERO);
                }
            }
            """;

    private void buildWithStore(String version) throws IOException {
        build(version, "");
        Compiled.into(project.resolve("target/lib/store"))
                .source(
                        "module-info.java",
                        """
                        module store {
                            requires pounce.api;
                            provides pounce.api.spi.RateLimitStoreProvider with plug.store.Store;
                        }
                        """)
                .source(
                        "plug/store/Store.java",
                        STORE.replace("package plug;", "package plug.store;")
                                .replace("VERSION", version))
                .compile();
    }

    private static final Map<String, String> ONE_AN_HOUR =
            Map.of(
                    "rate-limit", "true",
                    "rate-limit.requests", "1",
                    "rate-limit.period", "1h",
                    "rate-limit.burst", "1");

    @Test
    void leaveTheServersCountersAloneThatUseNoneOfThem() throws Exception {
        buildWithStore("one");
        start(ONE_AN_HOUR);
        assertEquals(200, get("/").statusCode());
        assertEquals(429, get("/").statusCode());

        buildWithStore("two");
        server().server().reload();

        assertEquals(429, get("/").statusCode());
        assertEquals("two", get("/extra").body(), "an endpoint of the new generation");
    }

    @Test
    void haveCountersOfTheirOwnThatGoWithTheApplication() throws Exception {
        buildWithStore("one");
        start(config -> config.set(ONE_AN_HOUR).set(Map.of("rate-limit.store", "own")));
        assertTrue(left(get("/")).contains("r=7"), "it is the store of the application");

        buildWithStore("two");
        server().server().reload();

        assertTrue(left(get("/")).contains("r=5"), "it is the store of the new generation");
    }

    private static String left(HttpResponse<?> response) {
        return response.headers().firstValue("ratelimit").orElse("");
    }

    /// Tells of the responses it sees, and of its end.
    private static final String COLLECT =
            """
            class Told implements LifecycleCollector, AutoCloseable {
                void tell(String what) {
                    System.getProperties().merge("pounce.tests.told", what + " VERSION,", (before, now) -> before + "" + now);
                }
                public void record(pounce.api.event.LifecycleEvent event) {
                    if (event instanceof pounce.api.event.ResponseCompleted) tell("event");
                }
                public void close() { tell("close"); }
            }
            context.collector(new Told());
            """;

    @Test
    void mayNotAnswerWhereTheServersDo() throws Exception {
        build("one", "context.endpoint(\"/same\", request -> Response.text(\"\"));");
        var mine =
                new Plugin() {
                    @Override
                    public String name() {
                        return "mine";
                    }

                    @Override
                    public void install(PluginContext context) {
                        context.endpoint("/same", _ -> Response.of(204));
                    }
                };

        var refused =
                assertThrows(
                        MissingProviderException.class, () -> start(config -> config.plugin(mine)));

        assertEquals(ErrorCode.POUNCE_PROVIDER_AMBIGUOUS, refused.code());
        assertTrue(refused.toString().contains("/same"), refused::toString);
    }

    private void start(Map<String, String> settings) {
        start(config -> config.set(settings));
    }

    private void start(Consumer<ServerConfig.Builder> settings) {
        running = TestServer.start(project.toString(), settings);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return server().get(path);
    }

    private static String mark(HttpResponse<?> response) {
        return response.headers().firstValue("x-mark").orElse("");
    }

    private void build(String version, String more) throws IOException {
        Compiled.into(project.resolve("target/classes"))
                .source(
                        "module-info.java",
                        "module sample { requires pounce.api; provides pounce.api.App with sample.Main; }")
                .source("sample/Main.java", APP)
                .compile();
        Compiled.into(project.resolve("target/lib/plug"))
                .source(
                        "module-info.java",
                        """
                        module plug {
                            requires pounce.api;
                            provides pounce.api.spi.MiddlewareProvider with plug.Mark;
                            provides pounce.api.spi.Plugin with plug.Extra;
                        }
                        """)
                .source("plug/Mark.java", MARK.replace("VERSION", version))
                .source("plug/Extra.java", EXTRA.replace("MORE", more).replace("VERSION", version))
                .compile();
    }

    private TestServer server() {
        return Objects.requireNonNull(running);
    }
}
