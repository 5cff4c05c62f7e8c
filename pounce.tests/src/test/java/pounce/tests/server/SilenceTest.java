package pounce.tests.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.event.CertificateExpiring;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;

/// Where nobody watches no event of a connection or a request is made. The heap is asked, dead
/// objects included: no clock, and no guess from how much was allocated.
@Timeout(60)
final class SilenceTest {
    private static final int REQUESTS = 200;
    private static final int FEW = 20;

    private static final Handler APP =
            request ->
                    switch (request.path()) {
                        case "/stream" ->
                                Response.stream(
                                        "text/plain",
                                        out -> {
                                            out.write("hello".getBytes(US_ASCII));
                                            out.flush();
                                        });
                        case "/throw" -> throw new IllegalStateException("on purpose");
                        default -> Response.text("hello");
                    };

    /// Those of connections and requests; the others are few, and made for whoever might look.
    private static final Set<String> EVENTS =
            cases(LifecycleEvent.class)
                    .filter(type -> type != LoopHeld.class && type != CertificateExpiring.class)
                    .map(Class::getName)
                    .collect(Collectors.toSet());

    private static Stream<Class<?>> cases(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(SilenceTest::cases);
    }

    /// {@return how many events there are in the heap}
    ///
    /// @param flag `-all` counts dead ones too; without it the heap is cleaned first
    private static long events(String... flag) throws Exception {
        var histogram =
                (String)
                        ManagementFactory.getPlatformMBeanServer()
                                .invoke(
                                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                                        "gcClassHistogram",
                                        new Object[] {flag},
                                        new String[] {String[].class.getName()});
        return histogram
                .lines()
                .map(line -> line.strip().split("\\s+", -1)) // number, instances, octets, class
                .filter(columns -> columns.length >= 4 && EVENTS.contains(columns[3]))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /// {@return how many events are made by requests over HTTP/1.1 and HTTP/2}
    private static long made(ServerConfig.Builder config) throws Exception {
        try (var server = Pounce.start(APP, config.port(0).workers(1).build())) {
            long before = events();
            try (var peer = Peer.of(server)) {
                for (int i = 0; i < REQUESTS; i++) {
                    peer.says("GET / HTTP/1.1\r\nhost: a\r\n\r\n").hears("hello");
                }
            }
            try (var peer = Http2Peer.of(server)) {
                for (int i = 0; i < REQUESTS; i++) {
                    assertEquals("hello", peer.asks("/").text());
                }
            }
            return events("-all") - before;
        }
    }

    /// Streams, requests that wait for their turn or fail, octets that are no request, clients that
    /// leave: each has events of its own.
    ///
    /// @return how many events are made by these
    private static long madeByUnusualRequests(ServerConfig.Builder config) throws Exception {
        config.port(0).workers(1).set(Options.LIMIT_CONCURRENT_REQUESTS, 1);
        try (var server = Pounce.start(APP, config.build())) {
            long before = events();
            try (var http1 = Peer.of(server);
                    var http2 = Http2Peer.of(server)) {
                for (int i = 0; i < FEW; i++) {
                    http1.says("GET /stream HTTP/1.1\r\nhost: a\r\n\r\n").hears("\r\n0\r\n\r\n");
                    http1.says("GET /throw HTTP/1.1\r\nhost: a\r\n\r\n").hears("HTTP/1.1 500");
                    assertEquals("hello", http2.asks("/stream").text());
                    assertEquals(500, http2.asks("/throw").status());
                    try (var other = Peer.of(server)) {
                        other.says("garbage\r\n\r\n").hearsUntilClosed();
                    }
                    try (var other = Peer.of(server)) {
                        other.says("POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\n")
                                .resets();
                    }
                }
            }
            return events("-all") - before;
        }
    }

    @Test
    void noEventIsMadeWhereThereIsNoCollector() throws Exception {
        assertEquals(0, made(ServerConfig.builder().set(Options.JFR, false)));
        assertEquals(0, madeByUnusualRequests(ServerConfig.builder().set(Options.JFR, false)));
    }

    @Test
    void noEventIsMadeForACollectorThatWantsNone() throws Exception {
        assertEquals(0, made(ServerConfig.builder().collector(LifecycleCollector.noop())));
    }

    /// As it is by default: the flight recorder could listen, and does not.
    @Test
    void noEventIsMadeWhileNothingIsRecorded() throws Exception {
        assertEquals(0, made(ServerConfig.builder().set(Options.JFR, true)));
    }

    /// But for its connections, and whatever takes that long.
    @Test
    void noEventIsMadeOfQuickResponsesForALogOfSlowOnes() throws Exception {
        var log = LifecycleCollector.logging(Duration.ofHours(1));

        long made = made(ServerConfig.builder().set(Options.JFR, false).collector(log));

        assertTrue(made < 10, () -> made + " events");
    }

    /// Otherwise the other tests would prove nothing.
    @Test
    void eventsAreMadeWhereSomebodyListens() throws Exception {
        long made = made(ServerConfig.builder().collector(_ -> {}));

        assertTrue(made > REQUESTS, () -> made + " events");
        long unusual = madeByUnusualRequests(ServerConfig.builder().collector(_ -> {}));
        assertTrue(unusual > FEW, () -> unusual + " events");
    }
}
