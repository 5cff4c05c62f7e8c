package pounce.api.spi;

import java.nio.ByteBuffer;

/// Encodes one content. For one thread at a time.
public interface ContentEncoder extends AutoCloseable {

    /// What must come out.
    enum Flush {
        /// What the encoder finds worth sending.
        NONE,
        /// All that went in: a client must be able to decode everything up to here.
        SYNC,
        /// All of it, and the end of the content.
        FINISH
    }

    /// Encodes as much as there is room for.
    ///
    /// @param source its position moves behind what is encoded; not kept
    /// @param target its position moves behind what has come out; has an array, and room for 64
    ///   octets or more
    /// @param flush the same until true is returned
    /// @return whether the source is used up, and all has come out that must; false if there was no
    ///   room for it
    boolean encode(ByteBuffer source, ByteBuffer target, Flush flush);

    /// Frees memory outside of the heap, or gives it to the next encoder. May be called twice.
    @Override
    void close();
}
