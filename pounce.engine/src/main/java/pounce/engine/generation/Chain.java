package pounce.engine.generation;

import java.util.List;
import java.util.function.Function;
import pounce.api.App;
import pounce.api.Middleware;
import pounce.api.Phase;
import pounce.api.ServerConfig;

/// Puts middleware around an application, in the fixed order of the phases.
public final class Chain {
    private Chain() {}

    /// {@return the application with all its middleware, made anew}
    ///
    /// @param app the innermost
    /// @param config says what goes around it
    /// @param protection the server's own
    /// @param plugins what plug-ins have added for a phase
    public static App around(
            App app,
            ServerConfig config,
            Middleware protection,
            Function<Phase, List<Middleware>> plugins) {
        var outer = app;
        for (var phase : List.of(Phase.values()).reversed()) {
            outer = around(outer, config.middleware(phase));
            outer = around(outer, plugins.apply(phase));
            if (phase == Phase.PROTECTION) {
                outer = protection.apply(outer);
            }
        }
        return outer;
    }

    private static App around(App app, List<Middleware> outermostFirst) {
        var outer = app;
        for (var middleware : outermostFirst.reversed()) {
            outer = middleware.apply(outer);
        }
        return outer;
    }
}
