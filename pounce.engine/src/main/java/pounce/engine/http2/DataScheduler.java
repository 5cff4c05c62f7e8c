package pounce.engine.http2;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Whose content is sent next (RFC 9218, section 10): the most urgent streams first; of those that
/// are as urgent, one after the other, but incremental ones take turns.
///
/// Streams that have content, and could send it, are in here.
///
/// @param <S> a stream
public final class DataScheduler<S extends DataScheduler.Scheduled> {
    private final @Nullable Deque<S>[] queues = newQueues();
    private int count;

    /// Nobody waits.
    public DataScheduler() {}

    /// What has a priority.
    public interface Scheduled {

        /// {@return its priority; the same as long as it is in the scheduler}
        Priority priority();
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays know no type parameters
    private static <S> @Nullable Deque<S>[] newQueues() {
        return new Deque[Priority.URGENCIES];
    }

    /// {@return whether nobody waits}
    public boolean isEmpty() {
        return count == 0;
    }

    /// Adds a stream, behind others that are as urgent.
    ///
    /// @param stream not here yet
    public void add(S stream) {
        int urgency = stream.priority().urgency();
        var queue = queues[urgency];
        if (queue == null) {
            queue = new ArrayDeque<>();
            queues[urgency] = queue;
        }
        queue.addLast(stream);
        count++;
    }

    /// {@return whose turn it is; null if nobody waits}
    public @Nullable S next() {
        if (count > 0) {
            for (var queue : queues) {
                if (queue != null && !queue.isEmpty()) {
                    return queue.peekFirst();
                }
            }
        }
        return null;
    }

    /// The one whose turn it was has sent a frame, and has more.
    ///
    /// @param stream what [#next] returned
    public void sent(S stream) {
        var queue = queues[stream.priority().urgency()];
        if (queue != null && stream.priority().isIncremental()) {
            queue.removeFirst();
            queue.addLast(stream);
        }
    }

    /// Removes a stream, if it is here.
    ///
    /// @param stream which has nothing more, or must not send it
    /// @return whether it was
    public boolean remove(S stream) {
        var queue = queues[stream.priority().urgency()];
        boolean found = queue != null && queue.remove(stream);
        if (found) {
            count--;
        }
        return found;
    }

    /// Removes all streams.
    public void clear() {
        for (var queue : queues) {
            if (queue != null) {
                queue.clear();
            }
        }
        count = 0;
    }
}
