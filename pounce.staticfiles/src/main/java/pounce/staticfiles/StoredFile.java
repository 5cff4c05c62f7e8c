package pounce.staticfiles;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import pounce.api.HttpScope;
import pounce.api.Send;
import pounce.api.field.AcceptEncoding;

/// A file with its representations, as it was when it was looked at last.
final class StoredFile {
    /// Between two looks at the file system.
    private static final long FRESH = Duration.ofSeconds(1).toNanos();

    /// In octets: of everything but content.
    private static final int OVERHEAD = 4 << 10;

    private final Mount mount;
    private final FilePath path;
    private final Snapshot snapshot;
    private final List<Representation> representations;
    private final List<String> codings;

    /// When the last look began.
    private final AtomicLong looked;

    /// When it was asked for last, or nearly.
    private volatile long used;

    /// @param representations of the same file, one per coding
    /// @param looked when the look at the file system began that found them
    StoredFile(
            Mount mount,
            FilePath path,
            Snapshot snapshot,
            List<Representation> representations,
            long looked) {
        this.mount = mount;
        this.path = path;
        this.snapshot = snapshot;
        this.representations =
                representations.stream()
                        .sorted(Comparator.comparingLong(Representation::length))
                        .toList();
        this.codings = this.representations.stream().map(Representation::coding).toList();
        this.looked = new AtomicLong(looked);
        this.used = looked;
    }

    /// {@return how much memory it takes, in octets}
    long weight() {
        long weight = OVERHEAD;
        for (var representation : representations) {
            weight += representation.weight();
        }
        return weight;
    }

    long used() {
        return used;
    }

    /// Makes sure that the file was looked at less than a second ago. One request looks, the others
    /// go on with what is known.
    ///
    /// @return false if it is another one by now
    /// @throws IOException if the system cannot tell
    boolean isCurrent() throws IOException {
        if (!mount.changes()) return true;
        long now = mount.now();
        long last = looked.get();
        if (now - used > FRESH / 8) {
            used = now;
        }
        return now - last < FRESH
                || !looked.compareAndSet(last, now)
                || mount.snapshot(path).filter(snapshot::equals).isPresent();
    }

    /// Answers a GET or HEAD.
    ///
    /// @param request says what the client takes
    /// @param send where the answer goes
    /// @return false if nothing was sent, because the file is another one by now
    /// @throws IOException if the file cannot be read
    boolean answer(HttpScope request, Send send) throws IOException {
        return choose(request).answer(request, send);
    }

    /// A client that takes none of them may still be served by whoever codes content on its way
    /// out, or says no.
    private Representation choose(HttpScope request) {
        if (representations.size() == 1) return representations.getFirst();
        var accepted = AcceptEncoding.parse(request.headers().all("accept-encoding"));
        var best = accepted.best(codings).orElse(AcceptEncoding.IDENTITY);
        return representations.get(codings.indexOf(best));
    }
}
