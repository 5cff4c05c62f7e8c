package pounce.engine;

import java.util.function.Supplier;
import pounce.api.App;
import pounce.api.Server;
import pounce.api.ServerConfig;
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
    public void serve(Supplier<? extends Server> start) {
        Signals.serve(start);
    }
}
