package pounce.engine.http2;

import java.nio.ByteBuffer;
import java.util.List;

/// Encodes frames of a server (RFC 9113, sections 4 and 6). Every method wants room in its buffer
/// for the whole frame.
public final class FrameEncoder {
    /// What stands before every payload, in octets.
    public static final int HEADER = FrameType.HEADER;

    /// More than any frame that only controls takes, but SETTINGS.
    public static final int CONTROL = HEADER + 8;

    private FrameEncoder() {}

    /// {@return how much room SETTINGS take}
    ///
    /// @param settings what they would say
    public static int settingsSize(List<Setting> settings) {
        return HEADER + 6 * settings.size();
    }

    /// Settings of ours (section 6.5).
    ///
    /// @param settings in their order
    /// @param output has room
    public static void settings(List<Setting> settings, ByteBuffer output) {
        header(6 * settings.size(), FrameType.SETTINGS, 0, 0, output);
        for (var setting : settings) {
            output.putShort((short) setting.id()).putInt((int) setting.value());
        }
    }

    /// The peer's settings hold from here on (section 6.5.3).
    ///
    /// @param output has room
    public static void settingsAck(ByteBuffer output) {
        header(0, FrameType.SETTINGS, FrameType.ACK, 0, output);
    }

    /// A question whether the peer lives (section 6.7).
    ///
    /// @param opaque what the answer must say
    /// @param output has room
    public static void ping(long opaque, ByteBuffer output) {
        header(8, FrameType.PING, 0, 0, output);
        output.putLong(opaque);
    }

    /// Its answer.
    ///
    /// @param opaque what the question said
    /// @param output has room
    public static void pingAck(long opaque, ByteBuffer output) {
        header(8, FrameType.PING, FrameType.ACK, 0, output);
        output.putLong(opaque);
    }

    /// No more streams are served (section 6.8).
    ///
    /// @param lastStream the last one that is, or may be
    /// @param error why
    /// @param output has room
    public static void goAway(int lastStream, Http2Error error, ByteBuffer output) {
        header(8, FrameType.GOAWAY, 0, 0, output);
        output.putInt(lastStream).putInt(error.code());
    }

    /// The end of a stream by force (section 6.4).
    ///
    /// @param stream which one
    /// @param error why
    /// @param output has room
    public static void rstStream(int stream, Http2Error error, ByteBuffer output) {
        header(4, FrameType.RST_STREAM, 0, stream, output);
        output.putInt(error.code());
    }

    /// More room for content (section 6.9).
    ///
    /// @param stream where; 0 for the whole connection
    /// @param increment in octets
    /// @param output has room
    public static void windowUpdate(int stream, int increment, ByteBuffer output) {
        header(4, FrameType.WINDOW_UPDATE, 0, stream, output);
        output.putInt(increment);
    }

    /// Content (section 6.1).
    ///
    /// @param stream whose content
    /// @param content from its position, which is not moved
    /// @param octets how much is taken
    /// @param endsStream whether it is the last
    /// @param output has room
    public static void data(
            int stream, ByteBuffer content, int octets, boolean endsStream, ByteBuffer output) {
        header(octets, FrameType.DATA, endsStream ? FrameType.END_STREAM : 0, stream, output);
        output.put(output.position(), content, content.position(), octets);
        output.position(output.position() + octets);
    }

    /// {@return how much room a field block takes in frames}
    ///
    /// @param block its most octets
    public static int headersSize(int block) {
        return block + HEADER * (1 + block / FrameDecoder.MAX_PAYLOAD);
    }

    /// Leaves room for the header of a block's first frame (section 6.2); the block follows.
    ///
    /// @param output has room for [#headersSize]
    /// @return where the frame begins, for [#endHeaders]
    public static int beginHeaders(ByteBuffer output) {
        int start = output.position();
        output.position(start + HEADER);
        return start;
    }

    /// Makes frames of a block: HEADERS, and CONTINUATION as far as it is longer than every peer
    /// must take (section 4.2).
    ///
    /// @param start what [#beginHeaders] returned
    /// @param stream whose fields
    /// @param endsStream whether nothing follows on the stream
    /// @param output stands behind the block
    public static void endHeaders(int start, int stream, boolean endsStream, ByteBuffer output) {
        int length = output.position() - start - HEADER;
        int flags = endsStream ? FrameType.END_STREAM : 0;
        if (length <= FrameDecoder.MAX_PAYLOAD) {
            int end = output.position();
            output.position(start);
            header(length, FrameType.HEADERS, flags | FrameType.END_HEADERS, stream, output);
            output.position(end);
            return;
        }
        var block = new byte[length];
        output.get(start + HEADER, block);
        output.position(start);
        for (int from = 0; from < length; from += FrameDecoder.MAX_PAYLOAD) {
            int part = Math.min(FrameDecoder.MAX_PAYLOAD, length - from);
            int type = from == 0 ? FrameType.HEADERS : FrameType.CONTINUATION;
            int ends = from + part == length ? FrameType.END_HEADERS : 0;
            header(part, type, (from == 0 ? flags : 0) | ends, stream, output);
            output.put(block, from, part);
        }
    }

    private static void header(int length, int type, int flags, int stream, ByteBuffer output) {
        output.putInt((length << 8) | type).put((byte) flags).putInt(stream);
    }
}
