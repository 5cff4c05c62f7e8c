import pounce.api.spi.CollectorProvider;
import pounce.api.spi.MiddlewareProvider;
import pounce.tracing.ExportProvider;
import pounce.tracing.SamplingProvider;

/// A span for each request, sent to a collector of OpenTelemetry.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.tracing {
    requires java.net.http;
    requires org.slf4j;
    requires pounce.api;

    exports pounce.tracing to
            pounce.tests;

    provides CollectorProvider with
            ExportProvider;
    provides MiddlewareProvider with
            SamplingProvider;
}
