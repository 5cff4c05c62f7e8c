package pounce.engine.plugin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.LifecycleCollector;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.spi.CollectorProvider;
import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.Extension;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Plugin;
import pounce.api.spi.RateLimitStoreProvider;
import pounce.api.spi.Services;
import pounce.engine.watch.Watchers;

/// What can be added to one server: what is provided beside the engine, what comes with the
/// application, and what the config was given. By name, so that nothing depends on the module path.
///
/// @param middleware what provides it
/// @param collectors what provides them
/// @param codings what provides content codings
/// @param plugins to be installed
/// @param stores of rate limits
public record Extensions(
        List<MiddlewareProvider> middleware,
        List<CollectorProvider> collectors,
        List<ContentCodingProvider> codings,
        List<Plugin> plugins,
        List<RateLimitStoreProvider> stores)
        implements Services {
    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    /// Puts all in the order of their names.
    public Extensions {
        middleware = byName(middleware);
        collectors = byName(collectors);
        codings = byName(codings);
        plugins = byName(plugins);
        stores = byName(stores);
    }

    @Override
    public <T extends Extension> List<T> all(Class<T> service) {
        return everything().filter(service::isInstance).map(service::cast).toList();
    }

    private Stream<Extension> everything() {
        return Stream.of(middleware, collectors, codings, plugins, stores).flatMap(List::stream);
    }

    private static <T extends Extension> List<T> byName(List<T> some) {
        return some.stream().sorted(Comparator.comparing(Extension::name)).toList();
    }

    /// {@return everything there is, each class once}
    ///
    /// @param application the application's class loader: what its modules provide counts too
    /// @param config with plug-ins of its own
    public static Extensions find(ClassLoader application, ServerConfig config) {
        var found =
                new Extensions(
                        provided(MiddlewareProvider.class, application),
                        provided(CollectorProvider.class, application),
                        provided(ContentCodingProvider.class, application),
                        Stream.concat(
                                        provided(Plugin.class, application).stream(),
                                        config.plugins().stream())
                                .toList(),
                        provided(RateLimitStoreProvider.class, application));
        LOG.atDebug()
                .addKeyValue("middleware", names(found.middleware))
                .addKeyValue("collectors", names(found.collectors))
                .addKeyValue("codings", names(found.codings))
                .addKeyValue("plugins", names(found.plugins))
                .addKeyValue("stores", names(found.stores))
                .log("Extensions found");
        return found;
    }

    private static <T extends Extension> List<T> provided(
            Class<T> service, ClassLoader application) {
        var found = new LinkedHashMap<Class<?>, T>();
        for (var loader : List.of(Extensions.class.getClassLoader(), application)) {
            ServiceLoader.load(service, loader).stream()
                    .forEach(each -> found.computeIfAbsent(each.type(), _ -> each.get()));
        }
        return List.copyOf(found.values());
    }

    private static String names(List<? extends Extension> some) {
        return some.stream().map(Extension::name).collect(joining(" "));
    }

    /// Checks that all keep the rules of their service, and that settings ask for nothing that
    /// nobody provides.
    ///
    /// @param config what the server runs with
    /// @throws MissingProviderException naming every fault of a kind at once
    /// @throws pounce.api.error.ConfigException if what was set for plug-ins is wrong
    public void check(ServerConfig config) {
        var ambiguous = ambiguous("middleware", middleware);
        ambiguous.addAll(ambiguous("collector", collectors));
        ambiguous.addAll(ambiguous("content coding", codings));
        ambiguous.addAll(ambiguous("plug-in", plugins));
        ambiguous.addAll(ambiguous("store of rate limits", stores));
        refuse(ErrorCode.POUNCE_PROVIDER_AMBIGUOUS, ambiguous);
        refuse(
                ErrorCode.POUNCE_PROVIDER_INVALID,
                everything().map(Extensions::strayOptions).flatMap(List::stream).toList());
        refuse(
                ErrorCode.POUNCE_PROVIDER_MISSING,
                missing(config, everything().map(Extension::name).collect(toSet())));
        config.check(everything().map(Extension::options).flatMap(List::stream).toList());
    }

    private static void refuse(ErrorCode code, Collection<String> faults) {
        if (!faults.isEmpty()) {
            throw new MissingProviderException(code, String.join("\n", faults));
        }
    }

    private static List<String> ambiguous(String kind, List<? extends Extension> some) {
        var faults = new ArrayList<String>();
        some.stream()
                .collect(groupingBy(Extension::name, TreeMap::new, toList()))
                .forEach((name, same) -> {
                    if (same.size() > 1) {
                        faults.add(
                                "%s %s is there more than once: %s"
                                        .formatted(kind, name, classes(same)));
                    }
                });
        return faults;
    }

    private static String classes(List<? extends Extension> some) {
        return some.stream()
                .map(each -> each.getClass().getName())
                .sorted()
                .collect(joining(" and "));
    }

    private static List<String> strayOptions(Extension extension) {
        var prefix = "plugin." + extension.name() + '.';
        var names = new ArrayList<String>();
        var faults = new ArrayList<String>();
        for (var option : extension.options()) {
            if (!option.name().startsWith(prefix) || names.contains(option.variable())) {
                faults.add(
                        "%s has the option %s, which does not begin with %s, or is there twice"
                                .formatted(extension.getClass().getName(), option, prefix));
            }
            names.add(option.variable());
        }
        return faults;
    }

    /// What somebody has set must not do nothing.
    private static List<String> missing(ServerConfig config, Set<String> extensions) {
        var faults = new ArrayList<String>();
        for (var option : Options.all()) {
            if (!extensions.contains(prefix(option)) && isSet(config, option)) {
                option.module().map(module -> missing(option, module)).ifPresent(faults::add);
            }
        }
        return faults;
    }

    private static String missing(Option<?> option, String module) {
        return "%s is set, but nothing provides %s: add module %s to the module path, or to the image with jlink --add-modules %s"
                .formatted(option, prefix(option), module, module);
    }

    private static <T> boolean isSet(ServerConfig config, Option<T> option) {
        return !config.get(option).equals(option.defaultValue());
    }

    private static String prefix(Option<?> option) {
        int dot = option.name().indexOf('.');
        return dot < 0 ? option.name() : option.name().substring(0, dot);
    }

    /// {@return the collectors that a config asks for}
    ///
    /// @param config what the server runs with
    /// @throws pounce.api.error.PounceException what a provider throws; nothing is left open then
    public List<LifecycleCollector> wantedCollectors(ServerConfig config) {
        var made = new ArrayList<LifecycleCollector>();
        try {
            for (var provider : collectors) {
                if (provider.isWanted(config)) {
                    made.add(provider.create(config));
                }
            }
            return List.copyOf(made);
        } catch (RuntimeException | Error failure) {
            new Watchers(made, () -> true).close();
            throw failure;
        }
    }
}
