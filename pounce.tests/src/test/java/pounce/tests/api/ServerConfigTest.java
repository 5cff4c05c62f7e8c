package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Middleware;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.ServerConfig;
import pounce.api.Size;
import pounce.api.TrustedPeers;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;

final class ServerConfigTest {

    @Test
    void hasDefaultsWhereNothingIsSet() {
        var config = ServerConfig.defaults();

        for (var option : Options.all()) {
            assertEquals(option.defaultValue(), config.get(option));
        }
        assertTrue(config.middleware(Phase.APPLICATION).isEmpty());
    }

    @Test
    void codeAndTextSayTheSame() {
        var code =
                ServerConfig.builder()
                        .host("::1")
                        .port(0)
                        .workers(3)
                        .listen("http://a:1", "http://[::1]:0")
                        .set(Options.TIMEOUT_HEADER, Duration.ofMillis(1500))
                        .set(Options.LIMIT_REQUEST_BODY, Size.ofGibibytes(5))
                        .set(Options.HTTP_DATE, false)
                        .build();
        var text =
                ServerConfig.builder()
                        .set(
                                Map.of(
                                        "host", "::1",
                                        "port", "0",
                                        "workers", "3",
                                        "listen", "http://a:1, http://[::1]:0",
                                        "timeouts.header", "1500ms",
                                        "limits.request-body", "5GiB",
                                        "http.date", "false"))
                        .build();

        for (var option : Options.all()) {
            assertEquals(code.get(option), text.get(option));
        }
        assertEquals(
                List.of(URI.create("http://a:1"), URI.create("http://[::1]:0")),
                code.get(Options.LISTEN));
    }

    @Test
    void laterSettingsWin() {
        var builder = ServerConfig.builder().port(1).set(Map.of("port", "2"));

        assertEquals(2, builder.build().get(Options.PORT));
        assertEquals(3, builder.port(3).build().get(Options.PORT));
    }

    @Test
    void reportsEveryFaultAtOnce() {
        var builder =
                ServerConfig.builder()
                        .port(70_000)
                        .host(" ")
                        .set(
                                Map.of(
                                        "workers", "many",
                                        "timeouts.header", "10",
                                        "limits.request-body", "0B",
                                        "prot", "80"))
                        .listen("ftp://a:1")
                        .port(80);

        var refused = assertThrows(ConfigException.class, builder::build);

        assertEquals(ErrorCode.POUNCE_CONFIG_INVALID, refused.code());
        assertEquals(
                """
                port = 70000: not allowed (Port to bind, 0 to 65535; 0 takes a free one.)
                host =  : not allowed (Address or name to bind.)
                limits.request-body = 0B: not allowed (Content of one request, at least 1B.)
                prot: unknown; the nearest option is port
                timeouts.header = 10: not a duration like 250ms, 10s, 5m or 2h (One whole request head, 1ms to 24h.)
                workers = many: not a whole number (Event loops; 0 for one per processor.)
                listen = ftp://a:1: not allowed (Listeners, http://host:port, https://host:port or unix:/path each, with ?proxy-protocol behind such proxies; none for host and port.)\
                """,
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "prot, port",
        "Port, port",
        "worker, workers",
        "timeout.header, timeouts.header",
        "timeouts.keepalive, timeouts.keep-alive",
        "limits.requestbody, limits.request-body",
        "http.encoded-slashes, http.encoded-slash",
        "back_log, backlog"
    })
    void namesTheNearestOption(String unknown, String nearest) {
        var builder = ServerConfig.builder().set(Map.of(unknown, "1"));

        var refused = assertThrows(ConfigException.class, builder::build);

        assertEquals(unknown + ": unknown; the nearest option is " + nearest, refused.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://a",
                "http://a:70000",
                "http://a:1/",
                "http://a:1/x",
                "http://a:1?x",
                "http://a:1?proxy-protocol=1",
                "http://a:1?proxy-protocol&x",
                "http://a:1?PROXY-PROTOCOL",
                "http://a:1?%70roxy-protocol",
                "http://a:1?",
                "http://a:1/?proxy-protocol",
                "http://a?proxy-protocol",
                "unix:x?proxy-protocol",
                "unix:/x?proxy-protocol#y",
                "http://a:1#x",
                "http://u@a:1",
                "https://a",
                "unix:x",
                "unix:/",
                "unix:/x/",
                "unix:/x?mode=600",
                "unix:/x#y",
                "unix://host/x",
                "unix:/x%00y",
                "unix:",
                "a:1",
                "http:",
                "http://:1",
                "%"
            })
    void refusesListenersThatMeanSomethingElse(String uri) {
        var builder = ServerConfig.builder().listen(uri);

        assertThrows(ConfigException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"66", "6600", "668", "rw-rw----", "", "-660"})
    void refusesModesThatAreNotThreeOctalDigits(String mode) {
        var builder = ServerConfig.builder().set(Options.UNIX_MODE, mode);

        assertThrows(ConfigException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "\u00e4", "a\"", "a;b"})
    void refusesNamesOfLimitsThatAreNoTokens(String name) {
        var builder = ServerConfig.builder().set(Options.RATE_LIMIT_NAME, name);

        assertThrows(ConfigException.class, builder::build);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-slash", "/end/", "/", "/a\nb"})
    void refusesRootPathsThatAreNoPrefix(String path) {
        var builder = ServerConfig.builder().set(Options.HTTP_ROOT_PATH, path);

        assertThrows(ConfigException.class, builder::build);
    }

    @Test
    void faultsNeverTellAHiddenValue() {
        var builder =
                ServerConfig.builder()
                        .set(Options.HTTP_SERVER_HEADER, "secret\r\n")
                        .set(Map.of("http.root-path", "secret"));

        var refused = assertThrows(ConfigException.class, builder::build);

        assertFalse(refused.toString().contains("secret"));
        assertTrue(refused.toString().contains("http.root-path = <hidden>"));
    }

    @Test
    void textNeverTellsAHiddenValue() {
        var config =
                ServerConfig.builder()
                        .set(Options.HTTP_SERVER_HEADER, "secret")
                        .set(Options.HTTP_ROOT_PATH, "/secret")
                        .build();

        assertFalse(config.toString().contains("secret"));
        assertTrue(config.toString().contains("# http.root-path = <hidden>\n"));
    }

    @Test
    void textIsAPropertiesFileThatLoads() throws IOException {
        var config =
                ServerConfig.builder()
                        .listen("http://a:1", "http://b:2?proxy-protocol", "unix:/x?proxy-protocol")
                        .set(
                                Options.PROXY_PROTOCOL_TRUSTED,
                                List.of(
                                        TrustedPeers.parse("10.0.0.0/8"),
                                        TrustedPeers.parse("unix")))
                        .host("c:\\host")
                        .set(Options.TIMEOUT_WRITE, Duration.ofMillis(250))
                        .set(Options.LIMIT_REQUEST_LINE, new Size(100))
                        .build();

        var loaded = ServerConfig.builder().set(properties(config.toString())).build();

        for (var option : Options.all()) {
            if (option.isShown()) {
                assertEquals(config.get(option), loaded.get(option));
            }
        }
    }

    @Test
    void neverChangesOnceBuilt() {
        var builder = ServerConfig.builder().port(1).middleware(next -> next);
        var config = builder.build();

        builder.port(2).middleware(next -> next);

        assertEquals(1, config.get(Options.PORT));
        assertEquals(1, config.middleware(Phase.APPLICATION).size());
        assertThrows(
                UnsupportedOperationException.class,
                () -> config.middleware(Phase.APPLICATION).clear());
    }

    @Test
    void keepsMiddlewareInOrderAndApart() {
        Middleware a = next -> next;
        Middleware b = next -> next;
        Middleware c = next -> next;

        var config =
                ServerConfig.builder()
                        .middleware(a, b)
                        .middleware(Phase.IDENTITY, c)
                        .middleware(c)
                        .build();

        assertEquals(List.of(a, b, c), config.middleware(Phase.APPLICATION));
        assertEquals(List.of(c), config.middleware(Phase.IDENTITY));
        assertEquals(List.of(), config.middleware(Phase.CONTENT));
    }

    @Test
    void resolvesWorkers() {
        assertEquals(3, ServerConfig.builder().workers(3).build().resolveWorkers());
        assertEquals(
                Runtime.getRuntime().availableProcessors(),
                ServerConfig.defaults().resolveWorkers());
    }

    @Test
    void keepsWhatIsForPlugInsUntilTheyAreKnown() {
        var limit = Option.number("plugin.quota.limit", 5).doc("A limit.").shown();
        var burst = Option.number("plugin.quota.burst-size", 1);
        var config =
                ServerConfig.builder()
                        .environment(
                                Map.of(
                                        "POUNCE_PLUGIN_QUOTA_LIMIT", "1",
                                        "POUNCE_PLUGIN_QUOTA_BURST_SIZE", "3"))
                        .set(Map.of("plugin.quota.limit", "9"))
                        .build();

        config.check(List.of(limit, burst));

        assertEquals(9, config.get(limit), "later ones win");
        assertEquals(3, config.get(burst));
        assertEquals(7, ServerConfig.builder().set(limit, 7).build().get(limit));
        assertTrue(config.toString().contains("# plugin.quota.limit = <hidden>\n"));
    }

    @Test
    void reportsWhatNoPlugInUnderstandsAllAtOnceWithItsPlace() {
        var limit = Option.number("plugin.quota.limit", 5).doc("A limit.").shown();
        var config =
                ServerConfig.builder()
                        .environment(Map.of("POUNCE_PLUGIN_QUOTE_LIMIT", "1"))
                        .set(
                                Map.of("plugin.quota.limit", "many", "plugin.quota.lim", "1"),
                                name -> "--" + name)
                        .build();

        var refused = assertThrows(ConfigException.class, () -> config.check(List.of(limit)));

        assertEquals(
                """
                --plugin.quota.lim: plugin.quota.lim: unknown; the nearest option is plugin.quota.limit
                --plugin.quota.limit: plugin.quota.limit = many: not a whole number (A limit.)
                POUNCE_PLUGIN_QUOTE_LIMIT: unknown; the nearest option is POUNCE_PLUGIN_QUOTA_LIMIT\
                """,
                refused.getMessage());
    }

    @Test
    void holdsOptionsThatAreNotTheServersOwn() {
        var quota = Option.number("plugin.quota.limit", 5);

        assertEquals(5, ServerConfig.defaults().get(quota));
        assertEquals(7, ServerConfig.builder().set(quota, 7).build().get(quota));
    }

    private static Map<String, String> properties(String text) throws IOException {
        var properties = new Properties();
        properties.load(new StringReader(text));
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
