package pounce.engine.connection;

import java.nio.ByteBuffer;
import pounce.engine.http1.OwnFields;
import pounce.engine.http1.ResponseHead;
import pounce.engine.http1.ResponseHeadEncoder;
import pounce.engine.net.Output;

/// A response head, encoded where output gathers.
final class HeadOutput implements Output {
    private final ResponseHeadEncoder encoder;
    private final ResponseHead head;
    private final OwnFields own;

    HeadOutput(ResponseHeadEncoder encoder, ResponseHead head, OwnFields own) {
        this.encoder = encoder;
        this.head = head;
        this.own = own;
    }

    @Override
    public int size() {
        return encoder.size(head);
    }

    @Override
    public boolean encode(ByteBuffer buffer) {
        return encoder.encode(head, own, buffer);
    }
}
