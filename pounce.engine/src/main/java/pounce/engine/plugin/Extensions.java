package pounce.engine.plugin;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import pounce.api.LifecycleCollector;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.ServerDescription;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.spi.CollectorProvider;
import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.EngineProvider;
import pounce.api.spi.ErrorPageProvider;
import pounce.api.spi.ErrorPages;
import pounce.api.spi.Extension;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Plugin;
import pounce.api.spi.ProviderLookup;
import pounce.api.spi.RateLimitStoreProvider;
import pounce.api.spi.Services;
import pounce.api.spi.StaticFilesProvider;
import pounce.api.spi.TlsProvider;
import pounce.engine.watch.Watchers;

/// What can be added to one server: what is provided beside the engine, what comes with the
/// application, and what the config was given. By name, so that nothing depends on the module path.
///
/// @param found all of it
public record Extensions(List<Extension> found) implements Services {
    private static final Logger LOG = LoggerFactory.getLogger(Extensions.class);

    /// Clients are told the status as text.
    private static final String PLAIN = "plain";

    /// Puts all in the order of their names.
    public Extensions {
        found = found.stream().sorted((one, other) -> one.name().compareTo(other.name())).toList();
    }

    @Override
    public <T extends Extension> List<T> all(Class<T> service) {
        return found.stream().filter(service::isInstance).map(service::cast).toList();
    }

    /// {@return what is provided beside the engine, and what the config was given}
    ///
    /// @param config with plug-ins of its own
    public static Extensions beside(ServerConfig config) {
        var found =
                provided(Extensions.class.getClassLoader(), Set.of())
                        .and(new Extensions(List.copyOf(config.plugins())));
        LOG.atDebug().addKeyValue("found", found::names).log("Extensions found");
        return found;
    }

    /// {@return what an application brings in addition}
    ///
    /// @param application its class loader, which sees what these are, too
    public Extensions broughtBy(ClassLoader application) {
        var known = found.stream().map(Object::getClass).collect(toSet());
        var brought = provided(application, known);
        LOG.atDebug()
                .addKeyValue("found", brought::names)
                .log("Extensions found with the application");
        return brought;
    }

    /// {@return no extensions}
    public static Extensions none() {
        return new Extensions(List.of());
    }

    private static Extensions provided(ClassLoader loader, Set<? extends Class<?>> known) {
        var all = new ArrayList<Extension>();
        all.addAll(ProviderLookup.others(MiddlewareProvider.class, loader, known));
        all.addAll(ProviderLookup.others(CollectorProvider.class, loader, known));
        all.addAll(ProviderLookup.others(ContentCodingProvider.class, loader, known));
        all.addAll(ProviderLookup.others(ErrorPageProvider.class, loader, known));
        all.addAll(ProviderLookup.others(Plugin.class, loader, known));
        all.addAll(ProviderLookup.others(RateLimitStoreProvider.class, loader, known));
        all.addAll(ProviderLookup.others(StaticFilesProvider.class, loader, known));
        return new Extensions(all);
    }

    /// {@return those beside the engine, and the one that secures listeners, which the chain does
    /// not ask for}
    ///
    /// @param config with plug-ins of its own
    public static Extensions everything(ServerConfig config) {
        var all = new ArrayList<Extension>(beside(config).found);
        var loader = Extensions.class.getClassLoader();
        all.addAll(ProviderLookup.all(TlsProvider.class, loader));
        return new Extensions(all);
    }

    /// {@return these and others, for checks that concern all}
    ///
    /// @param others none of these
    public Extensions and(Extensions others) {
        var all = new ArrayList<>(found);
        all.addAll(others.found);
        return new Extensions(all);
    }

    private String names() {
        return found.stream().map(each -> kind(each) + ' ' + each.name()).collect(joining(", "));
    }

    /// {@return all of them for people}
    public List<ServerDescription.Provided> describe() {
        return found.stream()
                .map(each ->
                        new ServerDescription.Provided(
                                kind(each),
                                each.name(),
                                Optional.ofNullable(each.getClass().getModule().getName())
                                        .orElse("")))
                .toList();
    }

    private static String kind(Extension extension) {
        return switch (extension) {
            case CollectorProvider _ -> "collector";
            case ContentCodingProvider _ -> "content coding";
            case EngineProvider _ -> "engine";
            case ErrorPageProvider _ -> "error pages";
            case MiddlewareProvider _ -> "middleware";
            case Plugin _ -> "plug-in";
            case RateLimitStoreProvider _ -> "store of rate limits";
            case StaticFilesProvider _ -> "static files";
            case TlsProvider _ -> "TLS";
        };
    }

    /// Checks that all keep the rules of their service, and that settings ask for nothing that
    /// nobody provides.
    ///
    /// @param config what the server runs with
    /// @throws MissingProviderException naming every fault of a kind at once
    /// @throws ConfigException if what was set for plug-ins is wrong
    public void check(ServerConfig config) {
        for (var fault : faults(config)) {
            throw fault;
        }
        config.check(options());
    }

    /// {@return what is wrong with them, and what settings ask for that nobody provides; one for
    /// each kind of fault}
    ///
    /// @param config what the server runs with
    public List<MissingProviderException> faults(ServerConfig config) {
        var faults = new ArrayList<MissingProviderException>();
        add(faults, ErrorCode.POUNCE_PROVIDER_AMBIGUOUS, ambiguous());
        add(
                faults,
                ErrorCode.POUNCE_PROVIDER_INVALID,
                found.stream().map(Extensions::strayOptions).flatMap(List::stream).toList());
        var names = found.stream().map(Extension::name).collect(toSet());
        add(faults, ErrorCode.POUNCE_PROVIDER_MISSING, missing(config, names));
        return faults;
    }

    private static void add(
            List<MissingProviderException> faults, ErrorCode code, List<String> messages) {
        if (!messages.isEmpty()) {
            faults.add(new MissingProviderException(code, String.join("\n", messages)));
        }
    }

    /// {@return the options of all}
    public List<Option<?>> options() {
        return found.stream().<Option<?>>flatMap(each -> each.options().stream()).toList();
    }

    private List<String> ambiguous() {
        var faults = new ArrayList<String>();
        found.stream()
                .collect(groupingBy(each -> kind(each) + ' ' + each.name(), TreeMap::new, toList()))
                .forEach((name, same) -> {
                    if (same.size() > 1) {
                        faults.add("%s is there more than once: %s".formatted(name, classes(same)));
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
            var module = option.module();
            if (module.isPresent()
                    && !extensions.contains(prefix(option))
                    && isSet(config, option)) {
                faults.add(missing(option, module.get()));
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
            for (var provider : all(CollectorProvider.class)) {
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

    /// {@return what clients are shown of requests that fail; empty for the status as text}
    ///
    /// @param config names the pages
    /// @throws MissingProviderException if nobody has pages of that name
    /// @throws ConfigException if settings do not fit together
    public Optional<ErrorPages> errorPages(ServerConfig config) {
        var name = config.get(Options.ERRORS_PAGES);
        var named =
                all(ErrorPageProvider.class).stream()
                        .filter(each -> each.name().equals(name))
                        .findAny();
        if (named.isEmpty() && !name.equals(PLAIN) && isSet(config, Options.ERRORS_PAGES)) {
            throw new MissingProviderException(
                    ErrorCode.POUNCE_PROVIDER_MISSING,
                    "errors.pages = %s, but nothing provides error pages of that name: add its module to the module path, or to the image with jlink --add-modules"
                            .formatted(name));
        }
        return named.map(provider -> create(provider, config));
    }

    private static ErrorPages create(ErrorPageProvider provider, ServerConfig config) {
        try {
            return provider.create(config);
        } catch (IllegalArgumentException fault) {
            throw new ConfigException(
                    ErrorCode.POUNCE_CONFIG_INVALID, String.valueOf(fault.getMessage()), fault);
        }
    }
}
