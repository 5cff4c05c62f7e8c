package pounce.api.spi;

import java.util.List;
import pounce.api.Option;

/// A bundle of middleware, collectors, endpoints, health checks and hooks under one name.
public non-sealed interface Plugin extends Extension {

    /// {@return the options of its own, all under `plugin.`, its name and a dot}
    default List<Option<?>> options() {
        return List.of();
    }

    /// Says what this plug-in adds. Called once per server, before anything is bound.
    ///
    /// @param context where it is added, until this returns
    /// @throws pounce.api.error.PounceException to stop the start, as anything else does
    void install(PluginContext context);
}
