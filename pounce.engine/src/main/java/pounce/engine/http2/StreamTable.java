package pounce.engine.http2;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The streams of a connection that are not over, by their numbers: open addressing, for numbers
/// that grow.
///
/// @param <S> a stream
public final class StreamTable<S> {
    private static final int FIRST_SLOTS = 8;

    private int[] ids = new int[FIRST_SLOTS];
    private @Nullable Object[] streams = new Object[FIRST_SLOTS];
    private int count;

    /// No streams yet.
    public StreamTable() {}

    /// {@return how many there are}
    public int size() {
        return count;
    }

    /// {@return the stream; null if it is not here}
    ///
    /// @param id its number, 1 or more
    public @Nullable S get(int id) {
        return at(slotOf(id));
    }

    /// Adds a stream.
    ///
    /// @param id its number, 1 or more; not here yet
    /// @param stream the stream
    public void put(int id, S stream) {
        if (2 * (count + 1) > ids.length) {
            grow();
        }
        int slot = slotOf(id);
        ids[slot] = id;
        streams[slot] = stream;
        count++;
    }

    /// Removes a stream, if it is here.
    ///
    /// @param id its number
    public void remove(int id) {
        int gap = slotOf(id);
        if (ids[gap] == 0) {
            return;
        }
        count--;
        int mask = ids.length - 1;
        for (int i = (gap + 1) & mask; ids[i] != 0; i = (i + 1) & mask) {
            int home = home(ids[i]);
            if (((i - home) & mask)
                    >= ((i - gap) & mask)) { // else it would come to stand too early
                ids[gap] = ids[i];
                streams[gap] = streams[i];
                gap = i;
            }
        }
        ids[gap] = 0;
        streams[gap] = null;
    }

    /// Calls somebody with every stream; the table must not be changed meanwhile.
    ///
    /// @param action is given them in no order
    public void forEach(Consumer<? super S> action) {
        for (int slot = 0; slot < ids.length; slot++) {
            var stream = at(slot);
            if (stream != null) {
                action.accept(stream);
            }
        }
    }

    /// Forgets all streams.
    public void clear() {
        Arrays.fill(ids, 0);
        Arrays.fill(streams, null);
        count = 0;
    }

    @SuppressWarnings("unchecked") // only `put` puts streams in
    private @Nullable S at(int slot) {
        return (S) streams[slot];
    }

    /// {@return where the stream is, or would be put}
    private int slotOf(int id) {
        int slot = home(id);
        while (ids[slot] != 0 && ids[slot] != id) {
            slot = (slot + 1) & (ids.length - 1);
        }
        return slot;
    }

    /// Clients' numbers are odd.
    private int home(int id) {
        return (id >>> 1) & (ids.length - 1);
    }

    private void grow() {
        var oldIds = ids;
        var oldStreams = streams;
        ids = new int[2 * oldIds.length];
        streams = new Object[ids.length];
        for (int i = 0; i < oldIds.length; i++) {
            if (oldIds[i] != 0) {
                int slot = slotOf(oldIds[i]);
                ids[slot] = oldIds[i];
                streams[slot] = oldStreams[i];
            }
        }
    }
}
