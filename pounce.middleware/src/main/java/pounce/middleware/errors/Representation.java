package pounce.middleware.errors;

import pounce.api.RequestHead;
import pounce.api.field.MediaRanges;

/// How a failure is told, the server's favourite first.
enum Representation {
    /// RFC 9457.
    PROBLEM("application/problem+json"),
    /// The same for clients that ask for nothing but JSON.
    JSON("application/json"),
    /// For people.
    HTML("text/html; charset=utf-8"),
    /// For those who take nothing else.
    TEXT("text/plain; charset=utf-8");

    private final String mediaType;

    Representation(String mediaType) {
        this.mediaType = mediaType;
    }

    /// {@return the value of `Content-Type`}
    String mediaType() {
        return mediaType;
    }

    /// {@return what a client likes best (RFC 9110, section 12.5.1)}; text for one that says
    /// nothing, or takes none of them: an error in a form that nobody asked for is better than
    /// none.
    ///
    /// @param request says what it accepts
    static Representation of(RequestHead request) {
        var lines = request.headers().all("accept");
        if (lines.isEmpty()) return TEXT;
        var accepted = MediaRanges.parse(String.join(",", lines));
        var best = TEXT;
        int highest = 0;
        for (var each : values()) {
            int quality = accepted.quality(each.mediaType).orElse(0);
            if (quality > highest) {
                highest = quality;
                best = each;
            }
        }
        return best;
    }
}
