package pounce.engine.generation;

import java.util.Comparator;
import pounce.api.Middleware;
import pounce.api.Phase;

/// A middleware that is not the application's, and its place in the chain.
///
/// @param phase where it stands
/// @param rank among those of its phase: the smaller, the further out
/// @param name decides between two of one rank
/// @param middleware what stands there
public record Link(Phase phase, int rank, String name, Middleware middleware) {
    static final Comparator<Link> OUTERMOST_FIRST =
            Comparator.comparing(Link::phase)
                    .thenComparingInt(Link::rank)
                    .thenComparing(Link::name);
}
