import pounce.api.spi.CollectorProvider;
import pounce.api.spi.Plugin;
import pounce.lifecycle.access.AccessLogProvider;
import pounce.lifecycle.flight.FlightProvider;
import pounce.lifecycle.health.HealthPlugin;
import pounce.lifecycle.introspection.IntrospectionPlugin;
import pounce.lifecycle.log.LoggingProvider;
import pounce.lifecycle.metrics.MetricsPlugin;

/// Everything that watches a running server.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.lifecycle {
    requires jdk.jfr;
    requires org.slf4j;
    requires pounce.api;

    exports pounce.lifecycle.access to
            pounce.tests;
    exports pounce.lifecycle.flight to
            pounce.tests;
    exports pounce.lifecycle.health to
            pounce.tests;
    exports pounce.lifecycle.introspection to
            pounce.tests;
    exports pounce.lifecycle.log to
            pounce.tests;
    exports pounce.lifecycle.metrics to
            pounce.tests;

    provides CollectorProvider with
            AccessLogProvider,
            FlightProvider,
            LoggingProvider;
    provides Plugin with
            HealthPlugin,
            IntrospectionPlugin,
            MetricsPlugin;
}
