package pounce.staticfiles;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Files that were asked for, by path, within a bound of memory. Whoever finds one pays a look into
/// a hash table; whoever adds one too many clears away, at once, an eighth of what was asked for
/// least recently.
final class FileCache {
    private final long capacity;
    private final ConcurrentHashMap<String, StoredFile> files = new ConcurrentHashMap<>();
    private final AtomicLong weight = new AtomicLong();
    private final ReentrantLock clearing = new ReentrantLock();

    /// @param capacity in octets, about
    FileCache(long capacity) {
        this.capacity = capacity;
    }

    @Nullable StoredFile get(String path) {
        return files.get(path);
    }

    void put(String path, StoredFile file) {
        if (file.weight() > capacity) return;
        var former = files.put(path, file);
        long added = file.weight() - (former == null ? 0 : former.weight());
        if (weight.addAndGet(added) > capacity) {
            clear();
        }
    }

    void remove(String path, StoredFile file) {
        if (files.remove(path, file)) {
            weight.addAndGet(-file.weight());
        }
    }

    /// {@return how much memory the files take, in octets, about}
    long weight() {
        return weight.get();
    }

    private void clear() {
        if (!clearing.tryLock()) return; // somebody does it already
        try {
            files.entrySet().stream()
                    .map(entry -> Map.entry(entry.getKey(), new Aged(entry.getValue())))
                    .sorted(Comparator.comparingLong(entry -> entry.getValue().used))
                    .takeWhile(_ -> weight.get() > capacity - capacity / 8)
                    .forEach(entry -> remove(entry.getKey(), entry.getValue().file));
        } finally {
            clearing.unlock();
        }
    }

    /// Sorted by a moment that does not move meanwhile.
    private static final class Aged {
        final StoredFile file;
        final long used;

        Aged(StoredFile file) {
            this.file = file;
            this.used = file.used();
        }
    }
}
