package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.ForwardedFields;
import pounce.api.Forwarding;
import pounce.api.Handler;
import pounce.api.Headers;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Request;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.ResponseCompleted;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;
import pounce.tests.server.Peer;

/// What applications see behind proxies (RFC 7239). The scripted peer is 192.0.2.1.
@Timeout(60)
final class ForwardedTest {
    private static final String PEER = "192.0.2.1:50000";
    private static final Forwarding TRUSTING = Forwarding.by("192.0.2.0/24");

    private static Request seen(Forwarding forwarding, String... fields) {
        var seen = new ArrayList<Request>();
        Handler handler =
                request -> {
                    seen.add(request);
                    return Response.of(204);
                };
        try {
            Middleware.forwarded(forwarding)
                    .apply(handler)
                    .handle(ScriptedScope.of(fields), ScriptedReceive.of(), new RecordedSend());
        } catch (Exception unexpected) {
            throw new AssertionError(unexpected);
        }
        return seen.getFirst();
    }

    private static String client(Forwarding forwarding, String... fields) {
        return seen(forwarding, fields).client().toString();
    }

    // ---------------------------------------------------------------- whom to believe

    @ParameterizedTest
    @ValueSource(
            strings = {
                "forwarded",
                "x-forwarded-for",
                "x-forwarded-proto",
                "x-forwarded-host",
                "x-forwarded-port",
                "x-forwarded-anything",
                "x-real-ip",
                "client-cert",
                "client-cert-chain"
            })
    void takesAwayWhatOnlyProxiesMaySay(String name) {
        var seen = seen(Forwarding.by("10.0.0.0/8"), name, "for=10.0.0.1", "accept", "*/*");

        assertEquals(Headers.of("accept", "*/*"), seen.headers());
        assertEquals(PEER, seen.client().toString());
    }

    @Test
    void trustsNobodyByDefault() {
        var seen =
                seen(
                        Forwarding.of(ServerConfig.defaults()),
                        "x-forwarded-for",
                        "203.0.113.7",
                        "x-forwarded-proto",
                        "https",
                        "x-forwarded-host",
                        "example.org");

        assertEquals(Headers.empty(), seen.headers());
        assertEquals(PEER, seen.client().toString());
        assertEquals("http", seen.scheme());
        assertEquals("example.com", seen.authority());
    }

    @Test
    void leavesOtherFieldsAsTheyAre() {
        var seen = seen(Forwarding.by(), "x-request-id", "1", "via", "1.1 a", "xyz", "2");

        assertEquals(Headers.of("x-request-id", "1", "via", "1.1 a", "xyz", "2"), seen.headers());
    }

    @Test
    void believesATrustedProxy() {
        var seen =
                seen(
                        TRUSTING,
                        "host",
                        "internal",
                        "x-forwarded-for",
                        "203.0.113.7",
                        "x-forwarded-proto",
                        "https",
                        "x-forwarded-host",
                        "example.org:8443");

        assertEquals(new Address("203.0.113.7", 0), seen.client());
        assertEquals("https", seen.scheme());
        assertEquals("example.org:8443", seen.authority());
        assertEquals("example.org:8443", seen.headers().first("host").orElseThrow());
    }

    @Test
    void takesAwayTheFieldsThatItsProxiesDoNotWrite() {
        var x = seen(TRUSTING, "forwarded", "for=1.1.1.1", "x-forwarded-for", "203.0.113.7");
        var rfc =
                seen(
                        TRUSTING.fields(ForwardedFields.FORWARDED),
                        "forwarded",
                        "for=203.0.113.7",
                        "x-forwarded-for",
                        "1.1.1.1",
                        "x-forwarded-proto",
                        "https");

        assertEquals("203.0.113.7", x.client().toString());
        assertEquals(Headers.of("x-forwarded-for", "203.0.113.7"), x.headers());
        assertEquals("203.0.113.7", rfc.client().toString());
        assertEquals(Headers.of("forwarded", "for=203.0.113.7"), rfc.headers());
        assertEquals("http", rfc.scheme());
    }

    // ---------------------------------------------------------------- how far from the right

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 203.0.113.7 | 203.0.113.7",
                "1 | 6.6.6.6, 203.0.113.7 | 203.0.113.7",
                "2 | 6.6.6.6, 203.0.113.7, 10.0.0.9 | 203.0.113.7",
                "2 | 203.0.113.7 | 192.0.2.1:50000",
                "1 | '' | 192.0.2.1:50000",
                "1 | , ,203.0.113.7, , | 203.0.113.7",
                "1 | unknown | 192.0.2.1:50000",
                "1 | 6.6.6.6, _hidden | 192.0.2.1:50000",
                "1 | 203.0.113.7:4711 | 203.0.113.7:4711",
                "1 | 203.0.113.7:_p | 203.0.113.7",
                "1 | 203.0.113.7:99999 | 192.0.2.1:50000",
                "1 | 203.0.113.007 | 192.0.2.1:50000",
                "1 | 2001:DB8:0::1 | [2001:db8::1]",
                "1 | [2001:db8::1] | [2001:db8::1]",
                "1 | [2001:db8::1]:4711 | [2001:db8::1]:4711",
                "1 | ::ffff:203.0.113.7 | 203.0.113.7",
                "1 | \"6.6.6.6, 203.0.113.7 | 203.0.113.7",
                "1 | example.org | 192.0.2.1:50000"
            })
    void takesTheClientSoManyHopsFromTheRight(int hops, String field, String client) {
        assertEquals(client, client(TRUSTING.hops(hops), "x-forwarded-for", field));
    }

    @Test
    void readsSeveralLinesAsOneList() {
        assertEquals(
                "203.0.113.7",
                client(
                        TRUSTING.hops(2),
                        "x-forwarded-for",
                        "6.6.6.6",
                        "x-forwarded-for",
                        "203.0.113.7",
                        "x-forwarded-for",
                        "10.0.0.9"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "https | https",
                "HTTPS | https",
                "wss | https",
                "ws | http",
                "http, https | https",
                "gopher | http",
                "https; | http"
            })
    void takesTheSchemeOfTheOutermostProxy(String field, String scheme) {
        assertEquals(scheme, seen(TRUSTING, "x-forwarded-proto", field).scheme());
    }

    @Test
    void takesTheOnlySchemeThereIsWhateverTheHops() {
        assertEquals("https", seen(TRUSTING.hops(3), "x-forwarded-proto", "https").scheme());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "user@example.org", "example.org/x", "a:99999", "[::1", "a?b", "/"})
    void leavesTheAuthorityWhereTheFieldHasNone(String field) {
        assertEquals("example.com", seen(TRUSTING, "x-forwarded-host", field).authority());
    }

    // ---------------------------------------------------------------- Forwarded (RFC 7239)

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "1 | for=203.0.113.7 | 203.0.113.7",
                "1 | For=\"203.0.113.7:80\";by=10.0.0.1 | 203.0.113.7:80",
                "1 | for=\"[2001:db8::1]:4711\" | [2001:db8::1]:4711",
                "1 | for=6.6.6.6, for=203.0.113.7 | 203.0.113.7",
                "2 | for=6.6.6.6, for=203.0.113.7, for=10.0.0.9 | 203.0.113.7",
                "2 | for=203.0.113.7 | 192.0.2.1:50000",
                "1 | for=unknown | 192.0.2.1:50000",
                "1 | for=_hidden | 192.0.2.1:50000",
                "1 | proto=http | 192.0.2.1:50000",
                "1 | for=[2001:db8::1] | 192.0.2.1:50000",
                "1 | for=203.0.113.7;for=6.6.6.6 | 192.0.2.1:50000",
                "1 | for=203.0.113.7; | 192.0.2.1:50000",
                "1 | for =203.0.113.7 | 192.0.2.1:50000",
                "1 | 203.0.113.7 | 192.0.2.1:50000",
                "1 | for=\"6.6.6.6, for=203.0.113.7 | 203.0.113.7",
                "1 | for=\"6.6.6.6\\, for=203.0.113.7 | 203.0.113.7",
                "1 | for=6.6.6.6, for=203.0.113.7;ext=\"a\\\", for=6.6.6.6\" | 203.0.113.7",
                "1 | , for=203.0.113.7 , | 203.0.113.7"
            })
    void readsForwarded(int hops, String field, String client) {
        var forwarding = TRUSTING.hops(hops).fields(ForwardedFields.FORWARDED);

        assertEquals(client, client(forwarding, "forwarded", field));
    }

    @Test
    void takesSchemeAndHostFromTheSameElement() {
        var seen =
                seen(
                        TRUSTING.fields(ForwardedFields.FORWARDED),
                        "forwarded",
                        "for=6.6.6.6;proto=http;host=evil, for=203.0.113.7;proto=https;host=\"a:8443\"");

        assertEquals("https", seen.scheme());
        assertEquals("a:8443", seen.authority());
    }

    /// Whatever a client writes, what the proxy adds behind it is read as it is.
    @Property(tries = 2000)
    void whatAClientWritesChangesNothing(@ForAll @StringLength(max = 40) String text) {
        var forged = text.replaceAll("[^ -~]", "\"");

        assertEquals("203.0.113.7", client(TRUSTING, "x-forwarded-for", forged + ", 203.0.113.7"));
        assertEquals(
                "203.0.113.7",
                client(
                        TRUSTING.fields(ForwardedFields.FORWARDED),
                        "forwarded",
                        forged + ", for=\"203.0.113.7\""));
    }

    // ---------------------------------------------------------------- settings

    @Test
    void isSetByCodeAsByText() {
        var code = ServerConfig.builder().forwarding(TRUSTING.hops(2)).build();

        assertEquals(TRUSTING.hops(2), Forwarding.of(code));
        assertEquals("192.0.2.0/24", Options.FORWARDED_TRUSTED.format(TRUSTING.trusted()));
        assertThrows(IllegalArgumentException.class, () -> TRUSTING.hops(0));
        assertThrows(IllegalArgumentException.class, () -> Forwarding.by("proxy.example"));
    }

    // ---------------------------------------------------------------- through a server

    private static final Handler WHO =
            request ->
                    Response.text(
                            request.client()
                                    + " "
                                    + request.scheme()
                                    + " "
                                    + request.headers().contains("x-forwarded-for")
                                    + "!");
    private static final String GET =
            "GET / HTTP/1.1\r\nhost: a\r\nx-forwarded-for: 203.0.113.7\r\nx-forwarded-proto: https\r\n\r\n";

    @Test
    void aServerTakesForgedFieldsAwayUntilItIsToldOtherwise() throws Exception {
        try (var server = Pounce.start(WHO, ServerConfig.builder().port(0).workers(1).build());
                var peer = Peer.of(server)) {
            var answer = peer.says(GET).hears("!");

            assertTrue(answer.endsWith("127.0.0.1:" + peer.port() + " http false!"), answer);
        }
    }

    @Test
    void aServerShowsTheClientToApplicationsAndWatchers() throws Exception {
        var events = new ConcurrentLinkedQueue<LifecycleEvent>();
        var config =
                ServerConfig.builder()
                        .port(0)
                        .workers(1)
                        .forwarding(Forwarding.by("127.0.0.1"))
                        .collector(events::add);
        try (var server = Pounce.start(WHO, config.build());
                var peer = Peer.of(server)) {
            assertTrue(peer.says(GET).hears("!").endsWith("203.0.113.7 https true!"));
            assertTrue(
                    peer.says("GET / HTTP/1.1\r\nhost: a\r\n\r\n")
                            .hears("!")
                            .contains("127.0.0.1:"));
        }

        var clients =
                events.stream()
                        .filter(ResponseCompleted.class::isInstance)
                        .map(event -> ((ResponseCompleted) event).head().client().host())
                        .toList();
        assertEquals(List.of("203.0.113.7", "127.0.0.1"), clients);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aServerTrustsWhoeverMayOpenItsUnixSocket(@TempDir Path folder) throws Exception {
        var socket = folder.resolve("s");
        var config = ServerConfig.builder().workers(1).listen("unix:" + socket);
        try (var _ = Pounce.start(WHO, config.forwarding(Forwarding.by("unix")).build())) {
            assertTrue(ask(socket).endsWith("203.0.113.7 https true!"));
        }
        try (var _ = Pounce.start(WHO, config.forwarding(Forwarding.by("127.0.0.1")).build())) {
            assertTrue(ask(socket).endsWith("unix http false!"));
        }
    }

    private static String ask(Path socket) throws Exception {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap(GET.getBytes(StandardCharsets.US_ASCII)));
            var input = Channels.newInputStream(channel);
            var answer = new StringBuilder();
            while (!answer.toString().endsWith("!")) {
                answer.append((char) input.read());
            }
            return answer.toString();
        }
    }
}
