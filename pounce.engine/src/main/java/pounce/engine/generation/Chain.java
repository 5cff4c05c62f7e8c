package pounce.engine.generation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
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

    /// {@return the chain that settings ask for}
    ///
    /// @param config what the server runs with
    /// @param services finds whatever is there
    /// @param own the server's
    /// @param plugins what plug-ins have added for a phase
    /// @throws ConfigException if settings do not fit together, naming every fault at once
    public static Chain of(
            ServerConfig config,
            Services services,
            List<Link> own,
            Function<Phase, List<Middleware>> plugins) {
        var links =
                Stream.concat(provided(config, services).stream(), own.stream())
                        .sorted(Link.OUTERMOST_FIRST)
                        .toList();
        var all = new ArrayList<Middleware>();
        for (var phase : Phase.values()) {
            links.stream()
                    .filter(link -> link.phase() == phase)
                    .map(Link::middleware)
                    .forEach(all::add);
            all.addAll(plugins.apply(phase));
            all.addAll(config.middleware(phase));
        }
        return new Chain(all);
    }

    private static List<Link> provided(ServerConfig config, Services services) {
        var links = new ArrayList<Link>();
        var faults = new ArrayList<String>();
        for (var provider : services.all(MiddlewareProvider.class)) {
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
        return new Link(
                provider.phase(),
                provider.rank(),
                provider.name(),
                provider.create(config, services));
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
