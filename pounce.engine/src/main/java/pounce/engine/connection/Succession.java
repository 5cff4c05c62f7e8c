package pounce.engine.connection;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.engine.net.Connection;

/// A connection that begins with one protocol, and goes on with another.
final class Succession implements Connection {

    /// In place of a successor that comes too late.
    private record Closed(Reason why, long sent) implements Connection {
        @Override
        public void run() {}
    }

    private final AtomicReference<Connection> current;

    /// @param first what runs until [#continueWith]
    Succession(Connection first) {
        this.current = new AtomicReference<>(first);
    }

    @Override
    public void run() {
        current.get().run();
    }

    @Override
    public boolean mayEnd(Reason why) {
        return current.get().mayEnd(why);
    }

    @Override
    public Stream<Thread> handlers() {
        return current.get().handlers();
    }

    @Override
    public boolean hasFarewell() {
        return current.get().hasFarewell();
    }

    @Override
    public void farewell() throws IOException {
        current.get().farewell();
    }

    @Override
    public boolean cut(int generation) {
        return current.get().cut(generation);
    }

    @Override
    public void closed(Reason why, long sent) {
        current.getAndSet(new Closed(why, sent)).closed(why, sent);
    }

    /// Lets a successor run from now on; on the thread of the first, once. Nothing keeps the first,
    /// which most of a long connection's life has no use for.
    ///
    /// @param first the one that ran
    /// @param successor runs from now on
    /// @return false if the connection was closed meanwhile; the successor was told
    boolean continueWith(Connection first, Connection successor) {
        if (current.compareAndSet(first, successor)) {
            return true;
        }
        if (current.get() instanceof Closed(var why, var sent)) {
            successor.closed(why, sent);
        }
        return false;
    }
}
