package pounce.tests.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.error.ErrorCode;
import pounce.engine.http2.Credit;
import pounce.engine.http2.FlowWindow;
import pounce.engine.http2.Http2Error;
import pounce.engine.http2.PeerSettings;
import pounce.engine.http2.Preface;
import pounce.engine.http2.Priority;
import pounce.engine.http2.RecentStreams;
import pounce.engine.http2.Setting;
import pounce.engine.http2.StreamState;
import pounce.engine.http2.StreamState.Signal;
import pounce.engine.http2.StreamTable;
import pounce.engine.message.Decoded;

/// What a connection is controlled with: settings, windows, states, priorities.
final class ControlsTest {
    // ---------------------------------------------------------------- the preface

    private static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private static ByteBuffer input(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    @Test
    void knowsAPrefaceAndWhatMayBecomeOne() {
        for (int i = 0; i < PREFACE.length(); i++) {
            var begun = input(PREFACE.substring(0, i));
            assertEquals(Preface.BEGUN, Preface.decode(begun));
            assertEquals(0, begun.position());
            assertEquals(Preface.ABSENT, Preface.decode(input(PREFACE.substring(0, i) + "x")));
        }
        var whole = input(PREFACE + "more");
        assertEquals(Preface.WHOLE, Preface.decode(whole));
        assertEquals(4, whole.remaining());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET / HTTP/1.1", "P", "PUT / HTTP/1.1", "PROPFIND /", "PRI / HTTP/1.1"})
    void doesNotTakeOtherMethodsForIt(String request) {
        assertEquals(
                request.equals("P") ? Preface.BEGUN : Preface.ABSENT,
                Preface.decode(input(request)));
    }

    // ---------------------------------------------------------------- settings

    private static PeerSettings after(Setting... settings) {
        return switch (PeerSettings.INITIAL.after(List.of(settings))) {
            case Decoded.Ready<PeerSettings>(var now) -> now;
            case Decoded.Refused<PeerSettings>(var violation) ->
                    throw new AssertionError(violation);
            case Decoded.NeedMore<PeerSettings> _ -> throw new AssertionError();
        };
    }

    @Test
    void keepsWhatItNeedsOfTheSettingsAndTheLastOfEach() {
        assertEquals(
                new PeerSettings(0, 77),
                after(
                        new Setting(Setting.HEADER_TABLE_SIZE, 0),
                        new Setting(Setting.INITIAL_WINDOW_SIZE, 1),
                        new Setting(Setting.ENABLE_PUSH, 1),
                        new Setting(Setting.MAX_FRAME_SIZE, 16_385),
                        new Setting(Setting.INITIAL_WINDOW_SIZE, 77),
                        new Setting(Setting.MAX_HEADER_LIST_SIZE, 1),
                        new Setting(Setting.MAX_CONCURRENT_STREAMS, 0),
                        new Setting(0x7777, 5)));
    }

    @Test
    void seesThatSettingsChangeNothing() {
        assertEquals(PeerSettings.INITIAL, after());
        assertEquals(
                PeerSettings.INITIAL,
                after(
                        new Setting(Setting.HEADER_TABLE_SIZE, 4096),
                        new Setting(Setting.MAX_FRAME_SIZE, 16_384)));
    }

    @ParameterizedTest
    @CsvSource({
        "2, 2, POUNCE_PARSE_HTTP2_PROTOCOL",
        "4, 2147483648, POUNCE_PARSE_HTTP2_FLOW_CONTROL",
        "4, 4294967295, POUNCE_PARSE_HTTP2_FLOW_CONTROL",
        "5, 16383, POUNCE_PARSE_HTTP2_PROTOCOL",
        "5, 16777216, POUNCE_PARSE_HTTP2_PROTOCOL"
    })
    void refusesSettingsOutOfTheirRange(int id, long value, ErrorCode code) {
        var refused = PeerSettings.INITIAL.after(List.of(new Setting(id, value)));

        assertEquals(
                code,
                refused instanceof Decoded.Refused<PeerSettings>(var violation)
                        ? violation.code()
                        : null);
    }

    // ---------------------------------------------------------------- states

    @ParameterizedTest
    @CsvSource({
        "IDLE, OPEN, , , ",
        "OPEN, , HALF_CLOSED_REMOTE, HALF_CLOSED_LOCAL, CLOSED",
        "HALF_CLOSED_REMOTE, , , CLOSED, CLOSED",
        "HALF_CLOSED_LOCAL, , CLOSED, , CLOSED",
        "CLOSED, , , , "
    })
    void aStreamMovesAsTheTableSays(
            StreamState state,
            StreamState afterHeaders,
            StreamState afterTheirEnd,
            StreamState afterOurEnd,
            StreamState afterReset) {
        assertEquals(afterHeaders, state.after(Signal.HEADERS_RECEIVED));
        assertEquals(afterTheirEnd, state.after(Signal.END_STREAM_RECEIVED));
        assertEquals(afterOurEnd, state.after(Signal.END_STREAM_SENT));
        assertEquals(afterReset, state.after(Signal.RESET));
        assertEquals(afterTheirEnd != null, state.mayReceive());
        assertEquals(afterOurEnd != null, state.maySend());
    }

    @ParameterizedTest
    @EnumSource
    void anErrorHasTheCodeOfTheRegistry(Http2Error error) {
        int code =
                switch (error) {
                    case NO_ERROR -> 0x0;
                    case PROTOCOL_ERROR -> 0x1;
                    case INTERNAL_ERROR -> 0x2;
                    case FLOW_CONTROL_ERROR -> 0x3;
                    case SETTINGS_TIMEOUT -> 0x4;
                    case STREAM_CLOSED -> 0x5;
                    case FRAME_SIZE_ERROR -> 0x6;
                    case REFUSED_STREAM -> 0x7;
                    case CANCEL -> 0x8;
                    case COMPRESSION_ERROR -> 0x9;
                    case CONNECT_ERROR -> 0xa;
                    case ENHANCE_YOUR_CALM -> 0xb;
                    case INADEQUATE_SECURITY -> 0xc;
                    case HTTP_1_1_REQUIRED -> 0xd;
                };

        assertEquals(code, error.code());
    }

    // ---------------------------------------------------------------- windows

    @Test
    void aWindowMayBecomeNegativeButNotTooLarge() {
        var window = new FlowWindow(10);
        window.use(10);

        assertTrue(window.change(-5));
        assertEquals(-5, window.size());
        assertTrue(window.change(FlowWindow.LARGEST));
        assertTrue(window.change(5));
        assertFalse(window.change(1));
        assertEquals(FlowWindow.LARGEST, window.size());
    }

    @Test
    void aClientIsToldOfRoomInLargePortionsAndGetsAllOfItBack() {
        var credit = new Credit(100);

        assertTrue(credit.receive(100));
        assertEquals(0, credit.use(49));
        assertEquals(50, credit.use(1));
        assertTrue(credit.receive(50));
        assertEquals(100, credit.use(100));
        assertTrue(credit.receive(100));
        assertFalse(credit.receive(1));
    }

    // ---------------------------------------------------------------- streams

    @Property(tries = 300)
    void theTableHoldsWhatWasPutInAndNotRemoved(
            @ForAll @Size(max = 200) List<@IntRange(min = 1, max = 60) Integer> numbers) {
        var table = new StreamTable<String>();
        var known = new HashMap<Integer, String>();
        for (int number : numbers) {
            int id = 2 * number - 1;
            if (known.remove(id) == null) {
                known.put(id, "stream " + id);
                table.put(id, "stream " + id);
            } else {
                table.remove(id);
            }
            table.remove(1001); // which is not there

            assertEquals(known.size(), table.size());
            for (int each = 1; each < 125; each += 2) {
                assertEquals(known.get(each), table.get(each));
            }
        }
        var found = new HashMap<Integer, String>();
        table.forEach(stream -> found.put(Integer.parseInt(stream.substring(7)), stream));
        assertEquals(known, found);

        table.clear();
        assertEquals(0, table.size());
        table.forEach(_ -> {
            throw new AssertionError();
        });
    }

    @Test
    void remembersTheLastStreamsThatWereReset() {
        var recent = new RecentStreams(3);
        for (int id : new int[] {1, 3, 5, 7}) {
            assertFalse(recent.contains(id));
            recent.add(id);
            assertTrue(recent.contains(id));
        }

        assertFalse(recent.contains(1));
        assertTrue(recent.contains(3));
    }

    // ---------------------------------------------------------------- priorities

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "u=1, i | 1 | true",
                "u=7 | 7 | false",
                "i | 3 | true",
                "i=?1,u=0 | 0 | true",
                "i=?0 | 3 | false",
                "u=5;a=b, i;x | 5 | true",
                "u=1, u=2 | 2 | false",
                "'' | 3 | false",
                "u=8 | 3 | false",
                "u=-1 | 3 | false",
                "u | 3 | false",
                "x=1, y | 3 | false"
            })
    void readsPriorities(String field, int urgency, boolean incremental) {
        assertEquals(new Priority(urgency, incremental), Priority.parse(field));
    }

    @Test
    void whatIsReadIsNeverNull() {
        assertNotNull(Priority.parse("\"u=1,"));
        assertNull(StreamState.CLOSED.after(Signal.RESET));
    }
}
