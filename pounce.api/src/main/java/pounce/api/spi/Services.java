package pounce.api.spi;

import java.util.List;

/// Finds services for a provider that has some of its own. Implemented by pounce only: methods may
/// be added.
public interface Services {

    /// Returns what is provided beside the engine and by modules that came with the application,
    /// each class once, in the order of their names.
    ///
    /// @param <T> the service
    /// @param service which
    /// @return an immutable list
    <T extends Extension> List<T> all(Class<T> service);
}
