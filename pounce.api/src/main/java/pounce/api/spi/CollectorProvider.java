package pounce.api.spi;

import pounce.api.LifecycleCollector;
import pounce.api.Settings;

/// Makes a collector of lifecycle events from settings.
public non-sealed interface CollectorProvider extends Extension {

    /// Says whether every server with these settings gets the collector.
    ///
    /// @param settings of the server
    /// @return otherwise it is there only for who asks for it by name, as
    ///   [LifecycleCollector#logging] does
    boolean isWanted(Settings settings);

    /// Makes a collector.
    ///
    /// @param settings of the server, or of who asks for it
    /// @return a collector; it is closed when the server has stopped, if it is [AutoCloseable]
    /// @throws pounce.api.error.PounceException if the settings cannot be used
    LifecycleCollector create(Settings settings);

    /// Looks for whatever would keep [#create] from working, and leaves nothing behind, such as a
    /// file.
    ///
    /// @param settings as above
    /// @throws pounce.api.error.PounceException if they cannot be used
    default void check(Settings settings) {}
}
