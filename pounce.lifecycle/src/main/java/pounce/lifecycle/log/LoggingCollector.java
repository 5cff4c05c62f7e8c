package pounce.lifecycle.log;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;
import pounce.api.BufferedCollector;
import pounce.api.LifecycleCollector;
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

/// Writes lifecycle events to the logger `pounce.lifecycle`, each with its facts as pairs of keys
/// and values: whether that becomes text or JSON is up to the log.
///
/// A log may block, so it is written on another thread than the event's.
final class LoggingCollector implements LifecycleCollector, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger("pounce.lifecycle");
    private static final int BATCH = 64;
    private static final int LIMIT = 1 << 16;
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private static final Set<Class<? extends LifecycleEvent>> WARNINGS =
            Set.of(
                    ClientDisconnected.class,
                    ResponseAborted.class,
                    CertificateExpiring.class,
                    LoopHeld.class);

    private final Duration slow;
    private final double slowMs;
    private final BufferedCollector buffer;

    LoggingCollector(Duration slow) {
        this.slow = slow;
        this.slowMs = slow.toNanos() / (double) TimeUnit.MILLISECONDS.toNanos(1);
        this.buffer = LifecycleCollector.buffered(BATCH, INTERVAL, LIMIT, this::logAll);
    }

    @Override
    public boolean isWatching() {
        return LOG.isWarnEnabled();
    }

    @Override
    public boolean wants(Class<? extends LifecycleEvent> kind) {
        return LOG.isDebugEnabled()
                || WARNINGS.contains(kind)
                || (kind == ResponseCompleted.class && LOG.isInfoEnabled());
    }

    /// Quick responses are told at `debug`.
    @Override
    public Duration leastDuration() {
        return LOG.isDebugEnabled() ? Duration.ZERO : slow;
    }

    @Override
    public void record(LifecycleEvent event) {
        if (LOG.isEnabledForLevel(level(event))) {
            buffer.record(event);
        }
    }

    private Level level(LifecycleEvent event) {
        return switch (event) {
            case ClientDisconnected _ -> Level.WARN;
            case ResponseAborted _ -> Level.WARN;
            case CertificateExpiring _ -> Level.WARN;
            case LoopHeld _ -> Level.WARN;
            case ResponseCompleted done -> isSlow(done) ? Level.INFO : Level.DEBUG;
            case ConnectionCompleted _,
                    ConnectionOpened _,
                    RequestFailed _,
                    RequestQueued _,
                    RequestRefused _,
                    RequestStarted _,
                    StreamClosed _,
                    StreamOpened _,
                    TlsHandshakeCompleted _,
                    TlsHandshakeFailed _ ->
                    Level.DEBUG;
        };
    }

    private boolean isSlow(ResponseCompleted done) {
        return done.durationMs() > slowMs && !done.streaming();
    }

    private void logAll(List<LifecycleEvent> events) {
        events.forEach(this::log);
    }

    private void log(LifecycleEvent event) {
        var line =
                LOG.atLevel(level(event))
                        .addKeyValue("at", event.at())
                        .addKeyValue("connection_id", event.connectionId())
                        .addKeyValue("worker_id", event.workerId());
        withFacts(line, event).log(event.getClass().getSimpleName());
    }

    private LoggingEventBuilder withFacts(LoggingEventBuilder line, LifecycleEvent event) {
        return switch (event) {
            case ConnectionOpened opened ->
                    line.addKeyValue("client_addr", opened.clientAddr())
                            .addKeyValue("client_port", opened.clientPort())
                            .addKeyValue("server_addr", opened.serverAddr())
                            .addKeyValue("server_port", opened.serverPort())
                            .addKeyValue("protocol", opened.protocol());
            case ConnectionCompleted closed ->
                    line.addKeyValue("requests_served", closed.requestsServed())
                            .addKeyValue("total_bytes_sent", closed.totalBytesSent())
                            .addKeyValue("duration_ms", closed.durationMs())
                            .addKeyValue("reason", closed.reason());
            case RequestStarted started ->
                    withTarget(line, started)
                            .addKeyValue("http_version", started.httpVersion())
                            .addKeyValue("request_id", started.requestId());
            case RequestRefused refused ->
                    line.addKeyValue("status", refused.status())
                            .addKeyValue("bytes_sent", refused.bytesSent())
                            .addKeyValue("code", refused.code());
            case RequestQueued queued ->
                    line.addKeyValue("duration_ms", queued.durationMs())
                            .addKeyValue("admitted", queued.admitted())
                            .addKeyValue("request_id", queued.request().requestId());
            case RequestFailed failed ->
                    line.addKeyValue("code", failed.code())
                            .addKeyValue("failure", failed.failure().getClass().getName())
                            .addKeyValue("request_id", failed.head().requestId());
            case StreamOpened opened ->
                    withTarget(line, opened.request()).addKeyValue("status", opened.status());
            case StreamClosed closed ->
                    line.addKeyValue("duration_ms", closed.durationMs())
                            .addKeyValue("reason", closed.reason());
            case ResponseCompleted done -> {
                var all = withEnd(line, done);
                yield isSlow(done) ? all.addKeyValue("slow", true) : all;
            }
            case ResponseAborted aborted ->
                    withEnd(line, aborted).addKeyValue("reason", aborted.reason());
            case ClientDisconnected gone -> withEnd(line, gone);
            case TlsHandshakeCompleted done ->
                    line.addKeyValue("version", done.version())
                            .addKeyValue("cipher_suite", done.cipherSuite())
                            .addKeyValue("server_name", done.serverName())
                            .addKeyValue("application_protocol", done.applicationProtocol())
                            .addKeyValue("resumed", done.resumed())
                            .addKeyValue("duration_ms", done.durationMs());
            case TlsHandshakeFailed failed ->
                    line.addKeyValue("client_addr", failed.connection().clientAddr())
                            .addKeyValue("client_port", failed.connection().clientPort())
                            .addKeyValue("code", failed.code())
                            .addKeyValue("reason", failed.reason())
                            .addKeyValue("duration_ms", failed.durationMs());
            case LoopHeld held ->
                    line.addKeyValue("place", held.place())
                            .addKeyValue("duration_ms", held.durationMs());
            case CertificateExpiring expiring ->
                    line.addKeyValue("subject", expiring.subject())
                            .addKeyValue("expires", expiring.expires());
        };
    }

    /// Without the query, which may hold secrets.
    private static LoggingEventBuilder withTarget(
            LoggingEventBuilder line, RequestStarted request) {
        int query = request.path().indexOf('?');
        return line.addKeyValue("method", request.method())
                .addKeyValue(
                        "path", query < 0 ? request.path() : request.path().substring(0, query));
    }

    private static LoggingEventBuilder withEnd(LoggingEventBuilder line, RequestEnded end) {
        return withTarget(line, end.request())
                .addKeyValue("status", end.status())
                .addKeyValue("bytes_sent", end.bytesSent())
                .addKeyValue("duration_ms", end.durationMs())
                .addKeyValue("streaming", end.streaming())
                .addKeyValue("request_id", end.head().requestId());
    }

    @Override
    public void close() {
        buffer.close();
    }
}
