package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import pounce.api.Option;
import pounce.api.Options;

final class OptionsTest {

    /// ARCHITECTURE.md, section 5, and original-behaviour.md, section 2, under the names here. A
    /// changed default changes every server: whoever changes one changes it here too.
    private static final Map<String, String> DEFAULTS =
            new TreeMap<>(
                    Map.ofEntries(
                            Map.entry("listen", ""),
                            Map.entry("host", "127.0.0.1"),
                            Map.entry("port", "8000"),
                            Map.entry("unix.mode", "660"),
                            Map.entry("proxy-protocol.trusted", ""),
                            Map.entry("tls.cert", ""),
                            Map.entry("tls.key", ""),
                            Map.entry("tls.key-password-file", ""),
                            Map.entry("tls.client-auth", "none"),
                            Map.entry("tls.trust", ""),
                            Map.entry("module-path", ""),
                            Map.entry("class-path", ""),
                            Map.entry("tls.reload-interval", "10s"),
                            Map.entry("workers", "0"),
                            Map.entry("worker-mode", "auto"),
                            Map.entry("backlog", "2048"),
                            Map.entry("timeouts.header", "10s"),
                            Map.entry("timeouts.tls-handshake", "10s"),
                            Map.entry("timeouts.request-body", "30s"),
                            Map.entry("timeouts.request-body-grace", "5s"),
                            Map.entry("timeouts.request", "0s"),
                            Map.entry("timeouts.write", "30s"),
                            Map.entry("timeouts.keep-alive", "75s"),
                            Map.entry("timeouts.connection-age", "0s"),
                            Map.entry("timeouts.held-loop", "10ms"),
                            Map.entry("timeouts.queue", "5s"),
                            Map.entry("timeouts.startup", "30s"),
                            Map.entry("timeouts.shutdown", "10s"),
                            Map.entry("timeouts.reload", "30s"),
                            Map.entry("timeouts.drain-delay", "0s"),
                            Map.entry("timeouts.health-check", "1s"),
                            Map.entry("limits.request-body", "1MiB"),
                            Map.entry("limits.request-body-max", "1GiB"),
                            Map.entry("limits.request-body-rate", "240B"),
                            Map.entry("errors.pages", "problem"),
                            Map.entry("debug.sources", ""),
                            Map.entry("debug.exposed", "false"),
                            Map.entry("compression", "true"),
                            Map.entry("compression.min-size", "500B"),
                            Map.entry("compression.level", "6"),
                            Map.entry("compression.types", ""),
                            Map.entry("compression.event-streams", "false"),
                            Map.entry("compression.responses", "1000"),
                            Map.entry("request-decoding", "false"),
                            Map.entry("request-decoding.ratio", "100"),
                            Map.entry("request-decoding.requests", "1000"),
                            Map.entry("limits.form-fields", "1000"),
                            Map.entry("limits.form-name", "1KiB"),
                            Map.entry("limits.form-memory", "1MiB"),
                            Map.entry("limits.part", "1GiB"),
                            Map.entry("limits.part-header-section", "8KiB"),
                            Map.entry("limits.request-line", "8KiB"),
                            Map.entry("limits.header-section", "64KiB"),
                            Map.entry("limits.fields", "100"),
                            Map.entry("limits.chunk-extensions", "4KiB"),
                            Map.entry("limits.client-hello", "16KiB"),
                            Map.entry("limits.connections", "10000"),
                            Map.entry("limits.requests-per-connection", "0"),
                            Map.entry("limits.loop-threads", "256"),
                            Map.entry("limits.concurrent-requests", "0"),
                            Map.entry("limits.waiting-requests", "1000"),
                            Map.entry("http.server-header", "pounce"),
                            Map.entry("http.date", "true"),
                            Map.entry("http.root-path", ""),
                            Map.entry("http.encoded-slash", "false"),
                            Map.entry("http.http2", "true"),
                            Map.entry("timeouts.http2-window", "20s"),
                            Map.entry("limits.http2-streams", "100"),
                            Map.entry("limits.http2-stream-window", "256KiB"),
                            Map.entry("limits.http2-connection-window", "1MiB"),
                            Map.entry("limits.http2-resets", "100"),
                            Map.entry("limits.http2-continuations", "8"),
                            Map.entry("limits.http2-empty-frames", "100"),
                            Map.entry("limits.http2-pings", "300"),
                            Map.entry("limits.http2-settings", "100"),
                            Map.entry("limits.http2-vain-settings", "10"),
                            Map.entry("limits.http2-priorities", "1000"),
                            Map.entry("limits.http2-window-updates", "1000"),
                            Map.entry("limits.http2-queued-frames", "1000"),
                            Map.entry("health.ready-path", ""),
                            Map.entry("health.live-path", ""),
                            Map.entry("forwarded.trusted", ""),
                            Map.entry("forwarded.hops", "1"),
                            Map.entry("forwarded.fields", "x-forwarded"),
                            Map.entry("request-id", "true"),
                            Map.entry("request-id.field", "x-request-id"),
                            Map.entry("trace-context.mode", "continue"),
                            Map.entry("signage", "full"),
                            Map.entry("signage.name", ""),
                            Map.entry("signage.version", ""),
                            Map.entry("signage.tagline", ""),
                            Map.entry("security-headers", "false"),
                            Map.entry("security-headers.x-content-type-options", "nosniff"),
                            Map.entry("security-headers.x-frame-options", "DENY"),
                            Map.entry(
                                    "security-headers.referrer-policy",
                                    "strict-origin-when-cross-origin"),
                            Map.entry("security-headers.permissions-policy", ""),
                            Map.entry("security-headers.content-security-policy", ""),
                            Map.entry("security-headers.cross-origin-opener-policy", "same-origin"),
                            Map.entry("security-headers.cross-origin-embedder-policy", ""),
                            Map.entry("security-headers.cross-origin-resource-policy", "same-site"),
                            Map.entry(
                                    "security-headers.strict-transport-security",
                                    "max-age=31536000"),
                            Map.entry("rate-limit", "false"),
                            Map.entry("rate-limit.requests", "100"),
                            Map.entry("rate-limit.period", "1s"),
                            Map.entry("rate-limit.burst", "0"),
                            Map.entry("rate-limit.key", "client"),
                            Map.entry("rate-limit.ipv6-prefix", "64"),
                            Map.entry("rate-limit.keys", "100000"),
                            Map.entry("rate-limit.name", "default"),
                            Map.entry("rate-limit.store", "memory"),
                            Map.entry("https-redirect", "false"),
                            Map.entry("https-redirect.status", "308"),
                            Map.entry("https-redirect.port", "443"),
                            Map.entry("https-redirect.except", "/.well-known/acme-challenge/"),
                            Map.entry("server-timing", "false"),
                            Map.entry("conditional", "false"),
                            Map.entry("conditional.max-size", "1MiB"),
                            Map.entry("cors.origins", ""),
                            Map.entry("cors.methods", "GET,HEAD,POST"),
                            Map.entry("cors.headers", ""),
                            Map.entry("cors.exposed", ""),
                            Map.entry("cors.credentials", "false"),
                            Map.entry("cors.max-age", "1h"),
                            Map.entry("cors.private-network", "false"),
                            Map.entry("jfr", "true"),
                            Map.entry("admin.listen", ""),
                            Map.entry("limits.admin-connections", "100"),
                            Map.entry("introspection", "false"),
                            Map.entry("introspection.path", "/_pounce/info"),
                            Map.entry("log.format", "auto"),
                            Map.entry("log.level", ""),
                            Map.entry("metrics", "false"),
                            Map.entry("metrics.path", "/metrics"),
                            Map.entry("access-log", "false"),
                            Map.entry("access-log.format", "auto"),
                            Map.entry("access-log.output", "stdout"),
                            Map.entry("access-log.skip", ""),
                            Map.entry("access-log.query", "redacted"),
                            Map.entry("access-log.redact", ""),
                            Map.entry("access-log.buffer", "4MiB"),
                            Map.entry("lifecycle-log", "false"),
                            Map.entry("tracing", "false"),
                            Map.entry("tracing.endpoint", "http://localhost:4318/v1/traces"),
                            Map.entry("tracing.headers", ""),
                            Map.entry("tracing.service-name", "unknown_service:pounce"),
                            Map.entry("tracing.attributes", ""),
                            Map.entry("tracing.sample-ratio", "1.0"),
                            Map.entry("tracing.follow-parent", "true"),
                            Map.entry("tracing.skip", ""),
                            Map.entry(
                                    "tracing.methods",
                                    "CONNECT,DELETE,GET,HEAD,OPTIONS,PATCH,POST,PUT,QUERY,TRACE"),
                            Map.entry("tracing.query", "redacted"),
                            Map.entry("tracing.redact", ""),
                            Map.entry("tracing.batch", "512"),
                            Map.entry("tracing.delay", "5s"),
                            Map.entry("tracing.queue", "2048"),
                            Map.entry("tracing.timeout", "10s"),
                            Map.entry("tracing.attempts", "5"),
                            Map.entry("tracing.retry-delay", "1s"),
                            Map.entry("tracing.flush", "5s"),
                            Map.entry("tracing.gzip", "false"),
                            Map.entry("lifecycle-log.slow", "5s"),
                            Map.entry("static", ""),
                            Map.entry("static.index", "index.html"),
                            Map.entry("static.fallback", ""),
                            Map.entry("static.listing", "false"),
                            Map.entry("static.links", "false"),
                            Map.entry("static.slash", "true"),
                            Map.entry("static.precompressed", "true"),
                            Map.entry("static.cache-control", "public, max-age=3600"),
                            Map.entry("static.cache", "64MiB"),
                            Map.entry("static.cache-file", "128KiB")));

    /// What operators would not want on an information page.
    private static final Set<String> HIDDEN =
            Set.of(
                    "http.server-header",
                    "http.root-path",
                    "tls.cert",
                    "tls.key",
                    "tls.key-password-file",
                    "tls.trust",
                    "tracing.headers");

    static List<Option<?>> options() {
        return Options.all();
    }

    @Test
    void defaultsAreThoseOfTheDesign() {
        var defaults = new TreeMap<String, String>();
        Options.all().forEach(option -> defaults.put(option.name(), writtenDefault(option)));

        assertEquals(DEFAULTS, defaults);
    }

    @Test
    void hiddenAreThoseOfTheDesign() {
        var hidden =
                Options.all().stream()
                        .filter(option -> !option.isShown())
                        .map(Option::name)
                        .collect(Collectors.toSet());

        assertEquals(HIDDEN, hidden);
    }

    @Test
    void betaAreThoseThatTuneWhatMayChange() {
        var beta = Options.all().stream().filter(Option::isBeta).map(Option::name).toList();

        assertEquals(List.of("timeouts.held-loop", "limits.loop-threads"), beta);
    }

    @Test
    void allIsEveryConstantInOrder() {
        var constants =
                Arrays.stream(Options.class.getFields())
                        .filter(field -> Modifier.isStatic(field.getModifiers()))
                        .map(OptionsTest::value)
                        .toList();

        assertEquals(constants, Options.all());
    }

    @Test
    void namesStayUniqueWhereverTheyAreWritten() {
        assertUnique(Option::name);
        assertUnique(Option::variable);
        assertUnique(OptionsTest::flag);
    }

    @Test
    void variablesAndFlagsAreWrittenAsTheyAreDocumented() {
        assertEquals("POUNCE_TIMEOUTS_HEADER", Options.TIMEOUT_HEADER.variable());
        assertEquals("--timeouts-header", flag(Options.TIMEOUT_HEADER));
    }

    @ParameterizedTest
    @MethodSource("options")
    void theDefaultIsReadAsItIsWritten(Option<?> option) {
        assertDefaultIsReadAsItIsWritten(option);
    }

    @ParameterizedTest
    @MethodSource("options")
    void theExplanationIsASentence(Option<?> option) {
        assertTrue(option.doc().matches("[A-Z].*\\."), option.doc());
    }

    private static <T> void assertDefaultIsReadAsItIsWritten(Option<T> option) {
        var value = option.defaultValue();

        assertEquals(value, option.parse(option.format(value)));
    }

    private static <T> String writtenDefault(Option<T> option) {
        return option.format(option.defaultValue());
    }

    private static void assertUnique(Function<Option<?>, String> name) {
        var names = new HashSet<String>();
        Options.all().forEach(option -> assertTrue(names.add(name.apply(option)), option.name()));
        assertFalse(names.isEmpty());
    }

    private static String flag(Option<?> option) {
        return "--" + option.name().replace('.', '-');
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException hidden) {
            throw new AssertionError(hidden);
        }
    }
}
