package pounce.api.spi;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;

/// Finds the providers of a service, and says clearly what is wrong with them. For pounce's own
/// modules.
public final class ProviderLookup {
    private ProviderLookup() {}

    /// Makes all providers of a service.
    ///
    /// @param <T> the service
    /// @param service which
    /// @param loader sees those that are meant
    /// @return one of each, in the order of [ServiceLoader]
    /// @throws MissingProviderException if one cannot be found, loaded or made, or was compiled for
    ///   another version of this API
    public static <T extends Extension> List<T> all(Class<T> service, ClassLoader loader) {
        return others(service, loader, Set.of());
    }

    /// Makes the providers of a service that are not known yet. A known one is not made again,
    /// unless a provider method hides its class.
    ///
    /// @param <T> the service
    /// @param service which
    /// @param loader sees those that are meant
    /// @param known classes of providers
    /// @return one of each other, in the order of [ServiceLoader]
    /// @throws MissingProviderException if one cannot be found, loaded or made, or was compiled for
    ///   another version of this API
    public static <T extends Extension> List<T> others(
            Class<T> service, ClassLoader loader, Set<? extends Class<?>> known) {
        try {
            return ServiceLoader.load(service, loader).stream()
                    .filter(provider -> !known.contains(provider.type()))
                    .map(ProviderLookup::make)
                    .filter(made -> !known.contains(made.getClass())) // by a provider method
                    .toList();
        } catch (ServiceConfigurationError broken) { // what does not fit may show itself as this
            var module = provider(service, broken);
            module.map(Origin::of)
                    .map(Stream::of)
                    .orElseGet(() -> Origin.naming(service, loader))
                    .forEach(ProviderLookup::checkVersion);
            throw refusal(broken, module);
        } catch (LinkageError broken) { // a class on the class path: ServiceLoader lets it through
            Origin.naming(service, loader).forEach(ProviderLookup::checkVersion);
            throw new MissingProviderException(
                    ErrorCode.POUNCE_PROVIDER_FAILED,
                    "%s: a provider on the class path cannot be loaded: %s"
                            .formatted(service.getName(), broken),
                    broken);
        }
    }

    private static <T> T make(ServiceLoader.Provider<T> provider) {
        checkVersion(Origin.of(provider.type()));
        try {
            return provider.get();
        } catch (ServiceConfigurationError broken) {
            throw refusal(broken, Optional.of(provider.type().getModule()));
        }
    }

    private static void checkVersion(Origin origin) {
        origin.descriptor()
                .flatMap(ApiVersion::unsuitable)
                .ifPresent(version -> {
                    throw new MissingProviderException(
                            ErrorCode.POUNCE_PROVIDER_API_VERSION,
                            "%s was compiled for pounce.api %s, and this is pounce.api %s"
                                    .formatted(
                                            origin.name(),
                                            version,
                                            ApiVersion.here().orElseThrow()));
                });
    }

    private static MissingProviderException refusal(
            ServiceConfigurationError broken, Optional<Module> module) {
        var cause = broken.getCause();
        return new MissingProviderException(
                ErrorCode.POUNCE_PROVIDER_FAILED,
                broken.getMessage()
                        + module.filter(Module::isNamed)
                                .map(each -> " (module " + each.getName() + ')')
                                .orElse("")
                        + (cause == null ? "" : ": " + cause),
                broken);
    }

    /// {@return the module of a provider whose class could not be had, if it is beside this one}
    private static Optional<Module> provider(Class<?> service, ServiceConfigurationError broken) {
        var words = List.of(String.valueOf(broken.getMessage()).split(" "));
        return Stream.ofNullable(ProviderLookup.class.getModule().getLayer())
                .flatMap(layer -> layer.modules().stream())
                .filter(module -> provides(module, service, words::contains))
                .findFirst();
    }

    private static boolean provides(Module module, Class<?> service, Predicate<String> named) {
        return module.getDescriptor().provides().stream()
                .filter(each -> each.service().equals(service.getName()))
                .flatMap(each -> each.providers().stream())
                .anyMatch(named);
    }

    /// Returns the one provider that is needed.
    ///
    /// @param <T> the service
    /// @param found all that there are
    /// @param service what they provide, for a message
    /// @param module the one of pounce's that has one
    /// @return the only one of them
    /// @throws MissingProviderException if there is none, naming the module and the option of
    ///   `jlink` that add it; or more than one, naming all
    public static <T extends Extension> T one(List<T> found, String service, String module) {
        if (found.size() == 1) return found.getFirst();
        throw found.isEmpty() ? missing(service, module) : ambiguous(service, found);
    }

    private static MissingProviderException missing(String service, String module) {
        return new MissingProviderException(
                ErrorCode.POUNCE_PROVIDER_MISSING,
                "nothing provides %s: add module %s to the module path, or to the image with jlink --add-modules %s"
                        .formatted(service, module, module));
    }

    private static MissingProviderException ambiguous(
            String service, List<? extends Extension> found) {
        return new MissingProviderException(
                ErrorCode.POUNCE_PROVIDER_AMBIGUOUS,
                "%s is provided more than once, by %s"
                        .formatted(
                                service,
                                found.stream()
                                        .map(each -> place(each.getClass()))
                                        .sorted()
                                        .collect(joining(" and "))));
    }

    private static String place(Class<?> provider) {
        var module = provider.getModule();
        return provider.getName() + (module.isNamed() ? " of module " + module.getName() : "");
    }
}
