package pounce.engine.net;

/// The thread that drives an event loop, and its own view of whose turn it is.
///
/// In loop mode it is a platform thread, the carrier of the loop's virtual threads; in shared mode
/// a virtual thread.
final class LoopThread {
    private final Thread thread;

    /// This thread's copy of the loop's turn; for this thread alone.
    long turn;

    /// Whether a task runs, and the structures of the loop must not be touched; for this thread
    /// alone.
    boolean inTask;

    LoopThread(Thread thread) {
        this.thread = thread;
    }

    /// {@return whether the calling thread is this one, executing loop code}
    boolean isInLoopCode() {
        return Thread.currentThread() == thread && !inTask;
    }

    /// On the JDK's scheduler, threads that were made ready by this one would otherwise wait until
    /// it sleeps.
    @SuppressWarnings("ThreadPriorityCheck") // the scheduler is told, not relied on
    void yieldBeforeSleep() {
        if (thread.isVirtual()) {
            Thread.yield();
        }
    }
}
