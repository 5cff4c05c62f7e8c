package pounce.tests.http2;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A frame as it lies on the wire (RFC 9113, section 4.1), good or not.
public final class RawFrame {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;
    public static final int PRIORITY_UPDATE = 16;

    public static final int ACK = 1;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;
    public static final int PADDED = 8;
    public static final int HAS_PRIORITY = 32;

    private static final int HEADER = 9;

    private final int type;
    private final int flags;
    private final int stream;
    private final byte[] payload;

    /// A frame.
    ///
    /// @param type 8 bits
    /// @param flags 8 bits
    /// @param stream 31 bits, or 32 with the reserved one
    /// @param payload which must not be changed
    public RawFrame(int type, int flags, int stream, byte[] payload) {
        this.type = type;
        this.flags = flags;
        this.stream = stream;
        this.payload = payload;
    }

    /// {@return a frame whose payload is given octet by octet}
    public static RawFrame of(int type, int flags, int stream, int... payload) {
        var octets = new byte[payload.length];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) payload[i];
        }
        return new RawFrame(type, flags, stream, octets);
    }

    /// {@return a payload of numbers with 32 bits}
    public static byte[] ints(int... numbers) {
        var payload = ByteBuffer.allocate(4 * numbers.length);
        Arrays.stream(numbers).forEach(payload::putInt);
        return payload.array();
    }

    /// {@return SETTINGS of ids and values in turn}
    public static RawFrame settings(int... idsAndValues) {
        var payload = ByteBuffer.allocate(3 * idsAndValues.length);
        for (int i = 0; i < idsAndValues.length; i += 2) {
            payload.putShort((short) idsAndValues[i]).putInt(idsAndValues[i + 1]);
        }
        return new RawFrame(SETTINGS, 0, 0, payload.array());
    }

    public int type() {
        return type;
    }

    public int flags() {
        return flags;
    }

    public int stream() {
        return stream;
    }

    public byte[] payload() {
        return payload;
    }

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /// {@return the number of 32 bits at a place of the payload}
    public int at(int place) {
        return ByteBuffer.wrap(payload).getInt(place);
    }

    public byte[] encode() {
        return ByteBuffer.allocate(HEADER + payload.length)
                .putInt((payload.length << 8) | type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    public static byte[] encode(RawFrame... frames) {
        var octets = new ByteArrayOutputStream();
        for (var frame : frames) {
            octets.writeBytes(frame.encode());
        }
        return octets.toByteArray();
    }

    /// {@return the frames that lie one behind the other}
    public static List<RawFrame> decode(byte[] octets) {
        var frames = new ArrayList<RawFrame>();
        for (var rest = ByteBuffer.wrap(octets); rest.hasRemaining(); ) {
            int first = rest.getInt();
            int flags = rest.get() & 0xff;
            int stream = rest.getInt();
            var payload = new byte[first >>> 8];
            rest.get(payload);
            frames.add(new RawFrame(first & 0xff, flags, stream, payload));
        }
        return frames;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawFrame frame && Arrays.equals(encode(), frame.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    @Override
    public String toString() {
        return type + "/" + flags + " on " + stream + ", " + payload.length + " octets";
    }
}
