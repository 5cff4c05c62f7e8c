package pounce.engine.http2;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;

/// Decodes the frames of a client (RFC 9113, sections 4 and 6), one after the other.
///
/// A frame's size is judged first, by its header alone: nobody makes us keep what we will refuse.
/// DATA is handed over as it comes, and what we do not know is dropped as it comes; everything else
/// when it is whole.
public final class FrameDecoder {
    /// The longest payload that a peer may send, as SETTINGS_MAX_FRAME_SIZE is not ours to raise.
    public static final int MAX_PAYLOAD = 16_384;

    private static final Decoded<Frame> NEED_MORE = new Decoded.NeedMore<>();
    private static final Decoded<Frame> SETTINGS_ACK = new Decoded.Ready<>(new Frame.SettingsAck());
    private static final int PRIORITY_SIZE = 5;
    private static final int SETTING_SIZE = 6;
    private static final int ERROR_SIZE = 4;

    // The header at hand.
    private int length;
    private int type;
    private int flags;
    private int stream;

    // A frame that is handed over in pieces: what is left of it, in octets.
    private boolean inData;
    private int content;
    private int padding;
    private int skipped;

    /// The stream whose field block must go on; 0 if none must.
    private int block;

    /// The first SETTINGS have come.
    private boolean begun;

    /// A decoder for what follows the preface.
    public FrameDecoder() {}

    /// {@return whether a field block must go on}
    public boolean isInBlock() {
        return block != 0;
    }

    /// {@return whether the first SETTINGS have come}
    public boolean hasBegun() {
        return begun;
    }

    /// Goes on with what has arrived.
    ///
    /// @param input its position moves behind what was used
    /// @return a frame, or that more is needed, or the rule that ends the connection
    public Decoded<Frame> decode(ByteBuffer input) {
        if (inData) {
            return input.hasRemaining() ? piece(input, 0, false) : NEED_MORE;
        }
        int ignored = Math.min(skipped, input.remaining());
        input.position(input.position() + ignored);
        skipped -= ignored;
        if (skipped > 0 || input.remaining() < FrameType.HEADER) {
            return NEED_MORE;
        }
        readHeader(input);
        var broken = judge();
        if (broken != null) {
            return new Decoded.Refused<>(broken);
        }
        return switch (type) {
            case FrameType.DATA -> data(input);
            case FrameType.HEADERS,
                    FrameType.PRIORITY,
                    FrameType.RST_STREAM,
                    FrameType.SETTINGS,
                    FrameType.PING,
                    FrameType.GOAWAY,
                    FrameType.WINDOW_UPDATE,
                    FrameType.CONTINUATION,
                    FrameType.PRIORITY_UPDATE ->
                    input.remaining() < FrameType.HEADER + length ? NEED_MORE : whole(input);
            default -> unknown(input);
        };
    }

    private void readHeader(ByteBuffer input) {
        int at = input.position();
        int first = input.getInt(at);
        length = first >>> 8;
        type = first & 0xff;
        flags = input.get(at + 4);
        stream = input.getInt(at + 5) & Integer.MAX_VALUE;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    // ---------------------------------------------------------------- what a header tells

    /// {@return the rule that a header alone breaks}
    private @Nullable Violation judge() {
        if (length > MAX_PAYLOAD) {
            return frameSize("a frame longer than SETTINGS_MAX_FRAME_SIZE");
        }
        if (!begun && (type != FrameType.SETTINGS || has(FrameType.ACK))) {
            return protocol("the first frame is not SETTINGS");
        }
        if (block != 0 && (type != FrameType.CONTINUATION || stream != block)) {
            return protocol("a field block is interrupted");
        }
        return switch (type) {
            case FrameType.DATA -> onStream("DATA");
            case FrameType.HEADERS -> onStream("HEADERS");
            case FrameType.PRIORITY -> onStream("PRIORITY");
            case FrameType.RST_STREAM ->
                    length == ERROR_SIZE ? onStream("RST_STREAM") : frameSize("RST_STREAM");
            case FrameType.SETTINGS -> settings();
            case FrameType.PUSH_PROMISE -> protocol("PUSH_PROMISE from a client");
            case FrameType.PING -> length == 8 ? onConnection("PING") : frameSize("PING");
            case FrameType.GOAWAY -> length >= 8 ? onConnection("GOAWAY") : frameSize("GOAWAY");
            case FrameType.WINDOW_UPDATE -> length == 4 ? null : frameSize("WINDOW_UPDATE");
            case FrameType.CONTINUATION ->
                    block == 0 ? protocol("CONTINUATION without a field block") : null;
            case FrameType.PRIORITY_UPDATE ->
                    length >= 4 ? onConnection("PRIORITY_UPDATE") : frameSize("PRIORITY_UPDATE");
            default -> null;
        };
    }

    private @Nullable Violation settings() {
        if (has(FrameType.ACK) ? length != 0 : length % SETTING_SIZE != 0) {
            return frameSize("SETTINGS");
        }
        return onConnection("SETTINGS");
    }

    private @Nullable Violation onStream(String what) {
        return stream == 0 ? protocol(what + " on stream 0") : null;
    }

    private @Nullable Violation onConnection(String what) {
        return stream == 0 ? null : protocol(what + " on a stream");
    }

    // ---------------------------------------------------------------- frames in pieces

    /// Begins when there is something to hand over beside the pad length.
    private Decoded<Frame> data(ByteBuffer input) {
        int fixed = has(FrameType.PADDED) ? 1 : 0;
        if (fixed > length) {
            return refused(frameSize("DATA without its pad length"));
        }
        if (input.remaining() < FrameType.HEADER + Math.min(length, fixed + 1)) {
            return NEED_MORE;
        }
        padding = fixed == 0 ? 0 : input.get(input.position() + FrameType.HEADER) & 0xff;
        if (padding > length - fixed) {
            return refused(protocol("more padding than there is payload"));
        }
        content = length - fixed - padding;
        input.position(input.position() + FrameType.HEADER + fixed);
        return piece(input, fixed, true);
    }

    private Decoded<Frame> piece(ByteBuffer input, int before, boolean begins) {
        int taken = Math.min(content, input.remaining());
        var data = input.slice(input.position(), taken);
        int dropped = Math.min(content == taken ? padding : 0, input.remaining() - taken);
        input.position(input.position() + taken + dropped);
        content -= taken;
        padding -= dropped;
        inData = content + padding > 0;
        boolean ends = !inData && has(FrameType.END_STREAM);
        return new Decoded.Ready<>(
                new Frame.Data(stream, data, before + taken + dropped, ends, begins));
    }

    private Decoded<Frame> unknown(ByteBuffer input) {
        input.position(input.position() + FrameType.HEADER);
        skipped = length;
        return new Decoded.Ready<>(new Frame.Unknown(length == 0));
    }

    // ---------------------------------------------------------------- whole frames

    private Decoded<Frame> whole(ByteBuffer input) {
        var payload = input.slice(input.position() + FrameType.HEADER, length);
        input.position(input.position() + FrameType.HEADER + length);
        return switch (type) {
            case FrameType.HEADERS -> headers(payload);
            case FrameType.CONTINUATION -> continuation(payload);
            case FrameType.PRIORITY -> priority(payload);
            case FrameType.PRIORITY_UPDATE -> priorityUpdate(payload);
            case FrameType.RST_STREAM ->
                    new Decoded.Ready<>(
                            new Frame.RstStream(stream, Integer.toUnsignedLong(payload.getInt())));
            case FrameType.SETTINGS -> settings(payload);
            case FrameType.PING ->
                    new Decoded.Ready<>(new Frame.Ping(payload.getLong(), has(FrameType.ACK)));
            case FrameType.GOAWAY ->
                    new Decoded.Ready<>(
                            new Frame.GoAway(Integer.toUnsignedLong(payload.getInt(4))));
            default -> windowUpdate(payload);
        };
    }

    private Decoded<Frame> headers(ByteBuffer payload) {
        int fixed = (has(FrameType.PADDED) ? 1 : 0) + (has(FrameType.HAS_PRIORITY) ? 5 : 0);
        if (fixed > length) {
            return refused(frameSize("HEADERS without their fixed fields"));
        }
        int pad = has(FrameType.PADDED) ? payload.get() & 0xff : 0;
        boolean selfDependent = has(FrameType.HAS_PRIORITY) && isSelfDependent(payload);
        payload.position(fixed);
        if (pad > payload.remaining()) {
            return refused(protocol("more padding than there is payload"));
        }
        payload.limit(length - pad);
        boolean ends = has(FrameType.END_HEADERS);
        block = ends ? 0 : stream;
        return new Decoded.Ready<>(
                new Frame.Headers(
                        stream, payload.slice(), ends, has(FrameType.END_STREAM), selfDependent));
    }

    private boolean isSelfDependent(ByteBuffer payload) {
        return (payload.getInt(payload.position()) & Integer.MAX_VALUE) == stream;
    }

    private Decoded<Frame> continuation(ByteBuffer payload) {
        boolean ends = has(FrameType.END_HEADERS);
        block = ends ? 0 : stream;
        return new Decoded.Ready<>(new Frame.Continuation(stream, payload, ends));
    }

    private Decoded<Frame> priority(ByteBuffer payload) {
        if (length != PRIORITY_SIZE) {
            return new Decoded.Ready<>(new Frame.Faulty(stream, frameSize("PRIORITY")));
        }
        return new Decoded.Ready<>(
                isSelfDependent(payload)
                        ? new Frame.Faulty(stream, protocol("a stream that depends on itself"))
                        : new Frame.Rfc7540Priority(stream));
    }

    private static Decoded<Frame> priorityUpdate(ByteBuffer payload) {
        int prioritized = payload.getInt() & Integer.MAX_VALUE;
        if (prioritized == 0) {
            return refused(protocol("a priority of stream 0"));
        }
        var value = StandardCharsets.ISO_8859_1.decode(payload).toString();
        return new Decoded.Ready<>(new Frame.PriorityUpdate(prioritized, Priority.parse(value)));
    }

    private Decoded<Frame> settings(ByteBuffer payload) {
        if (has(FrameType.ACK)) {
            return SETTINGS_ACK;
        }
        begun = true;
        List<Setting> settings = new ArrayList<>(length / SETTING_SIZE);
        while (payload.hasRemaining()) {
            int id = payload.getShort() & 0xffff;
            settings.add(new Setting(id, Integer.toUnsignedLong(payload.getInt())));
        }
        return new Decoded.Ready<>(new Frame.Settings(List.copyOf(settings)));
    }

    private Decoded<Frame> windowUpdate(ByteBuffer payload) {
        int increment = payload.getInt() & Integer.MAX_VALUE;
        if (increment > 0) {
            return new Decoded.Ready<>(new Frame.WindowUpdate(stream, increment));
        }
        var violation = protocol("a window that grows by nothing");
        return stream == 0
                ? refused(violation)
                : new Decoded.Ready<>(new Frame.Faulty(stream, violation));
    }

    private static Decoded<Frame> refused(Violation violation) {
        return new Decoded.Refused<>(violation);
    }

    private static Violation protocol(String detail) {
        return new Violation(ErrorCode.POUNCE_PARSE_HTTP2_PROTOCOL, detail);
    }

    private static Violation frameSize(String detail) {
        return new Violation(ErrorCode.POUNCE_PARSE_HTTP2_FRAME_SIZE, detail);
    }
}
