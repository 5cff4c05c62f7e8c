package pounce.engine.hpack;

import org.jspecify.annotations.Nullable;

/// The fields that one side has sent lately (RFC 7541, section 2.3.2): a ring, of which the newest
/// has index 0.
///
/// @param <F> the kind of field
final class DynamicTable<F extends HpackField> {
    private static final int FIRST_SLOTS = 8;

    private @Nullable HpackField[] ring = new HpackField[FIRST_SLOTS];
    private int newest = -1;
    private int count;
    private int octets;
    private int capacity;

    /// @param capacity in octets, by the count of [HpackField#size]
    DynamicTable(int capacity) {
        this.capacity = capacity;
    }

    int count() {
        return count;
    }

    /// {@return the field}
    ///
    /// @param index 0 to [#count] - 1
    @SuppressWarnings("unchecked") // only `add` puts fields in
    F get(int index) {
        var field = ring[(newest - index) & (ring.length - 1)];
        if (index >= count || field == null) {
            throw new IndexOutOfBoundsException(index);
        }
        return (F) field;
    }

    /// Puts a field in front, and drops the oldest ones that have no place any more. One that is
    /// larger than the table empties it, which is no error (RFC 7541, section 4.4).
    void add(F field) {
        int size = field.size();
        evictDownTo(capacity - size);
        if (size > capacity) {
            return;
        }
        if (count == ring.length) {
            grow();
        }
        newest = (newest + 1) & (ring.length - 1);
        ring[newest] = field;
        count++;
        octets += size;
    }

    void resize(int newCapacity) {
        capacity = newCapacity;
        evictDownTo(newCapacity);
    }

    private void evictDownTo(int limit) {
        while (count > 0 && octets > limit) {
            int oldest = (newest - count + 1) & (ring.length - 1);
            octets -= get(count - 1).size();
            ring[oldest] = null;
            count--;
        }
    }

    private void grow() {
        var larger = new @Nullable HpackField[2 * ring.length];
        for (int i = 0; i < count; i++) {
            larger[i] = get(count - 1 - i);
        }
        ring = larger;
        newest = count - 1;
    }
}
