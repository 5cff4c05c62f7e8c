package pounce.engine.net;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Deadlines of one event loop, for loop code only.
///
/// Setting a deadline is a plain store in the entry: the wheel asks each entry when its bucket
/// comes up, at least once a second, and files it again. So a deadline may move either way without
/// the wheel being told, and is noticed at most [#HORIZON] late.
final class TimerWheel {
    /// How often the loop looks.
    static final long TICK_MILLIS = 100;

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int BUCKETS = 16;

    /// In ticks: no entry is left unasked for longer.
    private static final int HORIZON = 10;

    private final @Nullable Entry[] buckets = new Entry[BUCKETS];
    private long tick;
    private int count;

    TimerWheel(long now) {
        tick = now / TICK;
    }

    /// What waits for a moment.
    abstract static class Entry {
        private @Nullable Entry next;

        /// Looks at its own deadlines.
        ///
        /// @param now nanoseconds on the clock of [System#nanoTime()]
        /// @return whether it wants to be asked again
        abstract boolean check(long now);

        /// {@return the next moment at which [#check] may have something to do}
        abstract long nextDeadline();
    }

    boolean isEmpty() {
        return count == 0;
    }

    void add(Entry entry) {
        count++;
        file(entry);
    }

    /// Asks every entry whose bucket has come up.
    ///
    /// @param now nanoseconds on the clock of [System#nanoTime()]
    void advance(long now) {
        long until = now / TICK;
        // After a long pause every bucket is looked at once, not once per tick that was missed.
        tick = Math.max(tick, until - BUCKETS);
        while (tick < until) {
            tick++;
            int bucket = (int) (tick & (BUCKETS - 1));
            Entry entry = buckets[bucket];
            buckets[bucket] = null;
            while (entry != null) {
                Entry following = entry.next;
                entry.next = null;
                if (entry.check(now)) {
                    file(entry);
                } else {
                    count--;
                }
                entry = following;
            }
        }
    }

    private void file(Entry entry) {
        long wanted = Math.clamp(entry.nextDeadline() / TICK + 1, tick + 1, tick + HORIZON);
        int bucket = (int) (wanted & (BUCKETS - 1));
        entry.next = buckets[bucket];
        buckets[bucket] = entry;
    }
}
