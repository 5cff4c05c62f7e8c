package pounce.tests.lifecycle;

import java.time.Instant;
import java.util.List;
import pounce.api.error.ErrorCode;
import pounce.api.event.CertificateExpiring;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestQueued;
import pounce.api.event.StreamClosed;
import pounce.api.event.StreamOpened;
import pounce.api.event.TlsHandshakeCompleted;
import pounce.api.event.TlsHandshakeFailed;
import pounce.tests.api.ScriptedScope;

/// One event of each kind, of things that never happened.
public final class EveryEvent {
    private EveryEvent() {}

    public static List<LifecycleEvent> list() {
        var opened = Requests.CONNECTION;
        var started = Requests.started("GET", "/a?b=c");
        long now = System.nanoTime();
        return List.of(
                opened,
                new TlsHandshakeCompleted(
                        7, 0, "TLSv1.3", "TLS_AES_128_GCM_SHA256", "a", "h2", true, 2, now, opened),
                new TlsHandshakeFailed(
                        7, 0, ErrorCode.POUNCE_TLS_HANDSHAKE_FAILED, "why", 2, now, opened),
                started,
                new RequestQueued(7, 0, 3, true, now, started),
                new StreamOpened(7, 0, "GET", "/a?b=c", now, started, 200),
                new StreamClosed(7, 0, 4, StreamClosed.Reason.COMPLETE, now, started),
                new RequestFailed(
                        7,
                        0,
                        ErrorCode.POUNCE_APP_FAILED,
                        new IllegalStateException("on purpose"),
                        now,
                        started,
                        ScriptedScope.of()),
                Requests.completed("GET", "/a?b=c", 200, 0.4),
                Requests.aborted(200),
                Requests.gone(0),
                Requests.refused(ErrorCode.POUNCE_PARSE_REQUEST_LINE),
                new ConnectionCompleted(7, 0, 1, 150, 9, ConnectionCompleted.Reason.COMPLETE, now),
                new LoopHeld(0, 0, "a.b.C.d", 12, now),
                new CertificateExpiring("CN=a", Instant.EPOCH, now));
    }
}
