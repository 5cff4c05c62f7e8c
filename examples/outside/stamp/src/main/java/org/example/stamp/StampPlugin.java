package org.example.stamp;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import pounce.api.Middleware;
import pounce.api.Option;
import pounce.api.Phase;
import pounce.api.Response;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;

/// Adds a field to every response, and an endpoint that tells how many there were.
public final class StampPlugin implements Plugin {
    /// In a file `plugin.stamp.text = ..`, in the environment `POUNCE_PLUGIN_STAMP_TEXT`.
    private static final Option<String> TEXT =
            Option.text("plugin.stamp.text", "stamped").doc("What stands on the stamp.").shown();

    @Override
    public String name() {
        return "stamp";
    }

    @Override
    public List<Option<?>> options() {
        return List.of(TEXT);
    }

    @Override
    public void install(PluginContext context) {
        var text = context.settings().get(TEXT);
        var stamped = new LongAdder();
        context.middleware(
                Phase.TRANSFORMATION,
                Middleware.after(
                        (_, start) -> {
                            stamped.increment();
                            return start.header("x-stamp", text);
                        }));
        context.endpoint("/-/stamps", _ -> Response.text(stamped.sum() + " stamps"));
    }
}
