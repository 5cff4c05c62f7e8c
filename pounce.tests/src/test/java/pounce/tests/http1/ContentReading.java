package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import pounce.api.Headers;
import pounce.api.error.ErrorCode;
import pounce.engine.http1.ContentDecoder;
import pounce.engine.http1.ContentDecoder.Piece;
import pounce.engine.http1.Framing;
import pounce.engine.http1.HeadLimits;
import pounce.engine.message.Decoded.NeedMore;
import pounce.engine.message.Decoded.Ready;
import pounce.engine.message.Decoded.Refused;

/// What a decoder makes of content.
///
/// @param data all pieces in one
/// @param isWhole whether the last one came
/// @param trailers those behind it
/// @param refusal why it ended, if it was refused
/// @param rest what stands behind whole content
record ContentReading(
        String data, boolean isWhole, Headers trailers, Optional<ErrorCode> refusal, String rest) {
    static final HeadLimits LIMITS = new HeadLimits(1, 8 << 10, 20);
    static final int EXTENSIONS = 4 << 10;

    static ContentReading ofChunked(String text) {
        return of(new Framing.Chunked(), LIMITS, List.of(text));
    }

    /// Brings octets piece by piece, as a connection does; unused ones again, in another buffer.
    static ContentReading of(Framing framing, HeadLimits limits, List<String> pieces) {
        var decoder = ContentDecoder.of(framing, limits, EXTENSIONS);
        var data = new StringBuilder();
        var unread = "";
        for (int i = 0; i < pieces.size(); i++) {
            unread += pieces.get(i);
            for (boolean waiting = false; !waiting; ) {
                var input = Wire.input(unread);
                var decoded = decoder.decode(input);
                int moved = unread.length() - input.remaining();
                assertTrue(moved >= 0 && moved <= unread.length(), "position out of bounds");
                unread = Wire.text(input);
                switch (decoded) {
                    case Ready(Piece piece) -> {
                        assertTrue(piece.data().remaining() <= moved, "more out than in");
                        data.append(Wire.text(piece.data()));
                        if (piece.last()) {
                            return new ContentReading(
                                    data.toString(),
                                    true,
                                    decoder.trailers(),
                                    Optional.empty(),
                                    unread + String.join("", pieces.subList(i + 1, pieces.size())));
                        }
                        assertTrue(moved > 0, "a piece of nothing, which would come for ever");
                        assertEquals(Headers.empty(), decoder.trailers());
                    }
                    case NeedMore() -> {
                        int most = limits.fieldSection() + 1;
                        assertTrue(unread.length() <= most, "waits for more than it may");
                        waiting = true;
                    }
                    case Refused(var violation) -> {
                        return new ContentReading(
                                data.toString(),
                                false,
                                decoder.trailers(),
                                Optional.of(violation.code()),
                                "");
                    }
                }
            }
        }
        return new ContentReading(data.toString(), false, decoder.trailers(), Optional.empty(), "");
    }

    /// {@return the data of chunks that are nothing else}
    static String data(String text) {
        var reading = ofChunked(text);
        assertEquals(Optional.empty(), reading.refusal());
        assertTrue(reading.isWhole(), "not whole");
        assertEquals("", reading.rest());
        return reading.data();
    }

    /// {@return the trailers of chunks that are nothing else}
    static Headers trailers(String text) {
        var reading = ofChunked(text);
        assertEquals(Optional.empty(), reading.refusal());
        assertTrue(reading.isWhole(), "not whole");
        return reading.trailers();
    }

    /// Asserts that chunks are refused.
    static void refuses(ErrorCode code, String text) {
        var reading = ofChunked(text);
        assertEquals(Optional.of(code), reading.refusal());
    }
}
