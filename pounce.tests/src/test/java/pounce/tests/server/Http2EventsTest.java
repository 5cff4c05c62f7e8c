package pounce.tests.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.tests.http2.RawFrame;
import pounce.tests.watch.StreamLaws;
import pounce.tests.watch.Workload;

/// The events of connections that serve many requests at once.
@Timeout(120)
final class Http2EventsTest {
    private static final int VISITS = 1200;
    private static final int AT_ONCE = 32;
    private static final int MIB = 1 << 20;

    private static final List<String> PATHS =
            List.of(
                    "/text",
                    "/large",
                    "/none",
                    "/stream",
                    "/echo",
                    "/throw",
                    "/mute",
                    "/half-stream",
                    "/too-short");

    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();

    /// What one client heard.
    ///
    /// @param answers by target; those of streams that the client did not reset
    /// @param octets all of it, in whole frames
    /// @param polite it has listened to the end
    private record Visit(
            int client, Map<String, Http2Peer.Answer> answers, long octets, boolean polite) {}

    /// Clients of every kind at once: polite ones hear all that the server says, though they reset
    /// some of their streams; others vanish anywhere.
    @Test
    void tellsEachThingOnceAndToTheOctetWhateverClientsDo() throws Exception {
        var visits = new ArrayList<Visit>();
        var room = new Semaphore(AT_ONCE);
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(2)
                        .set(Options.LIMIT_HTTP2_RESETS, 1_000_000)
                        .collector(events::add)
                        .build();
        try (var server = Pounce.start(Workload.app(), config);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Visit>>();
            for (int i = 0; i < VISITS; i++) {
                int client = i;
                room.acquire();
                running.add(
                        clients.submit(() -> {
                            try {
                                return visit(server, client, new Random(client));
                            } finally {
                                room.release();
                            }
                        }));
            }
            for (var visit : running) {
                visits.add(visit.get(60, TimeUnit.SECONDS));
            }
        }

        var connections = byConnection();
        connections.values().forEach(StreamLaws::check);
        var byClient = new HashMap<Integer, List<LifecycleEvent>>();
        connections
                .values()
                .forEach(all -> client(all).ifPresent(client -> byClient.put(client, all)));
        for (var visit : visits) {
            if (visit.polite()) {
                check(visit, byClient.getOrDefault(visit.client(), List.of()));
            }
        }
        assertEquals(count(ConnectionOpened.class), connections.size());
        assertEquals(count(RequestStarted.class), count(RequestEnded.class));
        for (var kind :
                List.of(ResponseCompleted.class, ResponseAborted.class, ClientDisconnected.class)) {
            assertTrue(count(kind) > VISITS / 10, kind.getSimpleName());
        }
    }

    private Map<Long, List<LifecycleEvent>> byConnection() {
        return events.stream()
                .filter(event -> event.connectionId() != 0) // of a loop
                .collect(Collectors.groupingBy(LifecycleEvent::connectionId));
    }

    private long count(Class<? extends LifecycleEvent> kind) {
        return events.stream().filter(kind::isInstance).count();
    }

    /// {@return whose connection it was; empty if it brought no request}
    private static Optional<Integer> client(List<LifecycleEvent> all) {
        return all.stream()
                .filter(RequestStarted.class::isInstance)
                .map(event -> ((RequestStarted) event).path().replaceAll(".*c=(\\d+).*", "$1"))
                .map(Integer::valueOf)
                .findFirst();
    }

    private static void check(Visit visit, List<LifecycleEvent> all) {
        assertEquals(visit.octets(), StreamLaws.check(all).totalBytesSent(), visit::toString);
        for (var event : all) {
            if (event instanceof RequestEnded end
                    && visit.answers().containsKey(end.request().path())) {
                var answer = visit.answers().get(end.request().path());
                assertEquals(answer.status(), end.status(), visit::toString);
                if (answer.ended) {
                    assertInstanceOf(ResponseCompleted.class, end, visit::toString);
                    assertEquals(answer.content.size(), end.contentBytes(), visit::toString);
                } else {
                    assertInstanceOf(ResponseAborted.class, end, visit::toString);
                }
            }
        }
    }

    private static Visit visit(Server server, int client, Random random) throws IOException {
        boolean polite = random.nextInt(3) > 0;
        try (var peer = Http2Peer.of(server, 4, MIB).says(Http2Peer.window(0, 8 * MIB))) {
            var kept = new HashMap<String, Integer>();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                var target = PATHS.get(random.nextInt(PATHS.size())) + "?c=" + client + "&n=" + i;
                int stream = ask(peer, target);
                if (random.nextInt(4) == 0) {
                    peer.says(Http2Peer.reset(stream));
                } else {
                    kept.put(target, stream);
                }
            }
            if (!polite) {
                vanish(peer, random);
                return new Visit(client, Map.of(), 0, false);
            }
            var answers = new HashMap<String, Http2Peer.Answer>();
            for (var each : kept.entrySet()) {
                answers.put(each.getKey(), peer.hears(each.getValue()));
            }
            peer.finishes();
            peer.hearsEnd();
            return new Visit(client, answers, peer.octets(), true);
        }
    }

    private static int ask(Http2Peer peer, String target) throws IOException {
        if (!target.startsWith("/echo")) {
            var request = peer.get(target);
            peer.says(request);
            return request.stream();
        }
        var request = peer.post(target);
        peer.says(request, Http2Peer.data(request.stream(), "hel"));
        peer.says(Http2Peer.lastData(request.stream(), "lo"));
        return request.stream();
    }

    /// In the middle of a frame, or after one that makes no sense, or just so.
    private static void vanish(Http2Peer peer, Random random) throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> peer.says(new byte[] {0, 0, 9, 1});
            case 1 -> peer.says(new RawFrame(RawFrame.DATA, 0, 0, new byte[3]));
            case 2 -> peer.hearsFrame();
            default -> {}
        }
        peer.resets();
    }
}
