package @module@;

import java.util.List;
import pounce.api.Middleware;
import pounce.api.Option;
import pounce.api.Phase;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;

/// Adds a field to every response.
public final class Extension implements Plugin {
    private static final Option<String> TEXT =
            Option.text("plugin.@name@.text", "hello").doc("Value of the field x-@name@.");

    /// Made by the service loader.
    public Extension() {}

    @Override
    public String name() {
        return "@name@";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TEXT);
    }

    @Override
    public void install(PluginContext context) {
        var text = context.settings().get(TEXT);
        context.middleware(
                Phase.TRANSFORMATION,
                Middleware.after((request, response) -> response.header("x-@name@", text)));
    }
}
