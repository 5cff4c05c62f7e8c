package pounce.engine.connection;

import java.nio.ByteBuffer;
import pounce.engine.http1.OwnFields;
import pounce.engine.http1.ResponseHead;
import pounce.engine.http1.ResponseHeadEncoder;
import pounce.engine.net.Output;

/// A response head and the content behind it, if that is short, encoded where output gathers.
final class HeadOutput implements Output {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final ResponseHeadEncoder encoder;
    private final ResponseHead head;
    private final OwnFields own;
    private ByteBuffer content = NOTHING;

    HeadOutput(ResponseHeadEncoder encoder, ResponseHead head, OwnFields own) {
        this.encoder = encoder;
        this.head = head;
        this.own = own;
    }

    /// Adds content.
    ///
    /// @param octets from position to limit, which are not moved; encoded before they change
    HeadOutput with(ByteBuffer octets) {
        content = octets;
        return this;
    }

    @Override
    public int size() {
        return encoder.size(head) + content.remaining();
    }

    @Override
    public boolean encode(ByteBuffer buffer) {
        int start = buffer.position();
        if (!encoder.encode(head, own, buffer)) {
            return false;
        }
        int length = content.remaining();
        if (buffer.remaining() < length) {
            buffer.position(start);
            return false;
        }
        buffer.put(buffer.position(), content, content.position(), length);
        buffer.position(buffer.position() + length);
        return true;
    }
}
