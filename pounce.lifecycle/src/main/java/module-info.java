import pounce.api.spi.Plugin;
import pounce.lifecycle.health.HealthPlugin;

/// Everything that watches a running server.
@SuppressWarnings("module") // pounce.tests is built after this module
module pounce.lifecycle {
    requires org.slf4j;
    requires pounce.api;

    exports pounce.lifecycle.health to
            pounce.tests;

    provides Plugin with
            HealthPlugin;
}
