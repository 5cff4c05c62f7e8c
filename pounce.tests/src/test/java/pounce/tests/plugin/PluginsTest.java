package pounce.tests.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Middleware;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.error.PounceException;
import pounce.api.event.LifecycleEvent;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;
import pounce.testkit.TestServer;

@Timeout(60)
final class PluginsTest {
    private static final Handler APP = _ -> Response.text("application");

    private final List<String> told = new ArrayList<>();

    /// A plug-in that does this.
    private record Named(String name, Consumer<PluginContext> what) implements Plugin {
        @Override
        public void install(PluginContext context) {
            what.accept(context);
        }
    }

    private static TestServer start(Plugin... plugins) {
        return TestServer.start(APP, config -> config.plugin(plugins));
    }

    private static HttpResponse<String> ask(TestServer server, String method, String path)
            throws Exception {
        return server.send(server.request(path).method(method, BodyPublishers.noBody()));
    }

    private Middleware noting(String name) {
        return Middleware.before(_ -> {
            told.add(name);
            return Optional.empty();
        });
    }

    @Test
    void standBeforeTheApplicationsOwnInEachPhaseByName() throws Exception {
        var b =
                new Named(
                        "b",
                        context -> {
                            context.middleware(Phase.APPLICATION, noting("b"));
                            context.middleware(Phase.CONTENT, noting("outer"));
                        });
        var a = new Named("a", context -> context.middleware(Phase.APPLICATION, noting("a")));
        try (var server =
                TestServer.start(APP, config -> config.plugin(b, a).middleware(noting("own")))) {
            server.get("/");
        }

        assertEquals(List.of("outer", "a", "b", "own"), told);
    }

    @Test
    void answerGetAndHeadOfTheirPaths() throws Exception {
        try (var server =
                start(
                        new Named(
                                "a",
                                context ->
                                        context.endpoint("/-/a", _ -> Response.text("plug-in"))))) {
            assertEquals("plug-in", server.get("/-/a").body());
            assertEquals(
                    "7", ask(server, "HEAD", "/-/a").headers().firstValue("content-length").get());
            assertEquals("application", ask(server, "POST", "/-/a").body());
            assertEquals("application", server.get("/-/a/b").body());
        }
    }

    @Test
    void answerWithoutASlotOfTheApplication() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var a = new Named("a", context -> context.endpoint("/-/a", _ -> Response.text("plug-in")));
        Handler slow =
                _ -> {
                    entered.countDown();
                    assertTrue(release.await(30, TimeUnit.SECONDS));
                    return Response.of(204);
                };
        try (var server =
                TestServer.start(
                        slow,
                        config ->
                                config.plugin(a)
                                        .set(Options.LIMIT_CONCURRENT_REQUESTS, 1)
                                        .set(Options.LIMIT_WAITING_REQUESTS, 0))) {
            var busy =
                    server.client()
                            .sendAsync(
                                    HttpRequest.newBuilder(server.uri()).build(),
                                    BodyHandlers.discarding());
            assertTrue(entered.await(30, TimeUnit.SECONDS));

            assertEquals(503, server.get("/").statusCode());
            assertEquals("plug-in", server.get("/-/a").body());
            release.countDown();
            assertEquals(204, busy.get().statusCode());
        }
    }

    @Test
    void watchTheServer() throws Exception {
        var events = new ConcurrentLinkedQueue<LifecycleEvent>();
        try (var server = start(new Named("a", context -> context.collector(events::add)))) {
            server.get("/");
        }

        assertEquals(4, events.size(), events::toString);
    }

    @Test
    void areCalledWhenTheServerStartsDrainsAndStops() throws Exception {
        var drained = new CompletableFuture<Duration>();
        var started = new CompletableFuture<Server>();
        var server =
                start(
                        new Named(
                                "a",
                                context -> {
                                    context.onStart(started::complete);
                                    context.onDrain(drained::complete);
                                    context.onStop(() -> told.add("a"));
                                }),
                        new Named("b", context -> context.onStop(() -> told.add("b"))));

        assertSame(server.server(), started.getNow(null));
        assertFalse(drained.isDone());
        server.server().shutdown(Duration.ofSeconds(20));
        server.close();

        assertTrue(drained.get(20, TimeUnit.SECONDS).compareTo(Duration.ofSeconds(20)) <= 0);
        assertEquals(List.of("b", "a"), told);
    }

    @Test
    void areStoppedWhereOneKeepsTheServerFromItsStart() {
        var failure = new IllegalStateException("on purpose");
        var closed = new ArrayList<String>();

        var thrown =
                assertThrows(
                        ConfigException.class,
                        () ->
                                start(
                                        new Named(
                                                "a",
                                                context -> {
                                                    context.collector(new Closing(closed));
                                                    context.onStop(() -> told.add("a"));
                                                }),
                                        new Named(
                                                "b",
                                                _ -> {
                                                    throw failure;
                                                })));

        assertEquals(ErrorCode.POUNCE_PLUGIN_FAILED, thrown.code());
        assertSame(failure, thrown.getCause());
        assertEquals(List.of("a"), told);
        assertEquals(List.of("closed"), closed);
    }

    private record Closing(List<String> closed) implements LifecycleCollector, AutoCloseable {
        @Override
        public void record(LifecycleEvent event) {}

        @Override
        public void close() {
            closed.add("closed");
        }
    }

    @Test
    void areStoppedOnceWhereThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0)) {
            var a = new Named("a", context -> context.onStop(() -> told.add("a")));

            assertThrows(
                    ConfigException.class,
                    () ->
                            TestServer.start(
                                    APP,
                                    config ->
                                            config.plugin(a)
                                                    .host("0.0.0.0")
                                                    .port(taken.getLocalPort())));
        }
        assertEquals(List.of("a"), told);
    }

    @Test
    void stopTheServerThatTheyDoNotLetStart() {
        var failure = new IllegalStateException("on purpose");

        var thrown =
                assertThrows(
                        IllegalStateException.class,
                        () ->
                                start(
                                        new Named(
                                                "a",
                                                context -> {
                                                    context.onStart(_ -> {
                                                        throw failure;
                                                    });
                                                    context.onStop(() -> told.add("a"));
                                                })));

        assertSame(failure, thrown);
        assertEquals(List.of("a"), told);
    }

    @Test
    void passOnWhatPounceItselfThrows() {
        var failure = new ConfigException(ErrorCode.POUNCE_CONFIG_INVALID, "on purpose");

        assertSame(
                failure,
                assertThrows(
                        PounceException.class,
                        () ->
                                start(
                                        new Named(
                                                "a",
                                                _ -> {
                                                    throw failure;
                                                }))));
    }

    @Test
    void readOptionsOfTheirOwnAndTheServers() {
        var option = Option.number("plugin.a.count", 1);
        var plugin =
                new Named(
                        "a",
                        context -> {
                            told.add(context.settings().get(option).toString());
                            told.add(context.settings().get(Options.WORKERS).toString());
                        });
        TestServer.start(APP, config -> config.plugin(plugin).set(option, 7)).close();

        assertEquals(List.of("7", "1"), told);
    }

    @Test
    void haveNamesOfTheirOwn() {
        var thrown =
                assertThrows(
                        MissingProviderException.class,
                        () -> start(new Named("a", _ -> {}), new Named("a", _ -> {})));

        assertEquals(ErrorCode.POUNCE_PROVIDER_AMBIGUOUS, thrown.code());
    }

    @Test
    void cannotAddAnythingLater() {
        var contexts = new ArrayList<PluginContext>();
        try (var _ = start(new Named("a", contexts::add))) {
            assertThrows(IllegalStateException.class, () -> contexts.getFirst().onStop(() -> {}));
        }
    }

    @Test
    void areRefusedTwoEndpointsOrChecksOfOneName() {
        assertInstanceOf(
                IllegalArgumentException.class,
                refused(context -> {
                    context.endpoint("/a", APP);
                    context.endpoint("/a", APP);
                }));
        assertInstanceOf(
                IllegalArgumentException.class,
                refused(context -> {
                    context.healthCheck("a", () -> {});
                    context.healthCheck("a", () -> {});
                }));
        assertInstanceOf(
                IllegalArgumentException.class, refused(context -> context.endpoint("a", APP)));
        assertInstanceOf(
                IllegalArgumentException.class,
                refused(context -> context.healthCheck("a b", () -> {})));
    }

    private static @Nullable Throwable refused(Consumer<PluginContext> what) {
        return assertThrows(ConfigException.class, () -> start(new Named("a", what))).getCause();
    }
}
