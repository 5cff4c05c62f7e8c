package pounce.engine.http2;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.engine.hpack.HpackDecoder;
import pounce.engine.hpack.HpackDecoder.Outcome;
import pounce.engine.hpack.StaticFields;
import pounce.engine.message.Violation;

/// Decodes field blocks from their frames (RFC 9113, section 4.3). Every block is decoded, wanted
/// or not, since the next one builds on it. One that comes in a single frame is decoded where it
/// lies.
public final class FieldBlockDecoder {
    /// What the client is told of our table by saying nothing (section 6.5.2).
    private static final int TABLE = 4096;

    private static final byte[] NOTHING = {};

    private final FieldLimits limits;
    private final HpackDecoder<RequestField> hpack;
    private byte[] fragments = NOTHING;
    private int gathered;
    private int continuations;

    /// A decoder for one connection.
    ///
    /// @param statics the static table
    /// @param limits how large a field section may be
    public FieldBlockDecoder(StaticFields<RequestField> statics, FieldLimits limits) {
        this.limits = limits;
        this.hpack = new HpackDecoder<>(statics, TABLE);
    }

    /// {@return how many CONTINUATION frames the block has by now}
    public int continuations() {
        return continuations;
    }

    /// Begins a block.
    ///
    /// @param frame its first
    /// @param block takes the fields once the block is whole
    /// @return the rule that ends the connection, if one is broken
    public @Nullable Violation begin(Frame.Headers frame, FieldBlock block) {
        gathered = 0;
        continuations = 0;
        return frame.endsHeaders() ? decode(frame.fragment(), block) : gather(frame.fragment());
    }

    /// Goes on with a block.
    ///
    /// @param frame its next
    /// @param block takes the fields once the block is whole
    /// @return the rule that ends the connection, if one is broken
    public @Nullable Violation add(Frame.Continuation frame, FieldBlock block) {
        continuations++;
        var broken = gather(frame.fragment());
        if (broken != null || !frame.endsHeaders()) {
            return broken;
        }
        var whole = ByteBuffer.wrap(fragments, 0, gathered);
        fragments = NOTHING;
        return decode(whole, block);
    }

    /// The limit of what is decoded is also one of what is not: a peer that keeps to it sends less.
    private @Nullable Violation gather(ByteBuffer fragment) {
        int octets = fragment.remaining();
        if (gathered + octets > limits.fieldSection()) {
            return new Violation(
                    ErrorCode.POUNCE_LIMIT_HTTP2_FLOOD, "limits.header-section, in one block");
        }
        if (gathered + octets > fragments.length) {
            fragments = Arrays.copyOf(fragments, Math.max(2 * gathered, gathered + octets));
        }
        fragment.get(fragments, gathered, octets);
        gathered += octets;
        return null;
    }

    private @Nullable Violation decode(ByteBuffer whole, FieldBlock block) {
        block.clear();
        int from = whole.arrayOffset() + whole.position();
        int to = whole.arrayOffset() + whole.limit();
        var outcome = hpack.decode(whole.array(), from, to, limits.fieldSection(), block);
        if (outcome == Outcome.TOO_LARGE) {
            block.tooLarge();
        }
        return outcome == Outcome.MALFORMED
                ? new Violation(ErrorCode.POUNCE_PARSE_HTTP2_COMPRESSION, hpack.fault())
                : null;
    }
}
