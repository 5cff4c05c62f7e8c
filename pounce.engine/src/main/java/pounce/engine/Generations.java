package pounce.engine;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.LifecycleCollector;
import pounce.api.Options;
import pounce.api.Server;
import pounce.api.error.ErrorCode;
import pounce.api.error.ReloadException;
import pounce.api.spi.GenerationState;
import pounce.engine.application.ApplicationSource;
import pounce.engine.exchange.CurrentSite;
import pounce.engine.exchange.Site;
import pounce.engine.generation.LayerWatch;
import pounce.engine.generation.Link;
import pounce.engine.watch.PassingCollector;

/// The generations of one server's application: the one that serves, and old ones that still have
/// requests.
///
/// A reload changes one reference for each event loop, nothing else: listeners, connections and
/// their buffers stay. Each request sees one generation from its beginning to its end.
final class Generations {
    private static final Logger LOG = LoggerFactory.getLogger(Generations.class);

    /// Old generations that may have requests at a time: each has all its classes, and its data.
    static final int MOST_RETIRING = 8;

    /// Between two looks for requests of an old generation.
    private static final Duration STEP = Duration.ofMillis(20);

    /// What an old application gets to stop, even if its requests took all the time.
    private static final Duration LAST_GRACE = Duration.ofSeconds(1);

    private final ApplicationSource source;
    private final ServerParts server;
    private final PassingCollector collector;
    private final Map<Thread, Generation> retiring = new ConcurrentHashMap<>();
    private final LayerWatch watch = new LayerWatch();
    private final ReentrantLock reloading = new ReentrantLock();
    private List<Link> own = List.of();
    private List<Link> lasting = List.of();
    private List<CurrentSite> sites = List.of();
    private List<CurrentSite> adminSites = List.of();
    private volatile Generation current;
    private volatile boolean ending;

    private Generations(ApplicationSource source, ServerParts server, Generation first) {
        this.source = source;
        this.server = server;
        this.current = first;
        this.collector = new PassingCollector(first.watchers());
    }

    /// Begins with the first generation.
    ///
    /// @param first its application; it is released here if this fails
    /// @throws pounce.api.error.PounceException if something is wrong with its extensions
    static Generations of(LoadedApplication first, ApplicationSource source, ServerParts server) {
        return new Generations(source, server, Generation.of(first, 1, server));
    }

    /// {@return what passes events on to the collectors of the present generation; nobody, where
    /// the first brings none}
    List<LifecycleCollector> collectors() {
        return current.watchers().isNobody() ? List.of() : List.of(collector);
    }

    /// Puts the middleware around the application.
    ///
    /// @param own the server's, the same for each generation
    void assemble(List<Link> own) {
        this.own = own;
        current.assemble(own, List.of());
        lasting = current.lasting();
        sites = sites(current::site);
        adminSites = sites(current::adminSite);
    }

    private List<CurrentSite> sites(IntFunction<Site> first) {
        return IntStream.range(0, server.config().resolveWorkers())
                .mapToObj(loop -> new CurrentSite(first.apply(loop)))
                .toList();
    }

    /// {@return what serves the requests of an event loop, whichever generation that is}
    ///
    /// @param loop its number, from 0
    CurrentSite site(int loop) {
        return sites.get(loop);
    }

    /// {@return what serves administrators on an event loop}
    ///
    /// @param loop its number, from 0
    CurrentSite adminSite(int loop) {
        return adminSites.get(loop);
    }

    Generation current() {
        return current;
    }

    /// {@return what each tells that has not ended, the present one last}
    List<GenerationState> states() {
        var serving = current;
        return Stream.concat(retiring.values().stream(), Stream.of(serving))
                .filter(each -> each.number() <= serving.number())
                .distinct()
                .map(Generation::state)
                .sorted(Comparator.comparingInt(GenerationState::number))
                .toList();
    }

    /// Loads the application again, and lets it serve.
    ///
    /// @param running is given to plug-ins
    /// @param cut ends the requests of a generation that is out of time, and returns how many
    ///   connections had some
    /// @throws ReloadException if it does not start; everything is as before then
    void reload(Server running, IntUnaryOperator cut) {
        if (!source.isReloadable()) {
            throw new ReloadException(
                    ErrorCode.POUNCE_RELOAD_UNAVAILABLE,
                    "the application is an object, or part of the server: it has no files that could be loaded again");
        }
        reloading.lock();
        try {
            var old = current;
            replaceBy(begin(old.number() + 1, running));
            retire(old, cut);
        } finally {
            reloading.unlock();
        }
    }

    private Generation begin(int number, Server running) {
        if (retiring.size() >= MOST_RETIRING) {
            throw new ReloadException(
                    ErrorCode.POUNCE_RELOAD_FAILED,
                    "%d old generations have requests still, which is as many as there may be"
                            .formatted(MOST_RETIRING));
        }
        LOG.info("Reload: generation {} starts", number);
        var undo = new Undo();
        try {
            var next =
                    Generation.of(
                            LoadedApplication.of(source, server.config(), server.extensions()),
                            number,
                            server);
            undo.add(next::release);
            refuseNewWatchers(next);
            next.assemble(own, lasting);
            next.start();
            undo.add(() -> next.stop(LAST_GRACE));
            next.started(running);
            return next;
        } catch (RuntimeException | Error failure) {
            undo.run(failure);
            throw new ReloadException(
                    ErrorCode.POUNCE_RELOAD_FAILED,
                    "generation %d does not start, and generation %d goes on: %s"
                            .formatted(number, number - 1, failure.getMessage()),
                    failure);
        }
    }

    /// Where nobody watches, no event is made: that is decided when a server starts.
    private void refuseNewWatchers(Generation next) {
        if (collectors().isEmpty() && !next.watchers().isNobody()) {
            throw new ReloadException(
                    ErrorCode.POUNCE_RELOAD_FAILED,
                    "it brings a collector of lifecycle events, and the first generation brought none: start the server anew");
        }
    }

    private void replaceBy(Generation next) {
        if (!replace(next)) {
            next.stop(LAST_GRACE);
            next.release();
            throw new ReloadException(ErrorCode.POUNCE_RELOAD_FAILED, "the server stops");
        }
        LOG.info("Generation {} serves", next.number());
    }

    /// {@return false if the server ends, and the present generation is its last}
    private synchronized boolean replace(Generation next) {
        if (ending) return false;
        current = next;
        for (int loop = 0; loop < sites.size(); loop++) {
            sites.get(loop).replace(next.site(loop));
            adminSites.get(loop).replace(next.adminSite(loop));
        }
        collector.replace(next.watchers());
        server.view().found(server.extensions().and(next.extensions()));
        server.view().serves(server.plugins(), next.plugins());
        return true;
    }

    /// {@return the present generation, which is the last}
    private synchronized Generation end() {
        ending = true;
        return current;
    }

    // ---------------------------------------------------------------- old generations

    private void retire(Generation old, IntUnaryOperator cut) {
        var limit = server.config().get(Options.TIMEOUT_RELOAD);
        LOG.info("Generation {} drains, for {} s at most", old.number(), limit.toMillis() / 1000.0);
        old.drain(limit);
        var thread =
                Thread.ofPlatform()
                        .daemon()
                        .name("pounce-generation-" + old.number())
                        .unstarted(() -> end(old, limit, cut));
        retiring.put(thread, old);
        thread.start();
    }

    private void end(Generation old, Duration limit, IntUnaryOperator cut) {
        try {
            if (!awaitUnused(old, limit)) {
                int connections = cut.applyAsInt(old.number());
                LOG.atWarn()
                        .addKeyValue("generation", old.number())
                        .addKeyValue("connections", connections)
                        .log("An old generation took too long: its requests were ended by force");
                boolean _ = awaitUnused(old, LAST_GRACE);
            }
            old.stop(LAST_GRACE.compareTo(limit) > 0 ? LAST_GRACE : limit);
            old.release();
            LOG.info("Generation {} has ended", old.number());
            var loader = old.ownLoader();
            if (loader != null) {
                watch.add(old.number(), loader);
            }
        } finally {
            retiring.remove(Thread.currentThread());
        }
    }

    /// The end of the server ends this too.
    private boolean awaitUnused(Generation old, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (old.requests() > 0 && !ending) {
            if (System.nanoTime() - deadline >= 0) return false;
            try {
                Thread.sleep(STEP);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /// {@return how many old generations have not ended}
    int retiring() {
        return retiring.size();
    }

    // ---------------------------------------------------------------- the end of the server

    /// Ends streams of events, and tells the application that the server ends. From now on there is
    /// no reload.
    void drain(Duration limit) {
        end().drain(limit);
    }

    /// Stops the application, of every generation; all requests have ended.
    void stop(Duration limit) {
        current.stop(limit);
        for (var thread : retiring.keySet()) {
            try {
                if (!thread.join(limit)) {
                    LOG.atWarn()
                            .addKeyValue("thread", thread.getName())
                            .log("An old generation did not stop in time");
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
        watch.close();
    }

    /// Releases what the last generation was made of.
    void release() {
        current.release();
    }
}
