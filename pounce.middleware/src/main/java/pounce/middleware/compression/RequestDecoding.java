package pounce.middleware.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import pounce.api.App;
import pounce.api.HttpScope;
import pounce.api.Options;
import pounce.api.Receive;
import pounce.api.RequestHead;
import pounce.api.RequestLimit;
import pounce.api.Response;
import pounce.api.Scope;
import pounce.api.Send;
import pounce.api.Settings;
import pounce.api.error.ErrorCode;
import pounce.api.field.AcceptEncoding;
import pounce.api.field.Tokens;
import pounce.api.spi.ContentCoding;

/// An application that sees the content of requests as it was before it was coded (RFC 9110,
/// section 8.4). Any thread.
final class RequestDecoding implements App {
    private static final String CONTENT_ENCODING = "content-encoding";

    /// Honest clients use one; each costs memory.
    private static final int MOST_CODINGS = 2;

    private final App next;
    private final Codings codings;
    private final long usual;
    private final int ratio;
    private final int requests;
    private final AtomicInteger decoded = new AtomicInteger();

    RequestDecoding(App next, Codings codings, Settings settings) {
        this.next = next;
        this.codings = codings;
        this.usual = settings.get(Options.LIMIT_REQUEST_BODY).octets();
        this.ratio = settings.get(Options.REQUEST_DECODING_RATIO);
        this.requests = settings.get(Options.REQUEST_DECODING_REQUESTS);
    }

    @Override
    public void handle(Scope scope, Receive receive, Send send) throws Exception {
        if (scope instanceof HttpScope request && request.headers().contains(CONTENT_ENCODING)) {
            decode(request, receive, send);
        } else {
            next.handle(scope, receive, send);
        }
    }

    private void decode(HttpScope request, Receive receive, Send send) throws Exception {
        var applied = applied(request.headers().all(CONTENT_ENCODING));
        if (applied.isEmpty()) {
            refusal(ErrorCode.POUNCE_PARSE_CONTENT_CODING_UNKNOWN)
                    .header("accept-encoding", codings.names())
                    .sendTo(send);
        } else if (applied.get().isEmpty()) {
            next.handle(plain(request), receive, send);
        } else if (decoded.incrementAndGet() > requests) {
            decoded.decrementAndGet();
            refusal(ErrorCode.POUNCE_LIMIT_DECODED_REQUESTS)
                    .header("retry-after", "5")
                    .sendTo(send);
        } else {
            try {
                decode(request, receive, send, applied.get());
            } finally {
                decoded.decrementAndGet();
            }
        }
    }

    private void decode(HttpScope request, Receive receive, Send send, List<ContentCoding> applied)
            throws Exception {
        try (var content = new DecodedContent(receive, applied, ratio, usual)) {
            next.handle(
                    plain(request),
                    content,
                    event -> {
                        send.send(event);
                        if (event instanceof RequestLimit(var most)) {
                            content.limit(most.octets());
                        }
                    });
        }
    }

    /// For the pages of errors to fill.
    private static Response refusal(ErrorCode code) {
        return Response.of(code.status()).header("x-pounce-error-code", code.name());
    }

    /// Nobody behind this may decode again, or count on a length that is another.
    private static HttpScope plain(HttpScope request) {
        var headers = request.headers().without(CONTENT_ENCODING).without("content-length");
        return request.with(RequestHead.HEADERS, headers);
    }

    /// {@return the codings, in the order in which the client has applied them; empty if one is
    /// unknown, or if there are too many}
    private Optional<List<ContentCoding>> applied(List<String> lines) {
        var applied = new ArrayList<ContentCoding>();
        for (var name : Tokens.elements(String.join(",", lines))) {
            var lower = name.toLowerCase(Locale.ROOT);
            if (lower.equals(AcceptEncoding.IDENTITY)) continue;
            var coding = codings.named(lower);
            if (coding.isEmpty() || applied.size() == MOST_CODINGS) return Optional.empty();
            applied.add(coding.get());
        }
        return Optional.of(applied);
    }
}
