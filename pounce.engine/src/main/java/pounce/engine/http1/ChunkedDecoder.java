package pounce.engine.http1;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import pounce.api.Headers;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.message.Trailers;
import pounce.engine.message.Violation;

/// Content in chunks (RFC 9112, section 7.1), octet by octet between the data, so that it can stop
/// anywhere.
///
/// ```text
///   5;name="value" CRLF  hello CRLF  0 CRLF  trailer: x CRLF  CRLF
///   size  extension      data        last    trailer section
/// ```
final class ChunkedDecoder implements ContentDecoder {
    private static final Decoded<Piece> NEED_MORE = new Decoded.NeedMore<>();
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /// Fifteen digits keep the value below 2^60: a sixteenth could overflow a `long`.
    private static final int MAX_DIGITS = 15;

    private enum Place {
        SIZE,
        EXTENSION,
        SIZE_LINE_FEED,
        DATA,
        DATA_END,
        DATA_LINE_FEED,
        TRAILERS,
        END
    }

    private final FieldLines trailerLines;
    private final ChunkExtensions extensions = new ChunkExtensions();
    private Place place = Place.SIZE;
    private int digits;
    private long size;

    /// For all chunks together: extensions mean nothing to anybody, and cost their reader work.
    private int extensionsLeft;

    private Headers trailers = Headers.empty();
    private @Nullable Violation violation;

    /// @param extensionLimit octets of all chunk extensions
    ChunkedDecoder(HeadLimits trailers, int extensionLimit) {
        trailerLines = new FieldLines(trailers);
        extensionsLeft = extensionLimit;
    }

    @Override
    public Decoded<Piece> decode(ByteBuffer input) {
        while (violation == null) {
            switch (place) {
                case END -> {
                    return new Decoded.Ready<>(new Piece(NOTHING.duplicate(), true));
                }
                case TRAILERS -> {
                    if (!decodeTrailers(input)) {
                        return NEED_MORE;
                    }
                }
                case DATA -> {
                    return input.hasRemaining() ? data(input) : NEED_MORE;
                }
                default -> {
                    if (!input.hasRemaining()) {
                        return NEED_MORE;
                    }
                    step(input.get());
                }
            }
        }
        return new Decoded.Refused<>(violation);
    }

    private Decoded<Piece> data(ByteBuffer input) {
        int count = (int) Math.min(size, input.remaining());
        var data = input.slice(input.position(), count);
        input.position(input.position() + count);
        size -= count;
        if (size == 0) {
            place = Place.DATA_END;
        }
        return new Decoded.Ready<>(new Piece(data, false));
    }

    private void step(byte octet) {
        switch (place) {
            case SIZE -> size(octet);
            case EXTENSION -> extension(octet);
            case SIZE_LINE_FEED -> expect(octet, '\n', size > 0 ? Place.DATA : Place.TRAILERS);
            case DATA_END -> expect(octet, '\r', Place.DATA_LINE_FEED);
            case DATA_LINE_FEED -> {
                expect(octet, '\n', Place.SIZE);
                digits = 0;
            }
            case DATA, TRAILERS, END ->
                    throw new IllegalStateException("not decoded by steps: " + place);
        }
        if (place == Place.TRAILERS) {
            trailerLines.begin(0);
        }
    }

    private void size(byte octet) {
        int digit = octet > 0 ? Character.digit(octet, 16) : -1;
        if (digit >= 0 && digits < MAX_DIGITS) {
            digits++;
            size = 16 * size + digit;
        } else if (digit >= 0 || digits == 0) {
            refuse("a chunk size of no or too many digits");
        } else if (octet == '\r') {
            place = Place.SIZE_LINE_FEED;
        } else {
            extensions.begin();
            place = Place.EXTENSION;
            extension(octet);
        }
    }

    private void extension(byte octet) {
        if (octet == '\r' && extensions.mayEnd()) {
            place = Place.SIZE_LINE_FEED;
        } else if (--extensionsLeft < 0) {
            violation =
                    new Violation(
                            ErrorCode.POUNCE_LIMIT_CHUNK_OVERHEAD, "too many chunk extensions");
        } else if (!extensions.accept(octet)) {
            refuse("a malformed chunk extension");
        }
    }

    private void expect(byte octet, char wanted, Place next) {
        if (octet == wanted) {
            place = next;
        } else {
            refuse("a chunk that does not end with CRLF");
        }
    }

    private void refuse(String detail) {
        violation = new Violation(ErrorCode.POUNCE_PARSE_CHUNK, detail);
    }

    private boolean decodeTrailers(ByteBuffer input) {
        int base = input.arrayOffset() + input.position();
        return switch (trailerLines.decode(
                input.array(), base, input.arrayOffset() + input.limit())) {
            case INCOMPLETE -> false;
            case REFUSED -> {
                violation = trailerLines.violation();
                yield true;
            }
            case COMPLETE -> {
                trailers = Trailers.allowed(trailerLines.section(input.array(), base));
                input.position(input.position() + trailerLines.end());
                place = Place.END;
                yield true;
            }
        };
    }

    @Override
    public Headers trailers() {
        return trailers;
    }
}
