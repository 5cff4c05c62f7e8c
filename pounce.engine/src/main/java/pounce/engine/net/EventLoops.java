package pounce.engine.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The event loops of a server, and the listeners that feed them. Alive for the server's whole
/// life.
public final class EventLoops {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    private final ConnectionThreads.Mode mode;
    private final List<Listener> listeners;
    private final List<EventLoop> loops;

    private EventLoops(
            ConnectionThreads.Mode mode, List<Listener> listeners, List<EventLoop> loops) {
        this.mode = mode;
        this.listeners = listeners;
        this.loops = loops;
    }

    /// Binds every address; clients can connect then, and wait until [#start()].
    ///
    /// @param addresses port 0 takes a free one
    /// @param backlog connections that may wait to be accepted, per listener and loop
    /// @param count how many loops
    /// @param connections makes the factory of a loop, by the loop's number from 0
    /// @param timeouts of the transports
    /// @param open counts their connections
    /// @return loops that do not run yet
    /// @throws BindFailure naming the address that cannot be had; nothing is left open then
    public static EventLoops bind(
            List<InetSocketAddress> addresses,
            int backlog,
            int count,
            IntFunction<ConnectionFactory> connections,
            Timeouts timeouts,
            OpenConnections open)
            throws BindFailure {
        var mode = ConnectionThreads.Mode.detect();
        var listeners = new ArrayList<Listener>();
        var loops = new ArrayList<EventLoop>();
        for (var address : addresses) {
            try {
                listeners.add(Listener.open(address, backlog, count));
            } catch (IOException | RuntimeException failure) {
                listeners.forEach(EventLoops::close);
                throw new BindFailure(address, failure);
            }
        }
        var bound = new EventLoops(mode, listeners, loops);
        try {
            for (int i = 0; i < count; i++) {
                loops.add(new EventLoop(mode, connections.apply(i), open, timeouts));
            }
            for (var listener : listeners) {
                listener.registerWith(loops);
            }
        } catch (IOException failure) {
            bound.discard();
            throw new BindFailure(addresses.getFirst(), failure);
        }
        return bound;
    }

    /// An address cannot be listened on.
    public static final class BindFailure extends IOException {
        private static final long serialVersionUID = 1;

        BindFailure(InetSocketAddress address, Exception cause) {
            super(
                    address.getHostString() + ":" + address.getPort() + ": " + cause.getMessage(),
                    cause);
        }
    }

    /// {@return who schedules the threads of connections, and why, for the log}
    public String describe() {
        return mode.describe();
    }

    /// {@return where it listens, with real port numbers}
    public List<InetSocketAddress> addresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /// Starts to accept and to serve.
    public void start() {
        for (int i = 0; i < loops.size(); i++) {
            var loop = loops.get(i);
            mode.driver("pounce-loop-" + i, () -> drive(loop)).start();
        }
    }

    private static void drive(EventLoop loop) {
        try {
            loop.drive(new LoopThread(Thread.currentThread()));
        } catch (IOException | RuntimeException | Error failure) {
            LOG.atError().setCause(failure).log("An event loop died");
        }
    }

    /// Closes the listeners; connections go on.
    public void stopAccepting() {
        listeners.forEach(EventLoops::close);
    }

    /// Closes the connections that serve no request; soon, on their loops.
    public void closeIdle() {
        loops.forEach(loop -> loop.forEachTransport(SocketTransport::closeIfIdle));
    }

    /// Releases loops that were never started, and their addresses.
    public void discard() {
        stopAccepting();
        loops.forEach(EventLoops::discard);
    }

    /// Closes every connection, whatever it does, and ends the loops; soon.
    public void stop() {
        loops.forEach(EventLoop::stop);
    }

    private static void discard(EventLoop loop) {
        try {
            loop.discard();
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("An event loop was not released");
        }
    }

    private static void close(Listener listener) {
        try {
            listener.close();
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("A listener did not close");
        }
    }
}
