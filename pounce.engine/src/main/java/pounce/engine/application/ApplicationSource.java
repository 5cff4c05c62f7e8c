package pounce.engine.application;

import pounce.api.App;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.error.AppException;

/// Where an application comes from, and comes from again when it is reloaded.
public interface ApplicationSource {

    /// Loads the application; blocks.
    ///
    /// @return a new instance, with nothing that another has
    /// @throws AppException if it is not there, not the only one, or cannot be made
    Application load();

    /// {@return whether loading again yields what is there then}
    boolean isReloadable();

    /// Returns where an application is that exists already.
    ///
    /// @param app the application
    /// @return a source of the same object each time
    static ApplicationSource of(App app) {
        return new GivenApplication(app);
    }

    /// Returns where the application of a name is.
    ///
    /// @param name see [pounce.api.Pounce#start(String, pounce.api.ServerConfig)]
    /// @param settings [Options#MODULE_PATH] and [Options#CLASS_PATH] say where to look as well
    /// @return its source
    /// @throws AppException if there is nothing of that name
    static ApplicationSource named(String name, Settings settings) {
        var classPath = settings.get(Options.CLASS_PATH);
        return classPath.isEmpty()
                ? ModuleSources.named(
                        ApplicationName.parse(name), settings.get(Options.MODULE_PATH))
                : new ClassPathApplication(name, classPath);
    }
}
