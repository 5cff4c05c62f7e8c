package pounce.lifecycle.flight;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.FlightRecorder;
import pounce.api.Address;
import pounce.api.LifecycleCollector;
import pounce.api.event.CertificateExpiring;
import pounce.api.event.ClientDisconnected;
import pounce.api.event.ConnectionCompleted;
import pounce.api.event.ConnectionOpened;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.LoopHeld;
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

/// Hands lifecycle events to JDK Flight Recorder, while a recording wants any of them.
final class FlightCollector implements LifecycleCollector {
    /// Recordings that do not exist want nothing, and cost no start the classes of the recorder.
    @Override
    public boolean isWatching() {
        return FlightRecorder.isInitialized() && Types.isOneWanted();
    }

    @Override
    public boolean wants(Class<? extends LifecycleEvent> kind) {
        return FlightRecorder.isInitialized() && Types.isWanted(kind);
    }

    /// One of each type, to be asked whether a recording wants it.
    private static final class Types {
        private static final Map<Class<? extends LifecycleEvent>, FlightEvent> ALL =
                Map.ofEntries(
                        entry(ResponseCompleted.class, new FlightEvents.Completed()),
                        entry(RequestStarted.class, new FlightEvents.Started()),
                        entry(ConnectionOpened.class, new FlightEvents.Opened()),
                        entry(ConnectionCompleted.class, new FlightEvents.Closed()),
                        entry(ResponseAborted.class, new FlightEvents.Aborted()),
                        entry(ClientDisconnected.class, new FlightEvents.Gone()),
                        entry(RequestRefused.class, new FlightEvents.Refused()),
                        entry(RequestFailed.class, new FlightEvents.Failed()),
                        entry(RequestQueued.class, new FlightEvents.Queued()),
                        entry(StreamOpened.class, new FlightEvents.StreamBegun()),
                        entry(StreamClosed.class, new FlightEvents.StreamEnded()),
                        entry(TlsHandshakeCompleted.class, new FlightEvents.Handshake()),
                        entry(TlsHandshakeFailed.class, new FlightEvents.HandshakeFailed()),
                        entry(CertificateExpiring.class, new FlightEvents.Expiring()),
                        entry(LoopHeld.class, new FlightEvents.Held()));

        private Types() {}

        static boolean isOneWanted() {
            for (var each : ALL.values()) {
                if (each.isEnabled()) {
                    return true;
                }
            }
            return false;
        }

        static boolean isWanted(Class<? extends LifecycleEvent> kind) {
            var type = ALL.get(kind);
            return type != null && type.isEnabled();
        }
    }

    @Override
    public void record(LifecycleEvent event) {
        if (FlightRecorder.isInitialized()) {
            commit(event);
        }
    }

    private static void commit(LifecycleEvent event) {
        switch (event) {
            case ConnectionOpened opened -> record(opened);
            case ConnectionCompleted closed -> record(closed);
            case RequestStarted started -> record(started);
            case ResponseCompleted done -> record(done);
            case ResponseAborted aborted -> record(aborted);
            case ClientDisconnected gone -> record(gone);
            case RequestRefused refused -> record(refused);
            case RequestFailed failed -> record(failed);
            case RequestQueued queued -> record(queued);
            case StreamOpened opened -> record(opened);
            case StreamClosed closed -> record(closed);
            case TlsHandshakeCompleted done -> record(done);
            case TlsHandshakeFailed failed -> record(failed);
            case CertificateExpiring expiring -> record(expiring);
            case LoopHeld held -> record(held);
        }
    }

    static long nanos(double millis) {
        return (long) (millis * TimeUnit.MILLISECONDS.toNanos(1));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static String client(ConnectionOpened connection) {
        return new Address(connection.clientAddr(), connection.clientPort()).toString();
    }

    private static void record(ConnectionOpened opened) {
        var event = new FlightEvents.Opened();
        if (event.isEnabled()) {
            event.client = client(opened);
            event.server = new Address(opened.serverAddr(), opened.serverPort()).toString();
            event.protocol = opened.protocol();
            event.commit(opened);
        }
    }

    private static void record(ConnectionCompleted closed) {
        var event = new FlightEvents.Closed();
        if (event.isEnabled()) {
            event.requestsServed = closed.requestsServed();
            event.totalBytesSent = closed.totalBytesSent();
            event.took = nanos(closed.durationMs());
            event.reason = word(closed.reason());
            event.commit(closed);
        }
    }

    private static void record(RequestStarted started) {
        var event = new FlightEvents.Started();
        if (event.isEnabled()) {
            event.of(started, started.requestId().toString());
            event.httpVersion = started.httpVersion();
            event.commit(started);
        }
    }

    private static void record(ResponseCompleted done) {
        var event = new FlightEvents.Completed();
        if (event.isEnabled()) {
            event.of(done);
            event.commit(done);
        }
    }

    private static void record(ResponseAborted aborted) {
        var event = new FlightEvents.Aborted();
        if (event.isEnabled()) {
            event.of(aborted);
            event.reason = word(aborted.reason());
            event.commit(aborted);
        }
    }

    private static void record(ClientDisconnected gone) {
        var event = new FlightEvents.Gone();
        if (event.isEnabled()) {
            event.of(gone);
            event.commit(gone);
        }
    }

    private static void record(RequestRefused refused) {
        var event = new FlightEvents.Refused();
        if (event.isEnabled()) {
            event.client = client(refused.connection());
            event.status = refused.status();
            event.code = refused.code().name();
            event.commit(refused);
        }
    }

    private static void record(RequestFailed failed) {
        var event = new FlightEvents.Failed();
        if (event.isEnabled()) {
            event.of(failed.request(), failed.head().requestId());
            event.code = failed.code().name();
            event.failure = failed.failure().getClass().getName();
            event.commit(failed);
        }
    }

    private static void record(RequestQueued queued) {
        var event = new FlightEvents.Queued();
        if (event.isEnabled()) {
            event.of(queued.request(), queued.request().requestId().toString());
            event.took = nanos(queued.durationMs());
            event.admitted = queued.admitted();
            event.commit(queued);
        }
    }

    private static void record(StreamOpened opened) {
        var event = new FlightEvents.StreamBegun();
        if (event.isEnabled()) {
            event.of(opened.request(), opened.request().requestId().toString());
            event.status = opened.status();
            event.commit(opened);
        }
    }

    private static void record(StreamClosed closed) {
        var event = new FlightEvents.StreamEnded();
        if (event.isEnabled()) {
            event.of(closed.request(), closed.request().requestId().toString());
            event.took = nanos(closed.durationMs());
            event.reason = word(closed.reason());
            event.commit(closed);
        }
    }

    private static void record(TlsHandshakeCompleted done) {
        var event = new FlightEvents.Handshake();
        if (event.isEnabled()) {
            event.version = done.version();
            event.cipherSuite = done.cipherSuite();
            event.applicationProtocol = done.applicationProtocol();
            event.resumed = done.resumed();
            event.took = nanos(done.durationMs());
            event.commit(done);
        }
    }

    private static void record(TlsHandshakeFailed failed) {
        var event = new FlightEvents.HandshakeFailed();
        if (event.isEnabled()) {
            event.client = client(failed.connection());
            event.code = failed.code().name();
            event.reason = failed.reason();
            event.took = nanos(failed.durationMs());
            event.commit(failed);
        }
    }

    private static void record(CertificateExpiring expiring) {
        var event = new FlightEvents.Expiring();
        if (event.isEnabled()) {
            event.subject = expiring.subject();
            event.expires = expiring.expires().toEpochMilli();
            event.commit(expiring);
        }
    }

    private static void record(LoopHeld held) {
        var event = new FlightEvents.Held();
        if (event.isEnabled()) {
            event.place = held.place();
            event.took = nanos(held.durationMs());
            event.commit(held);
        }
    }
}
