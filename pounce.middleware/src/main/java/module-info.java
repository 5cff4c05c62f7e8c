import pounce.api.spi.MiddlewareProvider;
import pounce.middleware.CorsProvider;
import pounce.middleware.ForwardedProvider;
import pounce.middleware.RequestIdProvider;
import pounce.middleware.SecurityHeadersProvider;
import pounce.middleware.TraceContextProvider;

/// What stands between the server and an application, each a service: found, never required.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.middleware {
    requires pounce.api;
    requires org.slf4j;

    exports pounce.middleware to
            pounce.tests;

    provides MiddlewareProvider with
            CorsProvider,
            ForwardedProvider,
            RequestIdProvider,
            SecurityHeadersProvider,
            TraceContextProvider;
}
