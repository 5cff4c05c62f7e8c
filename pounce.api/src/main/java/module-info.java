/// The contract between a server, its applications and its plug-ins: types, and one helper that
/// finds providers.
///
/// The module asks for nothing at run time but `java.base`, so that an application that `requires
/// pounce.api` pulls in nothing else.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.api {
    requires static transitive org.jspecify;

    exports pounce.api;
    exports pounce.api.error;
    exports pounce.api.event;
    exports pounce.api.field;
    exports pounce.api.multipart to
            pounce.tests;
    exports pounce.api.spi;

    uses pounce.api.spi.CollectorProvider;
    uses pounce.api.spi.ContentCodingProvider;
    uses pounce.api.spi.EngineProvider;
    uses pounce.api.spi.ErrorPageProvider;
    uses pounce.api.spi.MiddlewareProvider;
    uses pounce.api.spi.Plugin;
    uses pounce.api.spi.RateLimitStoreProvider;
    uses pounce.api.spi.StaticFilesProvider;
    uses pounce.api.spi.TlsProvider;
}
