package pounce.lifecycle.access;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes what has gathered: ten times a second while there is something, at once when chunks are
/// full, and not at all while there is nothing.
final class LineWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(LineWriter.class);
    private static final long CADENCE = Duration.ofMillis(100).toNanos();

    private static final long BRIEFLY = 50_000;

    /// Chunks that an idle server keeps.
    private static final int KEPT = 4;

    private final Stripe[] stripes;
    private final Chunks chunks;
    private final Sink sink;
    private final LongAdder dropped;
    private final Thread thread;

    /// Nobody has to be told of a line but this thread, and only while it sleeps for ever.
    private volatile boolean idle;

    private volatile boolean reopening;
    private volatile boolean closing;
    private boolean broken;

    LineWriter(Stripe[] stripes, Chunks chunks, Sink sink, LongAdder dropped) {
        this.stripes = stripes;
        this.chunks = chunks;
        this.sink = sink;
        this.dropped = dropped;
        this.thread = Thread.ofPlatform().daemon().name("pounce-access-log").unstarted(this);
        chunks.onFull(() -> LockSupport.unpark(thread));
    }

    void start() {
        thread.start();
    }

    /// There is a line; any thread.
    void lineAdded() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    /// Begins a new file soon; any thread.
    void reopen() {
        reopening = true;
        LockSupport.unpark(thread);
    }

    /// Writes everything and ends; blocks.
    ///
    /// @param limit how long at most
    /// @return whether all is written
    boolean close(Duration limit) {
        closing = true;
        LockSupport.unpark(thread);
        try {
            return thread.join(limit);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void run() {
        while (!closing) {
            if (writeAll()) {
                LockSupport.parkNanos(this, CADENCE);
            } else {
                rest();
            }
            if (reopening) {
                reopening = false;
                writeAll();
                tryReopen();
            }
        }
        writeAll();
        closeSink();
    }

    /// Sleeps until there is a line. Whoever adds one sees that this sleeps, or is seen by it.
    private void rest() {
        chunks.trim(KEPT);
        idle = true;
        if (!writeAll() && !closing && !reopening) {
            LockSupport.park(this);
        }
        idle = false;
    }

    /// {@return whether there was anything}
    private boolean writeAll() {
        boolean any = writeFull();
        for (var stripe : stripes) {
            take(stripe);
            var chunk = stripe.detach();
            stripe.giveBack();
            if (chunk != null) {
                writeFull(); // older lines of the same stripe are among these
                write(chunk);
                any = true;
            }
        }
        return any;
    }

    private void take(Stripe stripe) {
        while (!stripe.take()) {
            LockSupport.parkNanos(this, BRIEFLY); // whoever has it writes one line
        }
    }

    private boolean writeFull() {
        boolean any = false;
        for (var chunk = chunks.nextFull(); chunk != null; chunk = chunks.nextFull()) {
            write(chunk);
            any = true;
        }
        return any;
    }

    private void write(Chunk chunk) {
        try {
            sink.write(chunk.octets(), chunk.length());
            broken = false;
        } catch (IOException | RuntimeException failure) {
            dropped.add(chunk.lines());
            tell(failure, "The access log cannot be written: lines are lost until it can");
        }
        chunks.giveBack(chunk);
    }

    private void tryReopen() {
        try {
            sink.reopen();
        } catch (IOException failure) {
            tell(failure, "The access log cannot be opened anew, and goes on as it was");
        }
    }

    private void closeSink() {
        try {
            sink.close();
        } catch (IOException failure) {
            tell(failure, "The access log did not close");
        }
    }

    /// Once, until it works again.
    private void tell(Exception failure, String what) {
        if (!broken) {
            broken = true;
            LOG.atError().setCause(failure).log(what);
        }
    }
}
