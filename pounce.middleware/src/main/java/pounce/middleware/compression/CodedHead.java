package pounce.middleware.compression;

import java.util.List;
import pounce.api.Headers;
import pounce.api.ResponseStart;
import pounce.api.field.EntityTag;
import pounce.api.field.Tokens;

/// What coding does to the head of a response.
final class CodedHead {
    private static final String ACCEPT_ENCODING = "accept-encoding";

    private CodedHead() {}

    /// {@return the head of a response that others may get coded}: caches must know (RFC 9110,
    /// section 12.5.5).
    ///
    /// @param start that of the application
    static ResponseStart varying(ResponseStart start) {
        return new ResponseStart(start.status(), varying(start.headers()));
    }

    private static Headers varying(Headers headers) {
        var lines = headers.all("vary");
        if (lines.isEmpty()) return headers.plus("vary", ACCEPT_ENCODING);
        var vary = String.join(", ", lines);
        boolean known =
                Tokens.elements(vary).stream()
                        .anyMatch(
                                each -> each.equals("*") || each.equalsIgnoreCase(ACCEPT_ENCODING));
        return known ? headers : headers.with("vary", vary + ", " + ACCEPT_ENCODING);
    }

    /// {@return the head of the coded response}: its length is another, its octets differ from
    /// those that a strong validator promised (RFC 9110, section 8.8.3.3), and parts of it cannot
    /// be asked for.
    ///
    /// @param start that of the application
    /// @param coding its name
    static ResponseStart coded(ResponseStart start, String coding) {
        var headers = start.headers().without("content-length").without("accept-ranges");
        return new ResponseStart(
                start.status(), weak(varying(headers)).with("content-encoding", coding));
    }

    /// {@return the head of a 304}: to a client that has the coded response its validator is weak,
    /// as it was with that one.
    ///
    /// @param start that of the application
    /// @param ifNoneMatch what the client has
    static ResponseStart notModified(ResponseStart start, List<String> ifNoneMatch) {
        var weak = weak(start.headers());
        var tag = weak.first("etag").orElse("");
        return weak.equals(start.headers()) || ifNoneMatch.stream().noneMatch(l -> l.contains(tag))
                ? start
                : new ResponseStart(start.status(), varying(weak));
    }

    private static Headers weak(Headers headers) {
        return headers.first("etag")
                .flatMap(EntityTag::parse)
                .filter(tag -> !tag.weak())
                .map(tag -> headers.with("etag", EntityTag.weak(tag.opaque()).toString()))
                .orElse(headers);
    }

    /// {@return whether a response must stay as it is, whatever the client takes}: it has no
    /// content, is part of something, is coded, or was promised octet for octet.
    ///
    /// @param start that of the application
    static boolean isUntouchable(ResponseStart start) {
        var headers = start.headers();
        return switch (start.status()) {
            case 204, 205, 206, 304 -> true;
            default ->
                    headers.contains("content-encoding")
                            || headers.contains("content-range")
                            || headers.contains("content-digest")
                            || headers.contains("repr-digest")
                            || headers.contains("digest")
                            || headers.contains("content-md5")
                            || isNoTransform(headers.all("cache-control"));
        };
    }

    /// RFC 9111, section 5.2.2.6.
    private static boolean isNoTransform(List<String> cacheControl) {
        for (var line : cacheControl) {
            for (var each : Tokens.elements(line)) {
                if (each.equalsIgnoreCase("no-transform")) return true;
            }
        }
        return false;
    }
}
