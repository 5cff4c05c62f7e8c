package pounce.api;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import pounce.api.spi.CollectorProvider;
import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.EngineProvider;
import pounce.api.spi.ErrorPageProvider;
import pounce.api.spi.Extension;
import pounce.api.spi.MiddlewareProvider;
import pounce.api.spi.Plugin;
import pounce.api.spi.ProviderLookup;
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
        return one(EngineProvider.class, "pounce.engine");
    }

    static CollectorProvider collector(String name) {
        return named(name, CollectorProvider.class, "pounce.lifecycle");
    }

    static StaticFilesProvider staticFiles() {
        return one(StaticFilesProvider.class, "pounce.staticfiles");
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
                .map(Providers::all)
                .flatMap(List::stream)
                .map(Extension::options)
                .flatMap(List::stream)
                .sorted(Comparator.comparing(Option::name))
                .toList();
    }

    private static <T extends Extension> List<T> all(Class<T> service) {
        return ProviderLookup.all(service, BESIDE_THE_API);
    }

    private static <T extends Extension> List<T> byName(Class<T> service) {
        return all(service).stream().sorted(Comparator.comparing(Extension::name)).toList();
    }

    private static <T extends Extension> T named(String name, Class<T> service, String module) {
        return ProviderLookup.one(
                all(service).stream().filter(each -> each.name().equals(name)).toList(),
                service.getName() + ' ' + name,
                module);
    }

    private static <T extends Extension> T one(Class<T> service, String module) {
        return ProviderLookup.one(all(service), service.getName(), module);
    }
}
