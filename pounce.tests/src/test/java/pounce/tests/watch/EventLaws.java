package pounce.tests.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestRefused;
import pounce.api.event.RequestStarted;
import pounce.api.event.ResponseAborted;
import pounce.api.event.ResponseCompleted;

/// What must be true, beyond [BalanceLaws], of the events of one connection that serves one request
/// at a time, read from the first to the last.
public final class EventLaws {
    private static final String INTERIM = "HTTP/1.1 100 Continue\r\n\r\n";

    private final String heard;
    private int at;
    private boolean exact = true;
    private long latest = Long.MIN_VALUE;
    private @Nullable RequestStarted request;

    private EventLaws(String heard) {
        this.heard = heard;
    }

    /// Checks all events of a connection against what its peer heard.
    ///
    /// @param events of one connection that has ended
    /// @param heard by the peer, octet for character
    public static void check(List<LifecycleEvent> events, String heard) {
        assertEquals(heard.length(), BalanceLaws.check(events).sent(), "all that the peer heard");
        var laws = new EventLaws(heard);
        events.forEach(laws::follow);
        laws.checkEnd();
    }

    /// Checks the order only: what the peer heard of it is not known.
    ///
    /// @param events of one connection that has ended
    public static void checkOrder(List<LifecycleEvent> events) {
        var _ = BalanceLaws.check(events);
        var laws = new EventLaws("");
        laws.exact = false;
        events.forEach(laws::follow);
    }

    private void checkEnd() {
        skipInterim();
        if (exact) {
            assertEquals(heard.length(), at, "no octet belongs to no response");
        }
    }

    private void follow(LifecycleEvent event) {
        assertTrue(event.timestampNs() >= latest || latest == Long.MIN_VALUE, "time goes forward");
        latest = event.timestampNs();
        switch (event) {
            case RequestStarted started -> {
                assertNull(request, "one request at a time");
                request = started;
            }
            case ResponseCompleted done -> {
                request = null;
                checkContent(done);
                checkResponse(done.status(), done.bytesSent());
            }
            case ResponseAborted broken -> {
                request = null;
                if (broken.status() != 0) {
                    checkResponse(broken.status(), broken.bytesSent());
                }
            }
            case ClientDisconnected gone -> {
                request = null;
                assertEquals(gone.duringStreaming(), gone.streaming());
                exact = false; // some octets of its response may have come
            }
            case RequestRefused refused -> {
                assertNull(request, "refused in place of a request");
                checkResponse(refused.status(), refused.bytesSent());
            }
            case ConnectionCompleted completed ->
                    exact &= completed.reason() != ConnectionCompleted.Reason.CLIENT_DISCONNECT;
            default -> {}
        }
    }

    /// What stands behind the head is the content, and what frames it.
    private void checkContent(ResponseCompleted done) {
        skipInterim();
        int end = heard.indexOf("\r\n\r\n", at);
        if (!exact || end < 0 || at + done.bytesSent() > heard.length()) {
            return;
        }
        var head = heard.substring(at, end).toLowerCase(Locale.ROOT);
        long behind = done.bytesSent() - (end + 4 - at);
        if (head.contains("transfer-encoding: chunked")) {
            assertTrue(done.contentBytes() == 0 || done.contentBytes() < behind, done::toString);
        } else {
            assertEquals(behind, done.contentBytes(), done::toString);
        }
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
