package pounce.tests.lifecycle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.event.CertificateExpiring;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.lifecycle.access.AccessLogProvider;
import pounce.lifecycle.flight.FlightProvider;

/// What each of our own collectors says that it wants.
@Timeout(60)
final class WantsTest {

    private static Set<Class<?>> wanted(LifecycleCollector collector) {
        return EveryEvent.list().stream()
                .map(LifecycleEvent::getClass)
                .filter(collector::wants)
                .collect(Collectors.toSet());
    }

    @Test
    void theAccessLogWantsWhatBecomesALine(@TempDir Path directory) throws Exception {
        for (var event : EveryEvent.list()) {
            var file = directory.resolve(event.getClass().getSimpleName());
            var log =
                    new AccessLogProvider()
                            .create(
                                    ServerConfig.builder()
                                            .set(Options.ACCESS_LOG_OUTPUT, file.toString())
                                            .build());
            log.record(event);
            ((AutoCloseable) log).close();

            assertEquals(Files.size(file) > 0, log.wants(event.getClass()), event::toString);
        }
    }

    @Test
    void theLogOfEventsWantsFewWhereItsLoggerShowsFew() throws Exception {
        assertFalse(LoggerFactory.getLogger("pounce.lifecycle").isDebugEnabled());
        var slow = Duration.ofMillis(1500);
        var log = LifecycleCollector.logging(slow);

        assertTrue(log.isWatching());
        assertEquals(
                Set.of(
                        ClientDisconnected.class,
                        ResponseAborted.class,
                        CertificateExpiring.class,
                        LoopHeld.class,
                        ResponseCompleted.class),
                wanted(log));
        assertEquals(slow, log.leastDuration());
        ((AutoCloseable) log).close();
    }

    @Test
    void theFlightRecorderWantsWhatIsRecorded() {
        var collector = new FlightProvider().create(ServerConfig.defaults());
        try (var recording = new Recording()) {
            EveryEvent.list()
                    .forEach(event ->
                            recording.disable("pounce." + event.getClass().getSimpleName()));
            recording.enable("pounce.ResponseCompleted");
            recording.start();

            assertEquals(Set.of(ResponseCompleted.class), wanted(collector));
        }
        assertEquals(Set.of(), wanted(collector));
    }

    @Test
    void aFilterWantsWhatItsCollectorWants() {
        var log = LifecycleCollector.logging(Duration.ofSeconds(3));
        var filter = log.where(_ -> true);

        assertEquals(wanted(log), wanted(filter));
        assertEquals(Duration.ofSeconds(3), filter.leastDuration());
    }

    @Test
    void severalWantWhatOneOfThemWants() {
        var log = LifecycleCollector.logging(Duration.ofSeconds(3));
        var slower = LifecycleCollector.logging(Duration.ofSeconds(5));
        LifecycleCollector asleep = LifecycleCollector.noop().where(_ -> true);
        LifecycleCollector all = _ -> {};

        assertEquals(wanted(log), wanted(LifecycleCollector.of(slower, log, asleep)));
        assertEquals(
                Duration.ofSeconds(3), LifecycleCollector.of(slower, log, asleep).leastDuration());
        assertEquals(wanted(all), wanted(LifecycleCollector.of(log, all)));
        assertEquals(Duration.ZERO, LifecycleCollector.of(log, all).leastDuration());
    }
}
