package pounce.engine;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.App;
import pounce.api.Options;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.engine.connection.Drain;
import pounce.engine.connection.Http1;
import pounce.engine.connection.Http1Settings;
import pounce.engine.exchange.Site;
import pounce.engine.generation.Chain;
import pounce.engine.generation.Lifetime;
import pounce.engine.http1.HeadLimits;
import pounce.engine.net.ConnectionFactory;
import pounce.engine.net.Endpoint;
import pounce.engine.net.EventLoops;
import pounce.engine.net.FileMode;
import pounce.engine.net.OpenConnections;
import pounce.engine.net.Timeouts;

/// A server from start to end: bind, start the application, serve, drain, stop the application,
/// release.
final class RunningServer implements Server {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    /// Between two looks for connections that have become idle during the drain.
    private static final Duration DRAIN_STEP = Duration.ofMillis(50);

    /// What an application gets to stop, even if the drain took all its time.
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final ServerConfig config;
    private final EventLoops loops;
    private final OpenConnections open;
    private final Drain drain;
    private final Lifetime lifetime;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunningServer(
            ServerConfig config,
            EventLoops loops,
            OpenConnections open,
            Drain drain,
            Lifetime lifetime) {
        this.config = config;
        this.loops = loops;
        this.open = open;
        this.drain = drain;
        this.lifetime = lifetime;
    }

    static RunningServer start(App app, ServerConfig config) {
        var chain = Chain.around(app, config);
        var site =
                new Site(
                        chain,
                        1,
                        config.get(Options.HTTP_ROOT_PATH),
                        config.get(Options.LIMIT_REQUEST_BODY).octets());
        var open = new OpenConnections();
        var drain = new Drain();
        var settings = settings(config);
        var loops = bind(config, () -> new Http1(settings, () -> site, drain, open), open);
        try {
            var lifetime = Lifetime.start(chain, 1, config.get(Options.TIMEOUT_STARTUP));
            var server = new RunningServer(config, loops, open, drain, lifetime);
            server.serve();
            return server;
        } catch (RuntimeException | Error failure) {
            loops.discard();
            throw failure;
        }
    }

    private static EventLoops bind(
            ServerConfig config, Supplier<ConnectionFactory> connections, OpenConnections open) {
        try {
            return EventLoops.bind(
                    endpoints(config),
                    config.get(Options.BACKLOG),
                    config.resolveWorkers(),
                    connections,
                    new Timeouts(
                            config.get(Options.TIMEOUT_HEADER), config.get(Options.TIMEOUT_WRITE)),
                    open);
        } catch (EventLoops.BindFailure failure) {
            throw new ConfigException(
                    ErrorCode.POUNCE_LISTEN_FAILED,
                    "cannot listen on " + failure.getMessage(),
                    failure);
        }
    }

    private static List<Endpoint> endpoints(ServerConfig config) {
        var uris = config.get(Options.LISTEN);
        if (uris.isEmpty()) {
            return List.of(Endpoint.of(config.get(Options.HOST), config.get(Options.PORT)));
        }
        var mode = FileMode.parse(config.get(Options.UNIX_MODE));
        return uris.stream().map(uri -> Endpoint.of(uri, mode)).toList();
    }

    private static Http1Settings settings(ServerConfig config) {
        return new Http1Settings(
                new HeadLimits(
                        (int) config.get(Options.LIMIT_REQUEST_LINE).octets(),
                        (int) config.get(Options.LIMIT_HEADER_SECTION).octets(),
                        config.get(Options.LIMIT_FIELDS)),
                config.get(Options.HTTP_ENCODED_SLASH),
                config.get(Options.HTTP_SERVER_HEADER),
                config.get(Options.HTTP_DATE),
                config.get(Options.TIMEOUT_HEADER),
                config.get(Options.TIMEOUT_REQUEST_BODY),
                config.get(Options.TIMEOUT_KEEP_ALIVE),
                config.get(Options.LIMIT_REQUESTS),
                config.get(Options.LIMIT_CONNECTIONS));
    }

    private void serve() {
        loops.start();
        // The loops are daemons, as virtual threads are: this thread keeps the process alive while
        // the server runs.
        Thread.ofPlatform().name("pounce-server").start(this::keepAlive);
        LOG.info("Threads: {}", loops.describe());
        uris().forEach(uri -> LOG.info("Listening on {}", uri));
    }

    private void keepAlive() {
        boolean done = false;
        while (!done) {
            try {
                stopped.await();
                done = true;
            } catch (InterruptedException stranger) {
                LOG.atWarn().setCause(stranger).log("Somebody interrupts a thread of the server");
            }
        }
    }

    @Override
    public ServerConfig config() {
        return config;
    }

    @Override
    public List<URI> uris() {
        return loops.uris();
    }

    @Override
    public void shutdown(Duration limit) {
        if (stopping.compareAndSet(false, true)) {
            long deadline = System.nanoTime() + limit.toNanos();
            LOG.info("Draining, for {} s at most", limit.toMillis() / 1000.0);
            drain.begin();
            lifetime.drain(limit);
            loops.stopAccepting();
            boolean drained = drained(deadline);
            loops.stop();
            LOG.info(
                    drained
                            ? "Drained"
                            : "The drain took too long: connections were closed by force");
            lifetime.stop(max(LAST_GRACE, left(deadline)));
            stopped.countDown();
        } else {
            awaitStop();
        }
    }

    private boolean drained(long deadline) {
        try {
            while (left(deadline).isPositive()) {
                loops.closeIdle();
                if (open.awaitNone(min(DRAIN_STEP, left(deadline)))) {
                    return true;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever waits is in a hurry
        }
        return open.count() == 0;
    }

    private void awaitStop() {
        try {
            stopped.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(deadline - System.nanoTime());
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    @Override
    public void awaitTermination() throws InterruptedException {
        stopped.await();
    }
}
