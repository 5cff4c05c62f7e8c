package pounce.engine.exchange;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import pounce.api.Headers;
import pounce.api.ResponseBody;
import pounce.api.ResponseFile;
import pounce.api.ResponseStart;
import pounce.api.SendEvent;
import pounce.api.field.ByteRange;
import pounce.api.field.ByteRanges;
import pounce.api.field.Preconditions;
import pounce.api.field.Validators;

/// What becomes of a 200 with all of its content when the client asks for ranges of it (RFC 9110,
/// section 14).
///
/// @param start the head
/// @param content in the order in which it is sent; the last event is the last content
record PartialResponse(ResponseStart start, List<? extends SendEvent> content) {
    /// They describe the representation, which a 416 does not have.
    private static final List<String> REPRESENTATION =
            List.of(
                    "cache-control",
                    "content-disposition",
                    "content-encoding",
                    "content-language",
                    "content-length",
                    "content-location",
                    "content-type",
                    "etag",
                    "expires",
                    "last-modified");

    PartialResponse {
        content = List.copyOf(content);
    }

    /// Selects what the `Range` field asks for.
    ///
    /// @param request a GET with such a field
    /// @param whole the head of a 200
    /// @param body all of its content
    /// @param now when the request is looked at
    /// @return the same events where the field has to be ignored
    static PartialResponse of(
            Headers request, ResponseStart whole, ResponseBody body, Instant now) {
        return of(request, whole, new InMemory(body.data()), body, now);
    }

    /// The same, from a file.
    ///
    /// @param request a GET with such a field
    /// @param whole the head of a 200
    /// @param body all of its content
    /// @param now when the request is looked at
    /// @return the same events where the field has to be ignored
    static PartialResponse of(
            Headers request, ResponseStart whole, ResponseFile body, Instant now) {
        return of(request, whole, new InFile(body), body, now);
    }

    private static PartialResponse of(
            Headers request, ResponseStart whole, Source source, SendEvent body, Instant now) {
        var lines = request.all("range");
        var ranges = ByteRanges.parse(String.join(",", lines));
        var validators = Validators.parse(whole.headers()::first, now);
        if (lines.size() != 1
                || ranges.isEmpty()
                || !Preconditions.of(request::all, now).allowRanges(validators)) {
            return new PartialResponse(whole, List.of(body));
        }
        var selected = ranges.get().resolve(source.length());
        return switch (selected.size()) {
            case 0 -> unsatisfied(whole, source.length());
            case 1 -> single(whole, source, selected.getFirst());
            default -> {
                var parts = new Multipart(whole, selected, source.length());
                yield parts.isWorthwhile()
                        ? parts.of(source)
                        : new PartialResponse(whole, List.of(body));
            }
        };
    }

    private static PartialResponse unsatisfied(ResponseStart whole, long length) {
        var fields = whole.headers();
        for (var name : REPRESENTATION) {
            fields = fields.without(name);
        }
        var start =
                new ResponseStart(416, fields.with("content-range", ByteRange.unsatisfied(length)));
        return new PartialResponse(start, List.of(ResponseBody.end()));
    }

    private static PartialResponse single(ResponseStart whole, Source source, ByteRange range) {
        var fields =
                whole.headers()
                        .without("content-length")
                        .with("content-range", range.contentRange(source.length()));
        return new PartialResponse(
                new ResponseStart(206, fields), List.of(source.part(range, true)));
    }

    // ---------------------------------------------------------------- where the octets are

    private sealed interface Source {
        long length();

        SendEvent part(ByteRange range, boolean last);
    }

    private record InMemory(ByteBuffer data) implements Source {
        @Override
        public long length() {
            return data.remaining();
        }

        @Override
        public SendEvent part(ByteRange range, boolean last) {
            int from = data.position() + (int) range.first();
            return new ResponseBody(data.slice(from, (int) range.length()), last);
        }
    }

    private record InFile(ResponseFile whole) implements Source {
        @Override
        public long length() {
            return whole.length();
        }

        @Override
        public SendEvent part(ByteRange range, boolean last) {
            return new ResponseFile(
                    whole.file(), whole.offset() + range.first(), range.length(), last);
        }
    }

    // ---------------------------------------------------------------- several parts

    /// Several ranges as `multipart/byteranges` (RFC 9110, section 14.6).
    ///
    /// ```text
    /// CRLF --boundary CRLF Content-Type: … CRLF Content-Range: … CRLF CRLF octets
    /// CRLF --boundary-- CRLF
    /// ```
    private static final class Multipart {
        private final ResponseStart whole;
        private final List<ByteRange> ranges;
        private final long completeLength;
        private final String boundary = boundary();
        private final List<byte[]> heads;
        private final byte[] end = ascii("\r\n--" + boundary + "--\r\n");

        Multipart(ResponseStart whole, List<ByteRange> ranges, long completeLength) {
            this.whole = whole;
            this.ranges = ranges;
            this.completeLength = completeLength;
            this.heads = ranges.stream().map(this::head).toList();
        }

        private byte[] head(ByteRange range) {
            var head = new StringBuilder("\r\n--").append(boundary).append("\r\n");
            whole.headers()
                    .first("content-type")
                    .ifPresent(type -> head.append("content-type: ").append(type).append("\r\n"));
            return ascii(
                    head.append("content-range: ")
                            .append(range.contentRange(completeLength))
                            .append("\r\n\r\n")
                            .toString());
        }

        /// Not if all of it is shorter, nor if it is coded: nobody agrees on whether the parts or
        /// the whole would be.
        boolean isWorthwhile() {
            return length() < completeLength && !whole.headers().contains("content-encoding");
        }

        private long length() {
            long length = end.length;
            for (var head : heads) {
                length += head.length;
            }
            for (var range : ranges) {
                length += range.length();
            }
            return length;
        }

        PartialResponse of(Source source) {
            var content = new ArrayList<SendEvent>();
            for (int i = 0; i < ranges.size(); i++) {
                content.add(ResponseBody.piece(ByteBuffer.wrap(heads.get(i))));
                content.add(source.part(ranges.get(i), false));
            }
            content.add(ResponseBody.last(ByteBuffer.wrap(end)));
            var fields =
                    whole.headers()
                            .with("content-type", "multipart/byteranges; boundary=" + boundary)
                            .with("content-length", Long.toString(length()));
            return new PartialResponse(new ResponseStart(206, fields), content);
        }

        /// Whoever writes the file cannot know it, so it is not in there.
        private static String boundary() {
            var random = ThreadLocalRandom.current();
            return Long.toHexString(random.nextLong() | Long.MIN_VALUE)
                    + Long.toHexString(random.nextLong() | Long.MIN_VALUE);
        }

        private static byte[] ascii(String text) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
    }
}
