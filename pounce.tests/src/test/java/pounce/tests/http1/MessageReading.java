package pounce.tests.http1;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import pounce.api.error.ErrorCode;
import pounce.engine.http1.ContentDecoder;
import pounce.engine.http1.ContentDecoder.Piece;
import pounce.engine.http1.Head;
import pounce.engine.http1.HeadDecoder;
import pounce.engine.http1.HeadLimits;
import pounce.engine.message.Decoded.NeedMore;
import pounce.engine.message.Decoded.Ready;
import pounce.engine.message.Decoded.Refused;
import pounce.engine.message.Violation;
import pounce.tests.grammar.Request;

/// What the decoders together make of a connection.
///
/// @param requests those that were whole
/// @param refusal why it ended, if it was refused
/// @param used how many octets the requests took
record MessageReading(List<Request> requests, Optional<ErrorCode> refusal, int used) {

    /// Brings octets piece by piece, as a connection does; unused ones again, in another buffer.
    static MessageReading of(HeadLimits limits, List<String> pieces) {
        var reader = new Reader(limits);
        for (var piece : pieces) {
            reader.unread += piece;
            while (reader.getsOn()) {}
        }
        return new MessageReading(reader.requests, reader.refusal, reader.used);
    }

    /// Heads and contents in turn.
    private static final class Reader {
        private final HeadLimits limits;
        private final HeadDecoder heads;
        private final List<Request> requests = new ArrayList<>();
        private final StringBuilder data = new StringBuilder();
        private @Nullable Head head;
        private @Nullable ContentDecoder content;
        private Optional<ErrorCode> refusal = Optional.empty();
        private String unread = "";
        private int consumed;
        private int used;

        Reader(HeadLimits limits) {
            this.limits = limits;
            this.heads = new HeadDecoder(limits, false);
        }

        boolean getsOn() {
            if (refusal.isPresent()) {
                return false;
            }
            var begun = head;
            var decoder = content;
            return (begun == null || decoder == null) ? head() : content(begun, decoder);
        }

        private boolean head() {
            var input = Wire.input(unread);
            var decoded = heads.decode(input);
            consume(Wire.text(input));
            return switch (decoded) {
                case Ready<Head>(Head whole) -> {
                    head = whole;
                    content = ContentDecoder.of(whole.framing(), limits, ContentReading.EXTENSIONS);
                    data.setLength(0);
                    yield true;
                }
                case NeedMore<Head>() -> false;
                case Refused<Head>(Violation violation) -> refuse(violation);
            };
        }

        private boolean content(Head begun, ContentDecoder decoder) {
            var input = Wire.input(unread);
            var decoded = decoder.decode(input);
            consume(Wire.text(input));
            return switch (decoded) {
                case Ready<Piece>(Piece piece) -> {
                    data.append(Wire.text(piece.data()));
                    if (piece.last()) {
                        end(begun, decoder);
                    }
                    yield true;
                }
                case NeedMore<Piece>() -> false;
                case Refused<Piece>(Violation violation) -> refuse(violation);
            };
        }

        private void end(Head begun, ContentDecoder decoder) {
            requests.add(
                    new Request(
                            Meanings.of(begun), data.toString(), Meanings.of(decoder.trailers())));
            content = null;
            used = consumed;
        }

        private boolean refuse(Violation violation) {
            refusal = Optional.of(violation.code());
            return false;
        }

        private void consume(String rest) {
            consumed += unread.length() - rest.length();
            unread = rest;
        }
    }
}
