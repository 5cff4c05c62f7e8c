package pounce.tests.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.event.LifecycleEvent;
import pounce.tests.application.Compiled;
import pounce.tests.field.Json;
import pounce.tests.field.JsonReader;
import pounce.tests.waiting.Waits;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its processes are not sent signals")
final class ServeProcessTest {
    private static final String HELLO = "pounce.examples.hello";
    private static final String SHOWCASE = "../examples/showcase";
    private static final int SIGINT = 2;

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void exitsWithZeroOnceASignalHasDrainedIt(String signal)
            throws IOException, InterruptedException {
        try (var pounce = CommandProcess.serve(HELLO)) {
            assertEquals("Hello, world\n", get(pounce.uri()));

            pounce.signal(signal);

            assertEquals(0, pounce.exitCode());
        }
    }

    @Test
    void endsAtOnceOnASecondSignal() throws IOException, InterruptedException {
        try (var pounce = CommandProcess.serve(SHOWCASE);
                var socket = connect(pounce.uri())) {
            beginRequest(socket);

            pounce.signal("INT");
            pounce.await("Drain");
            pounce.signal("INT");

            assertEquals(128 + SIGINT, pounce.exitCode());
        }
    }

    @Test
    void servesADirectoryWithoutAnApplication(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("hello.txt"), "hello");
        try (var pounce = CommandProcess.serveNothing("--static", directory.toString())) {
            var uri = pounce.uri();
            assertEquals("hello", get(uri.resolve("/hello.txt")));
            assertEquals("Not Found\n", get(uri.resolve("/none")));
        }
    }

    @Test
    void servesDirectoriesBesideAnApplication(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("hello.txt"), "hello");
        Files.createDirectory(directory.resolve("empty"));
        var mounts =
                new String[] {
                    "--static", "/a=" + directory, "--static", "/b=" + directory, "--static-listing"
                };
        try (var pounce = CommandProcess.serve(HELLO, mounts)) {
            var uri = pounce.uri();
            assertEquals("hello", get(uri.resolve("/a/hello.txt")));
            assertTrue(get(uri.resolve("/b/")).contains("empty/"));
            assertEquals("Hello, world\n", get(uri));
        }
    }

    @Test
    void listensOnAUnixDomainSocketAndRemovesItAtTheEnd(@TempDir Path directory)
            throws IOException, InterruptedException {
        var path = directory.resolve("x.sock");
        try (var pounce = CommandProcess.serve(HELLO, "--listen", "unix:" + path)) {
            assertEquals(path.toString(), pounce.uri().getPath());
            assertTrue(Files.exists(path));

            pounce.signal("TERM");

            assertEquals(0, pounce.exitCode());
            assertFalse(Files.exists(path));
        }
    }

    @Test
    void writesShortLinesAndNoWarning() throws IOException, InterruptedException {
        try (var pounce = CommandProcess.serve(HELLO)) {
            pounce.uri();
            pounce.signal("TERM"); // at once: whoever has read that it listens may do so

            assertEquals(0, pounce.exitCode());
            for (var line : pounce.log()) {
                assertTrue(line.matches("[0-9:.]{12} INFO  .*"), line);
            }
        }
    }

    @Test
    void servesAClassFromTheClassPath() throws IOException, InterruptedException {
        try (var pounce = CommandProcess.serveFromClassPath("pounce.examples.hello.Hello")) {
            assertEquals("Hello, world\n", get(pounce.uri()));
        }
    }

    @Test
    void loadsTheApplicationAgainOnSighup(@TempDir Path project)
            throws IOException, InterruptedException {
        build(project, "one");
        try (var pounce = CommandProcess.serve(project.toString())) {
            var uri = pounce.uri();
            assertEquals("one", get(uri));

            build(project, "two");
            pounce.signal("HUP");
            pounce.await("Generation 2 serves");

            assertEquals("two", get(uri));
            pounce.signal("TERM");
            assertEquals(0, pounce.exitCode());
        }
    }

    @Test
    void goesOnWhereThereIsNothingToReload() throws IOException, InterruptedException {
        try (var pounce = CommandProcess.serve(HELLO)) {
            var uri = pounce.uri();
            pounce.signal("HUP");

            assertTrue(pounce.await("Not reloaded").contains("POUNCE_RELOAD_UNAVAILABLE"));
            assertEquals("Hello, world\n", get(uri));
        }
    }

    private static void build(Path project, String text) throws IOException {
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
                            public Response handle(Request request) { return Response.text("%s"); }
                        }
                        """
                                .formatted(text))
                .compile();
    }

    /// An event that is made needs its class: so none was made in the life of this process.
    @Test
    void makesNoEventWhereNobodyWatches() throws IOException, InterruptedException {
        try (var pounce =
                CommandProcess.serveWithJvm(
                        "-Xlog:class+load", HELLO, "--no-access-log", "--no-jfr")) {
            assertEquals("Hello, world\n", get(pounce.uri()));
            pounce.signal("TERM");

            assertEquals(0, pounce.exitCode());
            var loaded = String.join("\n", pounce.log());
            assertTrue(loaded.contains("pounce.engine.watch.Silence "), "the log tells classes");
            for (var event : LifecycleEvent.class.getPermittedSubclasses()) {
                assertFalse(loaded.contains(event.getName() + ' '), event.getName());
            }
            assertFalse(
                    loaded.contains("pounce.engine.watch.WatchedConnection"),
                    "nobody stands between");
            assertFalse(loaded.contains("pounce.engine.watch.WatchedStream"));
        }
    }

    /// Somebody who may watch one day costs nothing today: of all objects, garbage included, none
    /// is an event.
    @Test
    void makesNoEventWhileNothingIsRecorded() throws IOException, InterruptedException {
        try (var pounce = CommandProcess.serve(HELLO, "--no-access-log")) {
            var uri = pounce.uri();
            for (int i = 0; i < 3; i++) {
                assertEquals("Hello, world\n", get(uri));
            }

            var objects = pounce.objects();
            assertTrue(objects.contains("pounce.engine.watch.WatchedLoop"), "somebody may watch");
            assertTrue(objects.contains("pounce.engine.connection.Http1Connection"), objects);
            assertFalse(objects.contains("pounce.api.event.RequestStarted"), objects);
            assertFalse(objects.contains("pounce.api.event.ResponseCompleted"), objects);
            assertFalse(objects.contains("pounce.api.event.ConnectionOpened"), objects);
            assertFalse(objects.contains("pounce.engine.watch.WatchedStream"), objects);
        }
    }

    @Test
    void logsResponsesThatAreSlow() throws IOException, InterruptedException {
        try (var pounce =
                CommandProcess.serve(
                        SHOWCASE,
                        "--no-access-log",
                        "--lifecycle-log",
                        "--lifecycle-log-slow",
                        "100ms")) {
            var uri = pounce.uri();
            get(uri.resolve("/sleep/150"));
            var line = pounce.await("path=/sleep/150");

            assertTrue(line.contains(" INFO "), line);
            assertTrue(line.contains("ResponseCompleted"), line);
            assertTrue(line.contains("slow=true"), line);
            pounce.signal("TERM");
            assertEquals(0, pounce.exitCode());
        }
    }

    /// With its facts, without the query, and with the time by the wall clock.
    @Test
    void logsResponsesThatAreSlowForPrograms() throws IOException, InterruptedException {
        var before = Instant.now().minusMillis(50); // two clocks are read one after the other
        try (var pounce =
                CommandProcess.serve(
                        SHOWCASE,
                        "--log-format",
                        "json",
                        "--no-access-log",
                        "--lifecycle-log",
                        "--lifecycle-log-slow",
                        "100ms")) {
            get(pounce.uri().resolve("/sleep/150?token=tiger"));
            var line = JsonReader.read(pounce.await("/sleep/150"));

            assertEquals("pounce.lifecycle", line.get("logger").text());
            assertEquals("info", line.get("level").text());
            assertEquals("ResponseCompleted", line.get("message").text());
            var facts = line.get("facts");
            assertEquals("/sleep/150", facts.get("path").text());
            assertEquals(new Json.Bool(true), facts.get("slow"));
            assertTrue(facts.get("duration_ms").number() >= 100, line.toString());
            var time = Instant.parse(facts.get("at").text());
            assertTrue(time.isAfter(before), time.toString());
            assertTrue(time.isBefore(Instant.now().plusMillis(50)), time.toString());
            pounce.signal("TERM");
            assertEquals(0, pounce.exitCode());
        }
    }

    @Test
    void writesALineForEachRequest() throws IOException, InterruptedException {
        try (var pounce = CommandProcess.serve(HELLO)) {
            get(pounce.uri().resolve("/?token=tiger"));
            var line = JsonReader.read(pounce.await("{\"ts\""));

            assertEquals("/?token=***", line.get("path").text());
            assertEquals(200, line.get("status").number());
            pounce.signal("TERM");
            assertEquals(0, pounce.exitCode());
        }
    }

    @Test
    void writesNoLineForARequestWhereItIsToldSo() throws IOException, InterruptedException {
        try (var pounce = CommandProcess.serve(HELLO, "--no-access-log")) {
            get(pounce.uri());
            pounce.signal("TERM");

            assertEquals(0, pounce.exitCode());
            assertFalse(pounce.log().toString().contains("{"), pounce.log().toString());
        }
    }

    @Test
    void writesTheAccessLogToTheStreamThatIsAskedFor(@TempDir Path directory)
            throws IOException, InterruptedException {
        var output = directory.resolve("stdout");
        for (var stream : List.of("stdout", "stderr")) {
            try (var pounce =
                    CommandProcess.serveWithOutputTo(
                            output, HELLO, "--access-log-output", stream)) {
                get(pounce.uri().resolve("/to-" + stream));
                pounce.signal("TERM");

                assertEquals(0, pounce.exitCode());
                var path = "\"path\":\"/to-" + stream;
                boolean toOutput = Files.readString(output).contains(path);
                boolean toErrors = pounce.log().toString().contains(path);
                assertEquals(stream.equals("stdout"), toOutput, Files.readString(output));
                assertEquals(stream.equals("stderr"), toErrors, pounce.log().toString());
            }
        }
    }

    @Test
    void beginsANewAccessLogWhereTheOldOneHasBeenMovedAway(@TempDir Path directory)
            throws Exception {
        var log = directory.resolve("access.log");
        var old = directory.resolve("access.log.1");
        try (var pounce = CommandProcess.serve(HELLO, "--access-log-output", log.toString())) {
            var uri = pounce.uri();
            get(uri.resolve("/before"));
            Files.move(log, old);
            pounce.signal("USR1");
            Waits.until("a new log", () -> Files.exists(log));
            get(uri.resolve("/after"));
            pounce.signal("TERM");

            assertEquals(0, pounce.exitCode());
        }
        assertTrue(Files.readString(old).contains("/before"));
        assertTrue(Files.readString(log).contains("/after"));
        assertFalse(Files.readString(log).contains("/before"));
    }

    private static String get(URI uri) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
        }
    }

    private static Socket connect(URI uri) throws IOException {
        return new Socket(uri.getHost(), uri.getPort());
    }

    /// Sends a request that never ends; returns once the application waits for the rest.
    private static void beginRequest(Socket socket) throws IOException {
        var head =
                """
                POST /echo HTTP/1.1
                Host: localhost
                Expect: 100-continue
                Content-Length: 1

                """;
        socket.getOutputStream().write(head.replace("\n", "\r\n").getBytes(US_ASCII));
        var answer = new String(socket.getInputStream().readNBytes(12), US_ASCII);
        assertEquals("HTTP/1.1 100", answer);
    }
}
