package pounce.engine.exchange;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/// Slots for requests, and a bounded queue of threads that wait for one, first come, first served.
///
/// One number is all the state: up to `size` it counts the slots that are taken; what exceeds
/// `size` counts those that wait, for nobody waits while a slot is free. Below `size` it moves by
/// compare-and-set; above, under the lock, together with the queue. Whoever gives a slot back while
/// others wait hands it to the first of them, so that nobody overtakes.
public final class RequestSlots {
    private final int size;
    private final int most;
    private final AtomicInteger requests = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<Turn> queue;

    /// Slots that are all free.
    ///
    /// @param size how many
    /// @param waiting how many threads may wait for one; the room for them is taken at once, so
    ///   that none is lost for want of memory
    public RequestSlots(int size, int waiting) {
        this.size = size;
        this.most = (int) Math.min(Integer.MAX_VALUE, (long) size + waiting);
        this.queue = new ArrayDeque<>(waiting);
    }

    /// Takes a slot; blocks until it is this thread's turn. Whoever has taken one gives it back
    /// once.
    ///
    /// @param limit how long to wait at most
    /// @param givenUp whether the slot is of no use any more; asked whenever the thread is unparked
    /// @return false if too many wait already, or the wait was in vain, or was interrupted
    public boolean take(Duration limit, BooleanSupplier givenUp) {
        return takeFree() || takeInTurn(limit, givenUp);
    }

    /// Takes a slot if one is free, and nobody waits for it.
    ///
    /// @return whether there was one
    public boolean takeFree() {
        for (int count = requests.get(); count < size; count = requests.get()) {
            if (requests.compareAndSet(count, count + 1)) {
                return true;
            }
        }
        return false;
    }

    /// Takes a slot; blocks until it is this thread's turn.
    ///
    /// @param limit how long to wait at most
    /// @param givenUp as for [#take]
    /// @return false if too many wait already, or the wait was in vain, or was interrupted
    public boolean takeInTurn(Duration limit, BooleanSupplier givenUp) {
        var turn = new Turn();
        if (!join(turn)) {
            return false;
        }
        try {
            turn.await(System.nanoTime() + limit.toNanos(), givenUp);
        } catch (RuntimeException | Error failure) {
            if (!withdraw(turn)) {
                giveBack();
            }
            throw failure;
        }
        return turn.hasCome() || !withdraw(turn);
    }

    /// {@return whether the turn is queued, or has come meanwhile}
    private boolean join(Turn turn) {
        lock.lock();
        try {
            for (int count = requests.get(); count < most; count = requests.get()) {
                if (requests.compareAndSet(count, count + 1)) {
                    if (count < size) {
                        turn.comes();
                    } else {
                        queue.add(turn);
                    }
                    return true;
                }
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// {@return false if it is too late, and the turn has come}
    private boolean withdraw(Turn turn) {
        lock.lock();
        try {
            boolean waited = queue.remove(turn);
            if (waited) {
                requests.decrementAndGet();
            }
            return waited;
        } finally {
            lock.unlock();
        }
    }

    /// Frees a slot that was taken, for the first of those that wait. Any thread.
    public void giveBack() {
        boolean done = false;
        while (!done) {
            int count = requests.get();
            done = count > size ? handOver() : requests.compareAndSet(count, count - 1);
        }
    }

    private boolean handOver() {
        Turn first;
        lock.lock();
        try {
            first = queue.poll();
            if (first == null) {
                return false;
            }
            requests.decrementAndGet();
        } finally {
            lock.unlock();
        }
        first.comes();
        return true;
    }

    /// {@return how many slots are taken}
    public int taken() {
        return Math.min(size, requests.get());
    }

    /// {@return how many threads wait for one}
    public int waiting() {
        return Math.max(0, requests.get() - size);
    }

    /// One thread's place in the queue.
    private static final class Turn {
        private final Thread thread = Thread.currentThread();
        private volatile boolean come;

        boolean hasCome() {
            return come;
        }

        void comes() {
            come = true;
            LockSupport.unpark(thread);
        }

        /// Blocks until the turn comes, or it is not worth waiting for.
        void await(long deadline, BooleanSupplier givenUp) {
            while (!come && !givenUp.getAsBoolean() && !thread.isInterrupted()) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                LockSupport.parkNanos(this, left);
            }
        }
    }
}
