package pounce.api;

import java.nio.ByteBuffer;
import pounce.api.error.ErrorCode;
import pounce.api.error.LimitException;
import pounce.api.error.ParseException;
import pounce.api.error.PounceException;
import pounce.api.multipart.Boundary;
import pounce.api.multipart.MultipartDecoder;
import pounce.api.multipart.MultipartEvent;
import pounce.api.multipart.MultipartEvent.NeedMore;
import pounce.api.multipart.MultipartEvent.Refused;
import pounce.api.multipart.MultipartLimits;

/// Brings the content of a request to the decoder of its parts. For one thread at a time.
final class PartReader {
    private final BodyStream body;
    private final FormLimits limits;
    private final MultipartDecoder decoder;
    private ByteBuffer input = ByteBuffer.allocate(0);
    private long inMemory;

    PartReader(BodyStream body, Boundary boundary, FormLimits limits) {
        this.body = body;
        this.limits = limits;
        this.decoder =
                new MultipartDecoder(
                        boundary,
                        new MultipartLimits(
                                limits.fields(),
                                limits.name().octets(),
                                (int) limits.partHeaderSection().octets(),
                                limits.part().octets()));
    }

    /// Blocks until the decoder has something to say.
    ///
    /// @return neither [NeedMore] nor [Refused]
    MultipartEvent next() {
        while (true) {
            switch (decoder.decode(input)) {
                case NeedMore() -> {
                    if (!more()) return known(decoder.end());
                }
                case MultipartEvent event -> {
                    return known(event);
                }
            }
        }
    }

    private boolean more() {
        var piece = body.take();
        input = piece.orElse(input);
        return piece.isPresent();
    }

    private static MultipartEvent known(MultipartEvent event) {
        if (event instanceof Refused(var code, var detail)) throw refusal(code, detail);
        return event;
    }

    private static PounceException refusal(ErrorCode code, String detail) {
        return code == ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE
                ? new LimitException(code, detail)
                : new ParseException(code, detail);
    }

    /// Counts what is read into memory, of all parts together.
    void keep(int octets) {
        inMemory += octets;
        if (inMemory > limits.memory().octets()) {
            throw new LimitException(
                    ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE,
                    "the parts that were read into memory exceed limits.form-memory");
        }
    }
}
