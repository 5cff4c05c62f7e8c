package pounce.tests.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Response;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestRefused;
import pounce.engine.proxy.ProxyHeader.Forwarded;
import pounce.tests.proxy.ProxyHeaders;
import pounce.tests.waiting.Waits;

@Timeout(60)
final class ProxyProtocolTest {
    private static final Handler WHO =
            request -> Response.text(request.client() + " at " + request.server() + '!');
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final Forwarded IPV4 =
            new Forwarded(new Address("198.51.100.1", 5000), new Address("198.51.100.2", 443));
    private static final Forwarded IPV6 =
            new Forwarded(new Address("2001:db8::1", 5000), new Address("2001:db8::2", 443));
    private static final String SEEN = "198.51.100.1:5000 at 198.51.100.2:443!";

    private final ConcurrentLinkedQueue<LifecycleEvent> events = new ConcurrentLinkedQueue<>();

    private ServerConfig.Builder config(String trusted) {
        return ServerConfig.builder()
                .workers(2)
                .listen("http://127.0.0.1:0?proxy-protocol")
                .set(Options.PROXY_PROTOCOL_TRUSTED, Options.PROXY_PROTOCOL_TRUSTED.parse(trusted))
                .collector(events::add);
    }

    private Server start() {
        return Pounce.start(WHO, config("127.0.0.0/8").build());
    }

    private RequestRefused awaitRefusal() throws Exception {
        return assertInstanceOf(RequestRefused.class, Waits.first(LifecycleEvent.class, events));
    }

    private static void refuses(Server server, String wire) throws IOException {
        try (var peer = Peer.of(server).says(wire)) {
            assertEquals("", peer.hearsUntilClosed());
        }
    }

    // ---------------------------------------------------------------- who it is

    static List<String> forwarded() {
        return List.of(
                ProxyHeaders.v1(IPV4),
                ProxyHeaders.v2(IPV4, ""),
                ProxyHeaders.checked(IPV4, ProxyHeaders.tlv(1, "h2")));
    }

    @ParameterizedTest
    @MethodSource("forwarded")
    void servesTheClientBehindAProxy(String header) throws Exception {
        try (var server = start();
                var peer = Peer.of(server).says(header + GET)) {
            assertTrue(peer.hears("!").endsWith(SEEN));
            peer.says(GET);
            assertTrue(peer.hears("!").endsWith(SEEN), "the header holds for the connection");
            peer.says(GET + GET).hears(SEEN);
            peer.hears(SEEN);
            peer.says(header + GET);
            assertTrue(peer.hearsUntilClosed().startsWith("HTTP/1.1 400 "), "only once");
        }
        var opened =
                events.stream()
                        .filter(ConnectionOpened.class::isInstance)
                        .map(ConnectionOpened.class::cast)
                        .map(event -> event.clientAddr() + ' ' + event.serverPort())
                        .collect(Collectors.joining(","));
        assertEquals("198.51.100.1 443", opened);
    }

    @ParameterizedTest
    @MethodSource("forwarded")
    void servesAClientOfHttp2BehindAProxy(String header) throws Exception {
        try (var server = start();
                var peer = Http2Peer.silent(server)) {
            peer.says(header.getBytes(ISO_8859_1)).begins();

            assertEquals(SEEN, peer.asks("/").text());
            assertEquals(SEEN, peer.asks("/").text(), "it holds for the connection");
        }
    }

    @Test
    void servesAnIpv6ClientBehindAnIpv4Proxy() throws Exception {
        try (var server = start();
                var text = Peer.of(server).says(ProxyHeaders.v1(IPV6) + GET);
                var octets = Peer.of(server).says(ProxyHeaders.v2(IPV6, "") + GET)) {
            var seen = "[2001:db8::1]:5000 at [2001:db8::2]:443!";
            assertTrue(text.hears("!").endsWith(seen));
            assertTrue(octets.hears("!").endsWith(seen));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\r\n", ProxyHeaders.SIGNATURE + " \0\0\0"})
    void servesAProxyThatNamesNobody(String header) throws Exception {
        try (var server = start();
                var peer = Peer.of(server).says(header + GET)) {
            var seen =
                    "127.0.0.1:%d at 127.0.0.1:%d!".formatted(peer.port(), server.uri().getPort());
            assertTrue(peer.hears("!").endsWith(seen));
        }
    }

    /// With HTTP/1.1 alone nothing more must come before the connection is told of.
    @Test
    void waitsForARequestThatComesLater() throws Exception {
        var config = config("127.0.0.0/8").set(Options.HTTP_HTTP2, false).build();
        try (var server = Pounce.start(WHO, config);
                var peer = Peer.of(server).says(ProxyHeaders.v1(IPV4))) {
            assertInstanceOf(ConnectionOpened.class, Waits.first(LifecycleEvent.class, events));
            assertTrue(peer.says(GET).hears("!").endsWith(SEEN));
        }
    }

    @Test
    void readsAHeaderOctetByOctet() throws Exception {
        try (var server = start();
                var peer = Peer.of(server)) {
            var wire = ProxyHeaders.checked(IPV4, "") + GET;
            for (int i = 0; i < wire.length(); i++) {
                peer.says(wire.substring(i, i + 1));
            }
            assertTrue(peer.hears("!").endsWith(SEEN));
        }
    }

    // ---------------------------------------------------------------- who is refused

    @ParameterizedTest
    @ValueSource(
            strings = {GET, "PROXY TCP4 x y 1 2\r\n" + GET, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"})
    void closesWithoutAnAnswerWhatIsNoHeader(String wire) throws Exception {
        try (var server = start()) {
            refuses(server, wire);

            var refusal = awaitRefusal();
            assertEquals(ErrorCode.POUNCE_PARSE_PROXY_HEADER, refusal.code());
            assertEquals("127.0.0.1", refusal.connection().clientAddr());
            assertEquals(1, events.size());
        }
    }

    @Test
    void closesWithoutAnAnswerWhoIsNotTrusted() throws Exception {
        try (var server = Pounce.start(WHO, config("10.0.0.0/8, unix").build())) {
            refuses(server, ProxyHeaders.v1(IPV4) + GET);

            assertEquals(ErrorCode.POUNCE_PROXY_UNTRUSTED, awaitRefusal().code());
            assertEquals(1, events.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 "})
    void closesWhoIsSilent(String start) throws Exception {
        var config = config("127.0.0.1").set(Options.TIMEOUT_HEADER, Duration.ofMillis(200));
        try (var server = Pounce.start(WHO, config.build())) {
            refuses(server, start);
        }
    }

    @Test
    void closesAClientThatIsSilentBehindItsHeader() throws Exception {
        var config = config("127.0.0.1").set(Options.TIMEOUT_HEADER, Duration.ofMillis(200));
        try (var server = Pounce.start(WHO, config.build())) {
            refuses(server, ProxyHeaders.v1(IPV4));
        }
    }

    /// A deadline that moved with each octet would never pass here.
    @Test
    void closesWhoSendsAnOctetNowAndThen() throws Exception {
        var config = config("127.0.0.1").set(Options.TIMEOUT_HEADER, Duration.ofMillis(200));
        var header = ProxyHeaders.v2(0x20, 0, "x".repeat(4096));
        try (var server = Pounce.start(WHO, config.build());
                var peer = Peer.of(server)) {
            int sent = 0;
            while (events.isEmpty()) {
                assertTrue(sent < header.length(), "the header came to its end");
                peer.says(header.substring(sent, ++sent));
                peer.hearsNothingFor(Duration.ofMillis(2));
            }
            assertEquals(ErrorCode.POUNCE_TIMEOUT_REQUEST_HEAD, awaitRefusal().code());
        }
    }

    @Test
    void refusesOneTooManyOfItsClientsAsElsewhere() throws Exception {
        var config = config("127.0.0.1").set(Options.LIMIT_CONNECTIONS, 1).build();
        try (var server = Pounce.start(WHO, config);
                var first = Peer.of(server).says(ProxyHeaders.v1(IPV4) + GET)) {
            first.hears(SEEN);
            try (var second = Peer.of(server).says(ProxyHeaders.v1(IPV4) + GET)) {
                var refusal = second.hearsAll();
                assertTrue(refusal.startsWith("HTTP/1.1 503 "), refusal);
                assertTrue(refusal.contains("POUNCE_LIMIT_CONNECTIONS"), refusal);
            }
            first.says(GET).hears(SEEN);
        }
    }

    @Test
    void drainsConnectionsOnWhichNothingWasSaid() throws Exception {
        try (var server = start();
                var silent = Peer.of(server);
                var announced = Peer.of(server).says(ProxyHeaders.v1(IPV4))) {
            assertInstanceOf(ConnectionOpened.class, Waits.first(LifecycleEvent.class, events));
            server.shutdown(Duration.ofSeconds(20));

            assertEquals("", silent.hearsUntilClosed());
            assertEquals("", announced.hearsUntilClosed());
        }
    }

    // ---------------------------------------------------------------- listeners

    @Test
    void concernsOneListenerAndNotItsNeighbour() throws Exception {
        var config =
                config("127.0.0.1")
                        .listen("http://127.0.0.1:0?proxy-protocol", "http://127.0.0.1:0")
                        .build();
        try (var server = Pounce.start(WHO, config)) {
            var uris = server.uris();
            assertEquals(List.of("http", "http"), uris.stream().map(URI::getScheme).toList());
            assertTrue(uris.stream().allMatch(uri -> uri.getQuery() == null), uris.toString());
            try (var proxy = Peer.of(uris.getFirst()).says(ProxyHeaders.v1(IPV4) + GET);
                    var client = Peer.of(uris.getLast()).says(GET);
                    var misled = Peer.of(uris.getLast()).says(ProxyHeaders.v1(IPV4) + GET)) {
                assertTrue(proxy.hears("!").endsWith(SEEN));
                assertTrue(client.hears("!").contains("127.0.0.1:" + client.port() + " at "));
                assertTrue(misled.hearsUntilClosed().startsWith("HTTP/1.1 400 "));
            }
        }
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no modes")
    void servesProxiesOnUnixSockets(@TempDir Path directory) throws Exception {
        var path = directory.resolve("x.sock");
        var config = config("unix").listen("unix:" + path + "?proxy-protocol").build();
        var unix = new Forwarded(new Address("unix", 0), new Address("/run/front.sock", 0));
        try (var server = Pounce.start(WHO, config)) {
            assertEquals(URI.create("unix:" + path), server.uri());
            assertTrue(exchange(path, ProxyHeaders.v2(IPV4, "")).endsWith(SEEN));
            assertTrue(
                    exchange(path, ProxyHeaders.v2(unix, "")).endsWith("unix at /run/front.sock!"));
            assertTrue(exchange(path, "PROXY UNKNOWN\r\n").endsWith("unix at " + path + '!'));
            assertEquals("", exchange(path, "GET / HTTP/1.0\r\n\r\n"));
        }
        assertFalse(Files.exists(path));
    }

    private static String exchange(Path path, String header) throws IOException {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(path));
            var wire = header + GET.replace("\r\n\r\n", "\r\nconnection: close\r\n\r\n");
            channel.write(ByteBuffer.wrap(wire.getBytes(ISO_8859_1)));
            return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
        }
    }

    @ParameterizedTest
    @CsvSource({"'', 10.0.0.0/8", "unix, 10.0.0.0/8"})
    void doesNotStartWhereNobodyIsTrusted(String trusted, String advice) {
        assertEquals(
                "listen = http://127.0.0.1:0?proxy-protocol: no proxy is trusted there; add the"
                        + " proxies' addresses, such as "
                        + advice
                        + ", to proxy-protocol.trusted",
                startRefused(config(trusted)));
    }

    @Test
    void namesEveryListenerThatTrustsNobody() {
        var config =
                config("127.0.0.1")
                        .listen(
                                "unix:/nowhere/a?proxy-protocol",
                                "http://127.0.0.1:0?proxy-protocol",
                                "unix:/nowhere/b?proxy-protocol",
                                "unix:/nowhere/c");

        var message = startRefused(config);

        assertEquals(
                """
                listen = unix:/nowhere/a?proxy-protocol: no proxy is trusted there; add unix to proxy-protocol.trusted
                listen = unix:/nowhere/b?proxy-protocol: no proxy is trusted there; add unix to proxy-protocol.trusted\
                """,
                message);
    }

    private static String startRefused(ServerConfig.Builder config) {
        var built = config.build();

        var refused = assertThrows(ConfigException.class, () -> Pounce.start(WHO, built));

        assertEquals(ErrorCode.POUNCE_CONFIG_INVALID, refused.code());
        return String.valueOf(refused.getMessage());
    }
}
