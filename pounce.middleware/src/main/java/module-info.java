import pounce.api.spi.ContentCodingProvider;
import pounce.api.spi.ErrorPageProvider;
import pounce.api.spi.MiddlewareProvider;
import pounce.middleware.ConditionalProvider;
import pounce.middleware.CorsProvider;
import pounce.middleware.ForwardedProvider;
import pounce.middleware.HttpsRedirectProvider;
import pounce.middleware.RateLimitProvider;
import pounce.middleware.RequestIdProvider;
import pounce.middleware.SecurityHeadersProvider;
import pounce.middleware.ServerTimingProvider;
import pounce.middleware.TraceContextProvider;
import pounce.middleware.compression.CompressionProvider;
import pounce.middleware.compression.DeflateProvider;
import pounce.middleware.compression.GzipProvider;
import pounce.middleware.compression.RequestDecodingProvider;
import pounce.middleware.errors.DebugProvider;
import pounce.middleware.errors.ProblemProvider;

/// What stands between the server and an application, each a service: found, never required.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.middleware {
    requires pounce.api;
    requires org.slf4j;

    exports pounce.middleware to
            pounce.tests;
    exports pounce.middleware.compression to
            pounce.tests;
    exports pounce.middleware.errors to
            pounce.tests;

    provides ContentCodingProvider with
            DeflateProvider,
            GzipProvider;
    provides ErrorPageProvider with
            DebugProvider,
            ProblemProvider;
    provides MiddlewareProvider with
            ConditionalProvider,
            CorsProvider,
            ForwardedProvider,
            HttpsRedirectProvider,
            RateLimitProvider,
            RequestIdProvider,
            SecurityHeadersProvider,
            ServerTimingProvider,
            TraceContextProvider,
            CompressionProvider,
            RequestDecodingProvider;
}
