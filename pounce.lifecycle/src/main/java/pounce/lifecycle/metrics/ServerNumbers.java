package pounce.lifecycle.metrics;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import pounce.api.Pounce;
import pounce.api.spi.LoopState;
import pounce.api.spi.ServerState;

/// What a server says when it is asked.
final class ServerNumbers {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final ServerState server;

    ServerNumbers(ServerState server) {
        this.server = server;
    }

    void writeTo(Exposition out) {
        out.gauges("pounce_info", "Which pounce, on which Java.")
                .sample(1, "version", Pounce.version(), "java", Runtime.version().toString());
        out.gauge("pounce_ready", "Whether the server wants requests.", server.isReady() ? 1 : 0);
        out.gauge("pounce_uptime_seconds", "Since the server serves.", seconds(server.uptime()));
        out.gauge("pounce_generation", "Of the application, by reloads.", server.generation());
        out.gauge("pounce_queue_waiting", "Requests that wait.", server.waitingRequests());
        out.gauge("pounce_queue_running", "Requests that are served.", server.runningRequests());
        writeLoops(out);
        writeWatchers(out);
        writeCertificates(out);
    }

    private void writeLoops(Exposition out) {
        var loops = server.loops();
        var connections = out.gauges("pounce_loop_connections", "Connections of event loops.");
        loops.forEach(loop -> connections.sample(loop.connections(), "loop", number(loop)));
        var busy =
                out.counters(
                        "pounce_loop_busy_seconds",
                        "Time that event loops did not wait, since the first scrape.");
        loops.forEach(loop -> busy.sample(seconds(loop.busy()), "loop", number(loop)));
        var takeOvers =
                out.counters(
                        "pounce_loop_takeovers",
                        "How often event loops were taken over from tasks that held them.");
        loops.forEach(loop -> takeOvers.sample(loop.takeOvers(), "loop", number(loop)));
    }

    private static String number(LoopState loop) {
        return Integer.toString(loop.worker());
    }

    private void writeWatchers(Exposition out) {
        var dropped =
                out.counters(
                        "pounce_events_dropped", "Events lost by collectors for want of room.");
        int number = 0;
        for (var collector : server.collectors()) {
            dropped.sample(
                    collector.dropped(),
                    "collector",
                    number++ + "-" + collector.getClass().getSimpleName());
        }
        out.counter(
                "pounce_collector_failures",
                "How often collectors have thrown.",
                server.collectorFailures());
    }

    private void writeCertificates(Exposition out) {
        var certificates = server.certificates();
        if (!certificates.isEmpty()) {
            var family =
                    out.gauges(
                            "pounce_tls_certificate_not_after_seconds",
                            "When certificates expire, since 1970.");
            for (int i = 0; i < certificates.size(); i++) {
                family.sample(
                        expiry(certificates.get(i)),
                        "number",
                        Integer.toString(i),
                        "subject",
                        certificates.get(i).getSubjectX500Principal().getName());
            }
        }
    }

    private static long expiry(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant().getEpochSecond();
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / SECOND;
    }
}
