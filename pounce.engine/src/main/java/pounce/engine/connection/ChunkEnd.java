package pounce.engine.connection;

import java.nio.ByteBuffer;
import pounce.engine.http1.ChunkEncoder;
import pounce.engine.net.Output;

/// What stands behind the data of a chunk.
record ChunkEnd() implements Output {

    @Override
    public int size() {
        return ChunkEncoder.END;
    }

    @Override
    public boolean encode(ByteBuffer buffer) {
        if (buffer.remaining() < size()) {
            return false;
        }
        ChunkEncoder.end(buffer);
        return true;
    }
}
