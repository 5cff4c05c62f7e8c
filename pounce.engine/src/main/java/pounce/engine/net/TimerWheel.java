package pounce.engine.net;

import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Deadlines of one event loop, for loop code only. Public for its test.
///
/// Setting a deadline is a plain store in the entry: the wheel asks each entry when its bucket
/// comes up, at least once a second, and files it again. So a deadline may move either way without
/// the wheel being told, and is noticed at most [#HORIZON] late.
public final class TimerWheel {
    /// How often the loop looks.
    static final long TICK_MILLIS = 100;

    /// How late a deadline may be noticed that was moved meanwhile, in nanoseconds.
    public static final long HORIZON = TimeUnit.SECONDS.toNanos(1);

    private static final long TICK = TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
    private static final int BUCKETS = 16;

    /// No entry is left unasked for longer.
    private static final long HORIZON_TICKS = HORIZON / TICK;

    private final @Nullable Entry[] buckets = new Entry[BUCKETS];
    private long tick;
    private int count;

    /// An empty wheel.
    ///
    /// @param now nanoseconds on the clock of [System#nanoTime()]
    public TimerWheel(long now) {
        tick = Math.floorDiv(now, TICK);
    }

    /// What waits for a moment.
    public abstract static class Entry {
        private @Nullable Entry next;

        /// In no wheel yet.
        protected Entry() {}

        /// Looks at its own deadlines.
        ///
        /// @param now nanoseconds on the clock of [System#nanoTime()]
        /// @return whether it wants to be asked again
        public abstract boolean check(long now);

        /// {@return the next moment at which [#check] may have something to do}
        public abstract long nextDeadline();
    }

    /// {@return whether there is nothing to ask}
    public boolean isEmpty() {
        return count == 0;
    }

    /// Asks an entry from now on.
    ///
    /// @param entry in no wheel
    public void add(Entry entry) {
        count++;
        file(entry);
    }

    /// Hands every entry over, and is empty then.
    ///
    /// @param taker files it elsewhere, or forgets it
    public void moveTo(Consumer<? super Entry> taker) {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            Entry entry = buckets[bucket];
            buckets[bucket] = null;
            while (entry != null) {
                Entry following = entry.next;
                entry.next = null;
                taker.accept(entry);
                entry = following;
            }
        }
        count = 0;
    }

    /// Asks every entry whose bucket has come up, once.
    ///
    /// @param now nanoseconds on the clock of [System#nanoTime()]
    public void advance(long now) {
        long until = Math.floorDiv(now, TICK);
        // After a long pause every bucket is looked at once, not once per tick that was missed.
        tick = Math.max(tick, until - BUCKETS);
        Entry due = null;
        while (tick < until) {
            tick++;
            due = takeBucket(due);
        }
        // Those that are filed again come up later than all that were taken out.
        while (due != null) {
            Entry entry = due;
            due = entry.next;
            entry.next = null;
            if (entry.check(now)) {
                file(entry);
            } else {
                count--;
            }
        }
    }

    /// Empties the bucket of the current tick.
    ///
    /// @return the entries that were in it, before those that are known
    private @Nullable Entry takeBucket(@Nullable Entry known) {
        int bucket = bucket(tick);
        Entry all = known;
        Entry entry = buckets[bucket];
        buckets[bucket] = null;
        while (entry != null) {
            Entry following = entry.next;
            entry.next = all;
            all = entry;
            entry = following;
        }
        return all;
    }

    private void file(Entry entry) {
        long wanted =
                Math.clamp(
                        Math.floorDiv(entry.nextDeadline(), TICK) + 1,
                        tick + 1,
                        tick + HORIZON_TICKS);
        int bucket = bucket(wanted);
        entry.next = buckets[bucket];
        buckets[bucket] = entry;
    }

    private static int bucket(long tick) {
        return (int) (tick & (BUCKETS - 1));
    }
}
