package pounce.api.spi;

import java.util.List;
import pounce.api.Option;

/// Whatever can be plugged in. The permits clause is the list; each is a service that a module
/// `provides`.
///
/// Implementations are stateless public classes with a public constructor without parameters, in a
/// package that need not be exported. They fail in their factory methods, never at the first
/// request.
public sealed interface Extension
        permits CollectorProvider,
                ContentCodingProvider,
                EngineProvider,
                ErrorPageProvider,
                MiddlewareProvider,
                Plugin,
                RateLimitStoreProvider,
                StaticFilesProvider,
                TlsProvider {

    /// {@return a name in lower case with dashes, unique among providers of the same service}
    String name();

    /// {@return the options of its own, all under `plugin.`, its name and a dot; read, checked and
    /// hidden like the server's}
    default List<Option<?>> options() {
        return List.of();
    }
}
