package pounce.engine.watch;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// Lets one thread in at a time, in order; nobody waits, for whoever finds it taken leaves a task
/// to the one who is in.
///
/// A lock would do the same, but for this: a collector that parks while it is held would stop an
/// event loop that wants it, and with the loop the thread that has it.
///
/// ```java
/// if (mailbox.enter()) {
///     note();
///     mailbox.leave();
/// } else {
///     mailbox.execute(this::note);
/// }
/// ```
///
/// is [#execute] without an object for the task, which is worth its lines once per request.
final class Mailbox {
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();

    /// Those who are in or have left a task.
    private final AtomicInteger present = new AtomicInteger();

    /// {@return whether the caller is in, and must [#leave]; it must not throw in between}
    boolean enter() {
        return present.compareAndSet(0, 1);
    }

    /// Runs what others have left meanwhile, and leaves.
    void leave() {
        while (present.decrementAndGet() > 0) {
            tasks.remove().run();
        }
    }

    /// Runs a task now, or lets the thread do it that is in.
    ///
    /// @param task must not throw
    void execute(Runnable task) {
        tasks.add(task);
        if (present.getAndIncrement() == 0) {
            tasks.remove().run();
            leave();
        }
    }
}
