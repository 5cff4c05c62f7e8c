package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.HttpScope;
import pounce.api.LifecycleCollector;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Pounce;
import pounce.api.RequestHead;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestQueued;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.tests.waiting.Waits;
import pounce.tests.watch.BalanceLaws;
import pounce.tests.watch.EventLaws;
import pounce.tests.watch.Http2Client;
import pounce.tests.watch.Http2Workload;
import pounce.tests.watch.StreamLaws;
import pounce.tests.watch.Workload;

@Timeout(60)
final class LifecycleEventsTest {
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final int WORKERS = 2;
    private static final int CLIENTS = 100;

    /// Few, so that some are refused.
    private static final int STREAMS = 4;

    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();

    private ServerConfig.Builder config() {
        return ServerConfig.builder().port(0).workers(WORKERS).collector(events::add);
    }

    private void awaitRequests(int count) throws Exception {
        Waits.until(count + " requests", () -> count(RequestStarted.class, events) >= count);
    }

    private static Map<Long, List<LifecycleEvent>> byConnection(Collection<LifecycleEvent> events) {
        return events.stream()
                .filter(event -> event.connectionId() != 0) // that of loops
                .collect(Collectors.groupingBy(LifecycleEvent::connectionId));
    }

    /// What one client did, and what it heard.
    private record Visit(int port, String heard, boolean complete) {}

    // ---------------------------------------------------------------- the law

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void tellsEachThingOnceInOrderAndToTheOctet(long seed) throws Exception {
        visits(seed, LifecycleEventsTest::requests)
                .forEach((visit, all) -> {
                    if (visit.complete()) {
                        EventLaws.check(all, visit.heard());
                    } else {
                        EventLaws.checkOrder(all);
                    }
                });
    }

    /// The same for connections that serve many requests at once.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void tellsEachThingOnceAndToTheOctetOverHttp2(long seed) throws Exception {
        visits(seed, LifecycleEventsTest::streams)
                .forEach((visit, all) -> {
                    if (visit.complete()) {
                        StreamLaws.check(all, visit.heard().getBytes(ISO_8859_1));
                    } else {
                        var _ = BalanceLaws.check(all);
                    }
                });
        for (var kind :
                List.of(
                        ResponseCompleted.class,
                        ResponseAborted.class,
                        ClientDisconnected.class,
                        RequestRefused.class,
                        StreamClosed.class)) {
            assertTrue(count(kind, events) > 0, kind.getSimpleName());
        }
    }

    /// Clients of every kind at once: polite ones read all that the server says until it closes,
    /// the others vanish anywhere.
    private Map<Visit, List<LifecycleEvent>> visits(long seed, Function<Random, String> says)
            throws Exception {
        var visits = new ArrayList<Visit>();
        var config = config().set(Options.LIMIT_HTTP2_STREAMS, STREAMS).build();
        try (var server = Pounce.start(Workload.app(), config);
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<Visit>>();
            for (int i = 0; i < CLIENTS; i++) {
                var random = new Random(1000 * seed + i);
                running.add(clients.submit(() -> visit(server.uri(), says.apply(random), random)));
            }
            for (var visit : running) {
                visits.add(visit.get(30, TimeUnit.SECONDS));
            }
        }

        var byPort = new HashMap<Integer, List<LifecycleEvent>>();
        byConnection(events)
                .values()
                .forEach(all -> byPort.put(((ConnectionOpened) all.getFirst()).clientPort(), all));
        assertEquals(visits.size(), byPort.size());
        var found = new HashMap<Visit, List<LifecycleEvent>>();
        for (var visit : visits) {
            var all = byPort.getOrDefault(visit.port(), List.of());
            var end = (ConnectionCompleted) all.getLast();
            assertTrue(end.totalBytesSent() >= visit.heard().length(), visit.toString());
            found.put(visit, all);
        }
        return found;
    }

    private static String requests(Random random) {
        return some(Workload.values(), random).map(Workload::wire).collect(Collectors.joining());
    }

    private static String streams(Random random) {
        return new String(
                Http2Client.doing(some(Http2Workload.values(), random).toList()), ISO_8859_1);
    }

    private static <T> Stream<T> some(T[] kinds, Random random) {
        return random.ints(random.nextInt(1, 8), 0, kinds.length).mapToObj(i -> kinds[i]);
    }

    private static Visit visit(URI server, String wire, Random random) throws IOException {
        try (var peer = Peer.of(server)) {
            int port = peer.port();
            if (random.nextBoolean()) {
                peer.says(wire);
                peer.finishes();
                return new Visit(port, peer.hearsAll(), true);
            }
            peer.says(wire.substring(0, random.nextInt(wire.length())));
            var heard = random.nextBoolean() ? new byte[0] : hear(peer, random.nextInt(1, 300));
            peer.resets();
            return new Visit(port, new String(heard, ISO_8859_1), false);
        }
    }

    /// Some clients stay until they are told to go, or are cut off.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void tellsEachThingOnceWhereTheServerEndsMeanwhile(long seed) throws Exception {
        var server = Pounce.start(Workload.app(), config().build());
        var uri = server.uri();
        try (server;
                var clients = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CLIENTS; i++) {
                var random = new Random(1000 * seed + i);
                var wire = random.nextBoolean() ? requests(random) : streams(random);
                var _ =
                        clients.submit(() ->
                                random.nextBoolean() ? visit(uri, wire, random) : stay(uri, wire));
            }
            awaitRequests(CLIENTS / 4);

            server.shutdown(Duration.ofMillis(10 * seed));
        }

        byConnection(Waits.present("a balance", this::balanced))
                .values()
                .forEach(BalanceLaws::check);
    }

    private static String stay(URI server, String wire) throws IOException {
        try (var peer = Peer.of(server)) {
            return peer.says(wire).hearsUntilClosed();
        }
    }

    /// Connections that are closed by force may be told of by threads that end a little later.
    ///
    /// @return all events, if whatever has begun is over
    private Optional<List<LifecycleEvent>> balanced() {
        var all = List.copyOf(events);
        return count(ConnectionOpened.class, all) == count(ConnectionCompleted.class, all)
                ? Optional.of(all)
                : Optional.empty();
    }

    private static long count(
            Class<? extends LifecycleEvent> kind, Collection<LifecycleEvent> events) {
        return events.stream().filter(kind::isInstance).count();
    }

    /// At least one octet, so that it does not wait for more than there is.
    private static byte[] hear(Peer peer, int most) throws IOException {
        peer.finishes();
        var octets = new byte[most];
        int count = peer.input().read(octets);
        return Arrays.copyOf(octets, Math.max(0, count));
    }

    @Test
    void numbersTheLoops() throws Exception {
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config().build())) {
            for (int i = 0; i < 100; i++) {
                try (var peer = Peer.of(server)) {
                    peer.says(GET).hears("hello");
                }
            }
        }

        var numbers =
                events.stream()
                        .map(LifecycleEvent::workerId)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(List.of(0, 1), List.copyOf(numbers));
    }

    @Test
    void tellsOfAConnectionThatIsIdleForTooLong() throws Exception {
        var config = config().set(Options.TIMEOUT_KEEP_ALIVE, Duration.ofMillis(100)).build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var peer = Peer.of(server)) {
            var heard = peer.says(GET).hearsAll();

            EventLaws.check(ended(), heard);
            assertEquals(Reason.TIMEOUT, Waits.first(ConnectionCompleted.class, events).reason());
        }
    }

    private List<LifecycleEvent> ended() throws Exception {
        Waits.first(ConnectionCompleted.class, events);
        return List.copyOf(events);
    }

    @Test
    void tellsOfAClientThatNeverReads() throws Exception {
        var config = config().set(Options.TIMEOUT_WRITE, Duration.ofMillis(200)).build();
        try (var server = Pounce.start((Handler) _ -> Response.text("x".repeat(64 << 20)), config);
                var peer = Peer.of(server)) {
            peer.says(GET);

            var aborted = Waits.first(ResponseAborted.class, events);

            assertEquals(Reason.BACKPRESSURE, aborted.reason());
            assertEquals(200, aborted.status());
            assertEquals(
                    Reason.BACKPRESSURE, Waits.first(ConnectionCompleted.class, events).reason());
        }
    }

    @Test
    void tellsOfAClientThatLeavesWhileItsHandlerRuns() throws Exception {
        App waiting =
                (scope, receive, send) -> {
                    if (scope instanceof HttpScope) {
                        receive.receive(); // the content, which is empty
                        receive.receive(); // the end
                    } else {
                        App.of((Handler) _ -> Response.of(204)).handle(scope, receive, send);
                    }
                };
        try (var server = Pounce.start(waiting, config().build());
                var peer = Peer.of(server)) {
            peer.says(GET);
            Waits.first(RequestStarted.class, events);
            peer.resets();

            assertEquals(0, Waits.first(ConnectionCompleted.class, events).requestsServed());
            assertEquals("/", Waits.first(ClientDisconnected.class, events).request().path());
            assertEquals(
                    Reason.CLIENT_DISCONNECT,
                    Waits.first(ConnectionCompleted.class, events).reason());
        }
    }

    @Test
    void tellsOfTheOneRequestOfAConnectionOverTheLimit() throws Exception {
        var config = config().set(Options.LIMIT_CONNECTIONS, 1).build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var first = Peer.of(server)) {
            first.says(GET).hears("hello");
            try (var second = Peer.of(server)) {
                second.says(GET).hearsAll();
            }
        }

        var kinds =
                byConnection(events).values().stream()
                        .map(all ->
                                all.stream()
                                        .map(event -> event.getClass().getSimpleName())
                                        .collect(Collectors.joining(" ")))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(
                List.of(
                        "ConnectionOpened RequestStarted ResponseCompleted ConnectionCompleted",
                        "RequestStarted ResponseCompleted"),
                List.copyOf(kinds));
        assertTrue(
                events.stream()
                        .anyMatch(event ->
                                event instanceof ResponseCompleted done && done.status() == 503));
    }

    @Test
    void tellsOfAStreamThatIsClosedByForce() throws Exception {
        var release = new CountDownLatch(1);
        var server =
                Pounce.start(
                        (Handler)
                                _ ->
                                        Response.stream(
                                                "text/plain",
                                                out -> {
                                                    out.write('x');
                                                    out.flush();
                                                    waitFor(release);
                                                }),
                        config().build());
        try (var peer = Peer.of(server)) {
            var heard = peer.says(GET).hears("\r\nx\r\n");

            server.shutdown(Duration.ofMillis(100));

            EventLaws.check(ended(), heard);
            assertEquals(
                    StreamClosed.Reason.DRAIN, Waits.first(StreamClosed.class, events).reason());
            assertEquals(Reason.ERROR, Waits.first(ResponseAborted.class, events).reason());
            assertEquals(Reason.ERROR, Waits.first(ConnectionCompleted.class, events).reason());
        } finally {
            release.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// By the client behind a proxy, and by an id from elsewhere.
    @Test
    void knowsARequestAsItsMiddlewareDoes() throws Exception {
        var config =
                config().middleware(
                                Phase.IDENTITY,
                                Middleware.with(
                                        RequestHead.CLIENT,
                                        _ -> Optional.of(new Address("192.0.2.7", 4321))),
                                Middleware.with(
                                        RequestHead.REQUEST_ID, _ -> Optional.of("from elsewhere")))
                        .middleware(
                                Middleware.with(
                                        RequestHead.REQUEST_ID, _ -> Optional.of("too late")))
                        .build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var peer = Peer.of(server)) {
            peer.says(GET).hears("hello");
        }

        var head = Waits.first(ResponseCompleted.class, events).head();
        assertEquals("192.0.2.7:4321", head.client().toString());
        assertEquals("from elsewhere", head.requestId());
    }

    @Test
    void tellsHowLongARequestWaitedForItsTurn() throws Exception {
        var entered = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var config = config().set(Options.LIMIT_CONCURRENT_REQUESTS, 1).build();
        Handler slow =
                _ -> {
                    entered.countDown();
                    waitFor(release);
                    return Response.text("hello");
                };
        try (var server = Pounce.start(slow, config);
                var first = Peer.of(server);
                var second = Peer.of(server)) {
            first.says(GET);
            waitFor(entered);
            second.says(GET);
            awaitRequests(2);
            release.countDown();
            first.hears("hello");
            second.hears("hello");
        }

        var queued = Waits.first(RequestQueued.class, events);
        assertTrue(queued.admitted());
        assertTrue(queued.durationMs() > 0);
        assertEquals(
                1,
                events.stream().filter(RequestQueued.class::isInstance).count(),
                "not the first");
    }

    /// Who sleeps costs nothing; a connection is watched from its beginning or not at all.
    @Test
    void leavesConnectionsAloneThatBeginWhileNobodyWatches() throws Exception {
        var sleepy = new Sleepy();
        var config = ServerConfig.builder().port(0).workers(1).collector(sleepy).build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var early = Peer.of(server)) {
            early.says(GET).hears("hello");
            sleepy.awake = true;
            early.says(GET).hears("hello");
            assertTrue(sleepy.events.isEmpty());
            try (var late = Peer.of(server)) {
                late.says(GET).hears("hello");
            }
        }

        assertEquals(4, sleepy.events.size(), sleepy.events::toString);
    }

    private static final class Sleepy implements LifecycleCollector {
        private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();
        private volatile boolean awake;

        @Override
        public void record(LifecycleEvent event) {
            events.add(event);
        }

        @Override
        public boolean isWatching() {
            return awake;
        }
    }

    @Test
    void handsOverTheLastBatchWhenTheServerHasStopped() throws Exception {
        var batches = new ConcurrentLinkedQueue<List<LifecycleEvent>>();
        var config =
                ServerConfig.builder()
                        .port(0)
                        .collector(
                                LifecycleCollector.buffered(
                                        1000, Duration.ofHours(1), 1000, batches::add))
                        .build();
        try (var server = Pounce.start((Handler) _ -> Response.text("hello"), config);
                var peer = Peer.of(server)) {
            peer.says(GET).hears("hello");
        }

        assertEquals(1, batches.size());
        assertEquals(4, batches.element().size(), batches::toString);
    }
}
