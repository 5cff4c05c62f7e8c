package pounce.engine.generation;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import pounce.api.spi.Extension;
import pounce.api.spi.Services;

/// Finds services while a middleware is made, and notes which were looked for: one that has asked
/// for none of a kind need not be made anew where an application brings others of that kind.
///
/// Afterwards it refers to nothing: the middleware may live longer than the application.
final class NotedServices implements Services {
    private final Set<Class<? extends Extension>> asked = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Services services;

    NotedServices(Services services) {
        this.services = services;
    }

    @Override
    public <T extends Extension> List<T> all(Class<T> service) {
        var open = services;
        if (open == null) {
            throw new IllegalStateException("services are found while a middleware is made only");
        }
        asked.add(service);
        return open.all(service);
    }

    /// Ends the search.
    ///
    /// @return what was looked for
    Set<Class<? extends Extension>> end() {
        services = null;
        return Set.copyOf(asked);
    }
}
