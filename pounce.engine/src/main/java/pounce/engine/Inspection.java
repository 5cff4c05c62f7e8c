package pounce.engine;

import java.util.List;
import pounce.api.ServerConfig;
import pounce.api.ServerDescription;
import pounce.engine.application.ApplicationSource;
import pounce.engine.plugin.Extensions;

/// Looks at what a server would run with.
final class Inspection {
    private Inspection() {}

    static ServerDescription of(ServerConfig config) {
        return new ServerDescription(
                Listening.threads(config),
                config.resolveWorkers(),
                Extensions.everything(config).describe(),
                List.of());
    }

    /// @param source of the application, which is loaded, and let go again
    /// @throws pounce.api.error.PounceException if it cannot be loaded
    static ServerDescription of(ApplicationSource source, ServerConfig config) {
        var server = Extensions.everything(config);
        try (var loaded = LoadedApplication.of(source, server)) {
            return new ServerDescription(
                    Listening.threads(config),
                    config.resolveWorkers(),
                    server.and(loaded.extensions()).describe(),
                    loaded.application().modules());
        }
    }
}
