package pounce.engine.http1;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Names of fields in lower case; the usual ones are not made anew.
final class FieldNames {
    private static final int SLOTS = 512;
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

    /// A perfect hash: no two names share a slot, so none is ever made anew. Length and three
    /// letters tell them apart; the factors of [#slot] were searched for, and a new name may need
    /// others.
    private static final @Nullable String[] KNOWN = table();

    private FieldNames() {}

    /// {@return the name that these octets spell}
    static String of(byte[] octets, int from, int to) {
        int length = to - from;
        int first = Octets.lower(octets[from]);
        int middle = Octets.lower(octets[from + middle(length)]);
        int late = Octets.lower(octets[from + late(length)]);
        var known = KNOWN[slot(length, first, middle, late)];
        if (known != null && Octets.spell(octets, from, to, known)) {
            return known;
        }
        var lower = new byte[length];
        for (int i = 0; i < length; i++) {
            lower[i] = (byte) Octets.lower(octets[from + i]);
        }
        return new String(lower, StandardCharsets.ISO_8859_1);
    }

    private static int middle(int length) {
        return length / 2;
    }

    /// Not the last letter, which `sec-fetch-mode` and `sec-fetch-site` share.
    private static int late(int length) {
        return length * 3 / 4;
    }

    private static int slot(int length, int first, int middle, int late) {
        return (194 * length + 109 * first + 92 * middle + 31 * late) & (SLOTS - 1);
    }

    private static @Nullable String[] table() {
        var table = new @Nullable String[SLOTS];
        for (var name : USUAL) {
            int length = name.length();
            char middle = name.charAt(middle(length));
            table[slot(length, name.charAt(0), middle, name.charAt(late(length)))] = name;
        }
        return table;
    }
}
