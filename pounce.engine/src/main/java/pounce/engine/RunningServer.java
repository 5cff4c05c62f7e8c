package pounce.engine;

import java.net.URI;
import java.nio.channels.ByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.StaticFiles;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.SupervisorException;
import pounce.api.event.LoopHeld;
import pounce.api.spi.Plugin;
import pounce.engine.application.ApplicationSource;
import pounce.engine.exchange.ConcurrencyLimit;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.ErrorResponses;
import pounce.engine.exchange.FailureAnswers;
import pounce.engine.exchange.KnownRequests;
import pounce.engine.exchange.RequestSlots;
import pounce.engine.exchange.ServerMethods;
import pounce.engine.generation.DrainHooks;
import pounce.engine.generation.Link;
import pounce.engine.net.EventLoops;
import pounce.engine.net.OpenConnections;
import pounce.engine.net.Supervisor;
import pounce.engine.plugin.Extensions;
import pounce.engine.plugin.Plugins;
import pounce.engine.watch.Watchers;

/// A server from start to end: bind, start the application, serve, drain, stop the application,
/// release.
final class RunningServer implements Server {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    /// Between two looks for connections that have become idle during the drain.
    private static final Duration DRAIN_STEP = Duration.ofMillis(50);

    /// How long a client that has connected, perhaps just now, may take to send its first request,
    /// and be told that the server ends.
    private static final Duration SILENCE = Duration.ofSeconds(1);

    /// What an application gets to stop, even if the drain took all its time.
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final ServerConfig config;
    private final ServerView view;
    private final Plugins plugins;
    private final EventLoops loops;
    private final OpenConnections open;
    private final Drain drain;
    private final Generations generations;
    private final ExecutorService offload;
    private final CompletableFuture<Throwable> collapse;
    private final Watchers watchers;
    private final Optional<CertificateKeeper> certificates;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);

    private RunningServer(
            ServerConfig config,
            ServerView view,
            Plugins plugins,
            EventLoops loops,
            OpenConnections open,
            Drain drain,
            Generations generations,
            Watchers watchers,
            Optional<CertificateKeeper> certificates,
            ExecutorService offload,
            CompletableFuture<Throwable> collapse) {
        this.config = config;
        this.view = view;
        this.plugins = plugins;
        this.loops = loops;
        this.open = open;
        this.drain = drain;
        this.generations = generations;
        this.offload = offload;
        this.collapse = collapse;
        this.watchers = watchers;
        this.certificates = certificates;
    }

    static RunningServer start(ApplicationSource source, ServerConfig config) {
        var server = assemble(source, config);
        try {
            server.serve();
            return server;
        } catch (RuntimeException | Error failure) {
            server.close();
            throw failure;
        }
    }

    private static RunningServer assemble(ApplicationSource source, ServerConfig config) {
        var undo = new Undo();
        try {
            return assemble(source, config, undo);
        } catch (RuntimeException | Error failure) {
            undo.run(failure);
            throw failure;
        }
    }

    /// {@return a server that is bound, and whose application has started}
    ///
    /// @param undo is told what has been done so far
    private static RunningServer assemble(
            ApplicationSource source, ServerConfig config, Undo undo) {
        checkDrainDelay(config);
        var offload =
                Executors.newThreadPerTaskExecutor(
                        EventLoops.ordinaryThreads().name("pounce-offload-", 0).factory());
        undo.add(offload::shutdownNow);
        var open = new OpenConnections(config.get(Options.LIMIT_CONNECTIONS));
        var view = new ServerView(open, offload);
        var extensions = Extensions.beside(config);
        var application = LoadedApplication.of(source, config, extensions);
        undo.add(application.application().files()::close);
        view.found(extensions.and(application.extensions()));
        var plugins = Plugins.install(extensions.all(Plugin.class), config, view);
        var errors =
                extensions
                        .errorPages(config)
                        .map(ErrorResponses::with)
                        .orElseGet(ErrorResponses::plain);
        undo.add(plugins::discard);
        var generations =
                Generations.of(
                        application,
                        source,
                        new ServerParts(config, view, extensions, plugins, errors, offload));
        undo.add(generations::release);
        view.serves(plugins, generations.current().plugins());
        var drain = new Drain();
        var provided = extensions.wantedCollectors(config);
        undo.add(() -> new Watchers(provided, () -> true).close());
        var watchers =
                new Watchers(
                        Stream.of(
                                        config.collectors(),
                                        provided,
                                        plugins.collectors(),
                                        generations.collectors())
                                .flatMap(List::stream)
                                .toList(),
                        drain::hasBegun);
        view.watched(watchers);
        var slots = slots(config);
        view.limited(slots);
        generations.assemble(ownMiddleware(config, watchers, slots, errors));
        var collapse = new CompletableFuture<Throwable>();
        var endpoints = Listening.endpoints(config);
        var keys = SecureListeners.load(config, endpoints);
        var protocols = Protocols.of(config, endpoints, keys);
        var loops =
                Listening.bind(
                        config,
                        endpoints,
                        loop ->
                                new PeerProtocols(
                                        protocols.on(
                                                generations.site(loop), drain, watchers.loop(loop)),
                                        protocols.on(
                                                generations.adminSite(loop),
                                                new Drain(),
                                                Watchers.nobody().loop(loop))),
                        open,
                        collapse);
        undo.add(loops::discard);
        if (!watchers.isNobody()) {
            loops.onHeld((loop, place, soFar) -> watchers.tell(held(loop, place, soFar)));
        }
        view.secured(keys);
        view.bound(loops, generations::states);
        generations.current().start();
        return new RunningServer(
                config,
                view,
                plugins,
                loops,
                open,
                drain,
                generations,
                watchers,
                keys.map(each ->
                        new CertificateKeeper(
                                each, config.get(Options.TLS_RELOAD_INTERVAL), watchers::tell)),
                offload,
                collapse);
    }

    /// @throws ConfigException if the delay takes all the time that there is
    static void checkDrainDelay(ServerConfig config) {
        var delay = config.get(Options.TIMEOUT_DRAIN_DELAY);
        var whole = config.get(Options.TIMEOUT_SHUTDOWN);
        if (delay.compareTo(whole) >= 0) {
            throw new ConfigException(
                    ErrorCode.POUNCE_CONFIG_INVALID,
                    "timeouts.drain-delay = %s leaves nothing of timeouts.shutdown = %s"
                            .formatted(
                                    Options.TIMEOUT_DRAIN_DELAY.format(delay),
                                    Options.TIMEOUT_SHUTDOWN.format(whole)));
        }
    }

    private static LoopHeld held(int loop, String place, Duration soFar) {
        return new LoopHeld(0, loop, place, soFar.toMillis(), System.nanoTime());
    }

    private static Optional<RequestSlots> slots(ServerConfig config) {
        int requests = config.get(Options.LIMIT_CONCURRENT_REQUESTS);
        return requests == 0
                ? Optional.empty()
                : Optional.of(
                        new RequestSlots(requests, config.get(Options.LIMIT_WAITING_REQUESTS)));
    }

    /// What makes no sense and what a rate limit refuses need no slot; what authenticates does.
    private static List<Link> ownMiddleware(
            ServerConfig config,
            Watchers watchers,
            Optional<RequestSlots> slots,
            ErrorResponses errors) {
        var links = new ArrayList<Link>();
        if (!watchers.isNobody()) {
            links.add(new Link(Phase.OBSERVATION, 0, "known-requests", new KnownRequests()));
        }
        links.add(new Link(Phase.PROTECTION, 40, "server-methods", new ServerMethods(errors)));
        slots.map(each -> new ConcurrencyLimit(each, config.get(Options.TIMEOUT_QUEUE), errors))
                .ifPresent(limit ->
                        links.add(new Link(Phase.PROTECTION, 70, "concurrency-limit", limit)));
        links.add(new Link(Phase.TRANSFORMATION, 99, "failure-answers", new FailureAnswers()));
        if (!config.files().isEmpty()) {
            links.add(new Link(Phase.CONTENT, 50, "static", StaticFiles.middleware(config)));
        }
        return links;
    }

    private void serve() {
        certificates.ifPresent(CertificateKeeper::start);
        loops.start();
        var _ =
                collapse.thenAcceptAsync(
                        this::collapse, Thread.ofPlatform().name("pounce-collapse")::start);
        // The loops are daemons, as virtual threads are: this thread keeps the process alive while
        // the server runs.
        Thread.ofPlatform().name("pounce-server").start(this::keepAlive);
        LOG.info("Threads: {}", loops.describe());
        view.started();
        plugins.started(this);
        generations.current().started(this);
        uris().forEach(uri -> LOG.info("Listening on {}", uri));
        adminUris().forEach(uri -> LOG.info("Listening for administrators on {}", uri));
    }

    private void collapse(Throwable death) {
        LOG.atError()
                .addKeyValue("code", ErrorCode.POUNCE_SUPERVISOR_RESTARTS_EXHAUSTED)
                .setCause(death)
                .log("An event loop died once too often: the server stops");
        close();
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
    public void reloadCertificates() {
        certificates.ifPresent(CertificateKeeper::reload);
    }

    @Override
    public List<URI> uris() {
        return loops.uris();
    }

    @Override
    public List<URI> adminUris() {
        return loops.adminUris();
    }

    @Override
    public ByteChannel connect() {
        if (stopping.get()) throw new IllegalStateException("the server is stopping");
        return loops.connect();
    }

    @Override
    public void shutdown(Duration limit) {
        if (stopping.compareAndSet(false, true)) {
            long deadline = System.nanoTime() + limit.toNanos();
            LOG.info("Draining, for {} s at most", limit.toMillis() / 1000.0);
            view.ends();
            awaitDrainDelay(limit);
            drain.begin();
            loops.stopAccepting();
            drainHooks(left(deadline));
            boolean drained = drained(deadline);
            loops.stop();
            LOG.info(
                    drained
                            ? "Drained"
                            : "The drain took too long: connections were closed by force");
            generations.stop(max(LAST_GRACE, left(deadline)));
            offload.shutdownNow();
            awaitClosed();
            certificates.ifPresent(CertificateKeeper::close);
            watchers.close();
            generations.release();
            plugins.stop();
            stopped.countDown();
        } else {
            awaitStop();
        }
    }

    /// Everything is served as before, but who asks is told to send new clients elsewhere.
    private void awaitDrainDelay(Duration limit) {
        try {
            boolean _ =
                    stopped.await(
                            min(config.get(Options.TIMEOUT_DRAIN_DELAY), limit).toNanos(),
                            TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever waits is in a hurry
        }
    }

    private void drainHooks(Duration limit) {
        generations.drain(limit);
        var hooks = new DrainHooks(EventLoops::ordinaryThreads);
        plugins.addTo(hooks);
        hooks.run(limit);
    }

    private boolean drained(long deadline) {
        long patience = System.nanoTime() + min(SILENCE, left(deadline).dividedBy(2)).toNanos();
        try {
            while (left(deadline).isPositive()) {
                if (left(patience).isPositive()) {
                    loops.closeIdle();
                } else {
                    loops.closeSilent();
                }
                var step = min(DRAIN_STEP, left(deadline));
                if (loops.awaitLastAccepted(step) && open.awaitNone(step)) {
                    return true;
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // whoever waits is in a hurry
        }
        return open.count() == 0;
    }

    /// So that the last events are in before the collectors close, and that whoever has closed the
    /// server may have its addresses.
    private void awaitClosed() {
        try {
            open.awaitNone(LAST_GRACE);
            loops.awaitEnd(LAST_GRACE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
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
    public void reopen() {
        watchers.reopen();
    }

    @Override
    public void reload() {
        generations.reload(this, loops::cut);
    }

    @Override
    public Executor offload() {
        return offload;
    }

    @Override
    public void awaitTermination() throws InterruptedException {
        stopped.await();
        if (collapse.isDone()) {
            throw new SupervisorException(
                    ErrorCode.POUNCE_SUPERVISOR_RESTARTS_EXHAUSTED,
                    "event loops died more than "
                            + Supervisor.RESTARTS
                            + " times in "
                            + Supervisor.WINDOW.toSeconds()
                            + " s",
                    collapse.join());
        }
    }
}
