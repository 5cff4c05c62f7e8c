package pounce.engine.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.WorkerMode;
import pounce.api.spi.LoopState;

/// The event loops of a server, and the listeners that feed them. Alive for the server's whole
/// life.
public final class EventLoops {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoops.class);

    /// How long after the start there is time for what makes requests cheaper: behind the first
    /// answers, and before the JIT makes something of the dearer way for good.
    private static final Duration SETTLED = Duration.ofMillis(100);

    private final ThreadMode mode;
    private final List<Listener> listeners;
    private final List<EventLoop> loops;
    private final LoopThreads threads;
    private final Watchdog watchdog;
    private final AtomicInteger turn = new AtomicInteger();
    private final CountDownLatch lastAccepted;

    private EventLoops(
            ThreadMode mode,
            List<Listener> listeners,
            List<EventLoop> loops,
            LoopThreads threads,
            Watchdog watchdog) {
        this.mode = mode;
        this.listeners = listeners;
        this.loops = loops;
        this.threads = threads;
        this.watchdog = watchdog;
        this.lastAccepted = new CountDownLatch(loops.size());
    }

    /// Binds every endpoint; clients can connect then, and wait until [#start()]. Blocks where a
    /// name must be looked up.
    ///
    /// @param endpoints one at least
    /// @param backlog connections that may wait to be accepted, per listener and loop
    /// @param settings of the threads
    /// @param supervisor decides about loops that die
    /// @param connections makes the factory of a loop, by the loop's number from 0
    /// @param timeouts of the transports
    /// @param open counts the connections of some peers
    /// @return loops that do not run yet
    /// @throws ModeUnavailable if this JVM does not allow the mode of the settings
    /// @throws BindFailure naming the endpoint that cannot be had; nothing is left open then
    public static EventLoops bind(
            List<Endpoint> endpoints,
            int backlog,
            ThreadSettings settings,
            Supervisor supervisor,
            IntFunction<ConnectionFactory> connections,
            Timeouts timeouts,
            Function<Peers, OpenConnections> open)
            throws BindFailure, ModeUnavailable {
        var mode = ThreadMode.of(settings.mode()).orElseThrow(ModeUnavailable::new);
        var threads = new LoopThreads(supervisor, settings.platformThreads());
        var listeners = new ArrayList<Listener>();
        for (var endpoint : endpoints) {
            try {
                listeners.add(endpoint.open(backlog, settings.loops()));
            } catch (IOException | RuntimeException failure) {
                listeners.forEach(EventLoops::close);
                throw new BindFailure(endpoint, failure);
            }
        }
        var loops = new ArrayList<EventLoop>();
        try {
            for (int i = 0; i < settings.loops(); i++) {
                loops.add(new EventLoop(mode, threads, connections.apply(i), open, timeouts));
            }
            for (var listener : listeners) {
                listener.registerWith(loops);
            }
        } catch (IOException failure) {
            listeners.forEach(EventLoops::close);
            loops.forEach(EventLoop::discard);
            throw new BindFailure(endpoints.getFirst(), failure);
        }
        var watchdog = new Watchdog(loops, threads, mode, settings.heldLoop());
        return new EventLoops(mode, listeners, loops, threads, watchdog);
    }

    /// Tries what [#bind] would do to endpoints. Nothing is left open, and files are as they were.
    ///
    /// @param endpoints all of them: they may be in each other's way
    /// @param backlog as above
    /// @return a failure for each that cannot be had
    public static List<BindFailure> check(List<Endpoint> endpoints, int backlog) {
        var failures = new ArrayList<BindFailure>();
        var files = new HashSet<String>();
        var taken = new ArrayList<Closeable>();
        for (var endpoint : endpoints) {
            try {
                if (endpoint.isUnix() && !files.add(endpoint.place())) {
                    throw new BindException("another listener has the same file");
                }
                taken.add(endpoint.probe(backlog));
            } catch (IOException | RuntimeException failure) {
                failures.add(new BindFailure(endpoint, failure));
            }
        }
        taken.forEach(EventLoops::close);
        return failures;
    }

    /// {@return how threads and loops would go together, and why, for people}
    ///
    /// @param mode what the settings ask for
    /// @throws ModeUnavailable if this JVM does not allow it
    public static String describe(WorkerMode mode) throws ModeUnavailable {
        return ThreadMode.of(mode).orElseThrow(ModeUnavailable::new).describe();
    }

    /// An endpoint cannot be listened on.
    public static final class BindFailure extends IOException {
        private static final long serialVersionUID = 1;

        BindFailure(Endpoint endpoint, Exception cause) {
            super(endpoint + ": " + cause.getMessage(), cause);
        }
    }

    /// The virtual threads of connections cannot be scheduled by their loops here.
    public static final class ModeUnavailable extends Exception {
        private static final long serialVersionUID = 1;

        ModeUnavailable() {
            super("java.lang is not open to pounce.engine");
        }
    }

    /// {@return what makes virtual threads of the JDK's scheduler, even where virtual threads would
    /// inherit an event loop as theirs}
    public static Thread.Builder.OfVirtual ordinaryThreads() {
        return SchedulerHook.ordinaryThreads();
    }

    /// {@return how threads and loops go together, and why, for the log}
    public String describe() {
        return mode.describe();
    }

    /// Is told of loops that were held for long.
    @FunctionalInterface
    public interface HeldListener {

        /// A loop was held, and taken over; whatever held it goes on.
        ///
        /// @param loop its number, from 0
        /// @param place in the application, as far as it is known; else empty
        /// @param soFar since the loop was taken over
        void held(int loop, String place, Duration soFar);
    }

    /// Sets who is told of loops that were held for long.
    ///
    /// @param listener must not block
    public void onHeld(HeldListener listener) {
        watchdog.stuckTasks()
                .listener((loop, place, soFar) -> listener.held(loops.indexOf(loop), place, soFar));
    }

    /// {@return the state of each loop, by number}
    public List<LoopState> states() {
        return IntStream.range(0, loops.size())
                .mapToObj(number -> {
                    var load = loops.get(number).load();
                    return new LoopState(number, load.connections(), load.busy(), load.takeOvers());
                })
                .toList();
    }

    /// {@return where it listens for clients and proxies, with real port numbers}
    public List<URI> uris() {
        return service().map(Listener::uri).toList();
    }

    /// {@return where it listens for administrators, with real port numbers}
    public List<URI> adminUris() {
        return listeners.stream().filter(Listener::isForAdministrators).map(Listener::uri).toList();
    }

    private Stream<Listener> service() {
        return listeners.stream().filter(Predicate.not(Listener::isForAdministrators));
    }

    /// Starts to accept and to serve.
    public void start() {
        loops.forEach(loop -> loop.start(watchdog::alarm));
        watchdog.start();
        loops.getFirst().add(new Alarm(Deadline.in(SETTLED), SocketCalls::prepare));
    }

    /// Closes the listeners, but for those for administrators, once those who have connected are
    /// accepted; soon, on the loops. Connections go on.
    public void stopAccepting() {
        var ending = service().toList();
        var open = new AtomicInteger(ending.stream().mapToInt(Listener::channels).sum());
        for (var listener : ending) {
            try {
                listener.acceptLast(() -> {
                    if (open.decrementAndGet() == 0) {
                        loops.forEach(loop -> loop.execute(lastAccepted::countDown));
                    }
                });
            } catch (IOException failure) {
                LOG.atWarn().setCause(failure).log("A listener was not closed properly");
            }
        }
    }

    /// Blocks until the connections that [#stopAccepting] accepts are counted.
    ///
    /// @param limit how long at most
    /// @return whether they are
    /// @throws InterruptedException if the waiting thread is interrupted
    public boolean awaitLastAccepted(Duration limit) throws InterruptedException {
        return lastAccepted.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Connects without a socket; the loops take such clients in turn.
    ///
    /// @return the client's end; it blocks
    public ByteChannel connect() {
        return loops.get(Math.floorMod(turn.getAndIncrement(), loops.size())).connect();
    }

    /// Closes the connections that wait between two requests, but for those of administrators;
    /// soon, on their loops.
    public void closeIdle() {
        loops.forEach(loop -> loop.forEachConnection(LoopConnection::closeIfIdle));
    }

    /// Closes those too that have said nothing yet; soon, on their loops.
    public void closeSilent() {
        loops.forEach(loop -> loop.forEachConnection(LoopConnection::closeIfSilent));
    }

    /// Ends the requests that a generation of the application still serves. By the calling thread:
    /// a connection that is closed may wait for a write.
    ///
    /// @param generation its number
    /// @return how many connections had some
    public int cut(int generation) {
        return (int)
                loops.stream()
                        .flatMap(EventLoop::liveConnections)
                        .filter(connection -> connection.cut(generation))
                        .count();
    }

    /// Releases loops that were never started, and their addresses.
    public void discard() {
        listeners.forEach(EventLoops::close);
        loops.forEach(EventLoop::discard);
    }

    /// Closes the listeners and every connection, whatever it does, and ends the loops; soon.
    ///
    /// Connections are closed by the calling thread: a close waits for a thread that is in the
    /// middle of a write, and that one may wait for its loop.
    public void stop() {
        listeners.forEach(EventLoops::close);
        loops.forEach(EventLoop::closeConnections);
        watchdog.close();
        loops.forEach(EventLoop::stop);
        threads.close();
    }

    /// Blocks until the loops that [#stop] ends have ended, and their addresses are free again.
    ///
    /// @param limit how long at most: one that a task holds ends with it
    /// @return whether they have
    /// @throws InterruptedException if the waiting thread is interrupted
    public boolean awaitEnd(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (var loop : loops) {
            if (!loop.awaitEnd(deadline - System.nanoTime())) {
                return false;
            }
        }
        return true;
    }

    private static void close(Closeable listener) {
        try {
            listener.close();
        } catch (IOException failure) {
            LOG.atWarn().setCause(failure).log("A listener did not close");
        }
    }
}
