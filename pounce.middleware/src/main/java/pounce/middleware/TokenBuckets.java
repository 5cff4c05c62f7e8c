package pounce.middleware;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import pounce.api.spi.RateLimitStore;

/// Buckets in memory, as many as there is room for.
///
/// A bucket is one number: when it will be full again, if nobody takes more (the generic cell rate
/// algorithm). Keys lie in sets of a few places, by a hash that nobody outside can compute; a key
/// that comes into a full set takes the place of the one that is full soonest, for least is lost by
/// that.
///
/// Whoever is remembered takes a token without a lock. Locks are for those who come.
public final class TokenBuckets implements RateLimitStore {
    private static final int SET = 8;
    private static final int LOCKS = 64;
    private static final Duration NONE = Duration.ZERO;

    private final AtomicReferenceArray<@Nullable Entry> entries;
    private final int sets;
    private final int secret;
    private final LongSupplier clock;
    private final ReentrantLock[] locks = new ReentrantLock[LOCKS];

    private static final class Entry {
        private final String key;
        private final AtomicLong full;

        Entry(String key, long full) {
            this.key = key;
            this.full = new AtomicLong(full);
        }
    }

    /// Empty buckets are never made: all are full.
    ///
    /// @param keys how many are remembered, at least; rounded up to whole sets
    /// @param clock in nanoseconds; only differences mean something
    /// @param secret decides which keys meet in a set
    public TokenBuckets(int keys, LongSupplier clock, int secret) {
        this.sets = Math.ceilDiv(keys, SET);
        this.entries = new AtomicReferenceArray<>(sets * SET);
        this.clock = clock;
        this.secret = secret;
        for (int i = 0; i < LOCKS; i++) locks[i] = new ReentrantLock();
    }

    @Override
    public Taken take(String key, Bucket bucket) {
        long now = clock.getAsLong();
        int set = set(key);
        var known = find(key, set);
        return take(known != null ? known : come(key, set, now), bucket, now);
    }

    /// {@return how many keys are remembered}
    public int size() {
        int size = 0;
        for (int i = 0; i < entries.length(); i++) {
            if (entries.get(i) != null) size++;
        }
        return size;
    }

    private static Taken take(Entry entry, Bucket bucket, long now) {
        long refill = bucket.refill().toNanos();
        long room = refill * bucket.tokens();
        while (true) {
            long full = entry.full.get();
            long since = Math.max(0, full - now); // of what has been taken, not yet gained
            if (since + refill > room) {
                return new Taken(
                        0, Duration.ofNanos(since + refill - room), Duration.ofNanos(since));
            }
            if (entry.full.compareAndSet(full, now + since + refill)) {
                return new Taken(
                        (int) ((room - since - refill) / refill),
                        NONE,
                        Duration.ofNanos(since + refill));
            }
        }
    }

    // ---------------------------------------------------------------- places

    private int set(String key) {
        int hash = (key.hashCode() ^ secret) * 0x9E3779B1; // spreads what differs in few bits
        return Integer.remainderUnsigned(hash ^ hash >>> 15, sets) * SET;
    }

    private @Nullable Entry find(String key, int set) {
        for (int i = set; i < set + SET; i++) {
            var entry = entries.get(i);
            if (entry != null && entry.key.equals(key)) return entry;
        }
        return null;
    }

    private Entry come(String key, int set, long now) {
        var lock = locks[set / SET % LOCKS];
        lock.lock();
        try {
            var known = find(key, set); // another thread may have been faster
            if (known != null) return known;
            var entry = new Entry(key, now);
            entries.set(placeIn(set, now), entry);
            return entry;
        } finally {
            lock.unlock();
        }
    }

    private int placeIn(int set, long now) {
        int place = set;
        long soonest = Long.MAX_VALUE;
        for (int i = set; i < set + SET; i++) {
            var entry = entries.get(i);
            if (entry == null) return i;
            long left = entry.full.get() - now;
            if (left < soonest) {
                soonest = left;
                place = i;
            }
        }
        return place;
    }
}
