package pounce.tests.event;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pounce.api.LifecycleCollector;
import pounce.api.ServerConfig;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;

final class LifecycleCollectorTest {

    private static LifecycleEvent event(long number) {
        return new ConnectionOpened(number, 0, "a", 1, "b", 2, "h1", 3);
    }

    @Test
    void severalAreToldInOrder() {
        var log = new ArrayList<String>();

        LifecycleCollector.of(_ -> log.add("one"), LifecycleCollector.noop(), _ -> log.add("two"))
                .record(event(1));

        assertEquals(List.of("one", "two"), log);
    }

    @Test
    void severalThatWantNothingWantNothing() {
        var noop = LifecycleCollector.noop();
        LifecycleCollector one = _ -> {};

        assertSame(noop, LifecycleCollector.of());
        assertSame(noop, LifecycleCollector.of(noop, LifecycleCollector.of(noop, noop)));
        assertSame(one, LifecycleCollector.of(noop, one));
    }

    @Test
    void closesAllOfSeveralWhateverOneThrows() {
        var log = new ArrayList<String>();
        var failing =
                LifecycleCollector.buffered(
                        9,
                        _ -> {
                            throw new IllegalStateException("full");
                        });
        var several =
                LifecycleCollector.of(
                        failing,
                        _ -> {},
                        LifecycleCollector.buffered(
                                9, batch -> log.add("batch of " + batch.size())));
        several.record(event(1));

        var failure =
                assertThrows(IllegalStateException.class, () -> ((AutoCloseable) several).close());

        assertEquals(1, failure.getSuppressed().length);
        assertEquals(List.of("batch of 1"), log);
    }

    @Test
    void passesOnOnlyWhatIsWanted() throws Exception {
        var log = new ArrayList<Object>();
        try (var closing = LifecycleCollector.buffered(9, log::addAll)) {
            var some = closing.where(event -> event.connectionId() > 1);

            some.record(event(1));
            some.record(event(2));
            ((AutoCloseable) some).close();
        }

        assertEquals(List.of(event(2)), log);
    }

    @Test
    void severalWatchIfOneDoes() {
        LifecycleCollector asleep = LifecycleCollector.noop().where(_ -> true);

        assertFalse(LifecycleCollector.of(asleep, asleep).isWatching());
        assertTrue(LifecycleCollector.of(asleep, _ -> {}).isWatching());
    }

    @Test
    void logsWithTheProviderOfLifecycle() throws Exception {
        var logging = LifecycleCollector.logging(Duration.ofSeconds(1));

        logging.record(event(1));

        ((AutoCloseable) logging).close();
    }

    @Test
    void aConfigKeepsItsCollectorsInOrder() {
        LifecycleCollector one = _ -> {};
        LifecycleCollector two = _ -> {};
        var builder = ServerConfig.builder().collector(one).collector(two, one);

        var config = builder.build();
        builder.collector(two);

        assertEquals(List.of(one, two, one), config.collectors());
        assertTrue(ServerConfig.defaults().collectors().isEmpty());
        assertFalse(config.toString().contains("collector"));
    }
}
