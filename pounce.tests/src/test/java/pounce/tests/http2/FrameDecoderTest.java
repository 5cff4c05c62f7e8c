package pounce.tests.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http2.RawFrame.CONTINUATION;
import static pounce.tests.http2.RawFrame.DATA;
import static pounce.tests.http2.RawFrame.END_HEADERS;
import static pounce.tests.http2.RawFrame.END_STREAM;
import static pounce.tests.http2.RawFrame.GOAWAY;
import static pounce.tests.http2.RawFrame.HAS_PRIORITY;
import static pounce.tests.http2.RawFrame.HEADERS;
import static pounce.tests.http2.RawFrame.PADDED;
import static pounce.tests.http2.RawFrame.PING;
import static pounce.tests.http2.RawFrame.PRIORITY;
import static pounce.tests.http2.RawFrame.PRIORITY_UPDATE;
import static pounce.tests.http2.RawFrame.PUSH_PROMISE;
import static pounce.tests.http2.RawFrame.RST_STREAM;
import static pounce.tests.http2.RawFrame.SETTINGS;
import static pounce.tests.http2.RawFrame.WINDOW_UPDATE;
import static pounce.tests.http2.RawFrame.ints;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.engine.http2.FrameDecoder;
import pounce.engine.message.Decoded;

final class FrameDecoderTest {
    private static final String PROTOCOL = "refused POUNCE_PARSE_HTTP2_PROTOCOL";
    private static final String FRAME_SIZE = "refused POUNCE_PARSE_HTTP2_FRAME_SIZE";
    private static final RawFrame FIRST = RawFrame.settings();

    /// {@return what becomes of frames behind the first SETTINGS}
    private static List<String> read(RawFrame... frames) {
        var all = new ArrayList<RawFrame>(List.of(FIRST));
        all.addAll(Arrays.asList(frames));
        var octets = RawFrame.encode(all.toArray(RawFrame[]::new));
        var events = FrameReading.of(octets, octets.length);
        return events.subList(1, events.size());
    }

    private static RawFrame text(int type, int flags, int stream, String payload) {
        return new RawFrame(type, flags, stream, payload.getBytes(ISO_8859_1));
    }

    // ---------------------------------------------------------------- good frames

    @Test
    void decodesContentWithAndWithoutPadding() {
        assertEquals(List.of("data, not over: 1 abc 3"), read(text(DATA, 0, 1, "abc")));
        assertEquals(List.of("data, the last: 1 abc 3"), read(text(DATA, END_STREAM, 1, "abc")));
        assertEquals(
                List.of("data, the last: 1 abc 6"),
                read(text(DATA, END_STREAM | PADDED, 1, "\2abc\0\0")));
        assertEquals(
                List.of("data, the last: 1  1"), read(text(DATA, END_STREAM | PADDED, 1, "\0")));
        assertEquals(List.of("data, the last: 1  0"), read(text(DATA, END_STREAM, 1, "")));
    }

    @Test
    void seesContentThatIsGoodForNothing() {
        assertTrue(read(text(DATA, 0, 1, "")).contains("idle data 1"));
        assertTrue(read(text(DATA, PADDED, 1, "\2\0\0")).contains("idle data 1"));
        assertFalse(read(text(DATA, END_STREAM, 1, "")).contains("idle data 1"));
        assertFalse(read(text(DATA, 0, 1, "a")).contains("idle data 1"));
    }

    @Test
    void decodesFieldBlocksWithEverythingThatMayStandAroundThem() {
        assertEquals(
                List.of("headers 3 abc true true false"),
                read(text(HEADERS, END_HEADERS | END_STREAM, 3, "abc")));
        assertEquals(
                List.of("headers 3 abc true false false"),
                read(text(HEADERS, END_HEADERS | PADDED | HAS_PRIORITY, 3, "\1\0\0\0\1\7abc\0")));
        assertEquals(
                List.of(
                        "headers 3 ab false true false",
                        "continuation 3 cd false",
                        "continuation 3  true"),
                read(
                        text(HEADERS, END_STREAM, 3, "ab"),
                        text(CONTINUATION, 0, 3, "cd"),
                        text(CONTINUATION, END_HEADERS, 3, "")));
    }

    @Test
    void seesAStreamThatDependsOnItself() {
        assertEquals(
                List.of("headers 3  true false true"),
                read(text(HEADERS, END_HEADERS | HAS_PRIORITY, 3, "\u0080\0\0\3\7")));
        assertEquals(
                List.of("faulty 3 POUNCE_PARSE_HTTP2_PROTOCOL"),
                read(text(PRIORITY, 0, 3, "\0\0\0\3\7")));
    }

    @Test
    void decodesWhatControls() {
        assertEquals(
                List.of(
                        "Rfc7540Priority[stream=5]",
                        "PriorityUpdate[stream=7, priority=Priority[urgency=1, isIncremental=true]]",
                        "RstStream[stream=5, error=8]",
                        "Settings[settings=[Setting[id=3, value=4294967295], Setting[id=77, value=0]]]",
                        "SettingsAck[]",
                        "Ping[opaque=258, isAck=false]",
                        "Ping[opaque=258, isAck=true]",
                        "GoAway[error=2]",
                        "WindowUpdate[stream=0, increment=1]",
                        "WindowUpdate[stream=5, increment=2147483647]"),
                read(
                        text(PRIORITY, 0, 5, "\0\0\0\1\7"),
                        text(PRIORITY_UPDATE, 0, 0, "\0\0\0\7u=1, i"),
                        new RawFrame(RST_STREAM, 0, 5, ints(8)),
                        RawFrame.settings(3, -1, 77, 0),
                        RawFrame.of(SETTINGS, RawFrame.ACK, 0),
                        new RawFrame(PING, 0, 0, ints(0, 258)),
                        new RawFrame(PING, RawFrame.ACK, 0, ints(0, 258)),
                        new RawFrame(GOAWAY, 0, 0, ints(9, 2, 3)),
                        new RawFrame(WINDOW_UPDATE, 0, 0, ints(0x8000_0001)),
                        new RawFrame(WINDOW_UPDATE, 0, 5, ints(-1))));
    }

    @Test
    void ignoresTypesFlagsAndTheReservedBitThatItDoesNotKnow() {
        assertEquals(
                List.of("Unknown[isEmpty=false]", "Unknown[isEmpty=true]", "data, not over: 1 a 1"),
                read(
                        text(0x77, 0xff, 9, "anything"),
                        text(0xff, 0, 0, ""),
                        text(DATA, 0xf6, 0x8000_0001, "a")));
    }

    // ---------------------------------------------------------------- bad ones

    @ParameterizedTest
    @ValueSource(ints = {DATA, HEADERS, PRIORITY, RST_STREAM, CONTINUATION})
    void refusesWhatBelongsToAStreamOnTheConnection(int type) {
        var frame = new RawFrame(type, END_HEADERS, 0, new byte[type == PRIORITY ? 5 : 4]);

        assertEquals(List.of(PROTOCOL), read(frame));
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "6, 8", "7, 8", "16, 4"})
    void refusesWhatBelongsToTheConnectionOnAStream(int type, int length) {
        assertEquals(List.of(PROTOCOL), read(new RawFrame(type, 0, 1, new byte[length])));
    }

    @ParameterizedTest
    @CsvSource({
        "3, 0, 1, 3",
        "3, 0, 1, 5", // RST_STREAM
        "4, 0, 0, 5",
        "4, 0, 0, 7",
        "4, 1, 0, 6", // SETTINGS, and their acknowledgement
        "6, 0, 0, 7",
        "6, 0, 0, 9",
        "6, 1, 0, 0", // PING
        "7, 0, 0, 7", // GOAWAY
        "8, 0, 0, 3",
        "8, 0, 1, 5", // WINDOW_UPDATE
        "16, 0, 0, 3", // PRIORITY_UPDATE
        "0, 8, 1, 0",
        "1, 8, 1, 0",
        "1, 32, 1, 4",
        "1, 40, 1, 5", // too short for their flags
    })
    void refusesFramesOfTheWrongSize(int type, int flags, int stream, int length) {
        assertEquals(
                List.of(FRAME_SIZE), read(new RawFrame(type, flags, stream, new byte[length])));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6})
    void aPriorityOfTheWrongSizeEndsItsStreamOnly(int length) {
        assertEquals(
                List.of("faulty 1 POUNCE_PARSE_HTTP2_FRAME_SIZE"),
                read(new RawFrame(PRIORITY, 0, 1, new byte[length])));
    }

    /// Before its payload is here, and whatever it is.
    @ParameterizedTest
    @ValueSource(ints = {DATA, HEADERS, SETTINGS, PING, CONTINUATION, 0x77})
    void refusesFramesThatAreTooLongByTheirHeaderAlone(int type) {
        var header = Arrays.copyOf(new RawFrame(type, 0, 1, new byte[16_385]).encode(), 9);
        var octets = ByteBuffer.allocate(18).put(FIRST.encode()).put(header).array();

        assertEquals(List.of(FRAME_SIZE), FrameReading.of(octets, 18).subList(1, 2));
    }

    @ParameterizedTest
    @ValueSource(ints = {DATA, HEADERS, PING, GOAWAY, 0x77})
    void refusesAConnectionThatDoesNotBeginWithSettings(int type) {
        var frame = new RawFrame(type, 0, 0, new byte[8]);

        assertEquals(List.of(PROTOCOL), FrameReading.of(frame.encode(), 99));
    }

    @Test
    void refusesAConnectionThatBeginsWithAnAcknowledgement() {
        var ack = RawFrame.of(SETTINGS, RawFrame.ACK, 0);

        assertEquals(List.of(PROTOCOL), FrameReading.of(ack.encode(), 99));
    }

    @ParameterizedTest
    @ValueSource(ints = {DATA, HEADERS, PRIORITY, SETTINGS, PING, 0x77})
    void refusesWhateverInterruptsAFieldBlock(int type) {
        var events = read(text(HEADERS, 0, 1, "a"), new RawFrame(type, 0, 1, new byte[8]));

        assertEquals(PROTOCOL, events.getLast());
    }

    @Test
    void refusesTheFieldBlockOfAnotherStream() {
        assertEquals(
                PROTOCOL,
                read(text(HEADERS, 0, 1, "a"), text(CONTINUATION, END_HEADERS, 3, "b")).getLast());
    }

    @Test
    void refusesTheRestOfAFieldBlockThatWasNotBegunOrIsOver() {
        assertEquals(PROTOCOL, read(text(CONTINUATION, END_HEADERS, 1, "a")).getLast());
        assertEquals(
                PROTOCOL,
                read(text(HEADERS, END_HEADERS, 1, "a"), text(CONTINUATION, END_HEADERS, 1, "b"))
                        .getLast());
    }

    @Test
    void refusesMorePaddingThanThereIsPayload() {
        assertEquals(List.of(PROTOCOL), read(text(DATA, PADDED, 1, "\3ab")));
        assertEquals(List.of(PROTOCOL), read(text(HEADERS, PADDED | END_HEADERS, 1, "\3ab")));
        assertEquals(
                List.of(PROTOCOL),
                read(text(HEADERS, PADDED | HAS_PRIORITY | END_HEADERS, 1, "\1\0\0\0\0\0")));
    }

    @Test
    void refusesAPush() {
        assertEquals(List.of(PROTOCOL), read(text(PUSH_PROMISE, END_HEADERS, 1, "\0\0\0\2")));
    }

    @Test
    void refusesAPriorityOfTheConnection() {
        assertEquals(List.of(PROTOCOL), read(new RawFrame(PRIORITY_UPDATE, 0, 0, ints(0))));
    }

    @Test
    void refusesAWindowThatGrowsByNothing() {
        assertEquals(List.of(PROTOCOL), read(new RawFrame(WINDOW_UPDATE, 0, 0, ints(0))));
        assertEquals(
                List.of("faulty 1 POUNCE_PARSE_HTTP2_PROTOCOL"),
                read(new RawFrame(WINDOW_UPDATE, 0, 1, ints(0x8000_0000))));
    }

    // ---------------------------------------------------------------- the laws

    @Provide
    Arbitrary<List<RawFrame>> frames() {
        var types = Arbitraries.of(0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 9, 16, 99);
        var flags = Arbitraries.of(0, 1, 4, 5, 8, 9, 12, 13, 32, 37, 255);
        var streams = Arbitraries.of(0, 0, 1, 1, 3, Integer.MAX_VALUE);
        var payloads =
                Arbitraries.oneOf(
                        Arbitraries.integers().between(0, 12).flatMap(FrameDecoderTest::payload),
                        Arbitraries.of(4, 5, 8).flatMap(FrameDecoderTest::payload));
        return Combinators.combine(types, flags, streams, payloads)
                .as(RawFrame::new)
                .list()
                .ofMaxSize(8);
    }

    private static Arbitrary<byte[]> payload(int length) {
        return Arbitraries.bytes().between((byte) 0, (byte) 6).array(byte[].class).ofSize(length);
    }

    @Property(tries = 2000)
    void thePiecesMakeNoDifference(
            @ForAll("frames") List<RawFrame> frames,
            @ForAll @IntRange(min = 1, max = 20) int piece) {
        frames.addFirst(FIRST);
        var octets = RawFrame.encode(frames.toArray(RawFrame[]::new));

        assertEquals(
                whole(FrameReading.of(octets, octets.length)),
                whole(FrameReading.of(octets, piece)));
    }

    /// Whether a frame is idle is known with its first piece; when that comes is no matter.
    private static List<String> whole(List<String> events) {
        return events.stream().filter(event -> !event.startsWith("idle")).toList();
    }

    @Property(tries = 500)
    void anyOctetsAreRefusedOrUsedUp(@ForAll byte[] octets) {
        var decoder = new FrameDecoder();
        var input = ByteBuffer.wrap(octets);
        for (int i = 0; i <= octets.length; i++) {
            if (!(decoder.decode(input) instanceof Decoded.Ready)) {
                return;
            }
        }
        throw new AssertionError("more frames than octets");
    }
}
