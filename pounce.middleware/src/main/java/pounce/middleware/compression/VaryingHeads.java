package pounce.middleware.compression;

import org.jspecify.annotations.Nullable;
import pounce.api.Headers;
import pounce.api.ResponseStart;

/// The heads of responses to clients that take them as they are: caches must know that others may
/// get them coded. An application has few heads that stay the same, and sends them often, so what
/// became of them is remembered. Any thread.
final class VaryingHeads {
    /// A power of two.
    private static final int REMEMBERED = 16;

    /// Heads of more fields have some that change.
    private static final int FEW = 4;

    private final CompressionSettings settings;
    private final @Nullable Known[] known = new Known[REMEMBERED];

    /// Its fields are final, so that a thread that finds it sees them.
    private record Known(ResponseStart from, ResponseStart to) {}

    VaryingHeads(CompressionSettings settings) {
        this.settings = settings;
    }

    /// {@return the head that is sent}
    ///
    /// @param start that of the application, not of a 304
    ResponseStart of(ResponseStart start) {
        var headers = start.headers();
        if (headers.size() > FEW) return decide(start);
        int place = place(headers) + start.status() & REMEMBERED - 1;
        var same = known[place];
        if (same != null && isSame(same.from, start)) return same.to;
        var decided = decide(start);
        known[place] = new Known(start, decided);
        return decided;
    }

    private static int place(Headers headers) {
        int hash = headers.hashCode();
        return hash ^ hash >>> 16;
    }

    @SuppressWarnings("ReferenceEquality") // the same one is equal, and most are the same
    private static boolean isSame(ResponseStart known, ResponseStart start) {
        return known == start
                || (known.status() == start.status() && known.headers().equals(start.headers()));
    }

    private ResponseStart decide(ResponseStart start) {
        return settings.shrinks(start) && !CodedHead.isUntouchable(start)
                ? CodedHead.varying(start)
                : start;
    }
}
