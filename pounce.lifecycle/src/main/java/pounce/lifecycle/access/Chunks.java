package pounce.lifecycle.access;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The chunks of a log: so many at most, made when they are needed. Any thread; never blocks.
final class Chunks {
    /// As many as a processor's cache is good for.
    private static final int MANY = 4;

    private final Queue<Chunk> free = new ConcurrentLinkedQueue<>();
    private final Queue<Chunk> full = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger left = new AtomicInteger();
    private final int most;
    private final int many;
    private volatile Runnable onFull = () -> {};

    Chunks(int most) {
        this.most = most;
        this.many = Math.clamp(most / 4, 1, MANY);
    }

    /// Lets somebody be told when several chunks are left to be written: to wake a thread costs as
    /// much as to write one.
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
        if (left.incrementAndGet() % many == 0) {
            onFull.run();
        }
    }

    /// {@return the first that was left to be written}
    @Nullable Chunk nextFull() {
        var chunk = full.poll();
        if (chunk != null) {
            left.decrementAndGet();
        }
        return chunk;
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
