package pounce.tests.http2;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.http2.RawFrame.ACK;
import static pounce.tests.http2.RawFrame.END_HEADERS;
import static pounce.tests.http2.RawFrame.END_STREAM;
import static pounce.tests.http2.RawFrame.ints;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pounce.engine.http2.FrameEncoder;
import pounce.engine.http2.Http2Error;
import pounce.engine.http2.Setting;

final class FrameEncoderTest {
    private static List<RawFrame> written(int room, Consumer<ByteBuffer> encode) {
        var output = ByteBuffer.allocate(room + 3).slice(3, room);
        encode.accept(output);
        var octets = new byte[output.position()];
        output.flip().get(octets);
        return RawFrame.decode(octets);
    }

    private static void writes(RawFrame frame, Consumer<ByteBuffer> encode) {
        assertEquals(List.of(frame), written(FrameEncoder.CONTROL, encode));
    }

    @Test
    void encodesWhatControls() {
        writes(RawFrame.of(RawFrame.SETTINGS, ACK, 0), FrameEncoder::settingsAck);
        writes(
                new RawFrame(RawFrame.PING, 0, 0, ints(1, 2)),
                output -> FrameEncoder.ping((1L << 32) + 2, output));
        writes(
                new RawFrame(RawFrame.PING, ACK, 0, ints(1, 2)),
                output -> FrameEncoder.pingAck((1L << 32) + 2, output));
        writes(
                new RawFrame(RawFrame.GOAWAY, 0, 0, ints(7, 11)),
                output -> FrameEncoder.goAway(7, Http2Error.ENHANCE_YOUR_CALM, output));
        writes(
                new RawFrame(RawFrame.RST_STREAM, 0, 7, ints(8)),
                output -> FrameEncoder.rstStream(7, Http2Error.CANCEL, output));
        writes(
                new RawFrame(RawFrame.WINDOW_UPDATE, 0, 7, ints(99)),
                output -> FrameEncoder.windowUpdate(7, 99, output));
    }

    @Test
    void encodesSettings() {
        var settings =
                List.of(new Setting(3, 100), new Setting(9, 1), new Setting(6, 0xffff_ffffL));

        assertEquals(
                List.of(RawFrame.settings(3, 100, 9, 1, 6, -1)),
                written(
                        FrameEncoder.settingsSize(settings),
                        output -> FrameEncoder.settings(settings, output)));
    }

    @Test
    void encodesAPartOfTheContent() {
        var content = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}).position(1);

        var frames = written(11, output -> FrameEncoder.data(5, content, 2, true, output));

        assertEquals(List.of(RawFrame.of(RawFrame.DATA, END_STREAM, 5, 2, 3)), frames);
        assertEquals(1, content.position());
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "16384, 1", "16385, 2", "32768, 2", "40000, 3"})
    void aLongFieldBlockGoesOnInContinuations(int length, int count) {
        var block = new byte[length];
        new Random(length).nextBytes(block);

        var frames =
                written(
                        FrameEncoder.headersSize(length),
                        output -> {
                            int start = FrameEncoder.beginHeaders(output);
                            output.put(block);
                            FrameEncoder.endHeaders(start, 7, true, output);
                        });

        assertEquals(count, frames.size());
        assertTrue(frames.getFirst().has(END_STREAM));
        var whole = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            var frame = frames.get(i);
            whole.writeBytes(frame.payload());
            assertEquals(7, frame.stream());
            assertEquals(i == count - 1, frame.has(END_HEADERS));
            assertEquals(i == 0 ? RawFrame.HEADERS : RawFrame.CONTINUATION, frame.type());
        }
        assertArrayEquals(block, whole.toByteArray());
    }
}
