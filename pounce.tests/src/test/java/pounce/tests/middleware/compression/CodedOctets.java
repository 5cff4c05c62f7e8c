package pounce.tests.middleware.compression;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import pounce.api.spi.ContentDecoder;
import pounce.api.spi.ContentDecoder.Progress;
import pounce.api.spi.ContentEncoder;
import pounce.api.spi.ContentEncoder.Flush;

/// Drives encoders and decoders as the server does, through small buffers.
public final class CodedOctets {
    private CodedOctets() {}

    /// What a decoder made of octets.
    ///
    /// @param octets that came out
    /// @param progress where it stands in the end
    public record Decoded(String octets, Progress progress) {}

    /// {@return what an encoder makes of content}
    ///
    /// @param pieces of the content, each flushed
    /// @param room of the buffer for what comes out
    public static byte[] encode(ContentEncoder encoder, List<byte[]> pieces, int room) {
        var out = new ByteArrayOutputStream();
        for (var piece : pieces) {
            out.writeBytes(encode(encoder, piece, room, Flush.SYNC));
        }
        out.writeBytes(encode(encoder, new byte[0], room, Flush.FINISH));
        return out.toByteArray();
    }

    /// {@return what comes out for one piece}
    public static byte[] encode(ContentEncoder encoder, byte[] piece, int room, Flush flush) {
        var out = new ByteArrayOutputStream();
        var source = source(piece);
        var target = ByteBuffer.allocate(room + 8).slice(4, room);
        boolean done;
        do {
            target.clear();
            done = encoder.encode(source, target, flush);
            out.write(target.array(), target.arrayOffset(), target.position());
        } while (!done);
        assertFalse(source.hasRemaining(), "not used up");
        return out.toByteArray();
    }

    /// {@return what a decoder makes of octets}
    ///
    /// @param pieces of the coded content
    /// @param room of the buffer for what comes out
    public static Decoded decode(ContentDecoder decoder, List<byte[]> pieces, int room) {
        var out = new ByteArrayOutputStream();
        var progress = Progress.INPUT_NEEDED;
        for (var piece : pieces) {
            var source = source(piece);
            do {
                var target = ByteBuffer.allocate(room + 8).slice(4, room);
                progress = decoder.decode(source, target);
                out.write(target.array(), target.arrayOffset(), target.position());
                if (progress == Progress.MALFORMED) return decoded(out, progress);
            } while (progress == Progress.ROOM_NEEDED);
            assertEquals(0, source.remaining(), "not used up: " + progress);
        }
        return decoded(out, progress);
    }

    private static Decoded decoded(ByteArrayOutputStream out, Progress progress) {
        return new Decoded(out.toString(ISO_8859_1), progress);
    }

    /// Of every kind: in an array at an offset, outside of the heap, read-only.
    private static ByteBuffer source(byte[] octets) {
        int kind = Math.floorMod(Arrays.hashCode(octets), 3);
        var around =
                kind == 1
                        ? ByteBuffer.allocateDirect(octets.length + 4)
                        : ByteBuffer.allocate(octets.length + 4);
        around.put(2, octets);
        var view = around.slice(1, octets.length + 2).position(1).limit(1 + octets.length);
        return kind == 2 ? view.asReadOnlyBuffer() : view;
    }
}
