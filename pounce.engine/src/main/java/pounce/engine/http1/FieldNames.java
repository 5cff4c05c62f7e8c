package pounce.engine.http1;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Names of fields in lower case; the usual ones are not made anew.
final class FieldNames {
    private static final int SLOTS = 1024;
    private static final String[] USUAL = {
        "accept",
        "accept-charset",
        "accept-encoding",
        "accept-language",
        "accept-ranges",
        "access-control-request-headers",
        "access-control-request-method",
        "age",
        "allow",
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
        "date",
        "dnt",
        "etag",
        "expect",
        "expires",
        "forwarded",
        "from",
        "host",
        "if-match",
        "if-modified-since",
        "if-none-match",
        "if-range",
        "if-unmodified-since",
        "keep-alive",
        "last-modified",
        "link",
        "location",
        "max-forwards",
        "origin",
        "pragma",
        "prefer",
        "priority",
        "proxy-authorization",
        "range",
        "referer",
        "sec-ch-ua",
        "sec-ch-ua-mobile",
        "sec-ch-ua-platform",
        "sec-fetch-dest",
        "sec-fetch-mode",
        "sec-fetch-site",
        "sec-fetch-user",
        "sec-websocket-extensions",
        "sec-websocket-key",
        "sec-websocket-protocol",
        "sec-websocket-version",
        "server",
        "te",
        "traceparent",
        "tracestate",
        "trailer",
        "transfer-encoding",
        "upgrade",
        "upgrade-insecure-requests",
        "user-agent",
        "vary",
        "via",
        "x-forwarded-for",
        "x-forwarded-host",
        "x-forwarded-port",
        "x-forwarded-proto",
        "x-real-ip",
        "x-request-id",
        "x-requested-with"
    };

    /// By a hash of length, first, middle and last letter; where two share a slot the later is made
    /// anew each time.
    private static final @Nullable String[] KNOWN = table();

    private FieldNames() {}

    /// {@return the name that these octets spell}
    static String of(byte[] octets, int from, int to) {
        int length = to - from;
        var known =
                KNOWN[
                        slot(
                                length,
                                Octets.lower(octets[from]),
                                Octets.lower(octets[from + length / 2]),
                                Octets.lower(octets[to - 1]))];
        if (known != null && Octets.spell(octets, from, to, known)) {
            return known;
        }
        var lower = new byte[length];
        for (int i = 0; i < length; i++) {
            lower[i] = (byte) Octets.lower(octets[from + i]);
        }
        return new String(lower, StandardCharsets.ISO_8859_1);
    }

    private static int slot(int length, int first, int middle, int last) {
        return (length * 31 + first * 7 + middle * 131 + last * 37) & (SLOTS - 1);
    }

    private static @Nullable String[] table() {
        var table = new @Nullable String[SLOTS];
        for (var name : USUAL) {
            int length = name.length();
            table[slot(length, name.charAt(0), name.charAt(length / 2), name.charAt(length - 1))] =
                    name;
        }
        return table;
    }
}
