package pounce.tracing;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Spans that wait to be sent. Without a lock: event loops add to it.
final class SpanQueue {
    private final Queue<Span> spans = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final int limit;

    SpanQueue(int limit) {
        this.limit = limit;
    }

    /// Adds a span.
    ///
    /// @return how many wait, this one included; 0 if there was no room
    int add(Span span) {
        int count = size.incrementAndGet();
        if (count > limit) {
            size.decrementAndGet();
            return 0;
        }
        spans.add(span);
        return count;
    }

    int size() {
        return size.get();
    }

    /// Takes the oldest; for one thread.
    ///
    /// @return fewer than there are, maybe none, while one of them is being added
    List<Span> take(int most) {
        var taken = new ArrayList<Span>();
        for (var next = spans.poll(); next != null; next = spans.poll()) {
            taken.add(next);
            if (taken.size() == most) {
                break;
            }
        }
        size.addAndGet(-taken.size());
        return taken;
    }
}
