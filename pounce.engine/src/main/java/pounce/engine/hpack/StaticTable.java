package pounce.engine.hpack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The table that both sides have (RFC 7541, appendix A).
final class StaticTable {
    /// Names and values in turn; the first pair has index 1.
    private static final List<String> PAIRS =
            List.of(
                    ":authority", "",
                    ":method", "GET",
                    ":method", "POST",
                    ":path", "/",
                    ":path", "/index.html",
                    ":scheme", "http",
                    ":scheme", "https",
                    ":status", "200",
                    ":status", "204",
                    ":status", "206",
                    ":status", "304",
                    ":status", "400",
                    ":status", "404",
                    ":status", "500",
                    "accept-charset", "",
                    "accept-encoding", "gzip, deflate",
                    "accept-language", "",
                    "accept-ranges", "",
                    "accept", "",
                    "access-control-allow-origin", "",
                    "age", "",
                    "allow", "",
                    "authorization", "",
                    "cache-control", "",
                    "content-disposition", "",
                    "content-encoding", "",
                    "content-language", "",
                    "content-length", "",
                    "content-location", "",
                    "content-range", "",
                    "content-type", "",
                    "cookie", "",
                    "date", "",
                    "etag", "",
                    "expect", "",
                    "expires", "",
                    "from", "",
                    "host", "",
                    "if-match", "",
                    "if-modified-since", "",
                    "if-none-match", "",
                    "if-range", "",
                    "if-unmodified-since", "",
                    "last-modified", "",
                    "link", "",
                    "location", "",
                    "max-forwards", "",
                    "proxy-authenticate", "",
                    "proxy-authorization", "",
                    "range", "",
                    "referer", "",
                    "refresh", "",
                    "retry-after", "",
                    "server", "",
                    "set-cookie", "",
                    "strict-transport-security", "",
                    "transfer-encoding", "",
                    "user-agent", "",
                    "vary", "",
                    "via", "",
                    "www-authenticate", "");

    /// The index of the last entry; the dynamic table begins behind it.
    static final int SIZE = PAIRS.size() / 2;

    private static final Map<String, Integer> BY_NAME = byName();

    private StaticTable() {}

    static String name(int index) {
        return PAIRS.get(2 * index - 2);
    }

    static String value(int index) {
        return PAIRS.get(2 * index - 1);
    }

    /// {@return the first index with this name; 0 if there is none}
    static int indexOf(String name) {
        Integer index = BY_NAME.get(name);
        return index == null ? 0 : index;
    }

    private static Map<String, Integer> byName() {
        var map = new HashMap<String, Integer>();
        for (int index = 1; index <= SIZE; index++) {
            map.putIfAbsent(name(index), index);
        }
        return Map.copyOf(map);
    }
}
