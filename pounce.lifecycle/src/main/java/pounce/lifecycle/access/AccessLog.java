package pounce.lifecycle.access;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.LifecycleCollector;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;

/// A line for each request that ended, and for each refusal of what was none.
///
/// The thread of the request writes the octets of its line into memory that is its event loop's
/// alone, most of the time; another thread writes them out. Where there is no room, a line is
/// dropped and counted.
final class AccessLog implements LifecycleCollector, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);

    /// A reader that has stopped to read does not keep a server from its end.
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);

    /// Stripes per loop: a thread that the system stops in the middle of a line keeps one.
    private static final int SPARE = 4;

    /// Where all stripes are in use, one is free again in less than a microsecond, unless the
    /// system has stopped those who have them.
    private static final int ATTEMPTS = 100;

    /// How often the processor is offered to those: where there is one, they cannot go on before.
    private static final int OFFERS = 100;

    private final Predicate<RequestStarted> skipped;
    private final Stripe[] stripes;
    private final LineWriter writer;
    private final LongAdder dropped = new LongAdder();
    private final AtomicBoolean toldOfDrops = new AtomicBoolean();
    private volatile boolean closed;

    /// @param skipped requests that get no line
    /// @param loops how many threads run at once, about
    /// @param room chunks that may be in use
    AccessLog(
            LineFormat format, Sink sink, Predicate<RequestStarted> skipped, int loops, int room) {
        this.skipped = skipped;
        var chunks = new Chunks(Math.max(2, room)); // while one is written, another is filled
        this.stripes =
                Stream.generate(() -> new Stripe(format, chunks))
                        .limit(Math.clamp(room / 2, 1, SPARE * loops))
                        .toArray(Stripe[]::new);
        this.writer = new LineWriter(stripes, chunks, sink, dropped);
        writer.start();
    }

    @Override
    public boolean wants(Class<? extends LifecycleEvent> kind) {
        return RequestEnded.class.isAssignableFrom(kind) || kind == RequestRefused.class;
    }

    @Override
    public void record(LifecycleEvent event) {
        switch (event) {
            case RequestEnded end -> {
                if (!skipped.test(end.request())) {
                    add(end);
                }
            }
            case RequestRefused refused -> add(refused);
            default -> {}
        }
    }

    private void add(LifecycleEvent event) {
        var stripe = closed ? null : take(event.workerId());
        if (stripe == null) {
            drop();
            return;
        }
        boolean added;
        try {
            added = stripe.add(event);
        } finally {
            stripe.giveBack();
        }
        if (added) {
            writer.lineAdded();
        } else {
            drop();
        }
    }

    /// The loop's own, as a rule: lines of one connection stand in their order. Another one where a
    /// thread that has it was stopped by the system.
    @SuppressWarnings("ThreadPriorityCheck") // a hint for the system; nothing relies on it
    private @Nullable Stripe take(int loop) {
        int own = SPARE * loop;
        for (int i = 0; i < ATTEMPTS; i++) {
            if (stripes[own % stripes.length].take()) {
                return stripes[own % stripes.length];
            }
            Thread.onSpinWait();
        }
        for (int i = 0; i < OFFERS; i++) {
            for (int k = 1; k <= stripes.length; k++) {
                var other = stripes[(own + k) % stripes.length];
                if (other.take()) {
                    return other;
                }
            }
            Thread.yield();
        }
        return null;
    }

    private void drop() {
        dropped.increment();
        if (!closed && toldOfDrops.compareAndSet(false, true)) {
            LOG.warn(
                    "The access log drops lines, because they cannot be written as quickly as they come;"
                            + " it will not say so again (access-log.buffer)");
        }
    }

    @Override
    public long dropped() {
        return dropped.sum();
    }

    @Override
    public void reopen() {
        writer.reopen();
    }

    /// Writes everything; blocks for 5 seconds at most.
    @Override
    public void close() {
        closed = true;
        if (!writer.close(LONGEST_CLOSE)) {
            LOG.warn("The access log could not be written to its end");
        }
    }
}
