package pounce.api.spi;

import java.nio.ByteBuffer;

/// Decodes one content. For one thread at a time.
public interface ContentDecoder extends AutoCloseable {

    /// Where a decoder stands.
    enum Progress {
        /// In the middle of the content; the source is used up.
        INPUT_NEEDED,
        /// More would come out if there were room.
        ROOM_NEEDED,
        /// All has come out, and the content may end here; the source may still have octets.
        WHOLE,
        /// The content is not what the coding says; the decoder is of no more use.
        MALFORMED
    }

    /// Decodes as much as there is room for.
    ///
    /// @param source its position moves behind what is decoded; not kept
    /// @param target its position moves behind what has come out; has an array
    /// @return where the decoder stands; with input behind [Progress#WHOLE] it goes on if the
    ///   coding allows content in several pieces, each whole, and is [Progress#MALFORMED] if not
    Progress decode(ByteBuffer source, ByteBuffer target);

    /// Frees memory outside of the heap, or gives it to the next decoder. May be called twice.
    @Override
    void close();
}
