package pounce.api.spi;

import java.util.List;
import pounce.api.Middleware;
import pounce.api.Settings;
import pounce.api.StaticFiles;

/// Serves files. Exactly one is needed where there are mounts; its name is `static`.
public non-sealed interface StaticFilesProvider extends Extension {

    /// Returns what serves these mounts and passes on what it does not find.
    ///
    /// @param mounts in any order
    /// @param settings the server's, or defaults
    /// @return a middleware; each application of it has a cache of its own
    /// @throws pounce.api.error.ConfigException if a mount has no directory, or the prefix of
    ///   another
    Middleware create(List<StaticFiles> mounts, Settings settings);
}
