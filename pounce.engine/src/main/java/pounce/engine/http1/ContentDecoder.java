package pounce.engine.http1;

import java.nio.ByteBuffer;
import pounce.api.Headers;
import pounce.engine.message.Decoded;

/// Decodes the content of one request (RFC 9112, section 6).
public sealed interface ContentDecoder permits ChunkedDecoder, LengthDecoder {

    /// A piece of content.
    ///
    /// @param data a view of the input, valid as long as its octets stay
    /// @param last whether the content is complete
    record Piece(ByteBuffer data, boolean last) {}

    /// Returns the decoder for a request.
    ///
    /// @param framing how the end of the content is found
    /// @param trailers how large they may be
    /// @param extensionLimit octets of all chunk extensions
    /// @return a decoder for this content
    static ContentDecoder of(Framing framing, HeadLimits trailers, int extensionLimit) {
        return switch (framing) {
            case Framing.None _ -> LengthDecoder.NOTHING;
            case Framing.Length(long octets) -> new LengthDecoder(octets);
            case Framing.Chunked _ -> new ChunkedDecoder(trailers, extensionLimit);
        };
    }

    /// Goes on with what has arrived.
    ///
    /// @param input a heap buffer; its position moves behind what was used
    /// @return a piece, or that more is needed, or the rule that is broken
    Decoded<Piece> decode(ByteBuffer input);

    /// {@return the trailer fields; empty before the last piece}
    Headers trailers();
}
