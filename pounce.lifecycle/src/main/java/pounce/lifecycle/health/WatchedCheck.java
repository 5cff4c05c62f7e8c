package pounce.lifecycle.health;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.spi.HealthCheck;

/// A check that runs once at a time, however many ask: those who come meanwhile wait for the same
/// answer, and one that hangs takes one thread.
final class WatchedCheck {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedCheck.class);

    private final String name;
    private final HealthCheck check;
    private final ReentrantLock lock = new ReentrantLock();

    // Under the lock.
    private @Nullable Run current;
    private boolean failing;

    WatchedCheck(String name, HealthCheck check) {
        this.name = name;
        this.check = check;
    }

    boolean watches(HealthCheck other) {
        return check.equals(other);
    }

    /// {@return the run that is under way, or else a new one}
    Run run(Executor threads, Duration limit) {
        lock.lock();
        try {
            var known = current;
            if (known != null) {
                return known;
            }
            var run = new Run(System.nanoTime() + limit.toNanos());
            current = run;
            threads.execute(() -> run(run));
            return run;
        } finally {
            lock.unlock();
        }
    }

    private void run(Run run) {
        run.begins();
        try {
            check.check();
            ended(run, null);
        } catch (Throwable failure) {
            ended(run, failure);
        }
    }

    /// Whoever hears of the end may ask again at once, and must not join what is over.
    private void ended(Run run, @Nullable Throwable failure) {
        lock.lock();
        try {
            current = null;
            run.ends(failure == null);
            tell(failure);
        } finally {
            lock.unlock();
        }
    }

    private void late(Run run) {
        run.interrupt();
        lock.lock();
        try {
            tell(new Late());
        } finally {
            lock.unlock();
        }
    }

    /// A probe comes every few seconds: only what changes is told.
    private void tell(@Nullable Throwable failure) {
        if (failure != null && !failing) {
            LOG.atWarn().addKeyValue("check", name).setCause(failure).log("A health check fails");
        } else if (failure == null && failing) {
            LOG.atInfo().addKeyValue("check", name).log("A health check is well again");
        }
        failing = failure != null;
    }

    /// In place of what a check throws.
    private static final class Late extends Exception {
        private static final long serialVersionUID = 1;

        Late() {
            super("no answer in time (timeouts.health-check)", null, false, false);
        }
    }

    /// One run of a check, for all who wait for it.
    final class Run {
        private final long deadline;
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile boolean well;
        private volatile @Nullable Thread thread;

        private Run(long deadline) {
            this.deadline = deadline;
        }

        private void begins() {
            thread = Thread.currentThread();
        }

        private void ends(boolean well) {
            this.well = well;
            ended.countDown();
        }

        /// Blocks until the check has answered, or is late; then it is interrupted.
        Health await() throws InterruptedException {
            if (ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return well ? Health.OK : Health.FAILED;
            }
            late(this);
            return Health.LATE;
        }

        private void interrupt() {
            var runs = thread;
            if (runs != null) {
                runs.interrupt();
            }
        }
    }
}
