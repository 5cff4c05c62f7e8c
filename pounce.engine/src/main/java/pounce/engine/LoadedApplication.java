package pounce.engine;

import pounce.api.ServerConfig;
import pounce.engine.application.Application;
import pounce.engine.application.ApplicationSource;
import pounce.engine.plugin.Extensions;

/// An application, and the extensions that its modules bring.
///
/// @param application what was loaded
/// @param extensions none of them the server's
record LoadedApplication(Application application, Extensions extensions) implements AutoCloseable {

    /// Loads an application, and checks that the settings suit all extensions there are now.
    ///
    /// @param source where it comes from
    /// @param config what the server runs with
    /// @param server the extensions that are there without it
    /// @throws pounce.api.error.PounceException if something is wrong with it, or with what was set
    static LoadedApplication of(ApplicationSource source, ServerConfig config, Extensions server) {
        var loaded = of(source, server);
        try {
            server.and(loaded.extensions).check(config);
            return loaded;
        } catch (RuntimeException | Error failure) {
            loaded.close();
            throw failure;
        }
    }

    /// Loads an application, whatever the settings say.
    ///
    /// @param source where it comes from
    /// @param server the extensions that are there without it
    /// @throws pounce.api.error.PounceException if something is wrong with it
    static LoadedApplication of(ApplicationSource source, Extensions server) {
        var application = source.load();
        try {
            return new LoadedApplication(
                    application,
                    application.hasOwnLoader()
                            ? server.broughtBy(application.loader())
                            : Extensions.none());
        } catch (RuntimeException | Error failure) {
            application.files().close();
            throw failure;
        }
    }

    /// Removes the files that it was loaded from.
    @Override
    public void close() {
        application.files().close();
    }
}
