package pounce.lifecycle.access;

import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestRefused;

/// Where one event loop's lines gather. Whoever has taken it writes; nobody waits for it but the
/// thread that empties it.
final class Stripe {
    private final AtomicBoolean taken = new AtomicBoolean();
    private final LineFormat format;
    private final Chunks chunks;

    // They belong to whoever has taken the stripe.
    private final Moment moment = new Moment();
    private final Line line = new Line();
    private @Nullable Chunk chunk;

    Stripe(LineFormat format, Chunks chunks) {
        this.format = format;
        this.chunks = chunks;
    }

    /// {@return whether the caller has it now, and must give it back; it must not block meanwhile}
    boolean take() {
        return !taken.get() && taken.compareAndSet(false, true);
    }

    void giveBack() {
        taken.setRelease(false);
    }

    /// Adds the line of an event.
    ///
    /// @return whether there was room
    boolean add(LifecycleEvent event) {
        moment.set(event.timestampNs());
        var current = chunk;
        if (current != null && addTo(current, event)) {
            return true;
        }
        var fresh = chunks.take();
        if (fresh == null) {
            return false;
        }
        if (current != null) {
            chunks.leave(current);
        }
        chunk = fresh;
        return addTo(fresh, event);
    }

    private boolean addTo(Chunk chunk, LifecycleEvent event) {
        line.begin(chunk.octets(), chunk.length());
        switch (event) {
            case RequestEnded end -> format.write(end, moment, line);
            case RequestRefused refused -> format.write(refused, moment, line);
            default -> throw new IllegalArgumentException("no line for " + event);
        }
        int end = line.end();
        if (end < 0) {
            return false;
        }
        chunk.lineAdded(end);
        return true;
    }

    /// {@return the lines so far; null if there are none}
    @Nullable Chunk detach() {
        var current = chunk;
        if (current == null || current.isEmpty()) {
            return null;
        }
        chunk = null;
        return current;
    }
}
