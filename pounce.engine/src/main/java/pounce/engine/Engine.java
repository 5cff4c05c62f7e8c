package pounce.engine;

import java.util.List;
import java.util.function.Supplier;
import pounce.api.App;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.ServerDescription;
import pounce.api.error.PounceException;
import pounce.api.spi.EngineProvider;
import pounce.engine.application.ApplicationSource;

/// The engine as a service: the only provider of this module.
public final class Engine implements EngineProvider {

    /// Made by the service loader.
    public Engine() {}

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public Server start(App app, ServerConfig config) {
        return RunningServer.start(ApplicationSource.of(app), config);
    }

    @Override
    public Server start(String app, ServerConfig config) {
        return RunningServer.start(ApplicationSource.named(app, config), config);
    }

    @Override
    public List<PounceException> check(App app, ServerConfig config) {
        return StartCheck.of(() -> ApplicationSource.of(app), config);
    }

    @Override
    public List<PounceException> check(String app, ServerConfig config) {
        return StartCheck.of(() -> ApplicationSource.named(app, config), config);
    }

    @Override
    public ServerDescription describe(ServerConfig config) {
        return Inspection.of(config);
    }

    @Override
    public ServerDescription describe(String app, ServerConfig config) {
        return Inspection.of(ApplicationSource.named(app, config), config);
    }

    @Override
    public void serve(Supplier<? extends Server> start) {
        Signals.serve(start);
    }
}
