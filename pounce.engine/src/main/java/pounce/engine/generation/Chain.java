package pounce.engine.generation;

import java.util.List;
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
    public static App around(App app, ServerConfig config, Middleware protection) {
        var outer = app;
        for (var phase : List.of(Phase.values()).reversed()) {
            for (var middleware : config.middleware(phase).reversed()) {
                outer = middleware.apply(outer);
            }
            if (phase == Phase.PROTECTION) {
                outer = protection.apply(outer);
            }
        }
        return outer;
    }
}
