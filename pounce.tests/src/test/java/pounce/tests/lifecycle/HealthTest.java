package pounce.tests.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.spi.HealthCheck;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;
import pounce.testkit.TestServer;
import pounce.tests.field.JsonReader;

@Timeout(60)
final class HealthTest {
    private static final Handler APP = _ -> Response.text("application");
    private static final String READY = "/readyz";
    private static final String LIVE = "/livez";

    private record Checked(HealthCheck check) implements Plugin {
        @Override
        public String name() {
            return "checked";
        }

        @Override
        public void install(PluginContext context) {
            context.healthCheck("database", check);
        }
    }

    private static TestServer start(Consumer<ServerConfig.Builder> settings) {
        return TestServer.start(
                APP,
                config ->
                        settings.accept(
                                config.set(Options.HEALTH_READY_PATH, READY)
                                        .set(Options.HEALTH_LIVE_PATH, LIVE)));
    }

    @Test
    void isNotThereUnlessAskedFor() throws Exception {
        try (var server = TestServer.start(APP)) {
            assertEquals("application", server.get(READY).body());
        }
    }

    @Test
    void tellsThatTheServerLivesAndIsReady() throws Exception {
        try (var server = start(_ -> {})) {
            for (var path : new String[] {READY, LIVE}) {
                var answer = server.get(path);

                assertEquals(200, answer.statusCode());
                assertEquals(
                        "no-cache, no-store", answer.headers().firstValue("cache-control").get());
                var json = JsonReader.read(answer.body());
                assertEquals("ok", json.get("status").text());
                assertEquals(1, json.get("active_connections").number());
                assertTrue(json.get("uptime_seconds").number() >= 0);
            }
        }
    }

    @Test
    void isNotReadyWhileACheckFails() throws Exception {
        var failure = new AtomicInteger();
        HealthCheck check =
                () -> {
                    if (failure.get() > 0) throw new IllegalStateException("secret");
                };
        try (var server = start(config -> config.plugin(new Checked(check)))) {
            assertEquals(200, server.get(READY).statusCode());

            failure.set(1);
            var answer = server.get(READY);
            assertEquals(503, answer.statusCode());
            var json = JsonReader.read(answer.body());
            assertEquals("failing", json.get("status").text());
            assertEquals("failed", json.get("checks").get("database").text());
            assertTrue(!answer.body().contains("secret"), answer.body());
            assertEquals(200, server.get(LIVE).statusCode());

            failure.set(0);
            assertEquals(200, server.get(READY).statusCode());
        }
    }

    /// With threads that take the processor from whoever has just answered.
    @Test
    void tellsOfNoRunThatHadEndedBefore() throws Exception {
        var well = new AtomicBoolean(true);
        var done = new AtomicBoolean();
        HealthCheck check =
                () -> {
                    if (!well.get()) throw new IllegalStateException("expected by a test");
                };
        try (var server = start(config -> config.plugin(new Checked(check)));
                var others = Executors.newCachedThreadPool()) {
            for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
                others.execute(() -> spinUntil(done));
            }
            try {
                for (int i = 0; i < 500; i++) {
                    assertEquals(well.get() ? 200 : 503, server.get(READY).statusCode());
                    well.set(!well.get());
                }
            } finally {
                done.set(true);
            }
        }
    }

    private static void spinUntil(AtomicBoolean done) {
        while (!done.get()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void startsACheckThatHangsOnceAndInterruptsIt() throws Exception {
        var runs = new AtomicInteger();
        var interrupts = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        HealthCheck stubborn =
                () -> {
                    runs.incrementAndGet();
                    while (release.getCount() > 0) {
                        try {
                            release.await();
                        } catch (InterruptedException _) {
                            interrupts.countDown();
                        }
                    }
                };
        try (var server =
                start(config ->
                        config.set(Options.TIMEOUT_HEALTH_CHECK, Duration.ofMillis(50))
                                .plugin(new Checked(stubborn)))) {
            for (int i = 0; i < 3; i++) {
                var json = JsonReader.read(server.get(READY).body());
                assertEquals("timeout", json.get("checks").get("database").text());
            }
            assertEquals(1, runs.get());
            assertTrue(interrupts.await(20, TimeUnit.SECONDS));
            release.countDown();
        }
    }

    @Test
    void isNotReadyFromTheFirstMomentOfADrainThatGivesTime() throws Exception {
        var server =
                start(config ->
                        config.set(Options.TIMEOUT_DRAIN_DELAY, Duration.ofSeconds(40))
                                .set(Options.TIMEOUT_SHUTDOWN, Duration.ofSeconds(50)));
        assertEquals(200, server.get(READY).statusCode());
        var thread =
                Thread.ofVirtual().start(() -> server.server().shutdown(Duration.ofSeconds(50)));
        HttpResponse<String> answer = server.get(READY);
        while (answer.statusCode() == 200) {
            answer = server.get(READY);
        }

        assertEquals(503, answer.statusCode());
        assertEquals("draining", JsonReader.read(answer.body()).get("status").text());
        assertEquals(200, server.get(LIVE).statusCode());
        assertEquals("application", server.get("/").body(), "others are served as before");

        thread.interrupt(); // whoever waits is in a hurry
        thread.join();
        server.close();
    }

    @Test
    void refusesADelayThatTakesTheWholeDrain() {
        assertThrows(
                ConfigException.class,
                () ->
                        start(config ->
                                config.set(Options.TIMEOUT_DRAIN_DELAY, Duration.ofSeconds(10))
                                        .set(Options.TIMEOUT_SHUTDOWN, Duration.ofSeconds(10))));
    }
}
