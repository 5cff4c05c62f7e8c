package pounce.lifecycle.access;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The chunks of a log: so many at most, made when they are needed. Any thread; never blocks.
final class Chunks {
    private final Queue<Chunk> free = new ConcurrentLinkedQueue<>();
    private final Queue<Chunk> full = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();
    private final int most;
    private volatile Runnable onFull = () -> {};

    Chunks(int most) {
        this.most = most;
    }

    /// Lets somebody be told of each chunk that is left to be written.
    void onFull(Runnable told) {
        onFull = told;
    }

    /// {@return an empty chunk; null if all are in use}
    @Nullable Chunk take() {
        var used = free.poll();
        if (used != null) {
            return used;
        }
        if (made.getAndUpdate(count -> Math.min(most, count + 1)) < most) {
            return new Chunk();
        }
        return null;
    }

    /// Leaves a chunk to be written.
    void leave(Chunk chunk) {
        full.add(chunk);
        onFull.run();
    }

    /// {@return the first that was left to be written}
    @Nullable Chunk nextFull() {
        return full.poll();
    }

    void giveBack(Chunk chunk) {
        chunk.clear();
        free.add(chunk);
    }

    /// Lets go of memory, but for a few chunks: what comes next is not urgent.
    void trim(int few) {
        while (made.get() > few && free.poll() != null) {
            made.decrementAndGet();
        }
    }
}
