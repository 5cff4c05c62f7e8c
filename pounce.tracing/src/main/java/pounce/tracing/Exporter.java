package pounce.tracing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends spans in batches, on a thread of its own: when a batch is full, when the oldest span has
/// waited for long enough, and at the end. While the collector does not take them they wait, as
/// many as there is room for; the others are lost, and counted.
final class Exporter implements Runnable, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("pounce.tracing");

    /// The thread ends by itself at its deadline, and a little later.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final ExportLimits limits;
    private final OtlpContent content;
    private final OtlpClient client;
    private final SpanQueue queue;
    private final Thread thread;
    private final LongAdder lost = new LongAdder();
    private final AtomicBoolean toldOfFullQueue = new AtomicBoolean();

    /// What the thread has to be done by, on the clock of [System#nanoTime()]; means something once
    /// it is closing.
    private volatile long deadline;

    private volatile boolean closing;

    /// Of the thread alone: whether it has said that spans do not arrive.
    private boolean broken;

    Exporter(ExportLimits limits, OtlpContent content, OtlpClient client) {
        this.limits = limits;
        this.content = content;
        this.client = client;
        this.queue = new SpanQueue(limits.queue());
        this.thread = Thread.ofPlatform().daemon().name("pounce-tracing").unstarted(this);
    }

    void start() {
        thread.start();
    }

    /// {@return how many spans were lost so far}
    long lost() {
        return lost.sum();
    }

    /// Adds a span; any thread, never blocks.
    void add(Span span) {
        int waiting = closing ? 0 : queue.add(span);
        if (waiting == 0) {
            lost.increment();
            if (!closing && toldOfFullQueue.compareAndSet(false, true)) {
                LOG.warn(
                        "Spans are lost, because they come faster than the collector takes them; it"
                                + " will not be said again (tracing.queue)");
            }
        } else if (waiting == 1 || waiting == limits.batch()) {
            LockSupport.unpark(thread);
        }
    }

    /// Sends what waits, and ends; blocks for a second longer than `tracing.flush`.
    @Override
    public void close() {
        deadline = System.nanoTime() + limits.flush().toNanos();
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.join(limits.flush().plus(GRACE))) {
                LOG.warn("The thread that sends spans does not end");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }

    // ---------------------------------------------------------------- the thread

    @Override
    public void run() {
        long since = System.nanoTime();
        while (!closing) {
            boolean _ = Thread.interrupted(); // it belongs to nobody who could mean this
            int waiting = queue.size();
            long left = limits.delay().toNanos() - (System.nanoTime() - since);
            if (waiting >= limits.batch() || (waiting > 0 && left <= 0)) {
                sendNext();
                since = System.nanoTime();
            } else if (waiting > 0) {
                LockSupport.parkNanos(this, left);
            } else {
                LockSupport.park(this);
                since = System.nanoTime();
            }
        }
        while (queue.size() > 0 && timeLeft() > 0) {
            sendNext();
        }
        lose(queue.size(), "the server stops");
    }

    private void sendNext() {
        var batch = queue.take(limits.batch());
        if (batch.isEmpty()) {
            Thread.onSpinWait(); // one is counted, and not quite here yet
        } else {
            send(batch);
        }
    }

    private void send(List<Span> batch) {
        var request = content.write(batch);
        for (int attempt = 1; ; attempt++) {
            switch (client.send(request, timeout())) {
                case Answer.Taken(long rejected) -> {
                    taken(batch.size(), rejected);
                    return;
                }
                case Answer.Refused(var why) -> {
                    lose(batch.size(), why);
                    return;
                }
                case Answer.Later(var why, var wait) -> {
                    if (attempt == limits.attempts()
                            || !pause(limits.backoff().after(attempt, wait))) {
                        lose(batch.size(), why);
                        return;
                    }
                }
            }
        }
    }

    private Duration timeout() {
        return closing
                ? Duration.ofNanos(Math.min(limits.timeout().toNanos(), Math.max(1, timeLeft())))
                : limits.timeout();
    }

    private long timeLeft() {
        return deadline - System.nanoTime();
    }

    /// Waits; not on when the server begins to stop, and not beyond the end.
    ///
    /// @return whether there is time for another attempt
    private boolean pause(Duration wait) {
        long until = System.nanoTime() + wait.toNanos();
        boolean last = closing;
        if (last && until - deadline >= 0) {
            return false;
        }
        for (long left = wait.toNanos(); left > 0 && closing == last; ) {
            LockSupport.parkNanos(this, left);
            left = until - System.nanoTime();
        }
        return true;
    }

    private void taken(int sent, long rejected) {
        if (rejected > 0) {
            lose(Math.min(sent, rejected), "the collector has rejected some");
        } else if (broken) {
            broken = false;
            LOG.atInfo()
                    .addKeyValue("endpoint", client::target)
                    .addKeyValue("lost", this::lost)
                    .log("Spans arrive again");
        }
    }

    /// Tells it once, until they arrive again.
    private void lose(long spans, String why) {
        lost.add(spans);
        if (spans > 0 && !broken) {
            broken = true;
            LOG.atWarn()
                    .addKeyValue("endpoint", client::target)
                    .addKeyValue("why", why)
                    .addKeyValue("lost", this::lost)
                    .log("Spans do not arrive; it will not be said again until they do");
        }
    }
}
