package pounce.engine;

import java.lang.module.ModuleDescriptor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import pounce.api.App;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Server;
import pounce.api.spi.GenerationState;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Plugin;
import pounce.engine.application.Application;
import pounce.engine.exchange.ContentLimits;
import pounce.engine.exchange.Drain;
import pounce.engine.exchange.Pins;
import pounce.engine.exchange.Site;
import pounce.engine.generation.Chain;
import pounce.engine.generation.DrainHooks;
import pounce.engine.generation.Lifetime;
import pounce.engine.generation.Link;
import pounce.engine.net.EventLoops;
import pounce.engine.plugin.Extensions;
import pounce.engine.plugin.Plugins;
import pounce.engine.watch.Watchers;

/// One generation of an application, and whatever its modules have brought: from its load until its
/// last request has ended.
final class Generation {
    private final int number;
    private final ServerParts server;
    private final Application application;
    private final Extensions extensions;
    private final Plugins plugins;
    private final Drain drain = new Drain();
    private Watchers watchers = Watchers.nobody();
    private List<Link> provided = List.of();
    private List<Site> sites = List.of();
    private List<Site> adminSites = List.of();
    private @Nullable Lifetime lifetime;

    private Generation(LoadedApplication loaded, int number, ServerParts server) {
        this.number = number;
        this.server = server;
        this.application = loaded.application();
        this.extensions = loaded.extensions();
        this.plugins =
                Plugins.install(extensions.all(Plugin.class), server.config(), server.view());
    }

    /// Makes the generation of an application, and installs its plug-ins.
    ///
    /// @param loaded the application; it is released here if this fails
    /// @param number counting reloads from 1
    /// @throws pounce.api.error.PounceException if something is wrong with its extensions
    static Generation of(LoadedApplication loaded, int number, ServerParts server) {
        var undo = new Undo();
        undo.add(loaded.application().files()::close);
        try {
            var generation = new Generation(loaded, number, server);
            undo.add(generation.plugins::discard);
            generation.plugins.checkBeside(server.plugins());
            generation.watch();
            return generation;
        } catch (RuntimeException | Error failure) {
            undo.run(failure);
            throw failure;
        }
    }

    private void watch() {
        var collectors = extensions.wantedCollectors(server.config());
        watchers =
                new Watchers(
                        Stream.of(collectors, plugins.collectors()).flatMap(List::stream).toList(),
                        () -> false);
    }

    int number() {
        return number;
    }

    Extensions extensions() {
        return extensions;
    }

    /// {@return the collectors that it brought}
    Watchers watchers() {
        return watchers;
    }

    Plugins plugins() {
        return plugins;
    }

    /// Puts the middleware around the application.
    ///
    /// @param own the server's
    /// @param lasting what the first generation has left to others
    void assemble(List<Link> own, List<Link> lasting) {
        provided = provided(lasting);
        var links = new ArrayList<>(own);
        links.addAll(provided);
        Function<Phase, List<Middleware>> added =
                phase ->
                        Stream.of(server.plugins(), plugins)
                                .flatMap(each -> each.middleware(phase).stream())
                                .toList();
        var chain = Chain.of(links, added, server.config()).around(application.app());
        sites = sites(chain, drain);
        adminSites = sites(AdminApp.of(server.plugins(), plugins), new Drain());
    }

    private List<Site> sites(App chain, Drain drain) {
        return IntStream.range(0, server.config().resolveWorkers())
                .mapToObj(_ -> site(chain, drain))
                .toList();
    }

    /// What others have left stays, with all that it has counted, unless it has looked for services
    /// of a kind that the application brings, such as content codings: those go with the
    /// application.
    private List<Link> provided(List<Link> lasting) {
        var everything = server.extensions().and(extensions);
        var links = new ArrayList<>(lasting.stream().filter(this::canLast).toList());
        var kept = links.stream().map(Link::name).toList();
        var others =
                everything.all(MiddlewareProvider.class).stream()
                        .filter(each -> !kept.contains(each.name()))
                        .toList();
        links.addAll(Chain.links(others, server.config(), everything));
        return links;
    }

    private boolean canLast(Link link) {
        return link.asked().stream().allMatch(kind -> extensions.all(kind).isEmpty());
    }

    /// {@return the middleware for later generations that the server's modules provide}
    List<Link> lasting() {
        var own =
                server.extensions().all(MiddlewareProvider.class).stream()
                        .map(MiddlewareProvider::name)
                        .toList();
        return provided.stream()
                .filter(link -> own.contains(link.name()) && canLast(link))
                .toList();
    }

    private Site site(App chain, Drain drain) {
        return new Site(
                chain,
                number,
                server.config().get(Options.HTTP_ROOT_PATH),
                ContentLimits.of(server.config()),
                server.errors(),
                drain,
                new Pins());
    }

    /// {@return what serves on an event loop}
    Site site(int loop) {
        return sites.get(loop);
    }

    /// {@return what serves administrators on an event loop}
    Site adminSite(int loop) {
        return adminSites.get(loop);
    }

    /// Starts the application; blocks until it is ready.
    ///
    /// @throws pounce.api.error.LifespanException if it fails or takes too long
    void start() {
        lifetime =
                Lifetime.start(
                        sites.getFirst().app(),
                        number,
                        server.config().get(Options.TIMEOUT_STARTUP),
                        EventLoops::ordinaryThreads,
                        server.offload());
    }

    /// Tells its plug-ins that it serves.
    void started(Server server) {
        plugins.started(server);
    }

    /// {@return how many requests it serves}
    int requests() {
        return Stream.of(sites, adminSites)
                .flatMap(List::stream)
                .mapToInt(site -> site.pins().count())
                .sum();
    }

    /// {@return what it tells about itself}
    GenerationState state() {
        return new GenerationState(
                number,
                requests(),
                application.modules().stream().map(ModuleDescriptor::toNameAndVersion).toList());
    }

    /// Ends streams of events, and tells whoever wants to know.
    ///
    /// @param limit the time that is left
    void drain(Duration limit) {
        drain.begin();
        if (lifetime != null) {
            lifetime.drain(limit);
        }
        var hooks = new DrainHooks(EventLoops::ordinaryThreads);
        plugins.addTo(hooks);
        hooks.run(limit);
    }

    /// Tells the application that its last request has ended; blocks until it has closed what it
    /// opened.
    ///
    /// @param limit how long it may take; then it is left alone
    void stop(Duration limit) {
        if (lifetime != null) {
            lifetime.stop(limit);
        }
    }

    /// Releases what it was made of; its last event has been told.
    void release() {
        watchers.close();
        plugins.stop();
        application.files().close();
    }

    /// {@return its own class loader, if it has one}
    @Nullable ClassLoader ownLoader() {
        return application.hasOwnLoader() ? application.loader() : null;
    }
}
