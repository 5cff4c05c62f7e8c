package pounce.engine.http2;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pounce.api.Headers;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Violation;

/// The content of one request, from the client that sends it to the application that takes it. The
/// client's window bounds what lies here; small frames are put together, so that they cost no more
/// than their octets.
public final class RequestContent {
    private static final byte[] NOTHING = {};

    private final long declared;
    private final Credit credit;
    private byte[] octets = NOTHING;
    private int count;
    private long received;
    private boolean ended;
    private Headers trailers = Headers.empty();

    /// No content yet.
    ///
    /// @param declared its length by the head, in octets; -1 if the head does not say
    /// @param window what the client may send before any is taken, in octets
    public RequestContent(long declared, int window) {
        this.declared = declared;
        this.credit = new Credit(window);
    }

    /// Takes a piece in.
    ///
    /// @param piece content of this stream
    /// @return the rule that it breaks, if it does
    public @Nullable Violation add(Frame.Data piece) {
        var data = piece.content();
        if (!credit.receive(piece.flow())) {
            return new Violation(
                    ErrorCode.POUNCE_PARSE_HTTP2_FLOW_CONTROL, "more content than the window");
        }
        received += data.remaining();
        if (declared >= 0 && received > declared) {
            return wrongLength();
        }
        int room = octets.length - count;
        if (room < data.remaining()) {
            int needed = count + data.remaining();
            octets = Arrays.copyOf(octets, count == 0 ? needed : Math.max(needed, 2 * count));
        }
        int length = data.remaining();
        data.get(data.position(), octets, count, length);
        count += length;
        return piece.endsStream() ? end(trailers) : null;
    }

    /// The content is whole.
    ///
    /// @param fields what came behind it
    /// @return the rule that it breaks, if it does
    public @Nullable Violation end(Headers fields) {
        if (declared >= 0 && received != declared) {
            return wrongLength();
        }
        trailers = fields;
        ended = true;
        return null;
    }

    private static Violation wrongLength() {
        return new Violation(
                ErrorCode.POUNCE_PARSE_CONTENT_LENGTH, "other content than Content-Length says");
    }

    /// {@return how many octets lie here}
    public int size() {
        return count;
    }

    /// {@return whether the end has come; there may be octets before it}
    public boolean hasEnded() {
        return ended;
    }

    /// {@return all that lies here, which the caller owns}
    public ByteBuffer take() {
        var taken = ByteBuffer.wrap(octets, 0, count);
        octets = NOTHING;
        count = 0;
        return taken;
    }

    /// Takes note of what needs no room here any more.
    ///
    /// @param flow what counts of it, in octets
    /// @return by how much the client must be told that its window grows; 0 if not now, or not any
    ///   more
    public int use(int flow) {
        int increment = credit.use(flow);
        return ended ? 0 : increment;
    }

    /// {@return the trailer fields; empty before the end}
    public Headers trailers() {
        return trailers;
    }
}
