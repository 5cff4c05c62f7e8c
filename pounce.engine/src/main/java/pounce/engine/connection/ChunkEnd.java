package pounce.engine.connection;

import java.nio.ByteBuffer;
import pounce.engine.http1.ChunkEncoder;
import pounce.engine.net.Output;

/// What stands behind the data of a chunk.
record ChunkEnd() implements Output {

    @Override
    public int size() {
        return 2;
    }

    @Override
    public void encode(ByteBuffer buffer) {
        ChunkEncoder.end(buffer);
    }
}
