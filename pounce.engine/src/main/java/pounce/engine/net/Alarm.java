package pounce.engine.net;

import org.jspecify.annotations.Nullable;

/// Calls somebody at a moment, once, unless it is stopped before. It may be called while it is
/// being stopped.
final class Alarm extends TimerWheel.Entry {
    private final Deadline deadline;
    private volatile @Nullable Runnable action;

    /// @param action called in loop code: must not block
    Alarm(Deadline deadline, Runnable action) {
        this.deadline = deadline;
        this.action = action;
    }

    /// From any thread. The wheel forgets the alarm when it comes to it.
    void stop() {
        action = null;
    }

    @Override
    public boolean check(long now) {
        var waiting = action;
        if (waiting == null) {
            return false;
        }
        if (!deadline.hasPassed(now)) {
            return true;
        }
        action = null;
        waiting.run();
        return false;
    }

    @Override
    public long nextDeadline() {
        return deadline.nanoTime();
    }
}
