package pounce.engine;

import java.util.List;
import pounce.api.App;
import pounce.api.Handler;
import pounce.api.Response;
import pounce.engine.exchange.FailureAnswers;
import pounce.engine.plugin.Plugins;

/// What listeners for administrators serve: endpoints of plug-ins, and nothing else. No middleware
/// stands before it, so that neither a queue nor a rate limit hides what is looked for.
final class AdminApp {
    private static final Handler NOTHING = _ -> Response.of(404);

    private AdminApp() {}

    /// {@return an application without a life of its own}
    ///
    /// @param own the server's plug-ins
    /// @param brought those of the generation
    static App of(Plugins own, Plugins brought) {
        var app = App.of(NOTHING);
        for (var each : List.of(brought, own)) {
            app = each.adminEndpoints().apply(app);
        }
        return new FailureAnswers().apply(app);
    }
}
