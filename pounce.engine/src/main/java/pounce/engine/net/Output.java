package pounce.engine.net;

import java.nio.ByteBuffer;

/// Something that encodes itself into a connection's output buffer. Runs under a spin lock: must
/// not block or call out.
public interface Output {

    /// {@return the most octets that [#encode] writes}
    int size();

    /// Writes itself.
    ///
    /// @param buffer a heap buffer with at least [#size] octets of room
    void encode(ByteBuffer buffer);
}
