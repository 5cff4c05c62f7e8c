package pounce.engine.net;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/// The threads that drive the event loops of a server: one for each, and spare ones for loops whose
/// thread is stuck.
final class LoopThreads implements AutoCloseable {
    /// Numbers the threads of all servers, so that no two have the same name.
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final Supervisor supervisor;
    private final int most;
    private final ConcurrentLinkedDeque<LoopThread> spares = new ConcurrentLinkedDeque<>();
    private final AtomicInteger platformThreads = new AtomicInteger();
    private volatile boolean closed;
    private volatile LongConsumer lossListener = _ -> {};

    /// @param supervisor told of loops that die
    /// @param most platform threads at a time
    LoopThreads(Supervisor supervisor, int most) {
        this.supervisor = supervisor;
        this.most = most;
    }

    /// @param listener told how long a task went on after its thread had lost the loop, in
    ///   nanoseconds; on that thread
    void onLoss(LongConsumer listener) {
        lossListener = listener;
    }

    /// {@return a reserved platform thread; none if there are too many already}
    Optional<LoopThread> spare() {
        // The last one that became free is the warmest.
        for (var idle = spares.pollFirst(); idle != null; idle = spares.pollFirst()) {
            if (idle.reserve()) {
                return Optional.of(idle);
            }
        }
        return mayStartPlatformThread() ? Optional.of(platform()) : Optional.empty();
    }

    /// {@return whether there are not too many yet; counts one more then}
    private boolean mayStartPlatformThread() {
        if (platformThreads.incrementAndGet() > most) {
            platformThreads.decrementAndGet();
            return false;
        }
        return true;
    }

    /// {@return a reserved platform thread, made for this}
    private LoopThread platform() {
        return started(Thread.ofPlatform().daemon());
    }

    /// {@return a reserved virtual thread, made for this}
    LoopThread virtual() {
        return started(SchedulerHook.ordinaryThreads());
    }

    private LoopThread started(Thread.Builder builder) {
        var made = new LoopThread(this, builder.name("pounce-loop-" + NUMBER.getAndIncrement()));
        made.start();
        return made;
    }

    /// Starts a connection that the JDK's scheduler would not run now.
    ///
    /// @return false if there are too many such threads already
    boolean startPlatformThread(Runnable connection) {
        if (!mayStartPlatformThread()) {
            return false;
        }
        Thread.ofPlatform()
                .daemon()
                .name("pounce-connection")
                .start(() -> {
                    try {
                        connection.run();
                    } finally {
                        platformThreads.decrementAndGet();
                    }
                });
        return true;
    }

    /// Takes a reserved platform thread that is not needed any more.
    void giveBack(LoopThread idle) {
        if (closed) {
            idle.dismiss();
        } else {
            idle.release();
            spares.addFirst(idle);
        }
    }

    void forget(LoopThread ended) {
        if (!ended.isVirtual()) {
            spares.remove(ended);
            platformThreads.decrementAndGet();
        }
    }

    /// Drives a loop until it is lost or has ended; on that thread, which is reserved then.
    void drive(EventLoop loop, LoopThread self) {
        boolean again = true;
        while (again) {
            try {
                loop.drive(self);
                again = false;
            } catch (IOException | RuntimeException | Error failure) {
                again = supervisor.revives(loop, self, failure);
            }
        }
        self.reserveForItself();
        lossListener.accept(self.afterwards());
        if (!self.isVirtual()) {
            giveBack(self);
        } else {
            loop.returnTo(self);
        }
    }

    /// Lets threads end that have no loop, now or later.
    @Override
    public void close() {
        closed = true;
        for (var idle = spares.pollFirst(); idle != null; idle = spares.pollFirst()) {
            if (idle.reserve()) {
                idle.dismiss();
            }
        }
    }
}
