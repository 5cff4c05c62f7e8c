package pounce.api.spi;

/// A bundle of middleware, collectors, endpoints, health checks and hooks under one name.
public non-sealed interface Plugin extends Extension {

    /// Says what this plug-in adds. Called once per server, before anything is bound; where the
    /// plug-in comes with the modules of an application, once per generation, before the
    /// application starts.
    ///
    /// @param context where it is added, until this returns
    /// @throws pounce.api.error.PounceException to stop the start, as anything else does
    void install(PluginContext context);
}
