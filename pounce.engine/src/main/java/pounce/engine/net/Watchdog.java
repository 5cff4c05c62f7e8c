package pounce.engine.net;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Sees event loops that a task holds for too long, and gives them to spare threads; the task goes
/// on where it is. What waits for a loop that waits itself, it lets others run.
///
/// It counts its own looks, not time: a pause of the whole process stops it as well, and makes no
/// task look stuck. Where it errs, because the processor ran something else, a loop changes its
/// thread for nothing, which is all.
///
/// Each stuck task costs its loop the time until it is seen. So the watchdog looks more often while
/// there are many; but only real ones count, since a hasty one takes a thread that waits for its
/// processor for a stuck one, and would feed itself.
final class Watchdog implements AutoCloseable {
    /// How long a loop on a virtual thread may oversleep: three ticks of its wheel.
    static final Duration OVERSLEPT = Duration.ofMillis(3 * TimerWheel.TICK_MILLIS);

    /// Between two looks in a hurry, and how long a task may take then.
    private static final long SHORT_TICK = Duration.ofMillis(1).toNanos();

    /// Stuck tasks within [#WINDOW] that put it in a hurry.
    private static final int MANY = 8;

    private static final long WINDOW = Duration.ofSeconds(1).toNanos();

    /// How long a task goes on after it has lost its loop if it was really stuck.
    private static final long REALLY = Duration.ofMillis(5).toNanos();

    /// Looks at loops that do nothing, until it sleeps as well.
    private static final int IDLE_LOOKS = 50;

    private final List<Watched> loops;
    private final LoopThreads threads;
    private final boolean virtualLoops;
    private final long limit;
    private final StuckTasks stuckTasks = new StuckTasks();
    private final AtomicInteger real = new AtomicInteger();
    private final Thread thread =
            Thread.ofPlatform().name("pounce-watchdog").daemon().unstarted(this::watch);
    private volatile boolean asleep;
    private volatile boolean closed;

    // For its own thread.
    private long tick;
    private long nextWindow;

    /// @param limit how long a task may hold its loop
    Watchdog(List<EventLoop> loops, LoopThreads threads, ThreadMode mode, Duration limit) {
        this.loops = loops.stream().map(Watched::new).toList();
        this.threads = threads;
        this.virtualLoops = mode.hasVirtualLoops();
        this.limit = mode.patience(limit).toNanos();
        this.tick = this.limit;
    }

    /// What was seen of one loop.
    private static final class Watched {
        final EventLoop loop;
        long turn;

        /// How long the turn has not changed, in nanoseconds of ticks.
        long held;

        Watched(EventLoop loop) {
            this.loop = loop;
        }
    }

    StuckTasks stuckTasks() {
        return stuckTasks;
    }

    void start() {
        threads.onLoss(this::taskEnded);
        thread.start();
    }

    /// A loop has work after it had none: one volatile read in the usual case.
    void alarm() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /// A task that has lost its loop ends.
    ///
    /// @param afterwards how long it went on, in nanoseconds
    private void taskEnded(long afterwards) {
        if (afterwards >= REALLY) {
            real.incrementAndGet();
        }
    }

    private void watch() {
        for (int idle = 0; !closed; ) {
            idle = look() ? 0 : idle + 1;
            stuckTasks.look(tick);
            adjustTick(System.nanoTime());
            if (idle < IDLE_LOOKS || virtualLoops || stuckTasks.isWaiting()) {
                LockSupport.parkNanos(this, tick);
            } else {
                sleep();
                idle = 0;
            }
        }
    }

    /// The loops clear `sleeping`, then look at `asleep`; we set it, then look at theirs.
    private void sleep() {
        asleep = true;
        if (!closed && loops.stream().allMatch(watched -> watched.loop.isSleeping())) {
            LockSupport.park(this);
        }
        asleep = false;
    }

    private void adjustTick(long now) {
        if (now - nextWindow >= 0) {
            nextWindow = now + WINDOW;
            tick = real.getAndSet(0) >= MANY ? Math.min(SHORT_TICK, limit) : limit;
        }
    }

    /// {@return whether any loop has done something since the last look}
    private boolean look() {
        boolean active = false;
        for (var watched : loops) {
            active |= look(watched);
        }
        return active;
    }

    private boolean look(Watched watched) {
        long turn = watched.loop.turn();
        if (turn != watched.turn) {
            watched.turn = turn;
            watched.held = 0;
            return true;
        }
        if ((turn & 1) == 0) {
            return relieve(watched);
        }
        watched.held += tick;
        if (watched.held >= (watched.loop.isSleeping() ? OVERSLEPT.toNanos() : tick)) {
            watched.held = 0;
            takeOver(watched);
        }
        return true;
    }

    /// Loop code waits for nobody, but what it calls may have a lock: a collector, a logger.
    ///
    /// @return whether it waits
    private boolean relieve(Watched watched) {
        var waiting = watched.loop.waiting();
        if (waiting.isEmpty()) {
            watched.held = 0;
            return false;
        }
        watched.held += tick;
        if (watched.held > tick && !watched.loop.relieve()) {
            stuckTasks.noThreadLeft();
        }
        stuckTasks.loopWaits(waiting.get(), watched.held);
        return true;
    }

    private void takeOver(Watched watched) {
        var spare = threads.spare();
        if (spare.isEmpty()) {
            stuckTasks.noThreadLeft();
            return;
        }
        var next = spare.get();
        var loser = watched.loop.takeOver(watched.turn, next);
        if (loser == null) {
            threads.giveBack(next);
        } else {
            stuckTasks.lost(watched.loop, loser);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }
}
