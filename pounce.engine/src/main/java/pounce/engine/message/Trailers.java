package pounce.engine.message;

import java.util.Set;
import pounce.api.Headers;

/// Trailer fields that a recipient may look at (RFC 9110, section 6.5.1): none that frame, route,
/// authenticate, modify the request or describe the content, for whoever decided on those has
/// decided already.
public final class Trailers {
    private static final Set<String> FORBIDDEN =
            Set.of(
                    "authorization",
                    "cache-control",
                    "connection",
                    "content-disposition",
                    "content-encoding",
                    "content-language",
                    "content-length",
                    "content-location",
                    "content-range",
                    "content-type",
                    "cookie",
                    "expect",
                    "host",
                    "if-match",
                    "if-modified-since",
                    "if-none-match",
                    "if-range",
                    "if-unmodified-since",
                    "keep-alive",
                    "max-forwards",
                    "pragma",
                    "proxy-authorization",
                    "proxy-connection",
                    "range",
                    "set-cookie",
                    "te",
                    "trailer",
                    "transfer-encoding",
                    "upgrade");

    private Trailers() {}

    /// {@return the fields without those that are dropped}
    ///
    /// @param received all that came
    public static Headers allowed(Headers received) {
        Headers kept = received;
        for (var name : FORBIDDEN) {
            if (kept.contains(name)) {
                kept = kept.without(name);
            }
        }
        return kept;
    }
}
