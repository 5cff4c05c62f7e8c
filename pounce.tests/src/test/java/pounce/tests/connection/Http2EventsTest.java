package pounce.tests.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestStarted;
import pounce.engine.exchange.Pins;
import pounce.tests.watch.BalanceLaws;
import pounce.tests.watch.Http2Client;
import pounce.tests.watch.Http2Workload;
import pounce.tests.watch.StreamLaws;
import pounce.tests.watch.Workload;

/// The sibling of [Http1EventsTest], for connections that serve many requests at once.
final class Http2EventsTest {
    private static final int UNBROKEN = Integer.MAX_VALUE;
    private static final List<Http2Workload> TWO_REQUESTS =
            List.of(Http2Workload.TEXT, Http2Workload.TEXT);

    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();
    private final Pins pins = new Pins();

    private SpokenTransport hear(Conversation server, SpokenTransport client)
            throws InterruptedException {
        events.clear();
        return client.heardBy(server.watchedBy(events::add).http2(pins));
    }

    private static Conversation server() {
        return Conversation.withApp(Workload.app());
    }

    private List<LifecycleEvent> told() {
        return List.copyOf(events);
    }

    private String kinds() {
        return events.stream()
                .map(event -> event.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
    }

    // ---------------------------------------------------------------- the law

    @Property(tries = 2000)
    void tellsEachThingOnceAndToTheOctet(
            @ForAll @Size(max = 8) List<Http2Workload> workload,
            @ForAll @IntRange(min = 1, max = 400) int piece,
            @ForAll("lengths") int said,
            @ForAll("lengths") int taken,
            @ForAll boolean isRude,
            @ForAll boolean isDraining,
            @ForAll @IntRange(min = 1, max = 8) int streams)
            throws InterruptedException {
        var all = Http2Client.doing(workload);
        var client = new SpokenTransport(Arrays.copyOf(all, Math.min(all.length, said)), piece);
        var server = server().concurrentStreams(streams);

        hear(
                isDraining ? server.draining() : server,
                (isRude ? client.rude() : client).breaksAfter(taken));

        if (isRude || taken != UNBROKEN) {
            var _ = BalanceLaws.check(told());
        } else {
            StreamLaws.check(told(), client.heard());
        }
        assertEquals(0, pins.count(), "requests that have not ended");
    }

    /// Mostly no limit; else anywhere in the first few frames.
    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(UNBROKEN)),
                Tuple.of(1, Arbitraries.integers().between(0, 700)));
    }

    /// A law that holds of everything would hold of nothing.
    @Test
    void theLawIsBrokenByAnEventThatIsMissingOrComesTwice() throws InterruptedException {
        var said = Http2Client.doing(List.of(Http2Workload.STREAM, Http2Workload.TEXT));
        var heard = hear(server(), new SpokenTransport(said, 100)).heard();
        StreamLaws.check(told(), heard);

        for (int i = 0; i < told().size(); i++) {
            var without = new ArrayList<>(told());
            var twice = new ArrayList<>(told());
            twice.add(i, without.remove(i));

            assertFalse(holds(without, heard), "without " + without);
            assertFalse(holds(twice, heard), "twice " + twice);
        }
        assertFalse(holds(told(), Arrays.copyOf(heard, heard.length - 9)), "less was heard");
    }

    private static boolean holds(List<LifecycleEvent> events, byte[] heard) {
        try {
            StreamLaws.check(events, heard);
            return true;
        } catch (AssertionError | NoSuchElementException _) {
            return false;
        }
    }

    // ---------------------------------------------------------------- the moments

    @Test
    void tellsOfARequestThatIsCutOffAsSoonAsItBegins() throws InterruptedException {
        var client = new SpokenTransport(Http2Client.doing(TWO_REQUESTS), 1000);
        var server =
                server().watchedBy(
                                events::add,
                                event -> {
                                    if (event instanceof RequestStarted) {
                                        client.close(Reason.CLIENT_DISCONNECT);
                                    }
                                });

        client.heardBy(server.http2(pins));

        assertEquals(
                "ConnectionOpened RequestStarted ClientDisconnected ConnectionCompleted", kinds());
        assertEquals(0, pins.count());
    }

    /// One thread finds it while another closes the connection.
    @Test
    void neitherTellsOfARequestNorServesItThatIsFoundTooLate() throws InterruptedException {
        var client = new SpokenTransport(Http2Client.doing(TWO_REQUESTS), 1000);
        var server = server().whenARequestIsFound(() -> client.close(Reason.CLIENT_DISCONNECT));

        hear(server, client);

        assertEquals("ConnectionOpened ConnectionCompleted", kinds());
        assertEquals(0, server.calls());
        assertEquals(0, pins.count());
    }
}
