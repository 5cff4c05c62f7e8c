package pounce.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.StaticFiles;
import pounce.api.error.PounceException;
import pounce.api.spi.CollectorProvider;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Plugin;
import pounce.api.spi.ServerState;
import pounce.engine.application.ApplicationSource;
import pounce.engine.generation.Chain;
import pounce.engine.net.EventLoops;
import pounce.engine.net.OpenConnections;
import pounce.engine.plugin.Extensions;
import pounce.engine.plugin.Plugins;

/// What would keep a server from starting: the steps of a start up to the application's lifespan,
/// but each of them is taken back, and a fault does not end the search.
final class StartCheck {
    private final ServerConfig config;
    private final List<PounceException> faults = new ArrayList<>();

    private StartCheck(ServerConfig config) {
        this.config = config;
    }

    /// {@return all that was found, in the order of a start}
    ///
    /// @param source finds the application; throws if there is none
    /// @param config what the server would run with
    static List<PounceException> of(Supplier<ApplicationSource> source, ServerConfig config) {
        var check = new StartCheck(config);
        check.attempt(() -> RunningServer.checkDrainDelay(config));
        check.application(source);
        check.attempt(() -> Listening.threads(config));
        check.listeners();
        return List.copyOf(check.faults);
    }

    private void attempt(Runnable step) {
        try {
            step.run();
        } catch (PounceException fault) {
            faults.add(fault);
        }
    }

    private void application(Supplier<ApplicationSource> source) {
        var server = Extensions.beside(config);
        try (var application = LoadedApplication.of(source.get(), server)) {
            extensions(server, Optional.of(application.extensions()));
        } catch (PounceException fault) {
            faults.add(fault);
            extensions(server, Optional.empty());
        }
    }

    /// @param brought by the application; empty if it was not loaded, and so may bring some that
    ///   nobody knows
    private void extensions(Extensions server, Optional<Extensions> brought) {
        var all = brought.map(server::and).orElse(server);
        int before = faults.size();
        faults.addAll(all.faults(config));
        if (brought.isPresent()) {
            attempt(() -> config.check(all.options()));
        }
        attempt(() -> server.errorPages(config));
        all.all(CollectorProvider.class).stream()
                .filter(provider -> provider.isWanted(config))
                .forEach(provider -> attempt(() -> provider.check(config)));
        attempt(() -> Chain.links(all.all(MiddlewareProvider.class), config, all));
        if (!config.files().isEmpty()) {
            attempt(() -> StaticFiles.middleware(config));
        }
        if (faults.size() == before) {
            attempt(() -> plugins(server, brought.orElseGet(Extensions::none)));
        }
    }

    /// What plug-ins do with settings that are known to be wrong tells nothing.
    private void plugins(Extensions server, Extensions brought) {
        try (var offload =
                Executors.newThreadPerTaskExecutor(EventLoops.ordinaryThreads().factory())) {
            var open = new OpenConnections(config.get(Options.LIMIT_CONNECTIONS));
            var view = new ServerView(open, offload);
            view.found(server.and(brought));
            var own = Plugins.install(server.all(Plugin.class), config, view);
            try {
                besides(own, brought, view);
            } finally {
                own.discard();
                offload.shutdownNow();
            }
        }
    }

    private void besides(Plugins own, Extensions brought, ServerState server) {
        var others = Plugins.install(brought.all(Plugin.class), config, server);
        try {
            others.checkBeside(own);
        } finally {
            others.discard();
        }
    }

    private void listeners() {
        var endpoints = Listening.endpoints(config);
        attempt(() -> SecureListeners.load(config, endpoints));
        Listening.faults(config, endpoints).forEach(faults::add);
    }
}
