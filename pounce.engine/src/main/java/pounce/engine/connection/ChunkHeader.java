package pounce.engine.connection;

import java.nio.ByteBuffer;
import pounce.engine.http1.ChunkEncoder;
import pounce.engine.net.Output;

/// The size line of a chunk, encoded where output gathers.
record ChunkHeader(int octets) implements Output {

    @Override
    public int size() {
        return ChunkEncoder.HEADER;
    }

    @Override
    public boolean encode(ByteBuffer buffer) {
        if (buffer.remaining() < size()) {
            return false;
        }
        ChunkEncoder.header(octets, buffer);
        return true;
    }
}
