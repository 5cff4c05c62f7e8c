package pounce.tests.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.exchange.Pins;
import pounce.engine.hpack.HpackDecoder;
import pounce.engine.hpack.HpackField;
import pounce.engine.hpack.StaticFields;
import pounce.engine.http2.FrameDecoder;
import pounce.tests.http2.RawFrame;

/// Any octets as what a client of HTTP/2 says behind the preface, and in its place, before it
/// closes its side.
///
/// The connection ends, with all its threads and requests; what it keeps for a client is bounded;
/// and a strict client reads frames that may come, whole and in an order that the states of streams
/// allow. A connection that ends for the client's fault says so.
public final class Http2ConnectionFuzz {
    private static final byte[] BEGINNING = beginning();

    /// In octets: a whole buffer, and what does not wait for room in one.
    private static final int LARGEST_WRITE = 256 << 10;

    private static final int CONTENT_OF_STREAM = 100_000;
    private static final StaticFields<Field> STATICS = new StaticFields<>(Field::new);

    private record Field(String name, String value) implements HpackField {}

    private Http2ConnectionFuzz() {}

    /// One input.
    public static void fuzzerTestOneInput(byte[] octets) {
        int piece = 1 + new Random(new String(octets, ISO_8859_1).hashCode()).nextInt(300);
        check(behindTheBeginning(octets), Integer.MAX_VALUE);
        check(behindTheBeginning(octets), piece);
        check(octets, piece);
    }

    private static byte[] beginning() {
        var octets = new ByteArrayOutputStream();
        octets.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1));
        octets.writeBytes(RawFrame.settings().encode());
        return octets.toByteArray();
    }

    private static byte[] behindTheBeginning(byte[] octets) {
        var all = new ByteArrayOutputStream();
        all.writeBytes(BEGINNING);
        all.writeBytes(octets);
        return all.toByteArray();
    }

    private static void check(byte[] octets, int piece) {
        var pins = new Pins();
        SpokenTransport transport;
        try {
            transport =
                    new SpokenTransport(octets, piece)
                            .heardBy(Conversation.with(Http2ConnectionFuzz::answer).http2(pins));
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }

        assertEquals(0, pins.count(), "requests that have not ended");
        int largest = transport.largestWrite();
        assertTrue(largest <= LARGEST_WRITE, () -> largest + " octets were kept");
        var client = new Client();
        RawFrame.decode(transport.heard()).forEach(client::hears);
        assertEquals(transport.reason() == Reason.ERROR, client.error > 0, "the last word");
    }

    /// GET leaves content where it is, PUT streams it back, DELETE sends more than the window of a
    /// stream, others return it.
    private static Response answer(Request request) {
        return switch (request.method()) {
            case "GET", "HEAD" -> Response.text("hello").header("x-target", request.rawPath());
            case "PUT" -> {
                var content = request.bytes();
                yield Response.stream(
                        "text/plain",
                        out -> {
                            out.write(content);
                            out.flush();
                            out.write(content);
                        });
            }
            case "DELETE" -> Response.bytes("text/plain", new byte[CONTENT_OF_STREAM]);
            default -> Response.bytes("text/plain", request.bytes());
        };
    }

    /// Hears frames, and bears nothing that a client may not bear (RFC 9113, section 5.1).
    private static final class Client {
        private final HpackDecoder<Field> hpack = new HpackDecoder<>(STATICS, 4096);
        private final Map<Integer, ByteArrayOutputStream> blocks = new HashMap<>();
        private final Set<Integer> begun = new HashSet<>();
        private final Set<Integer> ended = new HashSet<>();
        private final Set<Integer> reset = new HashSet<>();
        private int frames;
        private int inBlock;
        int error;

        void hears(RawFrame frame) {
            assertEquals(frames++ == 0, frame.type() == RawFrame.SETTINGS && !isAck(frame));
            assertTrue(frame.payload().length <= FrameDecoder.MAX_PAYLOAD, "too long a frame");
            int stream = frame.stream();
            assertTrue(inBlock == 0 || inBlock == stream, "a frame amid a field block");
            switch (frame.type()) {
                case RawFrame.HEADERS, RawFrame.CONTINUATION -> fields(frame);
                case RawFrame.DATA -> {
                    assertTrue(begun.contains(stream), "content before a head");
                    mayHear(stream);
                    endsIf(frame);
                }
                case RawFrame.RST_STREAM -> assertTrue(reset.add(stream), "reset twice");
                case RawFrame.GOAWAY -> error = frame.at(4);
                case RawFrame.SETTINGS, RawFrame.PING, RawFrame.WINDOW_UPDATE -> {}
                default -> throw new AssertionError("type " + frame.type());
            }
        }

        private static boolean isAck(RawFrame frame) {
            return frame.has(RawFrame.ACK);
        }

        private void mayHear(int stream) {
            assertEquals(1, stream & 1, "a stream of the server");
            assertFalse(ended.contains(stream), "a frame behind the end of its stream");
            assertFalse(reset.contains(stream), "a frame behind the reset of its stream");
        }

        private void endsIf(RawFrame frame) {
            if (frame.has(RawFrame.END_STREAM)) {
                ended.add(frame.stream());
            }
        }

        private void fields(RawFrame frame) {
            int stream = frame.stream();
            assertEquals(inBlock == 0, frame.type() == RawFrame.HEADERS);
            if (inBlock == 0) {
                mayHear(stream);
                begun.add(stream);
                endsIf(frame);
            }
            blocks.computeIfAbsent(stream, _ -> new ByteArrayOutputStream())
                    .writeBytes(frame.payload());
            inBlock = stream;
            if (frame.has(RawFrame.END_HEADERS)) {
                inBlock = 0;
                decode(blocks.remove(stream).toByteArray());
            }
        }

        private void decode(byte[] block) {
            var fields = new ArrayList<Field>();
            var outcome = hpack.decode(block, 0, block.length, Long.MAX_VALUE, fields::add);
            assertEquals(HpackDecoder.Outcome.WHOLE, outcome);
            assertFalse(fields.isEmpty());
        }
    }
}
