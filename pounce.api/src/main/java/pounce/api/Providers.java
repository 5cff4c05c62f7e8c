package pounce.api;

import java.util.ServiceLoader;
import java.util.stream.Collectors;
import pounce.api.error.ErrorCode;
import pounce.api.error.MissingProviderException;
import pounce.api.spi.EngineProvider;
import pounce.api.spi.Extension;

/// The only place of this package that knows the SPI: finds the one provider that a factory needs.
///
/// The class loader of this module is asked, never the thread's: what is found must not depend on
/// who calls.
final class Providers {
    private static final ClassLoader BESIDE_THE_API = Providers.class.getClassLoader();

    private Providers() {}

    static EngineProvider engine() {
        return one(
                ServiceLoader.load(EngineProvider.class, BESIDE_THE_API),
                EngineProvider.class,
                "pounce.engine");
    }

    private static <T extends Extension> T one(
            ServiceLoader<T> loader, Class<T> service, String module) {
        var found = loader.stream().toList();
        if (found.size() == 1) return found.getFirst().get();
        if (found.isEmpty()) {
            throw new MissingProviderException(
                    ErrorCode.POUNCE_PROVIDER_MISSING,
                    "nothing provides %s: add module %s to the module path, or to the image with jlink --add-modules %s"
                            .formatted(service.getName(), module, module));
        }
        throw new MissingProviderException(
                ErrorCode.POUNCE_PROVIDER_AMBIGUOUS,
                "%s is provided more than once, by %s"
                        .formatted(
                                service.getName(),
                                found.stream()
                                        .map(each -> each.type().getName())
                                        .collect(Collectors.joining(" and "))));
    }
}
