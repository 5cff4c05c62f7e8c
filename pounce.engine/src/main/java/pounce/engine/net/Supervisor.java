package pounce.engine.net;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.error.ErrorCode;

/// Lets event loops that died live again, but not for ever: [#RESTARTS] times in [#WINDOW], for all
/// loops of a server together. Any thread.
public final class Supervisor {
    /// How often loops are restarted within [#WINDOW].
    public static final int RESTARTS = 5;

    /// How long a restart counts.
    public static final Duration WINDOW = Duration.ofSeconds(60);

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /// Whatever killed the loop may need a moment to pass.
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Consumer<? super Throwable> giveUp;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Long> restarts = new ArrayDeque<>();

    /// Supervises the loops of one server.
    ///
    /// @param giveUp called at most once per loop, with what it died of last; must not block
    public Supervisor(Consumer<? super Throwable> giveUp) {
        this.giveUp = giveUp;
    }

    /// {@return whether the loop lives, and the thread must drive it on}
    boolean revives(EventLoop loop, LoopThread self, Throwable death) {
        Throwable failure = death;
        while (mayRestart(System.nanoTime())) {
            LockSupport.parkNanos(this, PAUSE.toNanos());
            try {
                boolean ours = loop.revive(self);
                LOG.atError()
                        .addKeyValue("code", ErrorCode.POUNCE_WORKER_DIED)
                        .setCause(failure)
                        .log("An event loop died and was restarted");
                return ours;
            } catch (IOException | RuntimeException | Error again) {
                failure = again;
            }
        }
        giveUp.accept(failure);
        loop.discard();
        return false;
    }

    /// {@return whether one more restart is within bounds, and counts it}
    ///
    /// @param now on the clock of [System#nanoTime()]
    public boolean mayRestart(long now) {
        lock.lock();
        try {
            while (!restarts.isEmpty() && now - restarts.getFirst() > WINDOW.toNanos()) {
                restarts.removeFirst();
            }
            if (restarts.size() == RESTARTS) {
                return false;
            }
            restarts.addLast(now);
            return true;
        } finally {
            lock.unlock();
        }
    }
}
