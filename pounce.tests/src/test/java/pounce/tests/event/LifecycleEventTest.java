package pounce.tests.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pounce.api.RequestHead;
import pounce.api.event.CertificateExpiring;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestQueued;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;
import pounce.api.event.TlsHandshakeCompleted;
import pounce.api.event.TlsHandshakeFailed;

final class LifecycleEventTest {
    /// The components that the server's ancestor has, in its order; more may stand behind them.
    private static final Map<Class<?>, String> ANCESTOR =
            Map.of(
                    ConnectionOpened.class,
                    "connection_id, worker_id, client_addr, client_port, server_addr, server_port, protocol, timestamp_ns",
                    RequestStarted.class,
                    "connection_id, worker_id, method, path, http_version, timestamp_ns",
                    ResponseCompleted.class,
                    "connection_id, worker_id, status, bytes_sent, duration_ms, timestamp_ns",
                    ClientDisconnected.class,
                    "connection_id, worker_id, during_streaming, timestamp_ns",
                    ConnectionCompleted.class,
                    "connection_id, worker_id, requests_served, total_bytes_sent, duration_ms, reason, timestamp_ns",
                    StreamOpened.class,
                    "connection_id, worker_id, method, path, timestamp_ns",
                    StreamClosed.class,
                    "connection_id, worker_id, duration_ms, reason, timestamp_ns");

    /// Cases that it has not.
    private static final Set<Class<?>> OWN =
            Set.of(
                    CertificateExpiring.class,
                    LoopHeld.class,
                    RequestFailed.class,
                    RequestQueued.class,
                    RequestRefused.class,
                    ResponseAborted.class,
                    TlsHandshakeCompleted.class,
                    TlsHandshakeFailed.class);

    private static final Map<String, Class<?>> TYPES =
            Map.of(
                    "connectionId", long.class,
                    "workerId", int.class,
                    "timestampNs", long.class,
                    "durationMs", double.class,
                    "bytesSent", long.class,
                    "totalBytesSent", long.class,
                    "requestsServed", int.class,
                    "request", RequestStarted.class,
                    "head", RequestHead.class);

    @Test
    void everyCaseIsInOneOfTheTables() {
        var all = cases().collect(Collectors.toSet());

        assertEquals(ANCESTOR.size() + OWN.size(), all.size());
        all.forEach(each -> assertEquals(!OWN.contains(each), ANCESTOR.containsKey(each)));
    }

    @Test
    void componentsOfTheAncestorComeFirstAndInOrder() {
        ANCESTOR.forEach((event, names) -> {
            var expected =
                    Arrays.stream(names.split(", ", -1)).map(LifecycleEventTest::camel).toList();
            assertEquals(expected, names(event).subList(0, expected.size()), event.getSimpleName());
        });
    }

    @Test
    void aNameMeansTheSameTypeEverywhere() {
        for (var event : cases().toList()) {
            for (var component : event.getRecordComponents()) {
                assertEquals(
                        TYPES.getOrDefault(component.getName(), component.getType()),
                        component.getType(),
                        event.getSimpleName() + '.' + component.getName());
            }
        }
    }

    /// {@return every record, those under an interface of their own too}
    private static Stream<Class<?>> cases() {
        return cases(LifecycleEvent.class);
    }

    private static Stream<Class<?>> cases(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(LifecycleEventTest::cases);
    }

    /// The clock of events counts from anywhere, and tells the time all the same.
    @Test
    void happensByTheWallClockWhenItHappened() {
        var before = Instant.now();
        var event = new ConnectionOpened(1, 0, "a", 1, "b", 2, "h1", System.nanoTime());
        var after = Instant.now();

        var margin = Duration.ofMillis(50); // two clocks are read one after the other
        assertTrue(event.at().isAfter(before.minus(margin)), event.at().toString());
        assertTrue(event.at().isBefore(after.plus(margin)), event.at().toString());
    }

    private static List<String> names(Class<?> event) {
        return Arrays.stream(event.getRecordComponents()).map(RecordComponent::getName).toList();
    }

    private static String camel(String name) {
        var words = name.split("_", -1);
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                        .collect(Collectors.joining());
    }
}
