import pounce.api.spi.RateLimitStoreProvider;
import pounce.tests.middleware.TestStores;

/// Every test of the modules that are linked together.
@SuppressWarnings(
        "requires-automatic") // archunit and OpenTelemetry have no descriptors; tests are never
// linked
open module pounce.tests {
    requires pounce.api;
    requires pounce.cli;
    requires pounce.engine;
    requires pounce.lifecycle;
    requires pounce.middleware;
    requires pounce.tls;
    requires pounce.staticfiles;
    requires pounce.zstd;
    requires pounce.standard;
    requires pounce.testkit;
    requires pounce.tracing;
    requires static org.jspecify;
    requires com.github.luben.zstd_jni;
    requires com.tngtech.archunit;
    requires io.opentelemetry.api;
    requires io.opentelemetry.context;
    requires java.management;
    requires java.net.http;
    requires jdk.compiler; // it parses and compiles the samples of docs
    requires jdk.jfr;
    requires jdk.management; // the heap is asked what is in it
    requires net.jqwik.api;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires org.slf4j;

    provides RateLimitStoreProvider with
            TestStores;
}
