package pounce.engine.connection;

import java.nio.ByteBuffer;
import pounce.api.Headers;
import pounce.engine.http1.ChunkEncoder;
import pounce.engine.net.Output;

/// The end of chunked content, encoded where output gathers.
record LastChunk(Headers trailers) implements Output {

    @Override
    public int size() {
        return ChunkEncoder.lastSize(trailers);
    }

    @Override
    public boolean encode(ByteBuffer buffer) {
        if (buffer.remaining() < size()) {
            return false;
        }
        ChunkEncoder.last(trailers, buffer);
        return true;
    }
}
