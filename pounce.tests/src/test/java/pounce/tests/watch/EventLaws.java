package pounce.tests.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pounce.api.event.CertificateExpiring;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestQueued;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;
import pounce.api.event.TlsHandshakeCompleted;
import pounce.api.event.TlsHandshakeFailed;

/// What must be true of the events of one connection that serves one request at a time, read from
/// the first to the last.
public final class EventLaws {
    private static final String INTERIM = "HTTP/1.1 100 Continue\r\n\r\n";

    private final String heard;
    private int at;
    private boolean exact = true;
    private int served;
    private long latest = Long.MIN_VALUE;
    private @Nullable ConnectionOpened connection;
    private @Nullable ConnectionCompleted end;
    private @Nullable RequestStarted request;
    private @Nullable StreamOpened stream;
    private @Nullable StreamClosed streamEnd;

    private EventLaws(String heard) {
        this.heard = heard;
    }

    /// Checks all events of a connection against what its peer heard.
    ///
    /// @param events of one connection that has ended
    /// @param heard by the peer, octet for character
    public static void check(List<LifecycleEvent> events, String heard) {
        var laws = new EventLaws(heard);
        events.forEach(laws::follow);
        assertNotNull(laws.end, "no ConnectionCompleted");
        assertEquals(heard.length(), laws.end.totalBytesSent(), "all that the peer heard");
        laws.checkEnd();
    }

    /// Checks the order only: what the peer heard of it is not known.
    ///
    /// @param events of one connection that has ended
    public static void checkOrder(List<LifecycleEvent> events) {
        var laws = new EventLaws("");
        laws.exact = false;
        events.forEach(laws::follow);
        assertNotNull(laws.end, "no ConnectionCompleted");
    }

    private void checkEnd() {
        skipInterim();
        if (exact) {
            assertEquals(heard.length(), at, "no octet belongs to no response");
        }
    }

    private void follow(LifecycleEvent event) {
        assertNull(end, "nothing comes after ConnectionCompleted");
        assertTrue(event.timestampNs() >= latest || latest == Long.MIN_VALUE, "time goes forward");
        latest = event.timestampNs();
        switch (event) {
            case ConnectionOpened opened -> {
                assertNull(connection, "opened once");
                connection = opened;
            }
            case TlsHandshakeCompleted secured -> {
                assertSame(connection, secured.connection());
                assertNull(request, "before any request");
                assertEquals(0, served);
            }
            case TlsHandshakeFailed _, CertificateExpiring _, LoopHeld _ ->
                    throw new AssertionError("of no connection that was opened: " + event);
            case RequestStarted started -> {
                assertNull(request, "one request at a time");
                assertSame(connection, started.connection());
                request = started;
                stream = null;
                streamEnd = null;
            }
            case RequestQueued queued -> assertSame(request, queued.request());
            case RequestFailed failed -> assertSame(request, failed.request());
            case StreamOpened opened -> {
                assertSame(request, opened.request());
                assertNull(stream, "one stream per response");
                stream = opened;
            }
            case StreamClosed closed -> {
                assertSame(request, closed.request());
                assertNotNull(stream, "opened before");
                assertNull(streamEnd, "closed once");
                assertLasted(stream.timestampNs(), closed.durationMs());
                streamEnd = closed;
            }
            case ResponseCompleted done -> {
                checkEnded(done);
                assertLasted(done.request().timestampNs(), done.durationMs());
                served++;
                checkResponse(done.status(), done.bytesSent());
                assertTrue(done.contentBytes() < done.bytesSent(), "there is a head");
            }
            case ResponseAborted broken -> {
                checkEnded(broken);
                assertLasted(broken.request().timestampNs(), broken.durationMs());
                if (broken.status() != 0) {
                    checkResponse(broken.status(), broken.bytesSent());
                }
            }
            case ClientDisconnected gone -> {
                checkEnded(gone);
                assertEquals(gone.duringStreaming(), gone.streaming());
                exact = false; // some octets of its response may have come
            }
            case RequestRefused refused -> {
                assertNull(request, "refused in place of a request");
                assertSame(connection, refused.connection());
                checkResponse(refused.status(), refused.bytesSent());
            }
            case ConnectionCompleted completed -> {
                assertNotNull(connection, "opened first");
                assertNull(request, "its requests are over");
                assertEquals(served, completed.requestsServed());
                assertLasted(connection.timestampNs(), completed.durationMs());
                end = completed;
                exact &= completed.reason() != ConnectionCompleted.Reason.CLIENT_DISCONNECT;
            }
        }
        assertNotNull(connection, "opened first");
        assertEquals(connection.connectionId(), event.connectionId());
        assertEquals(connection.workerId(), event.workerId());
    }

    private void checkEnded(RequestEnded end) {
        assertSame(request, end.request());
        assertEquals(end.request().requestId().toString(), end.head().requestId());
        assertEquals(stream != null, end.streaming());
        assertEquals(stream != null, streamEnd != null, "a stream ends before its response");
        request = null;
    }

    /// The event was made right after the clock was read for the duration.
    private void assertLasted(long since, double millis) {
        assertEquals((latest - since) / 1e6, millis, 1e-6);
    }

    /// The next octets that the peer heard are this response.
    private void checkResponse(int status, long octets) {
        if (!exact) {
            return;
        }
        skipInterim();
        if (at + octets > heard.length()) {
            exact = false; // it was handed over, and lost with the connection
            return;
        }
        assertTrue(heard.startsWith("HTTP/1.1 " + status + ' ', at), "response at " + at);
        at += Math.toIntExact(octets);
        assertFalse(octets == 0);
    }

    private void skipInterim() {
        while (heard.startsWith(INTERIM, at)) {
            at += INTERIM.length();
        }
    }
}
