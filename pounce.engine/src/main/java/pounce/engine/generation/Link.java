package pounce.engine.generation;

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
    /// A middleware of the engine's own, which uses nothing that others provide.
    ///
    /// @param phase where it stands
    /// @param rank among those of its phase
    /// @param name decides between two of one rank
    /// @param middleware what stands there
    public Link(Phase phase, int rank, String name, Middleware middleware) {
        this(phase, rank, name, middleware, Set.of());
    }

    /// Compares places: what is further out is less.
    static int comparePlaces(Link one, Link other) {
        int phases = one.phase.compareTo(other.phase);
        int places = phases != 0 ? phases : Integer.compare(one.rank, other.rank);
        return places != 0 ? places : one.name.compareTo(other.name);
    }
}
