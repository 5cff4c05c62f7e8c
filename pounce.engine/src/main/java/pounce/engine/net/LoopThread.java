package pounce.engine.net;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A thread that drives one event loop at most: until the loop is taken from it, or ends. Then it
/// waits for another one.
///
/// Its fields are its own view of the loop that it drives, for this thread alone.
final class LoopThread {
    /// How long one without a loop waits before it ends.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final VarHandle MAILBOX;

    static {
        try {
            MAILBOX =
                    MethodHandles.lookup().findVarHandle(LoopThread.class, "mailbox", Object.class);
        } catch (ReflectiveOperationException impossible) {
            throw new ExceptionInInitializerError(impossible);
        }
    }

    /// In the mailbox of a thread that waits for a loop which it will certainly get, or be
    /// dismissed.
    private static final Object RESERVED = new Object();

    /// In the mailbox of a thread that takes no loop any more.
    private static final Object RETIRED = new Object();

    private final LoopThreads owner;
    private final Thread thread;

    /// The loop that this thread is to drive next, or one of the marks.
    private volatile @Nullable Object mailbox = RESERVED;

    /// The loop's turn when this thread last moved it.
    long turn;

    /// Whether a task runs, or the thread sleeps with its loop given free: then the structures of
    /// the loop must not be touched.
    boolean inTask;

    /// It has begun with its loop.
    private volatile boolean driving;

    /// When the loop was taken from this thread, by [System#nanoTime()]; 0 if it was not.
    private volatile long lostAt;

    /// How many loops were taken from this thread; written by the watchdog alone.
    private volatile int losses;

    private final ArrayList<SelectionKey> ready = new ArrayList<>();

    /// Collects what a selector finds ready; the selector holds its locks while it calls this.
    final Consumer<SelectionKey> collect = ready::add;

    /// One that is reserved for the caller.
    ///
    /// @param builder makes the thread
    LoopThread(LoopThreads owner, Thread.Builder builder) {
        this.owner = owner;
        this.thread = builder.unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// {@return whether this thread waits, and now does so for the caller alone}
    boolean reserve() {
        return MAILBOX.compareAndSet(this, null, RESERVED);
    }

    /// Makes this reserved thread the one that drives a loop. The caller owns the loop, and does
    /// not any more.
    void assign(EventLoop loop) {
        mailbox = loop;
        LockSupport.unpark(thread);
    }

    /// Lets this reserved thread wait for anybody.
    void release() {
        mailbox = null;
        LockSupport.unpark(thread);
    }

    /// Whoever has driven a loop decides itself what becomes of it.
    void reserveForItself() {
        driving = false;
        mailbox = RESERVED;
    }

    /// Lets this reserved thread end.
    void dismiss() {
        mailbox = RETIRED;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (awaitLoop() instanceof EventLoop loop) {
            driving = true;
            owner.drive(loop, this);
        }
        owner.forget(this);
    }

    private @Nullable Object awaitLoop() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var letter = mailbox;
            if (letter == RESERVED) {
                LockSupport.park(this);
            } else if (letter != null) {
                return letter;
            } else if (deadline - System.nanoTime() > 0) {
                LockSupport.parkNanos(this, deadline - System.nanoTime());
            } else if (reserve()) {
                return null;
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void loseLoop() {
        losses++;
        lostAt = System.nanoTime();
    }

    /// {@return how many loops were taken from this thread so far}
    int losses() {
        return losses;
    }

    /// {@return whether it still executes the task with which it lost that loop}
    ///
    /// @param loss what [#losses()] was then
    boolean isStuckSince(int loss) {
        return losses == loss && lostAt != 0;
    }

    /// {@return how long it went on since its loop was taken from it, in nanoseconds; 0 if it was
    /// not}
    long afterwards() {
        long lost = lostAt;
        lostAt = 0;
        return lost == 0 ? 0 : System.nanoTime() - lost;
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /// {@return whether it waits while it drives a loop; that it waits for one, or for its
    /// processor, does not count}
    boolean isWaiting() {
        return driving
                && switch (thread.getState()) {
                    case BLOCKED, WAITING, TIMED_WAITING -> true;
                    case NEW, RUNNABLE, TERMINATED -> false;
                };
    }

    boolean isVirtual() {
        return thread.isVirtual();
    }

    /// {@return whether the calling thread is this one, executing loop code}
    boolean isInLoopCode() {
        return isCurrent() && !inTask;
    }

    /// {@return whether a virtual thread is mounted on this one, as its description says}
    boolean carries(Thread virtual) {
        return virtual.toString().endsWith('@' + thread.getName());
    }

    /// {@return what this thread executes; a virtual thread that it carries has a stack of its own}
    StackTraceElement[] stack() {
        return thread.getStackTrace();
    }

    /// Hands over what was collected, and keeps none of it: it may be of a closed connection.
    void drainTo(Consumer<? super SelectionKey> action) {
        try {
            ready.forEach(action);
        } finally {
            ready.clear();
        }
    }
}
