package pounce.engine.watch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs tasks in order, one at a time, on the threads that bring them; nobody waits.
///
/// A lock would do the same, but for this: a collector that parks while it is held would stop an
/// event loop that wants it, and with the loop the thread that has it.
final class Mailbox {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /// Runs a task now, or lets the thread do it that runs one already.
    ///
    /// @param task must not throw
    void execute(Runnable task) {
        tasks.add(task);
        if (waiting.getAndIncrement() == 0) {
            do {
                tasks.remove().run();
            } while (waiting.decrementAndGet() > 0);
        }
    }
}
