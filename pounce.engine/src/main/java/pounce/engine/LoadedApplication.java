package pounce.engine;

import pounce.api.ServerConfig;
import pounce.engine.application.Application;
import pounce.engine.application.ApplicationSource;
import pounce.engine.plugin.Extensions;

/// An application, and the extensions that its modules bring.
///
/// @param application what was loaded
/// @param extensions none of them the server's
record LoadedApplication(Application application, Extensions extensions) {

    /// Loads an application, and checks that the settings suit all extensions there are now.
    ///
    /// @param source where it comes from
    /// @param config what the server runs with
    /// @param server the extensions that are there without it
    /// @throws pounce.api.error.PounceException if something is wrong with it, or with what was set
    static LoadedApplication of(ApplicationSource source, ServerConfig config, Extensions server) {
        var application = source.load();
        try {
            var brought =
                    application.hasOwnLoader()
                            ? server.broughtBy(application.loader())
                            : Extensions.none();
            server.and(brought).check(config);
            return new LoadedApplication(application, brought);
        } catch (RuntimeException | Error failure) {
            application.files().close();
            throw failure;
        }
    }
}
