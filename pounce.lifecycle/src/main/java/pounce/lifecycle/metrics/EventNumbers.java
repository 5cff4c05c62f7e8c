package pounce.lifecycle.metrics;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
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
import pounce.lifecycle.metrics.LoopNumbers.Count;

/// Counts events.
final class EventNumbers implements LifecycleCollector {
    /// For each loop: a thread that the system stops while it counts keeps one.
    private static final int SPARE = 4;

    private final LoopNumbers[] loops;
    private final Labelled connections = new Labelled();
    private final Labelled refusals = new Labelled();
    private final Labelled aborts = new Labelled();
    private final Labelled failures = new Labelled();
    private final Labelled handshakes = new Labelled();
    private final Labelled closings = new Labelled();

    EventNumbers(int workers) {
        loops =
                Stream.generate(LoopNumbers::new)
                        .limit((long) SPARE * workers)
                        .toArray(LoopNumbers[]::new);
    }

    @Override
    public void record(LifecycleEvent event) {
        countByLabel(event);
        var numbers = take(event.workerId());
        try {
            count(event, numbers);
        } finally {
            numbers.giveBack();
        }
    }

    /// The loop's own, as a rule. Each is free again after a few additions.
    private LoopNumbers take(int loop) {
        for (int at = SPARE * loop; ; at++) {
            var numbers = loops[Math.floorMod(at, loops.length)];
            if (numbers.take()) {
                return numbers;
            }
            Thread.onSpinWait();
        }
    }

    private void countByLabel(LifecycleEvent event) {
        switch (event) {
            case RequestStarted _, ResponseCompleted _ -> {}
            case ResponseAborted aborted -> aborts.increment(word(aborted.reason()));
            case RequestRefused refused -> refusals.increment(refused.code().name());
            case RequestFailed failed -> failures.increment(failed.code().name());
            case ConnectionOpened opened -> connections.increment(opened.protocol());
            case ConnectionCompleted closed -> closings.increment(word(closed.reason()));
            case TlsHandshakeCompleted done -> handshakes.increment(done.version());
            case TlsHandshakeFailed _ -> handshakes.increment("failed");
            case CertificateExpiring _,
                    ClientDisconnected _,
                    LoopHeld _,
                    RequestQueued _,
                    StreamClosed _,
                    StreamOpened _ -> {}
        }
    }

    private static void count(LifecycleEvent event, LoopNumbers numbers) {
        switch (event) {
            case RequestStarted started -> numbers.increment(started(started.httpVersion()));
            case ResponseCompleted done -> {
                numbers.add(Count.BYTES_SENT, done.bytesSent());
                numbers.response(done.request().method(), done.status());
                numbers.durations.record(done.durationMs());
            }
            case ResponseAborted aborted -> {
                numbers.add(Count.BYTES_SENT, aborted.bytesSent());
                numbers.increment(Count.ABORTED);
            }
            case ClientDisconnected gone -> {
                numbers.add(Count.BYTES_SENT, gone.bytesSent());
                numbers.increment(Count.CLIENTS_GONE);
            }
            case RequestRefused refused -> numbers.add(Count.BYTES_SENT, refused.bytesSent());
            case RequestQueued queued -> {
                numbers.waits.record(queued.durationMs());
                if (!queued.admitted()) {
                    numbers.increment(Count.TURNED_AWAY);
                }
            }
            case ConnectionOpened _ -> numbers.increment(Count.CONNECTIONS_OPENED);
            case ConnectionCompleted _ -> numbers.increment(Count.CONNECTIONS_CLOSED);
            case StreamOpened _ -> numbers.increment(Count.STREAMS_OPENED);
            case StreamClosed closed -> {
                numbers.increment(Count.STREAMS_CLOSED);
                numbers.streams.record(closed.durationMs());
            }
            case CertificateExpiring _,
                    LoopHeld _,
                    RequestFailed _,
                    TlsHandshakeCompleted _,
                    TlsHandshakeFailed _ -> {}
        }
    }

    private static Count started(String version) {
        return switch (version) {
            case "1.0" -> Count.STARTED_1_0;
            case "1.1" -> Count.STARTED_1_1;
            case "2" -> Count.STARTED_2;
            default -> Count.STARTED_OTHER;
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    // ---------------------------------------------------------------- what has been counted

    void writeTo(Exposition out) {
        writeContract(out);
        var requests = out.counters("pounce_requests", "Requests, by version of HTTP.");
        requests.sample(sum(Count.STARTED_1_0), "version", "1.0");
        requests.sample(sum(Count.STARTED_1_1), "version", "1.1");
        requests.sample(sum(Count.STARTED_2), "version", "2");
        requests.sample(sum(Count.STARTED_OTHER), "version", "other");
        out.counters(
                "pounce_connections", "Connections, by protocol.", "protocol", connections.read());
        out.counters(
                "pounce_connections_closed", "Connections that ended.", "reason", closings.read());
        out.counters(
                "pounce_requests_refused",
                "Octets that were no request, by error code.",
                "code",
                refusals.read());
        out.counters(
                "pounce_responses_aborted",
                "Responses that the server broke off.",
                "reason",
                aborts.read());
        out.counter(
                "pounce_client_disconnects",
                "Clients that left before their response was complete.",
                sum(Count.CLIENTS_GONE));
        out.counters(
                "pounce_application_failures",
                "Requests at which the application failed, by error code.",
                "code",
                failures.read());
        out.histogram(
                "pounce_queue_wait_seconds",
                "How long requests waited for limits.concurrent-requests that had to wait.",
                Buckets.REQUESTS,
                sum(Buckets.REQUESTS, loop -> loop.waits));
        out.counter(
                "pounce_queue_refused",
                "Requests that were refused because too many were served.",
                sum(Count.TURNED_AWAY));
        out.counters(
                "pounce_tls_handshakes",
                "TLS handshakes, by version, and those that failed.",
                "version",
                handshakes.read());
    }

    /// These names and labels stay.
    private void writeContract(Exposition out) {
        var durations = sum(Buckets.REQUESTS, loop -> loop.durations);
        writeResponses(out);
        out.histogram(
                "http_request_duration_seconds",
                "From the request head to the end of the response.",
                Buckets.REQUESTS,
                durations);
        out.gauge(
                "http_connections_active",
                "Connections that are open.",
                difference(Count.CONNECTIONS_OPENED, Count.CONNECTIONS_CLOSED));
        out.gauge(
                "http_requests_in_flight",
                "Requests that have no complete response yet.",
                inFlight(durations));
        out.gauge(
                "http_streams_active",
                "Responses of unknown length that are being sent.",
                difference(Count.STREAMS_OPENED, Count.STREAMS_CLOSED));
        out.histogram(
                "http_stream_duration_seconds",
                "From the beginning to the end of responses of unknown length.",
                Buckets.STREAMS,
                sum(Buckets.STREAMS, loop -> loop.streams));
        out.counter(
                "http_bytes_sent",
                "Responses in octets, heads included, before TLS.",
                sum(Count.BYTES_SENT));
    }

    private void writeResponses(Exposition out) {
        var sums = LoopNumbers.noResponses();
        for (var loop : loops) {
            loop.addResponsesTo(sums);
        }
        var family = out.counters("http_requests", "Responses that were sent whole.");
        for (int method = 0; method < sums.length; method++) {
            for (int i = 0; i < sums[method].length; i++) {
                if (sums[method][i] > 0) {
                    family.sample(
                            sums[method][i],
                            "method",
                            Methods.name(method),
                            "status",
                            Integer.toString(LoopNumbers.status(i)));
                }
            }
        }
    }

    private long sum(Count which) {
        return Arrays.stream(loops).mapToLong(loop -> loop.get(which)).sum();
    }

    /// What ended is read first: what ends meanwhile is not subtracted from what began before.
    private long difference(Count begun, Count ended) {
        long over = sum(ended);
        return Math.max(0, sum(begun) - over);
    }

    /// Each response that was sent whole has a duration.
    private long inFlight(Histogram.Sum durations) {
        long over =
                Arrays.stream(durations.counts).sum()
                        + sum(Count.ABORTED)
                        + sum(Count.CLIENTS_GONE);
        long begun =
                sum(Count.STARTED_1_0)
                        + sum(Count.STARTED_1_1)
                        + sum(Count.STARTED_2)
                        + sum(Count.STARTED_OTHER);
        return Math.max(0, begun - over);
    }

    private Histogram.Sum sum(Buckets buckets, Function<LoopNumbers, Histogram> which) {
        var sum = new Histogram.Sum(buckets);
        for (var loop : loops) {
            which.apply(loop).addTo(sum);
        }
        return sum;
    }
}
