package pounce.engine.plugin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
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

    /// {@return what is provided beside the engine, and what the config was given}
    ///
    /// @param config with plug-ins of its own
    public static Extensions beside(ServerConfig config) {
        var beside = provided(Extensions.class.getClassLoader());
        var found =
                new Extensions(
                        beside.middleware,
                        beside.collectors,
                        beside.codings,
                        Stream.concat(beside.plugins.stream(), config.plugins().stream()).toList(),
                        beside.stores);
        LOG.atDebug().addKeyValue("names", found.names()).log("Extensions found");
        return found;
    }

    /// {@return what an application brings in addition}
    ///
    /// @param application its class loader, which sees what these are, too
    public Extensions broughtBy(ClassLoader application) {
        var all = provided(application);
        var brought =
                new Extensions(
                        others(all.middleware, middleware),
                        others(all.collectors, collectors),
                        others(all.codings, codings),
                        others(all.plugins, plugins),
                        others(all.stores, stores));
        LOG.atDebug()
                .addKeyValue("names", brought.names())
                .log("Extensions found with the application");
        return brought;
    }

    /// {@return no extensions}
    public static Extensions none() {
        return new Extensions(List.of(), List.of(), List.of(), List.of(), List.of());
    }

    private static Extensions provided(ClassLoader loader) {
        return new Extensions(
                provided(MiddlewareProvider.class, loader),
                provided(CollectorProvider.class, loader),
                provided(ContentCodingProvider.class, loader),
                provided(Plugin.class, loader),
                provided(RateLimitStoreProvider.class, loader));
    }

    private static <T extends Extension> List<T> provided(Class<T> service, ClassLoader loader) {
        return ServiceLoader.load(service, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static <T extends Extension> List<T> others(List<T> all, List<T> known) {
        var classes = known.stream().map(Object::getClass).collect(toSet());
        return all.stream().filter(each -> !classes.contains(each.getClass())).toList();
    }

    /// {@return these and others, for checks that concern all}
    ///
    /// @param others none of these
    public Extensions and(Extensions others) {
        return new Extensions(
                concat(middleware, others.middleware),
                concat(collectors, others.collectors),
                concat(codings, others.codings),
                concat(plugins, others.plugins),
                concat(stores, others.stores));
    }

    private static <T> List<T> concat(List<T> some, List<T> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /// {@return whether middleware of others may use some of these}
    public boolean serveOthers() {
        return !codings.isEmpty() || !stores.isEmpty();
    }

    private String names() {
        return everything().map(Extension::name).collect(joining(" "));
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
