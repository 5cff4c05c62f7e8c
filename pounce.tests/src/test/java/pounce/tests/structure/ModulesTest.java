package pounce.tests.structure;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.Pounce;

/// Every module says exactly what the house wants it to say.
final class ModulesTest {
    /// The literal table; a change of a descriptor is a change here, and is seen in a review.
    private static final Map<String, String> TABLE =
            Map.ofEntries(
                    Map.entry(
                            "pounce.api",
                            """
                            requires java.base
                            requires static transitive org.jspecify
                            exports pounce.api
                            exports pounce.api.error
                            exports pounce.api.event
                            exports pounce.api.field
                            exports pounce.api.multipart to pounce.tests
                            exports pounce.api.spi
                            uses pounce.api.spi.CollectorProvider
                            uses pounce.api.spi.ContentCodingProvider
                            uses pounce.api.spi.EngineProvider
                            uses pounce.api.spi.ErrorPageProvider
                            uses pounce.api.spi.MiddlewareProvider
                            uses pounce.api.spi.Plugin
                            uses pounce.api.spi.RateLimitStoreProvider
                            uses pounce.api.spi.StaticFilesProvider
                            uses pounce.api.spi.TlsProvider
                            """),
                    Map.entry(
                            "pounce.cli",
                            """
                            requires info.picocli
                            requires java.base
                            requires org.slf4j
                            requires pounce.api
                            exports pounce.cli to pounce.tests
                            exports pounce.cli.log to org.slf4j, pounce.tests
                            uses org.slf4j.spi.SLF4JServiceProvider
                            provides org.slf4j.spi.SLF4JServiceProvider with pounce.cli.log.LogProvider
                            provides pounce.api.spi.Plugin with pounce.cli.LogPlugin
                            """),
                    Map.entry(
                            "pounce.engine",
                            """
                            requires java.base
                            requires jdk.unsupported
                            requires org.slf4j
                            requires pounce.api
                            exports pounce.engine.application to pounce.tests
                            exports pounce.engine.connection to pounce.tests
                            exports pounce.engine.exchange to pounce.tests
                            exports pounce.engine.generation to pounce.tests
                            exports pounce.engine.hpack to pounce.tests
                            exports pounce.engine.http1 to pounce.tests
                            exports pounce.engine.http2 to pounce.tests
                            exports pounce.engine.message to pounce.tests
                            exports pounce.engine.net to pounce.tests
                            exports pounce.engine.plugin to pounce.tests
                            exports pounce.engine.proxy to pounce.tests
                            exports pounce.engine.tls to pounce.tests
                            exports pounce.engine.watch to pounce.tests
                            uses pounce.api.App
                            provides pounce.api.spi.EngineProvider with pounce.engine.Engine
                            """),
                    Map.entry(
                            "pounce.lifecycle",
                            """
                            requires java.base
                            requires jdk.jfr
                            requires org.slf4j
                            requires pounce.api
                            exports pounce.lifecycle.access to pounce.tests
                            exports pounce.lifecycle.flight to pounce.tests
                            exports pounce.lifecycle.health to pounce.tests
                            exports pounce.lifecycle.introspection to pounce.tests
                            exports pounce.lifecycle.log to pounce.tests
                            exports pounce.lifecycle.metrics to pounce.tests
                            provides pounce.api.spi.CollectorProvider with pounce.lifecycle.access.AccessLogProvider, pounce.lifecycle.flight.FlightProvider, pounce.lifecycle.log.LoggingProvider
                            provides pounce.api.spi.Plugin with pounce.lifecycle.health.HealthPlugin, pounce.lifecycle.introspection.IntrospectionPlugin, pounce.lifecycle.metrics.MetricsPlugin
                            """),
                    Map.entry(
                            "pounce.middleware",
                            """
                            requires java.base
                            requires org.slf4j
                            requires pounce.api
                            exports pounce.middleware to pounce.tests
                            exports pounce.middleware.compression to pounce.tests
                            exports pounce.middleware.errors to pounce.tests
                            provides pounce.api.spi.ContentCodingProvider with pounce.middleware.compression.DeflateProvider, pounce.middleware.compression.GzipProvider
                            provides pounce.api.spi.ErrorPageProvider with pounce.middleware.errors.DebugProvider, pounce.middleware.errors.ProblemProvider
                            provides pounce.api.spi.MiddlewareProvider with pounce.middleware.ConditionalProvider, pounce.middleware.CorsProvider, pounce.middleware.ForwardedProvider, pounce.middleware.HttpsRedirectProvider, pounce.middleware.RateLimitProvider, pounce.middleware.RequestIdProvider, pounce.middleware.SecurityHeadersProvider, pounce.middleware.ServerTimingProvider, pounce.middleware.TraceContextProvider, pounce.middleware.compression.CompressionProvider, pounce.middleware.compression.RequestDecodingProvider
                            """),
                    Map.entry(
                            "pounce.tls",
                            """
                            requires java.base
                            requires org.slf4j
                            requires pounce.api
                            exports pounce.tls to pounce.tests
                            provides pounce.api.spi.TlsProvider with pounce.tls.Tls
                            """),
                    Map.entry(
                            "pounce.staticfiles",
                            """
                            requires java.base
                            requires org.slf4j
                            requires pounce.api
                            exports pounce.staticfiles to pounce.tests
                            provides pounce.api.spi.StaticFilesProvider with pounce.staticfiles.StaticFilesService
                            """),
                    Map.entry(
                            "pounce.zstd",
                            """
                            requires com.github.luben.zstd_jni
                            requires java.base
                            requires pounce.api
                            exports pounce.zstd to pounce.tests
                            provides pounce.api.spi.ContentCodingProvider with pounce.zstd.ZstdProvider
                            """),
                    Map.entry(
                            "pounce.standard",
                            """
                            requires java.base
                            requires transitive pounce.api
                            requires transitive pounce.engine
                            requires transitive pounce.lifecycle
                            requires transitive pounce.middleware
                            requires transitive pounce.staticfiles
                            requires transitive pounce.tls
                            requires transitive pounce.tracing
                            """),
                    Map.entry(
                            "pounce.testkit",
                            """
                            requires java.base
                            requires static org.jspecify
                            requires static org.junit.jupiter.api
                            requires transitive java.net.http
                            requires transitive pounce.api
                            exports pounce.testkit
                            """),
                    Map.entry(
                            "pounce.tracing",
                            """
                            requires java.base
                            requires java.net.http
                            requires org.slf4j
                            requires pounce.api
                            exports pounce.tracing to pounce.tests
                            provides pounce.api.spi.CollectorProvider with pounce.tracing.ExportProvider
                            provides pounce.api.spi.MiddlewareProvider with pounce.tracing.SamplingProvider
                            """));

    private static final Set<String> HEAVY =
            Set.of("java.desktop", "java.management", "java.naming", "java.sql", "java.xml");

    static Set<String> modules() {
        return TABLE.keySet();
    }

    static Stream<String> implementations() {
        return TABLE.keySet().stream()
                .filter(name -> !Set.of("pounce.api", "pounce.standard").contains(name));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void saysWhatTheTableSays(String name) {
        assertEquals(TABLE.get(name), describe(descriptor(name)));
    }

    @Test
    void noticesADescriptorThatSaysMore() {
        var more = ModuleDescriptor.newModule("pounce.engine").requires("java.sql").build();

        assertNotEquals(TABLE.get("pounce.engine"), describe(more));
        assertFalse(isLight(more));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void requiresNothingHeavy(String name) {
        assertTrue(isLight(descriptor(name)));
    }

    @Test
    void onlyExplicitModulesRunBesideTheTests() {
        assertEquals(
                List.of(
                        "com.tngtech.archunit",
                        "io.opentelemetry.api",
                        "io.opentelemetry.common",
                        "io.opentelemetry.context"),
                automaticModules(),
                "of the tests alone");
    }

    private static List<String> automaticModules() {
        return ModuleLayer.boot().configuration().modules().stream()
                .map(module -> module.reference().descriptor())
                .filter(ModuleDescriptor::isAutomatic)
                .map(ModuleDescriptor::name)
                .sorted()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void providesTheSameOnTheClassPath(String name) throws IOException {
        for (var provides : descriptor(name).provides()) {
            assertEquals(
                    provides.providers(),
                    listed(module(name), "META-INF/services/" + provides.service()));
        }
    }

    @Test
    void noticesAServicesFileThatSaysOtherwise() throws IOException {
        for (var provides : descriptor("pounce.engine").provides()) {
            assertNotEquals(
                    provides.providers(),
                    listed(
                            ModulesTest.class.getModule(),
                            "fixture/services/" + provides.service()));
        }
    }

    private static List<String> listed(Module module, String file) throws IOException {
        try (var lines = module.getResourceAsStream(file)) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("implementations")
    void implementationModulesDoNotKnowEachOther(String name) {
        assertEquals(List.of("pounce.api"), pounceModules(descriptor(name)));
    }

    @Test
    void noticesAModuleThatKnowsAnother() {
        var curious = ModuleDescriptor.newModule("pounce.cli").requires("pounce.engine").build();

        assertNotEquals(List.of("pounce.api"), pounceModules(curious));
    }

    private static List<String> pounceModules(ModuleDescriptor module) {
        return module.requires().stream()
                .map(ModuleDescriptor.Requires::name)
                .filter(name -> name.startsWith("pounce."))
                .toList();
    }

    private static boolean isLight(ModuleDescriptor module) {
        return module.requires().stream().noneMatch(each -> HEAVY.contains(each.name()));
    }

    private static ModuleDescriptor descriptor(String name) {
        return module(name).getDescriptor();
    }

    private static Module module(String name) {
        return Pounce.class.getModule().getLayer().findModule(name).orElseThrow();
    }

    private static String describe(ModuleDescriptor module) {
        var lines = new TreeSet<String>(ModulesTest::byKind);
        for (var each : module.requires()) {
            lines.add(
                    "requires "
                            + each.modifiers().stream()
                                    .filter(m -> m != ModuleDescriptor.Requires.Modifier.MANDATED)
                                    .map(m -> m.toString().toLowerCase(Locale.ROOT))
                                    .sorted()
                                    .map(m -> m + " ")
                                    .collect(joining())
                            + each.name());
        }
        for (var each : module.exports()) {
            lines.add(
                    "exports "
                            + each.source()
                            + (each.isQualified()
                                    ? " to " + String.join(", ", new TreeSet<>(each.targets()))
                                    : ""));
        }
        module.uses().forEach(each -> lines.add("uses " + each));
        module.provides()
                .forEach(each ->
                        lines.add(
                                "provides "
                                        + each.service()
                                        + " with "
                                        + String.join(", ", each.providers())));
        module.opens().forEach(each -> lines.add("opens " + each.source()));
        return lines.stream().map(line -> line + "\n").collect(joining());
    }

    private static int byKind(String one, String other) {
        int kinds = Integer.compare(kind(one), kind(other));
        return kinds != 0
                ? kinds
                : one.replace("static transitive ", "")
                        .compareTo(other.replace("static transitive ", ""));
    }

    private static int kind(String line) {
        return List.of("requires", "exports", "opens", "uses", "provides")
                .indexOf(line.substring(0, line.indexOf(' ')));
    }
}
