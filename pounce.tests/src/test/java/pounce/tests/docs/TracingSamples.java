package pounce.tests.docs;

import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import pounce.api.Middleware;
import pounce.api.RequestHead;
import pounce.api.TraceContext;

/// The code of docs/tracing.md.
@SuppressWarnings("NullAway") // OpenTelemetry hands over what it was given, never null
final class TracingSamples {
    private TracingSamples() {}

    static Middleware openTelemetry() {
        return next ->
                (scope, receive, send) -> {
                    if (scope instanceof RequestHead request) {
                        try (var _ = context(request).makeCurrent()) {
                            next.handle(scope, receive, send);
                        }
                    } else {
                        next.handle(scope, receive, send);
                    }
                };
    }

    private static Context context(RequestHead request) {
        return request.get(TraceContext.KEY)
                .map(trace ->
                        W3CTraceContextPropagator.getInstance()
                                .extract(Context.root(), trace, new Fields()))
                .orElse(Context.root());
    }

    private static final class Fields implements TextMapGetter<TraceContext> {
        @Override
        public Iterable<String> keys(TraceContext trace) {
            return List.of("traceparent", "tracestate");
        }

        @Override
        public String get(TraceContext trace, String field) {
            return field.equals("traceparent") ? trace.traceparent() : trace.tracestate();
        }
    }
}
