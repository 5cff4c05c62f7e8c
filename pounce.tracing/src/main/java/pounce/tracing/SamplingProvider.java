package pounce.tracing;

import pounce.api.Middleware;
import pounce.api.Options;
import pounce.api.Phase;
import pounce.api.Settings;
import pounce.api.TraceContext;
import pounce.api.TraceMode;
import pounce.api.spi.MiddlewareProvider;

/// Decides which traces are recorded. Stands behind what reads them from the request, and before
/// everything that could pass them on.
public final class SamplingProvider implements MiddlewareProvider {
    private static final int RANK = 40;

    /// Made by the service loader.
    public SamplingProvider() {}

    @Override
    public String name() {
        return "tracing";
    }

    @Override
    public Phase phase() {
        return Phase.IDENTITY;
    }

    @Override
    public int rank() {
        return RANK;
    }

    @Override
    public boolean isWanted(Settings settings) {
        return settings.get(Options.TRACING);
    }

    @Override
    public Middleware create(Settings settings) {
        if (settings.get(Options.TRACE_CONTEXT) == TraceMode.OFF) {
            throw new IllegalArgumentException(
                    "tracing: nobody looks for traces; set trace-context.mode to continue,"
                            + " start or restart");
        }
        return Middleware.with(TraceContext.KEY, Sampler.of(settings)::decide);
    }
}
