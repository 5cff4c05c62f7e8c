package pounce.engine.net;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
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

    /// Binds every endpoint; clients can connect then, and wait until [#start()]. Blocks where a
    /// name must be looked up.
    ///
    /// @param endpoints one at least
    /// @param backlog connections that may wait to be accepted, per listener and loop
    /// @param count how many loops
    /// @param connections makes one factory for each loop
    /// @param timeouts of the transports
    /// @param open counts their connections
    /// @return loops that do not run yet
    /// @throws BindFailure naming the endpoint that cannot be had; nothing is left open then
    public static EventLoops bind(
            List<Endpoint> endpoints,
            int backlog,
            int count,
            Supplier<ConnectionFactory> connections,
            Timeouts timeouts,
            OpenConnections open)
            throws BindFailure {
        var mode = ConnectionThreads.Mode.detect();
        var listeners = new ArrayList<Listener>();
        var loops = new ArrayList<EventLoop>();
        for (var endpoint : endpoints) {
            try {
                listeners.add(endpoint.open(backlog, count));
            } catch (IOException | RuntimeException failure) {
                listeners.forEach(EventLoops::close);
                throw new BindFailure(endpoint, failure);
            }
        }
        var bound = new EventLoops(mode, listeners, loops);
        try {
            for (int i = 0; i < count; i++) {
                loops.add(new EventLoop(mode, connections.get(), open, timeouts));
            }
            for (var listener : listeners) {
                listener.registerWith(loops);
            }
        } catch (IOException failure) {
            bound.discard();
            throw new BindFailure(endpoints.getFirst(), failure);
        }
        return bound;
    }

    /// An endpoint cannot be listened on.
    public static final class BindFailure extends IOException {
        private static final long serialVersionUID = 1;

        BindFailure(Endpoint endpoint, Exception cause) {
            super(endpoint + ": " + cause.getMessage(), cause);
        }
    }

    /// {@return who schedules the threads of connections, and why, for the log}
    public String describe() {
        return mode.describe();
    }

    /// {@return where it listens, with real port numbers}
    public List<URI> uris() {
        return listeners.stream().map(Listener::uri).toList();
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

    /// Closes the listeners and every connection, whatever it does, and ends the loops; soon.
    public void stop() {
        stopAccepting();
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
