package pounce.lifecycle.health;

import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;

/// Liveness and readiness as endpoints, where paths are set for them.
public final class HealthPlugin implements Plugin {

    /// Made by the service loader.
    public HealthPlugin() {}

    @Override
    public String name() {
        return "health";
    }

    @Override
    public void install(PluginContext context) {
        var server = context.server();
        var checks = new HealthChecks(server, context.settings().get(Options.TIMEOUT_HEALTH_CHECK));
        add(context, context.settings().get(Options.HEALTH_LIVE_PATH), _ -> Answer.alive(server));
        add(
                context,
                context.settings().get(Options.HEALTH_READY_PATH),
                _ -> Answer.ready(server, checks.ask()));
    }

    private static void add(PluginContext context, String path, Handler handler) {
        if (!path.isEmpty()) {
            context.endpoint(path, handler);
        }
    }
}
