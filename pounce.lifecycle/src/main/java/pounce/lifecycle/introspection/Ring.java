package pounce.lifecycle.introspection;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// The last few of many. Any thread, and no locks: event loops add.
///
/// Who reads while others add may miss one that is being replaced.
final class Ring<T> {
    private final AtomicReferenceArray<T> slots;
    private final AtomicLong added = new AtomicLong();

    /// @param size how many are kept
    Ring(int size) {
        slots = new AtomicReferenceArray<>(size);
    }

    void add(T value) {
        slots.set(slot(added.getAndIncrement()), value);
    }

    List<T> newestFirst() {
        var found = new ArrayList<T>();
        long end = added.get();
        for (long i = end - 1; i >= Math.max(0, end - slots.length()); i--) {
            var value = slots.get(slot(i));
            if (value != null) {
                found.add(value);
            }
        }
        return found;
    }

    private int slot(long number) {
        return (int) (number % slots.length());
    }
}
