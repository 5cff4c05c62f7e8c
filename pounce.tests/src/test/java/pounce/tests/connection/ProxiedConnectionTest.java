package pounce.tests.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.Response;
import pounce.api.error.ErrorCode;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionCompleted.Reason;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestRefused;
import pounce.api.event.ResponseCompleted;
import pounce.engine.proxy.ProxyHeader.Forwarded;
import pounce.tests.connection.ScriptedTransport.Then;
import pounce.tests.proxy.ProxyHeaders;
import pounce.tests.watch.EventLaws;

final class ProxiedConnectionTest {
    private static final int WHOLE = 1 << 20;
    private static final String GET = "GET / HTTP/1.1\r\nhost: a\r\n\r\n";
    private static final Forwarded CLIENT =
            new Forwarded(new Address("198.51.100.1", 5000), new Address("198.51.100.2", 443));
    private static final String SEEN = "198.51.100.1:5000 at 198.51.100.2:443";
    private static final String SOCKET = "192.0.2.1:4711 at 192.0.2.2:8000";

    private final List<LifecycleEvent> events = new ArrayList<>();
    private final Conversation conversation =
            Conversation.with(
                            request -> Response.text(request.client() + " at " + request.server()))
                    .trusting("192.0.2.0/24")
                    .watchedBy(events::add);

    private ScriptedTransport hear(String wire, int piece, Then then) {
        return conversation.hears(
                ScriptedTransport.sends(wire.getBytes(ISO_8859_1), piece, then).fromProxy());
    }

    private String answer(String wire) {
        return hear(wire, WHOLE, Then.CLOSE).answer();
    }

    private ErrorCode refused(ScriptedTransport transport) {
        assertEquals("", transport.answer());
        assertTrue(transport.isClosed());
        assertEquals(0, conversation.calls());
        assertEquals(1, events.size());
        var refused = assertInstanceOf(RequestRefused.class, events.getFirst());
        assertEquals(0, refused.status());
        assertEquals(0, refused.bytesSent());
        assertEquals("192.0.2.1", refused.connection().clientAddr());
        assertEquals("proxy", refused.connection().protocol());
        return refused.code();
    }

    @Test
    void letsTheApplicationSeeTheClientAndNotTheProxy() {
        assertTrue(answer(ProxyHeaders.v1(CLIENT) + GET).endsWith(SEEN));
        assertTrue(answer(ProxyHeaders.v2(CLIENT, "") + GET).endsWith(SEEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROXY UNKNOWN\r\n", ProxyHeaders.SIGNATURE + " \0\0\0"})
    void letsItSeeTheProxyIfThatIsAllThereIs(String header) {
        assertTrue(answer(header + GET).endsWith(SOCKET));
    }

    @Property(tries = 200)
    void answersTheSameInAnyPieces(@ForAll @IntRange(min = 1, max = 80) int piece) {
        var wire = ProxyHeaders.checked(CLIENT, "") + GET + GET;

        var heard = hear(wire, piece, Then.CLOSE).answer();

        assertEquals(answer(wire), heard);
        assertEquals(3, heard.split(SEEN, -1).length);
    }

    @Test
    void takesAHeaderOnce() {
        var heard = answer(ProxyHeaders.v1(CLIENT) + GET + ProxyHeaders.v1(CLIENT) + GET);

        assertTrue(heard.contains(SEEN));
        assertTrue(heard.contains("HTTP/1.1 400 "), heard);
        assertEquals(1, conversation.calls());
    }

    @Test
    void doesNotBelieveTheClient() {
        var forged = new Forwarded(new Address("127.0.0.1", 1), new Address("127.0.0.1", 2));

        assertTrue(
                answer(ProxyHeaders.v1(CLIENT) + ProxyHeaders.v1(forged) + GET)
                        .startsWith("HTTP/1.1 400 "));
    }

    @Test
    void tellsTheClientsAddressesToWatchers() {
        var heard = answer(ProxyHeaders.v1(CLIENT) + GET);

        var opened = assertInstanceOf(ConnectionOpened.class, events.getFirst());
        assertEquals("198.51.100.1:5000", opened.clientAddr() + ':' + opened.clientPort());
        assertEquals("198.51.100.2:443", opened.serverAddr() + ':' + opened.serverPort());
        assertEquals("h1", opened.protocol());
        EventLaws.check(events, heard);
    }

    @Test
    void restsWithoutAThreadBehindAHeaderUntilTheClientSpeaks() {
        var transport = hear(ProxyHeaders.v2(CLIENT, ""), WHOLE, Then.SILENCE);

        assertTrue(transport.isIdle());
        assertFalse(transport.isClosed());
        assertInstanceOf(ConnectionOpened.class, events.getFirst());
    }

    @Test
    void restsWithoutAThreadBetweenRequests() {
        var transport = hear(ProxyHeaders.v2(CLIENT, "") + GET, WHOLE, Then.SILENCE);

        assertTrue(transport.isIdle());
        assertInstanceOf(ResponseCompleted.class, events.getLast());
    }

    @ParameterizedTest
    @ValueSource(strings = {GET, "PROXY TCP4 x y 1 2\r\n" + GET, "\u0016\u0003\u0001", "\r\n"})
    void closesWithoutAnAnswerWhatIsNoHeader(String wire) {
        assertEquals(
                ErrorCode.POUNCE_PARSE_PROXY_HEADER, refused(hear(wire + "x", WHOLE, Then.CLOSE)));
    }

    @Test
    void closesWithoutAnAnswerWhoIsNotTrusted() {
        conversation.trusting("192.0.3.0/24");

        assertEquals(
                ErrorCode.POUNCE_PROXY_UNTRUSTED,
                refused(hear(ProxyHeaders.v1(CLIENT) + GET, WHOLE, Then.CLOSE)));
    }

    @Test
    void closesWithoutAnAnswerWhoIsTooSlow() {
        assertEquals(
                ErrorCode.POUNCE_TIMEOUT_REQUEST_HEAD,
                refused(hear("PROXY TCP4 ", 1, Then.SILENCE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 "})
    void hasNothingToTellOfAPeerThatLeaves(String wire) {
        for (var then : List.of(Then.CLOSE, Then.RESET)) {
            var transport = hear(wire, WHOLE, then);

            assertTrue(transport.isClosed());
            assertEquals(List.of(), events);
        }
    }

    @Test
    void takesItsHandsOffOtherConnections() {
        var heard = conversation.hears(ProxyHeaders.v1(CLIENT) + GET).answer();

        assertTrue(heard.startsWith("HTTP/1.1 400 "), heard);
        assertTrue(conversation.hears(GET).answer().endsWith(SOCKET));
    }

    /// Whoever closes does not wait for the thread that reads the header.
    @Test
    void tellsTheEndOfAConnectionThatIsClosedWhileItIsHandedOver() {
        var wire = ProxyHeaders.v1(CLIENT) + GET;
        var closing = new AtomicReference<>(ScriptedTransport.sends(wire).fromProxy());
        conversation.watchedBy(event -> {
            events.add(event);
            closing.get().close(Reason.ERROR);
        });

        conversation.hears(closing.get());

        assertEquals(2, events.size(), events.toString());
        assertInstanceOf(ConnectionOpened.class, events.getFirst());
        var end = assertInstanceOf(ConnectionCompleted.class, events.getLast());
        assertEquals(Reason.ERROR, end.reason());
        assertEquals(0, conversation.calls());
    }
}
