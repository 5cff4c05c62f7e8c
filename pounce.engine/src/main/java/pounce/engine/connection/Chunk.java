package pounce.engine.connection;

import java.nio.ByteBuffer;
import pounce.engine.http1.ChunkEncoder;
import pounce.engine.net.Output;

/// A whole chunk, encoded where output gathers.
///
/// @param data from position to limit, which are not moved; encoded before they change
record Chunk(ByteBuffer data) implements Output {

    @Override
    public int size() {
        return ChunkEncoder.HEADER + data.remaining() + ChunkEncoder.END;
    }

    @Override
    public boolean encode(ByteBuffer buffer) {
        if (buffer.remaining() < size()) {
            return false;
        }
        int length = data.remaining();
        ChunkEncoder.header(length, buffer);
        buffer.put(buffer.position(), data, data.position(), length);
        buffer.position(buffer.position() + length);
        ChunkEncoder.end(buffer);
        return true;
    }
}
