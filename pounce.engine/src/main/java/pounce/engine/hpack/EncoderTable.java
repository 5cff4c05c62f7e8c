package pounce.engine.hpack;

import java.util.Arrays;

/// The dynamic table of an encoder (RFC 7541, section 2.3.2), which finds fields by name and value.
///
/// Entries are numbered in the order in which they came. Those with the same hash are chained, the
/// newest first, so that what is dropped is always the end of its chain.
final class EncoderTable {
    private static final int NONE = -1;
    private static final int FIRST_SLOTS = 16;

    private String[] names = new String[FIRST_SLOTS];
    private String[] values = new String[FIRST_SLOTS];
    private int[] hashes = new int[FIRST_SLOTS];

    /// By slot: the number of the next older entry of the chain.
    private int[] older = new int[FIRST_SLOTS];

    /// By hash: the number of the newest entry of the chain.
    private int[] chains = newChains(FIRST_SLOTS);

    /// The number that the next entry gets.
    private int next;

    /// The number of the oldest one.
    private int oldest;

    private int octets;
    private int capacity;

    EncoderTable(int capacity) {
        this.capacity = capacity;
    }

    int capacity() {
        return capacity;
    }

    static int hash(String name, String value) {
        int hash = 31 * name.hashCode() + value.hashCode();
        return hash ^ (hash >>> 16);
    }

    /// {@return the field's place, 0 for the newest; -1 if it is not here}
    int indexOf(String name, String value, int hash) {
        int mask = hashes.length - 1;
        for (int entry = chains[hash & mask]; entry - oldest >= 0; entry = older[entry & mask]) {
            int slot = entry & mask;
            if (hashes[slot] == hash && names[slot].equals(name) && values[slot].equals(value)) {
                return next - 1 - entry;
            }
        }
        return NONE;
    }

    /// {@return whether a field of this size would leave room for others}
    boolean suits(int size) {
        return size <= capacity * 3L / 4;
    }

    /// Puts a field in front; it has room in an empty table.
    void add(String name, String value, int hash) {
        int size = name.length() + value.length() + HpackField.OVERHEAD;
        evictDownTo(capacity - size);
        if (next - oldest == hashes.length) {
            grow();
        }
        int mask = hashes.length - 1;
        int slot = next & mask;
        names[slot] = name;
        values[slot] = value;
        hashes[slot] = hash;
        older[slot] = chains[hash & mask];
        chains[hash & mask] = next;
        next++;
        octets += size;
    }

    void resize(int newCapacity) {
        capacity = newCapacity;
        evictDownTo(newCapacity);
    }

    /// What is dropped need not be unchained: numbers below `oldest` end every chain.
    private void evictDownTo(int limit) {
        int mask = hashes.length - 1;
        while (oldest != next && octets > limit) {
            int slot = oldest & mask;
            octets -= names[slot].length() + values[slot].length() + HpackField.OVERHEAD;
            names[slot] = "";
            values[slot] = "";
            oldest++;
        }
    }

    private void grow() {
        int slots = 2 * hashes.length;
        int mask = hashes.length - 1;
        var oldNames = names;
        var oldValues = values;
        var oldHashes = hashes;
        names = new String[slots];
        values = new String[slots];
        hashes = new int[slots];
        older = new int[slots];
        chains = newChains(slots);
        int end = next;
        next = oldest;
        octets = 0;
        while (next != end) {
            int slot = next & mask;
            add(oldNames[slot], oldValues[slot], oldHashes[slot]);
        }
    }

    private int[] newChains(int slots) {
        var empty = new int[slots];
        Arrays.fill(empty, oldest - 1);
        return empty;
    }
}
