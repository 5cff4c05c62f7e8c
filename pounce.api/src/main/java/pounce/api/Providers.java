package pounce.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.spi.CollectorProvider;
import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.EngineProvider;
import pounce.api.spi.ErrorPageProvider;
import pounce.api.spi.Extension;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Plugin;
import pounce.api.spi.RateLimitStoreProvider;
import pounce.api.spi.StaticFilesProvider;

/// The only place of this package that knows the SPI: finds the one provider that a factory needs.
///
/// The class loader of this module is asked, never the thread's: what is found must not depend on
/// who calls.
final class Providers {
    private static final ClassLoader BESIDE_THE_API = Providers.class.getClassLoader();

    private Providers() {}

    static EngineProvider engine() {
        return one(all(EngineProvider.class), EngineProvider.class.getName(), "pounce.engine");
    }

    static CollectorProvider collector(String name) {
        return named(name, CollectorProvider.class, "pounce.lifecycle");
    }

    static StaticFilesProvider staticFiles() {
        return one(
                all(StaticFilesProvider.class),
                StaticFilesProvider.class.getName(),
                "pounce.staticfiles");
    }

    /// Makes a middleware of pounce's own.
    static Middleware middleware(String name, Map<Option<?>, Object> options) {
        return named(name, MiddlewareProvider.class, "pounce.middleware")
                .create(new SettingTable(options), Providers::byName);
    }

    static List<Option<?>> options() {
        return Stream.of(
                        CollectorProvider.class,
                        ContentCodingProvider.class,
                        ErrorPageProvider.class,
                        MiddlewareProvider.class,
                        Plugin.class,
                        RateLimitStoreProvider.class)
                .flatMap(Providers::all)
                .map(Extension::options)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Option::name))
                .toList();
    }

    private static <T extends Extension> Stream<T> all(Class<T> service) {
        return ServiceLoader.load(service, BESIDE_THE_API).stream()
                .map(ServiceLoader.Provider::get);
    }

    private static <T extends Extension> List<T> byName(Class<T> service) {
        return all(service).sorted(Comparator.comparing(Extension::name)).toList();
    }

    private static <T extends Extension> T named(String name, Class<T> service, String module) {
        return one(
                all(service).filter(each -> each.name().equals(name)),
                service.getName() + ' ' + name,
                module);
    }

    private static <T extends Extension> T one(Stream<T> providers, String service, String module) {
        var found = providers.toList();
        if (found.size() == 1) return found.getFirst();
        if (found.isEmpty()) {
            throw new MissingProviderException(
                    ErrorCode.POUNCE_PROVIDER_MISSING,
                    "nothing provides %s: add module %s to the module path, or to the image with jlink --add-modules %s"
                            .formatted(service, module, module));
        }
        throw new MissingProviderException(
                ErrorCode.POUNCE_PROVIDER_AMBIGUOUS,
                "%s is provided more than once, by %s"
                        .formatted(
                                service,
                                found.stream()
                                        .map(each -> each.getClass().getName())
                                        .collect(Collectors.joining(" and "))));
    }
}
