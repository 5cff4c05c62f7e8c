package pounce.middleware;

import java.util.Optional;
import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.RequestHead;
import pounce.api.Settings;
import pounce.api.TraceContext;
import pounce.api.TraceMode;
import pounce.api.spi.MiddlewareProvider;

/// Hands on the trace that a request belongs to (W3C Trace Context).
public final class TraceContextProvider implements MiddlewareProvider {

    /// Made by the service loader.
    public TraceContextProvider() {}

    @Override
    public String name() {
        return "trace-context";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public int rank() {
        return 30;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.TRACE_CONTEXT) != TraceMode.OFF;
    }

    @Override
    public Middleware create(Settings settings) {
        return switch (settings.get(Options.TRACE_CONTEXT)) {
            case OFF -> next -> next;
            case CONTINUE -> Middleware.with(TraceContext.KEY, TraceContextProvider::received);
            case START ->
                    Middleware.with(
                            TraceContext.KEY,
                            head -> received(head).or(TraceContextProvider::begun));
            case RESTART -> Middleware.with(TraceContext.KEY, _ -> begun());
        };
    }

    private static Optional<TraceContext> begun() {
        return Optional.of(TraceContext.begin());
    }

    private static Optional<TraceContext> received(RequestHead head) {
        var headers = head.headers();
        return headers.contains("traceparent")
                ? TraceContext.parse(headers.all("traceparent"), headers.all("tracestate"))
                : Optional.empty();
    }
}
