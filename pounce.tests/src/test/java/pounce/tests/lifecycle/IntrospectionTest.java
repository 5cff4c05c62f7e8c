package pounce.tests.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Handler;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;
import pounce.tests.application.Compiled;
import pounce.tests.field.Json;
import pounce.tests.field.JsonReader;
import pounce.tests.server.Peer;
import pounce.tests.tls.Authority;
import pounce.tests.tls.Clients;
import pounce.tests.tls.PemFiles;
import pounce.tests.waiting.Waits;

@Timeout(60)
final class IntrospectionTest {
    private static final String INFO = "/_pounce/info";
    private static final String SECRET = "tiger-";
    private static final Authority ROOT = Authority.root("root");
    private static final SSLContext TRUST = Clients.trusting(ROOT.certificate());

    private final HttpClient client = HttpClient.newBuilder().sslContext(TRUST).build();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void closeClient() {
        release.countDown();
        client.close();
    }

    /// Has an option that may be shown, and one that may not.
    private record Secretive() implements Plugin {
        static final Option<String> OPEN = Option.text("plugin.secretive.open", "").shown();
        static final Option<String> CLOSED = Option.text("plugin.secretive.closed", "");
        static final Option<Integer> UNSET = Option.number("plugin.secretive.unset", 4711);

        @Override
        public String name() {
            return "secretive";
        }

        @Override
        public List<Option<?>> options() {
            return List.of(OPEN, CLOSED, UNSET);
        }

        @Override
        public void install(PluginContext context) {}
    }

    private static ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(2).set(Options.INTROSPECTION, true);
    }

    private static ServerConfig.Builder admin() {
        return config().set(Options.ADMIN_LISTEN, List.of(URI.create("http://127.0.0.1:0")));
    }

    private Handler app() {
        return request ->
                switch (request.path()) {
                    case "/wait" -> {
                        entered.countDown();
                        release.await();
                        yield Response.text("waited");
                    }
                    case "/throw" -> throw new IllegalStateException(SECRET + "message");
                    default -> Response.text("application");
                };
    }

    private Server start(ServerConfig.Builder config) {
        return Pounce.start(app(), config.build());
    }

    private HttpResponse<String> ask(URI uri, Version version) throws Exception {
        return client.send(
                HttpRequest.newBuilder(uri).version(version).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(URI uri) throws Exception {
        return ask(uri, Version.HTTP_1_1);
    }

    private String state(Server server) throws Exception {
        return info(server.uri()).get("runtime").get("state").text();
    }

    private Json info(URI listener) throws Exception {
        var answer = ask(listener.resolve(INFO));
        assertEquals(200, answer.statusCode(), answer.body());
        return JsonReader.read(answer.body());
    }

    private static URI adminUri(Server server) {
        return server.adminUris().getFirst();
    }

    private static List<Json> items(Json array) {
        return ((Json.Arr) array).elements();
    }

    private static List<String> texts(Json array) {
        return items(array).stream().map(Json::text).toList();
    }

    // ---------------------------------------------------------------- the document

    @Test
    void isNotThereUnlessAskedFor() throws Exception {
        Handler nothing = _ -> Response.of(404);
        try (var server = Pounce.start(nothing, ServerConfig.builder().port(0).build())) {
            assertEquals(404, ask(server.uri().resolve(INFO)).statusCode());
            assertEquals(List.of(), server.adminUris());
        }
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void isAnsweredInBothVersionsOfHttp(Version version, @TempDir Path directory) throws Exception {
        var pair = new PemFiles(directory).write("server", ROOT.issue("localhost", "127.0.0.1"));
        try (var server = start(config().tls(pair.certificate(), pair.key()))) {
            var answer = ask(server.uri().resolve(INFO), version);

            assertEquals(version, answer.version());
            assertEquals(200, answer.statusCode());
            assertEquals("application/json", answer.headers().firstValue("content-type").get());
            assertEquals("no-cache, no-store", answer.headers().firstValue("cache-control").get());
            var json = JsonReader.read(answer.body());
            assertEquals("ready", json.get("runtime").get("state").text());
            var certificate = items(json.get("certificates")).getFirst();
            assertEquals("CN=localhost", certificate.get("subject").text());
            assertFalse(answer.body().contains(directory.toString()), "paths of keys");
        }
    }

    @Test
    void answersOnlyWhoReads() throws Exception {
        try (var server = start(config())) {
            var uri = server.uri().resolve(INFO);
            var head = HttpRequest.newBuilder(uri).HEAD().build();
            var post = HttpRequest.newBuilder(uri).POST(BodyPublishers.noBody()).build();

            assertEquals("", client.send(head, BodyHandlers.ofString()).body());
            assertEquals("application", client.send(post, BodyHandlers.ofString()).body());
        }
    }

    @Test
    void tellsVersionsModulesAndProviders() throws Exception {
        try (var server = start(config().plugin(new Secretive()))) {
            var json = info(server.uri());

            var runtime = json.get("runtime");
            assertEquals(Pounce.version(), runtime.get("pounce").text());
            assertEquals(Runtime.version().toString(), runtime.get("java").text());
            assertEquals(ProcessHandle.current().pid(), (long) runtime.get("pid").number());
            var modules = texts(json.get("modules"));
            assertTrue(
                    modules.stream().anyMatch(each -> each.startsWith("pounce.engine")),
                    modules.toString());
            assertTrue(modules.stream().noneMatch(each -> each.startsWith("java.")));
            var extensions =
                    items(json.get("extensions")).stream()
                            .map(each -> each.get("service").text() + ' ' + each.get("name").text())
                            .toList();
            assertTrue(extensions.contains("Plugin introspection"), extensions.toString());
            assertTrue(extensions.contains("Plugin secretive"), extensions.toString());
            assertTrue(extensions.contains("CollectorProvider access-log"), extensions.toString());
        }
    }

    @Test
    void tellsConnectionsRequestsAndLoops() throws Exception {
        try (var server = start(config());
                var waiting = Peer.of(server)) {
            waiting.says("GET /wait HTTP/1.1\r\nhost: a\r\n\r\n");
            entered.await();
            var json = info(server.uri());

            assertEquals(2, json.get("connections").get("open").number());
            assertEquals(10_000, json.get("connections").get("limit").number());
            assertEquals(2, json.get("requests").get("served").number());
            var loops = items(json.get("loops"));
            assertEquals(2, loops.size());
            assertEquals(
                    2, loops.stream().mapToDouble(each -> each.get("connections").number()).sum());
            var generation = items(json.get("generations")).getFirst();
            assertEquals(1, generation.get("number").number());
            assertEquals(2, generation.get("requests").number());
        }
    }

    @Test
    void tellsTheGenerationsThatHaveNotEnded(@TempDir Path project) throws Exception {
        Compiled.into(project.resolve("target/classes"))
                .source(
                        "module-info.java",
                        "module sample { requires pounce.api; provides pounce.api.App with sample.Main; }")
                .source(
                        "sample/Main.java",
                        """
                        package sample;
                        import pounce.api.*;
                        public final class Main implements Handler {
                            public Response handle(Request request) throws Exception {
                                Thread.sleep(60_000);
                                return Response.of(204);
                            }
                        }
                        """)
                .compile();
        var config = admin().set(Options.TIMEOUT_SHUTDOWN, Duration.ofMillis(100)).build();
        try (var server = Pounce.start(project.toString(), config);
                var old = Peer.of(server)) {
            old.says("GET / HTTP/1.1\r\nhost: a\r\n\r\n");
            Waits.until(
                    "two requests",
                    () ->
                            !server.uris().isEmpty()
                                    && info(adminUri(server)).get("requests").get("served").number()
                                            >= 2);
            server.reload();

            var generations = items(info(adminUri(server)).get("generations"));
            assertEquals(
                    List.of(1.0, 2.0),
                    generations.stream().map(each -> each.get("number").number()).toList());
            assertEquals(1, generations.getFirst().get("requests").number());
            assertEquals(List.of("sample"), texts(generations.getFirst().get("modules")));
        }
    }

    @Test
    void tellsWhatWentWrongLast() throws Exception {
        try (var server = start(config())) {
            ask(server.uri().resolve("/throw?password=" + SECRET));
            for (int i = 0; i < 60; i++) {
                try (var garbage = Peer.of(server)) {
                    garbage.says("garbage " + SECRET + "\r\n\r\n").hearsAll();
                }
            }
            var json = info(server.uri());

            var failure = items(json.get("errors")).getFirst();
            assertEquals("RequestFailed", failure.get("event").text());
            assertEquals("POUNCE_APP_FAILED", failure.get("code").text());
            assertEquals("java.lang.IllegalStateException", failure.get("exception").text());
            assertTrue(failure.get("place").text().contains("IntrospectionTest.java"));
            assertEquals(32, failure.get("request").text().length());
            var refusals = items(json.get("refusals"));
            assertEquals(50, refusals.size(), "bounded");
            assertEquals("POUNCE_PARSE_REQUEST_LINE", refusals.getFirst().get("code").text());
        }
    }

    // ---------------------------------------------------------------- secrets

    @Test
    void neverTellsASecret(@TempDir Path directory) throws Exception {
        var log = directory.resolve("access.log");
        var config =
                config().plugin(new Secretive())
                        .set(Secretive.OPEN, "seen")
                        .set(Secretive.CLOSED, SECRET + "closed")
                        .set(Options.ACCESS_LOG, true)
                        .set(Options.ACCESS_LOG_OUTPUT, log.toString());
        try (var server = start(config)) {
            ask(server.uri().resolve("/throw?password=" + SECRET));
            var text = ask(server.uri().resolve(INFO)).body();

            assertFalse(text.contains(SECRET), text);
            assertFalse(text.contains("4711"), "a default that may not be shown");
            var json = JsonReader.read(text);
            assertEquals("seen", json.get("config").get("plugin.secretive.open").text());
            var hidden = json.get("config_hidden");
            assertEquals(new Json.Bool(true), hidden.get("plugin.secretive.closed"));
            assertEquals(new Json.Bool(false), hidden.get("plugin.secretive.unset"));
            assertEquals(new Json.Bool(false), hidden.get("tls.key"));
        }
    }

    record Told(Option<String> option, String value) {}

    @Provide
    Arbitrary<List<Told>> settings() {
        var name = Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(12);
        var value = Arbitraries.strings().ascii().excludeChars('\0').ofMaxLength(30);
        return Combinators.combine(name, value, Arbitraries.of(true, false))
                .as((last, text, shown) -> {
                    var option = Option.of("plugin.told." + last, "", Function.identity());
                    return new Told(shown ? option.shown() : option, "<" + SECRET + text + ">");
                })
                .list()
                .uniqueElements(told -> told.option().name())
                .ofMaxSize(8);
    }

    private record Telling(List<Told> all) implements Plugin {
        @Override
        public String name() {
            return "told";
        }

        @Override
        public List<Option<?>> options() {
            return all.stream().<Option<?>>map(Told::option).toList();
        }

        @Override
        public void install(PluginContext context) {}
    }

    /// Whatever plug-ins there are, and whatever they are told: a value is seen exactly if its
    /// option may be shown.
    @Property(tries = 40)
    void tellsTheValueOfAnOptionExactlyIfItMayBeShown(@ForAll("settings") List<Told> settings)
            throws Exception {
        var config = config().workers(1).plugin(new Telling(settings));
        settings.forEach(told -> config.set(told.option(), told.value()));
        try (var server = start(config)) {
            var json = info(server.uri());
            var all = new StringBuilder();
            collect(json, all);

            for (var told : settings) {
                assertEquals(
                        told.option().isShown(),
                        Stream.of(json.get("config"))
                                .flatMap(each -> each.members().stream())
                                .anyMatch(each -> each.name().equals(told.option().name())));
                assertEquals(
                        settings.stream()
                                .anyMatch(each ->
                                        each.option().isShown()
                                                && each.value().contains(told.value())),
                        all.indexOf(told.value()) >= 0);
            }
        }
    }

    /// Every string of a document, names too.
    private static void collect(Json json, StringBuilder out) {
        switch (json) {
            case Json.Obj(var members) ->
                    members.forEach(each -> {
                        out.append(each.name()).append('\n');
                        collect(each.value(), out);
                    });
            case Json.Arr(var elements) -> elements.forEach(each -> collect(each, out));
            case Json.Str(var value) -> out.append(value).append('\n');
            default -> {}
        }
    }

    @Test
    void isNotInTheAccessLog(@TempDir Path directory) throws Exception {
        var log = directory.resolve("access.log");
        var config =
                config().set(Options.ACCESS_LOG, true)
                        .set(Options.ACCESS_LOG_OUTPUT, log.toString());
        try (var server = start(config)) {
            info(server.uri());
            ask(server.uri().resolve("/else"));
        }

        assertTrue(Files.readString(log).contains("\"/else\""));
        assertFalse(Files.readString(log).contains(INFO));
    }

    // ---------------------------------------------------------------- listeners of its own

    @Test
    void isAnsweredOnListenersForAdministratorsAlone() throws Exception {
        var config =
                admin().set(Options.METRICS, true)
                        .set(Options.HEALTH_READY_PATH, "/readyz")
                        .set(Options.LIMIT_CONNECTIONS, 1);
        try (var server = start(config);
                var only = Peer.of(server)) {
            only.says("GET " + INFO + " HTTP/1.1\r\nhost: a\r\n\r\n").hears("application");
            only.says("GET /metrics HTTP/1.1\r\nhost: a\r\n\r\n").hears("application");
            only.says("GET /readyz HTTP/1.1\r\nhost: a\r\n\r\n").hears("\"status\":\"ok\"");

            // The server is full by now.
            var admin = adminUri(server);
            assertEquals(1, info(admin).get("connections").get("open").number());
            assertEquals(200, ask(admin.resolve("/readyz")).statusCode());
            var metrics = ask(admin.resolve("/metrics")).body();
            assertTrue(metrics.contains("\nhttp_connections_active 1\n"), metrics);
            assertFalse(metrics.contains("path"), metrics);
            for (var path : new String[] {"/", "/else", "/_pounce"}) {
                var answer = ask(admin.resolve(path));
                assertEquals(404, answer.statusCode());
                assertFalse(answer.body().contains("application"), answer.body());
            }
        }
    }

    @Test
    void tellsNoCollectorWhatAdministratorsAsk(@TempDir Path directory) throws Exception {
        var log = directory.resolve("access.log");
        var config =
                admin().set(Options.ACCESS_LOG, true)
                        .set(Options.ACCESS_LOG_OUTPUT, log.toString());
        try (var server = start(config)) {
            info(adminUri(server));
            ask(adminUri(server).resolve("/nowhere"));
            ask(server.uri().resolve(INFO)); // the application's own page
        }

        assertEquals(1, Files.readAllLines(log).size(), Files.readString(log));
    }

    @Test
    void speaksHttp2ThereToo(@TempDir Path directory) throws Exception {
        var pair = new PemFiles(directory).write("server", ROOT.issue("localhost", "127.0.0.1"));
        var config =
                config().tls(pair.certificate(), pair.key())
                        .set(Options.ADMIN_LISTEN, List.of(URI.create("https://127.0.0.1:0")));
        try (var server = start(config)) {
            var answer = ask(adminUri(server).resolve(INFO), Version.HTTP_2);

            assertEquals(Version.HTTP_2, answer.version());
            assertEquals(200, answer.statusCode());
        }
    }

    @Test
    void refusesWhoComesWhenThereAreTooManyAdministrators() throws Exception {
        try (var server = start(admin().set(Options.LIMIT_ADMIN_CONNECTIONS, 1));
                var first = Peer.of(adminUri(server))) {
            first.says("GET " + INFO + " HTTP/1.1\r\nhost: a\r\n\r\n").hears("\"runtime\"");

            assertEquals(503, ask(adminUri(server).resolve(INFO)).statusCode());
            assertEquals("application", ask(server.uri()).body());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:0?proxy-protocol", "ftp://127.0.0.1:0", "unix:/a/"})
    void takesNoListenerThatMakesNoSense(String uri) {
        var fault =
                assertThrows(IllegalArgumentException.class, () -> Options.ADMIN_LISTEN.parse(uri));

        assertTrue(String.valueOf(fault.getMessage()).startsWith("admin.listen = "));
    }

    // ---------------------------------------------------------------- the end

    @Test
    void isAnsweredToTheEndOfADrain() throws Exception {
        var server = start(admin());
        var admin = adminUri(server);
        try (var waiting = Peer.of(server);
                var looking = Peer.of(admin)) {
            looking.says("GET " + INFO + " HTTP/1.1\r\nhost: a\r\n\r\n").hears("\"ready\"");
            waiting.says("GET /wait HTTP/1.1\r\nhost: a\r\n\r\n");
            entered.await();
            var end = Thread.ofVirtual().start(server::close);
            Waits.until("a closed listener", () -> !isListening(server.uri()));

            looking.says("GET " + INFO + " HTTP/1.1\r\nhost: a\r\n\r\n").hears("\"draining\"");
            assertEquals("draining", info(admin).get("runtime").get("state").text());
            release.countDown();
            waiting.hears("waited");
            end.join();
        }

        assertFalse(isListening(admin));
    }

    private static boolean isListening(URI uri) throws IOException {
        try (var _ = Peer.of(uri)) {
            return true;
        } catch (SocketException _) {
            return false; // refused, or accepted by the system and reset by the close
        }
    }

    @Test
    void isAnsweredWhileADrainGivesTime() throws Exception {
        var config =
                config().set(Options.TIMEOUT_DRAIN_DELAY, Duration.ofSeconds(40))
                        .set(Options.TIMEOUT_SHUTDOWN, Duration.ofSeconds(50));
        var server = start(config);
        var end = Thread.ofVirtual().start(server::close);
        Waits.until("a drain", () -> !state(server).equals("ready"));

        assertEquals("draining", state(server));
        end.interrupt(); // whoever waits is in a hurry
        end.join();
    }
}
