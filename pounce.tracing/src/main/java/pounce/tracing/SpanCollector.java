package pounce.tracing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pounce.api.LifecycleCollector;
import pounce.api.RequestHead;
import pounce.api.TraceContext;
import pounce.api.event.LifecycleEvent;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestFailed;
import pounce.api.event.RequestId;

/// Makes a span of each recorded request that ends, on the thread that tells of it, and leaves it
/// to the exporter.
final class SpanCollector implements LifecycleCollector, AutoCloseable {
    private final SpanFactory spans;
    private final Exporter exporter;

    /// What the application threw at requests that have not ended yet: each of them will.
    private final Map<RequestId, String> failures = new ConcurrentHashMap<>();

    SpanCollector(SpanFactory spans, Exporter exporter) {
        this.spans = spans;
        this.exporter = exporter;
        exporter.start();
    }

    @Override
    public boolean wants(Class<? extends LifecycleEvent> kind) {
        return RequestEnded.class.isAssignableFrom(kind) || kind == RequestFailed.class;
    }

    @Override
    public void record(LifecycleEvent event) {
        switch (event) {
            case RequestFailed failed -> note(failed);
            case RequestEnded end -> end(end);
            default -> {}
        }
    }

    private void note(RequestFailed failed) {
        if (recorded(failed.head()).isPresent()) {
            failures.put(failed.request().requestId(), failed.failure().getClass().getName());
        }
    }

    private void end(RequestEnded end) {
        recorded(end.head()).ifPresent(trace -> exporter.add(spans.span(end, trace, failure(end))));
    }

    private Optional<String> failure(RequestEnded end) {
        return failures.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(failures.remove(end.request().requestId()));
    }

    private static Optional<TraceContext> recorded(RequestHead head) {
        return head.get(TraceContext.KEY).filter(TraceContext::sampled);
    }

    @Override
    public long dropped() {
        return exporter.lost();
    }

    /// Sends what waits; blocks for as long as `tracing.flush` allows.
    @Override
    public void close() {
        exporter.close();
    }
}
