package pounce.engine.plugin;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.LifecycleCollector;
import pounce.api.Middleware;
import pounce.api.Phase;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.error.PounceException;
import pounce.api.spi.HealthCheck;
import pounce.api.spi.Plugin;
import pounce.api.spi.ServerState;
import pounce.engine.generation.DrainHooks;
import pounce.engine.watch.Watchers;

/// The plug-ins of one server.
public final class Plugins {
    private static final Logger LOG = LoggerFactory.getLogger(Plugins.class);

    private final Additions additions = new Additions();

    private Plugins() {}

    /// Installs plug-ins.
    ///
    /// @param found in this order
    /// @param config what they read their settings from
    /// @param server what they may ask
    /// @return what they have added
    /// @throws PounceException if one does not let itself be installed; nothing is left behind then
    public static Plugins install(List<Plugin> found, ServerConfig config, ServerState server) {
        var plugins = new Plugins();
        try {
            for (var plugin : found) {
                plugins.install(plugin, config, server);
            }
            return plugins;
        } catch (RuntimeException | Error failure) {
            plugins.discard();
            throw failure;
        }
    }

    private void install(Plugin plugin, ServerConfig config, ServerState server) {
        var installation = new Installation(plugin.name(), config, server, additions);
        try {
            plugin.install(installation);
        } catch (PounceException refused) {
            throw refused;
        } catch (RuntimeException fault) {
            throw new ConfigException(
                    ErrorCode.POUNCE_PLUGIN_FAILED,
                    "plug-in %s: %s".formatted(plugin.name(), fault),
                    fault);
        } finally {
            installation.end();
        }
    }

    /// Checks that these and others can stand beside each other.
    ///
    /// @param others installed for the same server
    /// @throws MissingProviderException if both answer one path, or check under one name
    public void checkBeside(Plugins others) {
        var shared = additions.sharedWith(others.additions);
        if (!shared.isEmpty()) {
            throw new MissingProviderException(
                    ErrorCode.POUNCE_PROVIDER_AMBIGUOUS,
                    "plug-ins of the application and of the server both add "
                            + String.join(", ", shared));
        }
    }

    /// {@return what was added for a phase, outermost first}
    ///
    /// @param phase where in the chain
    public List<Middleware> middleware(Phase phase) {
        return additions.middleware(phase);
    }

    /// {@return what administrators are answered on listeners of their own, before anything else}
    public Middleware adminEndpoints() {
        return new Endpoints(additions.allEndpoints());
    }

    /// {@return the collectors that were added, in order}
    public List<LifecycleCollector> collectors() {
        return additions.collectors();
    }

    /// {@return what readiness depends on}
    public Map<String, HealthCheck> healthChecks() {
        return additions.healthChecks();
    }

    /// Tells them that the server serves.
    ///
    /// @param server which
    public void started(Server server) {
        additions.startHooks().forEach(hook -> hook.accept(server));
    }

    /// Lets their hooks be called when the drain begins.
    ///
    /// @param hooks where they go
    public void addTo(DrainHooks hooks) {
        additions.drainHooks().forEach(hooks::add);
    }

    /// Takes everything back that they have added: the server does not start.
    public void discard() {
        new Watchers(additions.collectors(), () -> true).close();
        stop();
    }

    /// Tells them that everything is over; their collectors are closed already.
    public void stop() {
        for (var hook : additions.stopHooks()) {
            try {
                hook.run();
            } catch (RuntimeException | Error failure) {
                LOG.atError().setCause(failure).log("A plug-in failed while it stopped");
            }
        }
    }
}
