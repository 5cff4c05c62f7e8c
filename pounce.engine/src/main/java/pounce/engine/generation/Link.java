package pounce.engine.generation;

import java.util.Comparator;
import java.util.Set;
import pounce.api.Middleware;
import pounce.api.Phase;
import pounce.api.spi.Extension;

/// A middleware that is not the application's, and its place in the chain.
///
/// @param phase where it stands
/// @param rank among those of its phase: the smaller, the further out
/// @param name decides between two of one rank
/// @param middleware what stands there
/// @param asked the services that it has looked for, of which it may use what was there
public record Link(
        Phase phase,
        int rank,
        String name,
        Middleware middleware,
        Set<Class<? extends Extension>> asked) {
    static final Comparator<Link> OUTERMOST_FIRST =
            Comparator.comparing(Link::phase)
                    .thenComparingInt(Link::rank)
                    .thenComparing(Link::name);

    /// A middleware of the engine's own, which uses nothing that others provide.
    ///
    /// @param phase where it stands
    /// @param rank among those of its phase
    /// @param name decides between two of one rank
    /// @param middleware what stands there
    public Link(Phase phase, int rank, String name, Middleware middleware) {
        this(phase, rank, name, middleware, Set.of());
    }
}
