package pounce.engine.plugin;

import java.time.Duration;
import java.util.function.Consumer;
import pounce.api.Handler;
import pounce.api.LifecycleCollector;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Server;
import pounce.api.Settings;
import pounce.api.spi.HealthCheck;
import pounce.api.spi.PluginContext;
import pounce.api.spi.ServerState;

/// One plug-in's way to what it adds, open while it is installed.
final class Installation implements PluginContext {
    private final String plugin;
    private final Settings settings;
    private final ServerState server;
    private final Additions additions;
    private boolean over;

    Installation(String plugin, Settings settings, ServerState server, Additions additions) {
        this.plugin = plugin;
        this.settings = settings;
        this.server = server;
        this.additions = additions;
    }

    /// What comes later would be lost.
    void end() {
        over = true;
    }

    private Additions open() {
        if (over) {
            throw new IllegalStateException(
                    "plug-in " + plugin + " adds to a server that has started");
        }
        return additions;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public ServerState server() {
        return server;
    }

    @Override
    public void middleware(Phase phase, Middleware middleware) {
        open().middleware(phase, middleware);
    }

    @Override
    public void collector(LifecycleCollector collector) {
        open().collector(collector);
    }

    @Override
    public void healthCheck(String name, HealthCheck check) {
        open().healthCheck(name, check);
    }

    @Override
    public void endpoint(String path, Handler handler) {
        open().endpoint(path, handler);
    }

    @Override
    public void adminEndpoint(String path, Handler handler) {
        if (settings.get(Options.ADMIN_LISTEN).isEmpty()) {
            open().endpoint(path, handler);
        } else {
            open().adminEndpoint(path, handler);
        }
    }

    @Override
    public void onStart(Consumer<? super Server> hook) {
        open().onStart(hook);
    }

    @Override
    public void onDrain(Consumer<Duration> hook) {
        open().onDrain(hook);
    }

    @Override
    public void onStop(Runnable hook) {
        open().onStop(hook);
    }
}
