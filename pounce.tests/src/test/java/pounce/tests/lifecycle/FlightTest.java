package pounce.tests.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import pounce.api.Handler;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.event.LifecycleEvent;
import pounce.lifecycle.flight.FlightProvider;

/// Events in recordings of JDK Flight Recorder.
@Timeout(60)
final class FlightTest {
    @TempDir private Path directory;

    private static final Handler APP =
            request -> {
                if (request.path().equals("/throw")) {
                    throw new IllegalStateException("on purpose");
                }
                return Response.text("hello");
            };

    private static Server start() {
        return Pounce.start(APP, ServerConfig.builder().port(0).workers(1).build());
    }

    private static void ask(Server server, String path) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            client.send(
                    HttpRequest.newBuilder(server.uri().resolve(path)).build(),
                    BodyHandlers.discarding());
        }
    }

    private List<RecordedEvent> events(Recording recording) throws Exception {
        var file = directory.resolve("events.jfr");
        recording.stop();
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(event -> event.getEventType().getName().startsWith("pounce."))
                .toList();
    }

    private static RecordedEvent the(String name, List<RecordedEvent> events) {
        return events.stream()
                .filter(event -> event.getEventType().getName().equals("pounce." + name))
                .min(Comparator.comparing(RecordedEvent::getStartTime))
                .orElseThrow(() -> new AssertionError(name + " is not among " + events));
    }

    @Test
    void haveWhatHappened() throws Exception {
        try (var recording = new Recording()) {
            recording.start();
            try (var server = start()) {
                ask(server, "/a?token=tiger");
                ask(server, "/throw");
                try (var socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
                    socket.getOutputStream()
                            .write("garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                    socket.getInputStream().readAllBytes();
                }
            }
            var events = events(recording);

            var done = the("ResponseCompleted", events);
            assertEquals("GET", done.getString("method"));
            assertEquals("/a", done.getString("path"), "without its query");
            assertEquals(200, done.getInt("status"));
            assertEquals(32, done.getString("requestId").length());
            assertTrue(done.getDuration("took").isPositive());
            assertTrue(done.getLong("bytesSent") > 5);
            assertTrue(done.getLong("connectionId") > 0);
            assertEquals("h1", the("ConnectionOpened", events).getString("protocol"));
            assertEquals(
                    IllegalStateException.class.getName(),
                    the("RequestFailed", events).getString("failure"));
            assertEquals(
                    "POUNCE_PARSE_REQUEST_LINE", the("RequestRefused", events).getString("code"));
            the("RequestStarted", events);
            the("ConnectionCompleted", events);
        }
    }

    @Test
    void wantNothingWhileNothingIsRecorded() {
        var collector = new FlightProvider().create(ServerConfig.defaults());

        assertFalse(collector.isWatching());
        try (var recording = new Recording()) {
            recording.start();
            assertTrue(collector.isWatching());
        }
        assertFalse(collector.isWatching());
    }

    @Test
    void wantNothingWhereARecordingWantsOtherEvents() {
        var collector = new FlightProvider().create(ServerConfig.defaults());
        try (var recording = new Recording()) {
            names().forEach(name -> recording.disable("pounce." + name));
            recording.start();
            assertFalse(collector.isWatching());

            recording.enable("pounce.ResponseCompleted");
            assertTrue(collector.isWatching());
        }
    }

    @Test
    void areOneTypeForEachLifecycleEvent() {
        var collector = new FlightProvider().create(ServerConfig.defaults());
        try (var recording = new Recording()) {
            recording.start();
            assertTrue(collector.isWatching());
            var types =
                    FlightRecorder.getFlightRecorder().getEventTypes().stream()
                            .map(type -> type.getName())
                            .filter(name -> name.startsWith("pounce."))
                            .map(name -> name.substring("pounce.".length()))
                            .collect(Collectors.toCollection(TreeSet::new));

            assertEquals(names().collect(Collectors.toCollection(TreeSet::new)), types);
        }
    }

    /// TLS handshakes, waits in the queue and held loops among them.
    @Test
    void haveEveryLifecycleEventUnderItsName() throws Exception {
        var collector = new FlightProvider().create(ServerConfig.defaults());
        try (var recording = new Recording()) {
            recording.start();
            assertTrue(collector.isWatching());
            EveryEvent.list().forEach(collector::record);
            var events = events(recording);

            assertEquals(
                    names().sorted().toList(),
                    events.stream()
                            .map(event -> event.getEventType().getName().substring(7))
                            .sorted()
                            .toList());
            assertEquals("TLSv1.3", the("TlsHandshakeCompleted", events).getString("version"));
            assertEquals(3, the("RequestQueued", events).getDuration("took").toMillis());
            assertEquals("a.b.C.d", the("LoopHeld", events).getString("place"));
        }
    }

    private static Stream<String> names() {
        return cases(LifecycleEvent.class).map(Class::getSimpleName);
    }

    private static Stream<Class<?>> cases(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(FlightTest::cases);
    }

    @Test
    void canBeQueriedWithTheToolOfTheJdk() throws Exception {
        var tool = Path.of(System.getProperty("java.home"), "bin", "jfr");
        try (var recording = new Recording()) {
            recording.start();
            try (var server = start()) {
                ask(server, "/a");
            }
            events(recording);
        }
        var jfr =
                new ProcessBuilder(
                                tool.toString(),
                                "print",
                                "--events",
                                "pounce.ResponseCompleted",
                                directory.resolve("events.jfr").toString())
                        .redirectErrorStream(true)
                        .start();
        var printed = jfr.inputReader().readAllAsString();

        assertEquals(0, jfr.waitFor(), printed);
        assertTrue(printed.contains("path = \"/a\""), printed);
        assertTrue(Files.exists(tool));
    }
}
