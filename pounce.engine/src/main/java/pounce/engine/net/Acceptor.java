package pounce.engine.net;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/// Accepts connections on the loop that it is registered with, and hands each to the loop that is
/// to serve it.
final class Acceptor extends TimerWheel.Entry {
    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    /// Between two looks at the connections that the loop has already.
    private static final int AT_ONCE = 64;

    /// Of [#AT_ONCE] connections each, more than a backlog is long by default: whoever goes on to
    /// connect cannot keep a listener open.
    private static final int LAST_PIECES = 64;

    /// Long enough for descriptors to be closed, short enough for clients that wait in the backlog.
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Endpoint endpoint;
    private final ServerSocketChannel channel;
    private final Supplier<EventLoop> next;
    private @Nullable SelectionKey key;
    private long pausedUntil;
    private boolean failing;

    /// @param endpoint where the channel listens
    /// @param next the loop that serves the next connection
    Acceptor(Endpoint endpoint, ServerSocketChannel channel, Supplier<EventLoop> next) {
        this.endpoint = endpoint;
        this.channel = channel;
        this.next = next;
    }

    /// Lets a selector look for connections, in place of the one that did so before.
    void lookWith(Selector selector) {
        try {
            key = channel.register(selector, SelectionKey.OP_ACCEPT, this);
        } catch (ClosedChannelException _) {
            return; // nothing is accepted any more
        }
    }

    /// Accepts what waits; loop code only.
    void accept(EventLoop here) {
        try {
            boolean _ = acceptSome(here);
        } catch (IOException failure) {
            pause(here, failure);
        }
    }

    /// {@return whether there may be more}
    private boolean acceptSome(EventLoop here) throws IOException {
        for (int i = 0; i < AT_ONCE; i++) {
            var accepted = channel.accept();
            if (accepted == null) {
                return false;
            }
            failing = false;
            handOver(accepted, here);
        }
        return true;
    }

    /// Accepts what waits and then closes, soon, on the loop: whoever waits in the backlog of a
    /// socket that closes gets a reset, and does not learn why. In pieces, so that no task is long.
    ///
    /// @param here the loop that it is registered with
    /// @param closed told when it is closed
    void acceptLast(EventLoop here, Runnable closed) {
        here.execute(() -> acceptLast(here, LAST_PIECES, closed));
    }

    private void acceptLast(EventLoop here, int pieces, Runnable closed) {
        if (pieces > 0 && acceptLastSome(here)) {
            here.execute(() -> acceptLast(here, pieces - 1, closed));
        } else {
            close();
            closed.run();
        }
    }

    private boolean acceptLastSome(EventLoop here) {
        try {
            return acceptSome(here);
        } catch (IOException failure) {
            LOG.atDebug().addKeyValue("endpoint", endpoint).setCause(failure).log("Not accepted");
            return false;
        }
    }

    private void handOver(SocketChannel accepted, EventLoop here) {
        var there = next.get();
        if (there == here) {
            adopt(accepted, there);
        } else {
            there.execute(() -> adopt(accepted, there));
        }
    }

    private void adopt(SocketChannel accepted, EventLoop loop) {
        try {
            accepted.configureBlocking(false);
            endpoint.prepare(accepted);
            loop.adopt(accepted, endpoint);
        } catch (IOException gone) {
            LOG.atDebug().setCause(gone).log("A connection was gone before it was served");
            closeQuietly(accepted);
        } catch (RuntimeException bug) {
            LOG.atError().setCause(bug).log("A connection failed before it was served");
            closeQuietly(accepted);
        }
    }

    /// Out of descriptors, most likely: the listener stays readable, and without a pause the loop
    /// would spin. Told once, not at every attempt.
    private void pause(EventLoop loop, IOException failure) {
        if (!channel.isOpen()) {
            return;
        }
        LOG.atLevel(failing ? Level.DEBUG : Level.WARN)
                .addKeyValue("endpoint", endpoint)
                .addKeyValue("reason", failure.getMessage())
                .log("Cannot accept connections, will try again");
        failing = true;
        setInterest(0);
        pausedUntil = loop.now() + PAUSE;
        loop.add(this);
    }

    @Override
    public boolean check(long now) {
        if (now - pausedUntil < 0) {
            return true;
        }
        setInterest(SelectionKey.OP_ACCEPT);
        return false;
    }

    @Override
    public long nextDeadline() {
        return pausedUntil;
    }

    void close() {
        try {
            channel.close();
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("A listener did not close");
        }
    }

    private void setInterest(int operations) {
        var registered = key;
        if (registered == null) {
            return;
        }
        try {
            registered.interestOps(operations);
        } catch (CancelledKeyException closed) {
            LOG.atTrace().setCause(closed).log("The listener is closed");
        }
    }

    private static void closeQuietly(SocketChannel accepted) {
        try {
            accepted.close();
        } catch (IOException failure) {
            LOG.atDebug().setCause(failure).log("Close failed");
        }
    }
}
