package pounce.tests.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import pounce.engine.http2.Frame;
import pounce.engine.http2.FrameDecoder;
import pounce.engine.message.Decoded;

/// What a decoder makes of octets that come in pieces, as a list of texts, with content put
/// together again.
final class FrameReading {
    private final FrameDecoder decoder = new FrameDecoder();
    private final List<String> events = new ArrayList<>();
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private int flow;
    private boolean refused;

    /// {@return what becomes of octets that come in pieces of a size}
    static List<String> of(byte[] octets, int piece) {
        var reading = new FrameReading();
        var rest = ByteBuffer.allocate(0);
        for (int from = 0; from < octets.length && !reading.refused; from += piece) {
            int count = Math.min(piece, octets.length - from);
            var input = ByteBuffer.allocate(rest.remaining() + count + 3);
            input = input.slice(3, input.capacity() - 3); // an offset
            input.put(rest).put(octets, from, count).flip();
            reading.read(input);
            rest = input;
        }
        return reading.events;
    }

    private void read(ByteBuffer input) {
        while (true) {
            switch (decoder.decode(input)) {
                case Decoded.Ready<Frame>(var frame) -> add(frame);
                case Decoded.NeedMore<Frame> _ -> {
                    return;
                }
                case Decoded.Refused<Frame>(var violation) -> {
                    events.add("refused " + violation.code());
                    refused = true;
                    return;
                }
            }
        }
    }

    private void add(Frame frame) {
        switch (frame) {
            case Frame.Data data -> add(data);
            case Frame.Headers(var stream, var fragment, var ends, var endsStream, var selfish) ->
                    events.add(
                            "headers %d %s %b %b %b"
                                    .formatted(stream, text(fragment), ends, endsStream, selfish));
            case Frame.Continuation(var stream, var fragment, var ends) ->
                    events.add("continuation %d %s %b".formatted(stream, text(fragment), ends));
            case Frame.Faulty(var stream, var violation) ->
                    events.add("faulty %d %s".formatted(stream, violation.code()));
            default -> events.add(frame.toString());
        }
    }

    private void add(Frame.Data data) {
        if (data.begins()) {
            content.reset();
            flow = 0;
        }
        content.writeBytes(octets(data.content()));
        flow += data.flow();
        if (data.isIdle()) {
            events.add("idle data " + data.stream());
        }
        events.removeIf(event -> event.startsWith("data, not over"));
        events.add(
                "data, not over: %d %s %d"
                        .formatted(data.stream(), content.toString(ISO_8859_1), flow));
        if (data.endsStream()) {
            events.set(events.size() - 1, events.getLast().replace(", not over", ", the last"));
        }
    }

    private static byte[] octets(ByteBuffer buffer) {
        var octets = new byte[buffer.remaining()];
        buffer.duplicate().get(octets);
        return octets;
    }

    private static String text(ByteBuffer buffer) {
        return new String(octets(buffer), ISO_8859_1);
    }
}
