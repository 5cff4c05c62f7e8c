package pounce.engine.net;

import java.nio.ByteBuffer;

/// Something that encodes itself into a connection's output buffer. Runs under a spin lock: must
/// not block or call out.
public interface Output {

    /// {@return the most octets that [#encode] writes}; to know it may cost as much as to write
    int size();

    /// Writes itself, whole or not at all.
    ///
    /// @param buffer a heap buffer
    /// @return false, and the buffer is as before, if there is too little room; [#size] is enough
    boolean encode(ByteBuffer buffer);
}
