package pounce.tests.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pounce.api.error.ErrorCode;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;
import pounce.tests.connection.ScriptedTransport.Then;
import pounce.tests.watch.EventLaws;
import pounce.tests.watch.Workload;

final class Http1EventsTest {
    private static final int UNBROKEN = Integer.MAX_VALUE;

    private final List<LifecycleEvent> events = new ArrayList<>();

    /// Lets the server hear all of it; a connection that is left idle ends as the event loop ends
    /// it.
    private ScriptedTransport hear(String wire, int piece, Then then, int taken) {
        events.clear();
        var transport = ScriptedTransport.sends(wire.getBytes(ISO_8859_1), piece, then, taken);
        Conversation.withApp(Workload.app()).watchedBy(events::add).hears(transport);
        if (transport.isIdle()) {
            transport.close(Reason.TIMEOUT);
        }
        return transport;
    }

    private ScriptedTransport hear(Workload request, Then then) {
        return hear(request.wire(), 1 << 20, then, UNBROKEN);
    }

    private String kinds() {
        return events.stream()
                .map(event -> event.getClass().getSimpleName())
                .collect(Collectors.joining(" "));
    }

    private <T extends LifecycleEvent> T the(Class<T> kind) {
        var found = events.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertEquals(1, found.size(), kinds());
        return found.getFirst();
    }

    // ---------------------------------------------------------------- the law

    @Property(tries = 3000)
    void tellsEachThingOnceInOrderAndToTheOctet(
            @ForAll @Size(max = 6) List<Workload> requests,
            @ForAll @IntRange(min = 1, max = 400) int piece,
            @ForAll Then then,
            @ForAll("lengths") int said,
            @ForAll("lengths") int taken) {
        var all = requests.stream().map(Workload::wire).collect(Collectors.joining());
        var wire = all.substring(0, Math.min(all.length(), said));

        var transport = hear(wire, piece, then, taken);

        assertTrue(transport.isClosed());
        EventLaws.check(events, transport.answer());
    }

    /// Mostly no limit; else anywhere in the first few messages.
    @Provide
    Arbitrary<Integer> lengths() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(UNBROKEN)),
                Tuple.of(1, Arbitraries.integers().between(0, 700)));
    }

    /// A law that holds of everything would hold of nothing.
    @Test
    void theLawIsBrokenByAnEventThatIsMissingOrComesTwice() {
        var answer = hear(Workload.STREAM, Then.CLOSE).answer();
        EventLaws.check(events, answer);

        for (int i = 0; i < events.size(); i++) {
            var without = new ArrayList<>(events);
            var twice = new ArrayList<>(events);
            twice.add(i, without.remove(i));

            assertFalse(holds(without, answer), "without " + events.get(i));
            assertFalse(holds(twice, answer), "twice " + events.get(i));
        }
        assertFalse(holds(events, answer + "x"));
    }

    private static boolean holds(List<LifecycleEvent> events, String answer) {
        try {
            EventLaws.check(events, answer);
            return true;
        } catch (AssertionError | NullPointerException _) {
            return false;
        }
    }

    // ---------------------------------------------------------------- the moments

    @Test
    void tellsOfAnOrdinaryRequest() {
        var answer = hear(Workload.TEXT, Then.CLOSE).answer();

        assertEquals(
                "ConnectionOpened RequestStarted ResponseCompleted ConnectionCompleted", kinds());
        var opened = the(ConnectionOpened.class);
        assertEquals("192.0.2.1:4711", opened.clientAddr() + ':' + opened.clientPort());
        assertEquals("192.0.2.2:8000", opened.serverAddr() + ':' + opened.serverPort());
        assertEquals("h1", opened.protocol());
        assertEquals(Conversation.LOOP, opened.workerId());
        var started = the(RequestStarted.class);
        assertEquals(
                "GET /text?q=1 1.1",
                started.method() + ' ' + started.path() + ' ' + started.httpVersion());
        assertEquals(32, started.requestId().toString().length());
        var done = the(ResponseCompleted.class);
        assertEquals(200, done.status());
        assertEquals(answer.length(), done.bytesSent());
        assertEquals("hello".length(), done.contentBytes());
        assertFalse(done.streaming());
        var end = the(ConnectionCompleted.class);
        assertEquals(1, end.requestsServed());
        assertEquals(answer.length(), end.totalBytesSent());
        assertEquals(Reason.COMPLETE, end.reason());
    }

    @Test
    void tellsOfAStream() {
        hear(Workload.STREAM, Then.CLOSE);

        assertEquals(
                "ConnectionOpened RequestStarted StreamOpened StreamClosed ResponseCompleted ConnectionCompleted",
                kinds());
        assertEquals("/stream", the(StreamOpened.class).path());
        assertEquals(200, the(StreamOpened.class).status());
        assertEquals(StreamClosed.Reason.COMPLETE, the(StreamClosed.class).reason());
        assertTrue(the(ResponseCompleted.class).streaming());
        assertEquals(100, the(ResponseCompleted.class).contentBytes(), "chunks are not content");
    }

    @Test
    void countsAnInterimResponseToTheConnectionOnly() {
        var wire = Workload.EXPECTED.wire();

        var answer = hear(wire, wire.length() - 5, Then.CLOSE, UNBROKEN).answer();

        assertTrue(answer.startsWith("HTTP/1.1 100 Continue\r\n\r\n"), answer);
        assertEquals(
                answer.length() - "HTTP/1.1 100 Continue\r\n\r\n".length(),
                the(ResponseCompleted.class).bytesSent());
        assertEquals(answer.length(), the(ConnectionCompleted.class).totalBytesSent());
    }

    @ParameterizedTest
    @EnumSource(names = {"FAILURE", "MUTE"})
    void tellsOfTheAnswerInPlaceOfTheApplication(Workload request) {
        hear(request, Then.CLOSE);

        assertEquals(500, the(ResponseCompleted.class).status());
        var failed = the(RequestFailed.class);
        assertEquals(
                request == Workload.MUTE
                        ? ErrorCode.POUNCE_APP_NO_RESPONSE
                        : ErrorCode.POUNCE_APP_FAILED,
                failed.code());
        assertEquals(
                request == Workload.FAILURE, failed.failure() instanceof IllegalArgumentException);
        assertEquals(Reason.COMPLETE, the(ConnectionCompleted.class).reason());
    }

    @ParameterizedTest
    @EnumSource(names = {"HALF_STREAM", "TOO_SHORT"})
    void tellsOfAResponseThatTheApplicationBreaksOff(Workload request) {
        var answer = hear(request, Then.SILENCE).answer();

        var aborted = the(ResponseAborted.class);
        assertEquals(200, aborted.status());
        assertEquals(answer.length(), aborted.bytesSent());
        assertEquals(Reason.ERROR, aborted.reason());
        assertEquals(request == Workload.HALF_STREAM, aborted.streaming());
        if (aborted.streaming()) {
            assertEquals(StreamClosed.Reason.ERROR, the(StreamClosed.class).reason());
        }
        assertEquals(Reason.ERROR, the(ConnectionCompleted.class).reason());
        assertEquals(0, the(ConnectionCompleted.class).requestsServed());
    }

    @Test
    void tellsOfOctetsThatAreNoRequest() {
        var answer = hear(Workload.GARBAGE, Then.CLOSE).answer();

        assertEquals("ConnectionOpened RequestRefused ConnectionCompleted", kinds());
        var refused = the(RequestRefused.class);
        assertEquals(400, refused.status());
        assertEquals(answer.length(), refused.bytesSent());
        assertTrue(answer.contains(refused.code().name()), answer);
        assertEquals(Reason.ERROR, the(ConnectionCompleted.class).reason());
    }

    @Test
    void tellsOfAHeadThatNeverEnds() {
        hear("GET / HT", 3, Then.SILENCE, UNBROKEN);

        assertEquals(ErrorCode.POUNCE_TIMEOUT_REQUEST_HEAD, the(RequestRefused.class).code());
        assertEquals(Reason.TIMEOUT, the(ConnectionCompleted.class).reason());
    }

    @Test
    void tellsOfContentThatNeverComes() {
        var wire = Workload.ECHO.wire();

        hear(wire.substring(0, wire.length() - 1), 1 << 20, Then.SILENCE, UNBROKEN);

        assertEquals(408, the(ResponseCompleted.class).status());
        assertEquals(Reason.TIMEOUT, the(ConnectionCompleted.class).reason());
    }

    @Test
    void tellsOfAClientThatLeavesInTheMiddleOfItsRequest() {
        var wire = Workload.ECHO.wire();

        hear(wire.substring(0, wire.length() - 1), 1 << 20, Then.RESET, UNBROKEN);

        assertInstanceOf(ClientDisconnected.class, events.get(2), kinds());
        assertFalse(the(ClientDisconnected.class).duringStreaming());
        assertEquals(Reason.CLIENT_DISCONNECT, the(ConnectionCompleted.class).reason());
    }

    @Test
    void tellsOfAClientThatLeavesInTheMiddleOfAHead() {
        hear("GET / HT", 3, Then.CLOSE, UNBROKEN);

        assertEquals("ConnectionOpened ConnectionCompleted", kinds());
        assertEquals(Reason.CLIENT_DISCONNECT, the(ConnectionCompleted.class).reason());
    }

    @Test
    void tellsOfAClientThatLeavesInTheMiddleOfAStream() {
        hear(Workload.STREAM.wire(), 1 << 20, Then.CLOSE, 150);

        assertTrue(the(ClientDisconnected.class).duringStreaming());
        assertEquals(StreamClosed.Reason.CLIENT_DISCONNECT, the(StreamClosed.class).reason());
        assertEquals(Reason.CLIENT_DISCONNECT, the(ConnectionCompleted.class).reason());
        assertEquals(150, the(ConnectionCompleted.class).totalBytesSent());
    }

    @Test
    void tellsOfARequestThatIsCutOffAsSoonAsItBegins() {
        var transport = transport(Workload.TEXT);
        Conversation.withApp(Workload.app())
                .watchedBy(
                        events::add,
                        event -> {
                            if (event instanceof RequestStarted) {
                                transport.close(Reason.ERROR);
                            }
                        })
                .hears(transport);

        assertEquals(
                "ConnectionOpened RequestStarted ResponseAborted ConnectionCompleted", kinds());
    }

    /// One thread finds it while another closes the connection.
    @Test
    void neitherTellsOfARequestNorServesItThatIsFoundTooLate() {
        var transport = transport(Workload.TEXT);
        var server =
                Conversation.withApp(Workload.app())
                        .watchedBy(events::add)
                        .whenARequestIsFound(() -> transport.close(Reason.ERROR));

        server.hears(transport);

        assertEquals("ConnectionOpened ConnectionCompleted", kinds());
        assertEquals(0, server.calls());
    }

    private static ScriptedTransport transport(Workload request) {
        return ScriptedTransport.sends(request.wire());
    }

    @Test
    void isNotHurtByACollectorThatThrows() {
        var transport =
                Conversation.withApp(Workload.app())
                        .watchedBy(
                                _ -> {
                                    throw new IllegalStateException("a collector on purpose");
                                },
                                events::add)
                        .hears(Workload.TEXT.wire() + Workload.STREAM.wire());

        assertEquals(2, transport.answer().split("HTTP/1.1 200", -1).length - 1);
        EventLaws.check(events, transport.answer());
    }

    @Test
    void answersTheSameWhoeverWatches() {
        var wire =
                Arrays.stream(Workload.values()).map(Workload::wire).collect(Collectors.joining());
        var unwatched = Conversation.withApp(Workload.app()).hears(wire);

        assertEquals(unwatched.answer(), hear(wire, 1 << 20, Then.CLOSE, UNBROKEN).answer());
    }
}
