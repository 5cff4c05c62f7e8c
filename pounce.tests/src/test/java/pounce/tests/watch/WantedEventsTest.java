package pounce.tests.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;
import pounce.tests.server.Peer;

/// Of the events that come often, those are told that somebody wants.
@Timeout(60)
final class WantedEventsTest {
    private static final Duration ANY = Duration.ZERO;
    private static final Duration NEVER = Duration.ofDays(1);

    /// Takes whatever it is told, and says what it wants.
    private record Choosy(
            Set<Class<? extends LifecycleEvent>> kinds,
            Duration leastDuration,
            ConcurrentLinkedQueue<LifecycleEvent> events)
            implements LifecycleCollector {

        static Choosy of(Duration least) {
            return new Choosy(Set.of(), least, new ConcurrentLinkedQueue<>());
        }

        static Choosy of(Duration least, Class<? extends LifecycleEvent> kind) {
            return new Choosy(Set.of(kind), least, new ConcurrentLinkedQueue<>());
        }

        @Override
        public boolean wants(Class<? extends LifecycleEvent> kind) {
            return kinds.contains(kind);
        }

        @Override
        public void record(LifecycleEvent event) {
            events.add(event);
        }

        /// {@return what it was told of connections, but that they began}
        List<Class<?>> told() {
            return events.stream()
                    .filter(event -> !(event instanceof ConnectionOpened))
                    .filter(event -> !(event instanceof LoopHeld)) // where a processor is busy
                    .<Class<?>>map(LifecycleEvent::getClass)
                    .toList();
        }
    }

    private static Response answer(Request request) {
        return switch (request.path()) {
            case "/stream" ->
                    Response.stream(
                            "text/plain",
                            out -> {
                                out.write("so long".getBytes(UTF_8));
                                out.flush();
                                out.write(" hi!".getBytes(UTF_8));
                            });
            case "/fail" -> throw new IllegalStateException("on purpose");
            default -> Response.text("hi!");
        };
    }

    /// One connection that asks for all of these, one after the other, and is closed by the server.
    private static void serve(List<String> paths, LifecycleCollector... collectors)
            throws Exception {
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .set(Options.JFR, false)
                        .collector(collectors)
                        .build();
        try (var server = Pounce.start((Handler) WantedEventsTest::answer, config);
                var peer = Peer.of(server)) {
            for (var path : paths) {
                peer.says("GET " + path + " HTTP/1.1\r\nhost: a\r\n\r\n")
                        .hears(path.equals("/fail") ? "500" : "hi!");
            }
        }
    }

    @Test
    void nobodyIsToldWhatNobodyWants() throws Exception {
        var choosy = Choosy.of(ANY, ClientDisconnected.class);

        serve(List.of("/", "/stream", "/"), choosy);

        assertEquals(List.of(), choosy.told());
    }

    @Test
    void whatIsWantedIsToldWhateverElseIsNot() throws Exception {
        var starts = Choosy.of(ANY, RequestStarted.class);
        var ends = Choosy.of(ANY, ResponseCompleted.class);
        var streams = Choosy.of(ANY, StreamOpened.class);
        var streamEnds = Choosy.of(ANY, StreamClosed.class);
        var connections = Choosy.of(ANY, ConnectionCompleted.class);
        for (var each : List.of(starts, ends, streams, streamEnds, connections)) {
            serve(List.of("/stream"), each);
        }

        assertEquals(List.of(RequestStarted.class), starts.told());
        assertEquals(List.of(ResponseCompleted.class), ends.told());
        assertEquals(List.of(StreamOpened.class), streams.told());
        assertEquals(List.of(StreamClosed.class), streamEnds.told());
        assertEquals(List.of(ConnectionCompleted.class), connections.told());
    }

    @Test
    void whatOneWantsIsMadeForAll() throws Exception {
        var starts = Choosy.of(ANY, RequestStarted.class);
        var ends = Choosy.of(ANY, ResponseCompleted.class);

        serve(List.of("/"), starts, ends);

        var both = List.of(RequestStarted.class, ResponseCompleted.class);
        assertEquals(both, starts.told());
        assertEquals(both, ends.told());
    }

    @Test
    void quickResponsesAreNotToldToThoseWhoWantSlowOnes() throws Exception {
        var quick = Choosy.of(Duration.ofNanos(1), ResponseCompleted.class);
        var slow = Choosy.of(NEVER, ResponseCompleted.class);

        serve(List.of("/", "/stream"), slow);
        serve(List.of("/", "/stream"), quick);

        assertEquals(List.of(), slow.told());
        assertEquals(List.of(ResponseCompleted.class, ResponseCompleted.class), quick.told());
    }

    @Test
    void theLeastOfAllDurationsCounts() throws Exception {
        var slow = Choosy.of(NEVER, ResponseCompleted.class);
        var starts = Choosy.of(ANY, RequestStarted.class); // its duration is of no account
        var any = Choosy.of(ANY, ResponseCompleted.class);

        serve(List.of("/"), slow, starts);
        serve(List.of("/"), any, LifecycleCollector.of(slow, starts));

        assertEquals(List.of(ResponseCompleted.class), any.told().subList(1, 2));
        assertEquals(
                List.of(RequestStarted.class, RequestStarted.class, ResponseCompleted.class),
                slow.told());
    }

    @Test
    void whatGoesWrongIsToldInAnyCaseAndKnowsItsRequest() throws Exception {
        var choosy = Choosy.of(ANY);

        serve(List.of("/", "/fail"), choosy);

        assertEquals(List.of(RequestFailed.class), choosy.told());
        var failed =
                (RequestFailed)
                        choosy.events().stream()
                                .filter(RequestFailed.class::isInstance)
                                .findFirst()
                                .orElseThrow();
        assertEquals("/fail", failed.request().path());
        assertEquals(2, failed.request().requestId().request());
    }

    @Test
    void aCollectorThatFailsToSayWhatItWantsIsToldEverything() throws Exception {
        var events = new ConcurrentLinkedQueue<LifecycleEvent>();
        var failing =
                new LifecycleCollector() {
                    @Override
                    public void record(LifecycleEvent event) {
                        events.add(event);
                    }

                    @Override
                    public boolean wants(Class<? extends LifecycleEvent> kind) {
                        throw new IllegalStateException("on purpose");
                    }

                    @Override
                    public Duration leastDuration() {
                        throw new IllegalStateException("on purpose");
                    }
                };

        serve(List.of("/"), failing);

        assertEquals(
                Arrays.asList(
                        ConnectionOpened.class,
                        RequestStarted.class,
                        ResponseCompleted.class,
                        ConnectionCompleted.class),
                events.stream()
                        .filter(event -> !(event instanceof LoopHeld))
                        .map(Object::getClass)
                        .toList());
    }
}
