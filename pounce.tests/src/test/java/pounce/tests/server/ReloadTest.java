package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.error.ReloadException;
import pounce.tests.application.Compiled;
import pounce.tests.waiting.Waits;

/// An application that is built anew, and loaded again while it is used.
@Timeout(120)
final class ReloadTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final int CLIENTS = 64;
    private static final int RELOADS = 10;

    /// As many old generations may have requests at a time.
    private static final int MOST_RETIRING = 8;

    /// Of HTTP/2.
    private static final int INTERNAL_ERROR = 2;

    /// What applications tell this test: properties of the process are the same in every layer.
    private static final String TOLD = "pounce.tests.told";

    private static final String LOADER = "pounce.tests.loader";

    private static final String APP =
            """
            package sample;

            import pounce.api.*;

            public final class Main implements App {
                private final App app = App.of(Main::answer).with(Main::start);

                public void handle(Scope scope, Receive receive, Send send) throws Exception {
                    app.handle(scope, receive, send);
                }

                static Response answer(Request request) throws Exception {
                    ANSWER
                }

                static AutoCloseable start(LifespanScope scope) throws Exception {
                    START
                    tell("start VERSION");
                    return () -> tell("stop VERSION");
                }

                static void tell(String what) { // generations may speak at once
                    System.getProperties().merge("TOLD", what + ",", (said, more) -> said + "" + more);
                }
            }
            """
                    .replace("TOLD", TOLD);

    private static final String ANSWER =
            "return Response.text(\"VERSION \" + request.generation());";

    /// Answers at `/slow` when it is told to go.
    private static final String SLOW =
            """
            if (request.path().equals("/slow")) {
                tell("slow VERSION");
                while (!System.getProperty("TOLD").contains("go,")) {
                    Thread.sleep(5);
                }
                return Response.text("slow VERSION");
            }
            """
                            .replace("TOLD", TOLD)
                    + ANSWER;

    private static final String EVENTS =
            """
            return Response.events(events -> {
                events.send(ServerSentEvent.of("VERSION"));
                new java.util.concurrent.CountDownLatch(1).await();
            });
            """;

    /// A thread that nobody stops.
    private static final String LEFT_BEHIND =
            """
            var thread = new Thread(
                    () -> {
                        while (!System.getProperty("TOLD", "").contains("release,")) {
                            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
                        }
                    },
                    "left-behind");
            thread.setDaemon(true);
            thread.start();
            """
                    .replace("TOLD", TOLD);

    /// From the second generation on, when the drain of the server has begun.
    private static final String STARTS_LATE =
            """
            scope.onDrain(limit -> tell("drain"));
            if (scope.generation() > 1) {
                tell("loading");
                while (!System.getProperty("TOLD").contains("drain,")) {
                    Thread.sleep(5);
                }
            }
            """
                    .replace("TOLD", TOLD);

    private static final String REMEMBER_LOADER =
            """
            System.getProperties().put(
                    "LOADER", new java.lang.ref.WeakReference<>(Main.class.getClassLoader()));
            """
                    .replace("LOADER", LOADER);

    @TempDir Path project;
    private @Nullable Server running;

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
        System.clearProperty(TOLD);
    }

    @Test
    void servesTheNewBuildOnTheSameConnection() throws Exception {
        build("one");
        start();
        try (var client = Peer.of(server())) {
            assertEquals("one 1", ask(client));

            build("two");
            server().reload();

            assertEquals("two 2", ask(client));
        }
    }

    @Test
    void startsTheNewGenerationBeforeItStopsTheOld() throws Exception {
        build("one");
        start();

        build("two");
        server().reload();

        Waits.until("the stop of one", () -> told().endsWith("stop one,"));
        assertEquals("start one,start two,stop one,", told());
    }

    @Test
    void letsARequestEndWithTheGenerationThatItBeganWith() throws Exception {
        build("one", SLOW, "");
        start();
        try (var old = Peer.of(server());
                var fresh = Peer.of(server())) {
            old.says("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitTold("slow one,");

            build("two", SLOW, "");
            server().reload();
            assertEquals("two 2", ask(fresh));
            assertFalse(told().contains("stop one"), "it still has a request");
            System.setProperty(TOLD, told() + "go,");

            assertEquals("slow one", answer(old));
            assertEquals("two 2", ask(old));
        }
        awaitTold("stop one,");
    }

    @Test
    void letsAStreamEndWithTheGenerationThatItBeganWith() throws Exception {
        build("one", SLOW, "");
        start();
        try (var client = Http2Peer.of(server())) {
            var slow = client.get("/slow");
            client.says(slow);
            awaitTold("slow one,");

            build("two", SLOW, "");
            server().reload();
            assertEquals("two 2", client.asks("/").text());
            assertFalse(told().contains("stop one"), "it still has a request");
            System.setProperty(TOLD, told() + "go,");

            assertEquals("slow one", client.hears(slow.stream()).text());
            assertEquals("two 2", client.asks("/").text());
        }
        awaitTold("stop one,");
    }

    /// The other streams of its connection go on.
    @Test
    void resetsAStreamThatTakesTooLong() throws Exception {
        build("one", SLOW, "");
        start(ServerConfig.builder().set(Options.TIMEOUT_RELOAD, Duration.ofMillis(100)));
        try (var client = Http2Peer.of(server())) {
            var slow = client.get("/slow");
            client.says(slow);
            awaitTold("slow one,");

            server().reload();

            assertEquals(INTERNAL_ERROR, client.hears(slow.stream()).reset);
            assertEquals("one 2", client.asks("/").text());
        }
        System.setProperty(TOLD, told() + "go,");
        awaitTold("stop one,");
    }

    @Test
    void endsStreamsOfEventsOfTheOldGeneration() throws Exception {
        build("one", EVENTS, "");
        start();
        try (var client = Peer.of(server())) {
            client.says(GET).hears("data: one\n\n");

            server().reload();

            client.hears("0\r\n\r\n");
        }
        awaitTold("stop one,");
    }

    @Test
    void closesByForceWhatTakesTooLong() throws Exception {
        build("one", SLOW, "");
        start(ServerConfig.builder().set(Options.TIMEOUT_RELOAD, Duration.ofMillis(100)));
        try (var old = Peer.of(server());
                var idle = Peer.of(server())) {
            assertEquals("one 1", ask(idle));
            old.says("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
            awaitTold("slow one,");

            server().reload();

            assertThrows(IOException.class, () -> old.hears("never"));
            assertEquals("one 2", ask(idle));
        }
        System.setProperty(TOLD, told() + "go,");
        awaitTold("stop one,");
    }

    // ---------------------------------------------------------------- what cannot be loaded

    @Test
    void goesOnWithTheOldGenerationWhereTheNewOneIsBroken() throws Exception {
        build("one");
        start();
        var classes = project.resolve("target/classes");
        try (var client = Peer.of(server())) {
            build("two", ANSWER, "if (true) throw new Exception(\"no database\");");
            assertNotReloaded(
                    "generation 2 does not start, and generation 1 goes on: the application did not start: java.lang.Exception: no database");
            assertEquals("one 1", ask(client));

            Files.delete(classes.resolve("module-info.class"));
            assertNotReloaded("no module in " + classes);
            assertEquals("one 1", ask(client));

            build("three");
            Files.write(classes.resolve("sample/Main.class"), new byte[10]);
            assertNotReloaded("ClassFormatError");
            assertEquals("one 1", ask(client));

            build("four");
            server().reload();
            assertEquals("four 2", ask(client));
        }
    }

    private void assertNotReloaded(String message) {
        var refused = assertThrows(ReloadException.class, server()::reload);

        assertEquals(ErrorCode.POUNCE_RELOAD_FAILED, refused.code());
        assertTrue(String.valueOf(refused.getMessage()).contains(message), refused::toString);
    }

    @Test
    void refusesToReloadWhatHasNoFiles() {
        running = Pounce.start(_ -> Response.text("object"), config());
        assertEquals(
                ErrorCode.POUNCE_RELOAD_UNAVAILABLE,
                assertThrows(ReloadException.class, server()::reload).code());
        server().close();

        running = Pounce.start("pounce.examples.hello", config());
        assertEquals(
                ErrorCode.POUNCE_RELOAD_UNAVAILABLE,
                assertThrows(ReloadException.class, server()::reload).code());
    }

    /// Each has all its classes, and its data.
    @Test
    void refusesToReloadWhileTooManyOldGenerationsHaveRequests() throws Exception {
        build("one", SLOW, "");
        start(ServerConfig.builder().set(Options.TIMEOUT_RELOAD, Duration.ofMinutes(1)));
        try (var client = Http2Peer.of(server())) {
            var slow = new ArrayList<Integer>();
            for (int i = 1; i <= MOST_RETIRING; i++) {
                var request = client.get("/slow");
                client.says(request);
                slow.add(request.stream());
                awaitTold("slow one,", i);
                server().reload();
            }

            assertNotReloaded("8 old generations have requests still");
            assertEquals("one 9", client.asks("/").text());

            System.setProperty(TOLD, told() + "go,");
            for (int stream : slow) {
                assertEquals("slow one", client.hears(stream).text());
            }
            Waits.until("a reload", this::reloads);
            assertEquals("one 10", client.asks("/").text());
        }
    }

    private boolean reloads() {
        try {
            server().reload();
            return true;
        } catch (ReloadException _) {
            return false; // the last of them have just ended
        }
    }

    private static void awaitTold(String what) throws Exception {
        Waits.until(what, () -> told().contains(what));
    }

    private static void awaitTold(String what, int times) throws Exception {
        Waits.until(times + " of " + what, () -> told().split(what, -1).length - 1 == times);
    }

    @Test
    void givesAGenerationUpThatStartsWhileTheServerEnds() throws Exception {
        build("one", ANSWER, STARTS_LATE);
        start();
        var refused = new AtomicReference<ReloadException>();
        var reload =
                Thread.ofVirtual()
                        .start(() ->
                                refused.set(assertThrows(ReloadException.class, server()::reload)));
        awaitTold("loading,");

        server().close();
        reload.join();

        assertTrue(String.valueOf(refused.get()).contains("the server stops"), refused::toString);
        awaitTold("start one,", 2);
        awaitTold("stop one,", 2);
    }

    @Test
    void refusesToReloadOnceItStops() throws Exception {
        build("one");
        start();
        server().close();

        assertNotReloaded("the server stops");
    }

    // ---------------------------------------------------------------- what remains

    @Test
    void letsTheClassesOfTheOldGenerationBeUnloaded() throws Exception {
        build("one", ANSWER, REMEMBER_LOADER);
        start();
        try (var client = Peer.of(server())) {
            ask(client);
            var old =
                    Objects.requireNonNull(
                            (WeakReference<?>) System.getProperties().remove(LOADER));

            server().reload();
            ask(client);
            awaitTold("stop one,");

            Waits.until(
                    "the end of the old loader",
                    () -> {
                        System.gc();
                        return old.get() == null;
                    });
            assertNull(old.get());
        }
    }

    @Test
    void reportsAThreadThatHoldsTheOldGeneration() throws Exception {
        build("one", ANSWER, LEFT_BEHIND);
        var log = new ByteArrayOutputStream();
        var before = System.err;
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            start();
            build("two");
            server().reload();
            awaitTold("stop one,");

            Waits.until(
                    "a warning of the leak",
                    () -> {
                        System.gc();
                        return log.toString(StandardCharsets.UTF_8).contains("POUNCE_RELOAD_LEAK");
                    });
        } finally {
            System.setErr(before);
            System.setProperty(TOLD, told() + "release,");
        }
        var text = log.toString(StandardCharsets.UTF_8);
        assertTrue(text.contains("generation=1"), text);
        assertTrue(text.contains("thread left-behind"), text);
    }

    // ---------------------------------------------------------------- under load

    @Test
    void losesNoRequestInTenReloadsUnderBusyConnections() throws Exception {
        build("one");
        start();
        var over = new AtomicBoolean();
        var answers = new AtomicInteger();
        var generations = ConcurrentHashMap.<Integer>newKeySet();
        var losses = new CopyOnWriteArrayList<String>();
        var threads = new ArrayList<Thread>();
        for (int i = 0; i < CLIENTS; i++) {
            threads.add(
                    Thread.ofVirtual().start(() -> keepAsking(over, answers, generations, losses)));
        }

        for (int reload = 0; reload <= RELOADS; reload++) {
            if (reload > 0) {
                server().reload();
            }
            int before = answers.get(); // one for each client may still be of the generation before
            Waits.until(
                    "answers of the last generation",
                    () -> answers.get() > before + CLIENTS || !losses.isEmpty());
        }
        over.set(true);
        for (var thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), losses);
        assertEquals(RELOADS + 1, new TreeSet<>(generations).size());
    }

    /// On one connection, until it is over; what is no answer is a loss.
    private void keepAsking(
            AtomicBoolean over,
            AtomicInteger answers,
            Set<Integer> generations,
            List<String> losses) {
        try (var client = Peer.of(server())) {
            int last = 0;
            while (!over.get()) {
                var answer = ask(client);
                int generation = Integer.parseInt(answer.replace("one ", ""));
                if (generation < last) {
                    losses.add("generation " + generation + " after " + last);
                }
                last = generation;
                generations.add(generation);
                answers.incrementAndGet();
            }
        } catch (IOException | RuntimeException lost) {
            losses.add(lost.toString());
        }
    }

    // ---------------------------------------------------------------- words

    private void build(String version) throws IOException {
        build(version, ANSWER, "");
    }

    private void build(String version, String answer, String start) throws IOException {
        Compiled.into(project.resolve("target/classes"))
                .source(
                        "module-info.java",
                        "module sample { requires pounce.api; provides pounce.api.App with sample.Main; }")
                .source(
                        "sample/Main.java",
                        APP.replace("ANSWER", answer)
                                .replace("START", start)
                                .replace("VERSION", version))
                .compile();
    }

    private static String ask(Peer client) throws IOException {
        return answer(client.says(GET));
    }

    /// {@return the content of the next response}
    private static String answer(Peer client) throws IOException {
        var head = client.hears("\r\n\r\n");
        int length = Integer.parseInt(head.replaceAll("(?s).*content-length: (\\d+).*", "$1"));
        return new String(client.input().readNBytes(length), StandardCharsets.UTF_8);
    }

    private void start() {
        start(ServerConfig.builder());
    }

    private void start(ServerConfig.Builder config) {
        running = Pounce.start(project.toString(), config.port(0).build());
    }

    private static ServerConfig config() {
        return ServerConfig.builder().port(0).build();
    }

    private static String told() {
        return System.getProperty(TOLD, "");
    }

    private Server server() {
        return Objects.requireNonNull(running);
    }
}
