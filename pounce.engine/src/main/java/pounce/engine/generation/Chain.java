package pounce.engine.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import pounce.api.App;
import pounce.api.Middleware;
import pounce.api.Phase;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Services;

/// All middleware of a server, in the fixed order of the phases. Within a phase: the server's own
/// and what modules provide, by rank and name; then what plug-ins add, by their names; then what
/// the config was given, in that order.
public final class Chain {
    private final List<Middleware> outermostFirst;

    private Chain(List<Middleware> outermostFirst) {
        this.outermostFirst = List.copyOf(outermostFirst);
    }

    /// {@return a chain}
    ///
    /// @param links of the server and of what modules provide, in any order
    /// @param plugins what plug-ins have added for a phase
    /// @param config what the server runs with
    public static Chain of(
            List<Link> links, Function<Phase, List<Middleware>> plugins, ServerConfig config) {
        var sorted = links.stream().sorted(Link::comparePlaces).toList();
        var all = new ArrayList<Middleware>();
        for (var phase : Phase.values()) {
            sorted.stream()
                    .filter(link -> link.phase() == phase)
                    .map(Link::middleware)
                    .forEach(all::add);
            all.addAll(plugins.apply(phase));
            all.addAll(config.middleware(phase));
        }
        return new Chain(all);
    }

    /// {@return the middleware that settings ask for}
    ///
    /// @param providers whatever is there
    /// @param config what the server runs with
    /// @param services finds what they may need
    /// @throws ConfigException if settings do not fit together, naming every fault at once
    public static List<Link> links(
            List<MiddlewareProvider> providers, ServerConfig config, Services services) {
        var links = new ArrayList<Link>();
        var faults = new ArrayList<String>();
        for (var provider : providers) {
            try {
                if (provider.isWanted(config)) {
                    links.add(link(provider, config, services));
                }
            } catch (IllegalArgumentException fault) {
                faults.add(provider.name() + ": " + fault.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw new ConfigException(ErrorCode.POUNCE_CONFIG_INVALID, String.join("\n", faults));
        }
        return links;
    }

    private static Link link(MiddlewareProvider provider, ServerConfig config, Services services) {
        var noted = new NotedServices(services);
        var middleware = provider.create(config, noted);
        return new Link(
                provider.phase(), provider.rank(), provider.name(), middleware, noted.end());
    }

    /// {@return an application with all middleware around it, made anew}
    ///
    /// @param app the innermost
    public App around(App app) {
        var outer = app;
        for (var middleware : outermostFirst.reversed()) {
            outer = middleware.apply(outer);
        }
        return outer;
    }
}
