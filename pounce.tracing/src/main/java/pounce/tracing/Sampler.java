package pounce.tracing;

import java.util.ArrayList;
import java.util.Optional;
import pounce.api.Options;
import pounce.api.RequestHead;
import pounce.api.Settings;
import pounce.api.TraceContext;

/// Whether a trace is recorded: what its caller says, or what its id says.
///
/// @param bound as OpenTelemetry's `TraceIdRatioBased` for Java has it, so that an application
///   which samples by the same ratio chooses the same traces
/// @param followsParent whether the caller's decision holds
/// @param skipped requests that are not recorded whatever anybody says
record Sampler(long bound, boolean followsParent, PathSet skipped) {
    private static final int RANDOM_PART = 16;
    private static final int HEXADECIMAL = 16;

    static Sampler of(Settings settings) {
        return new Sampler(
                bound(settings.get(Options.TRACING_SAMPLE_RATIO)),
                settings.get(Options.TRACING_FOLLOW_PARENT),
                PathSet.of(skipped(settings)));
    }

    /// Whoever asks for health and metrics asks all the time.
    private static ArrayList<String> skipped(Settings settings) {
        var paths = new ArrayList<>(settings.get(Options.TRACING_SKIP));
        paths.add(settings.get(Options.HEALTH_READY_PATH));
        paths.add(settings.get(Options.HEALTH_LIVE_PATH));
        if (settings.get(Options.METRICS)) {
            paths.add(settings.get(Options.METRICS_PATH));
        }
        return paths;
    }

    private static long bound(double ratio) {
        return ratio == 0 ? Long.MIN_VALUE : (long) (ratio * Long.MAX_VALUE);
    }

    /// {@return the request's trace with the decision; empty if it is there already}
    Optional<TraceContext> decide(RequestHead head) {
        var known = head.get(TraceContext.KEY);
        var trace = known.orElseGet(TraceContext::begin);
        boolean sampled = !skipped.has(head.path()) && isSampled(trace);
        return known.isPresent() && sampled == trace.sampled()
                ? Optional.empty()
                : Optional.of(trace.withSampled(sampled));
    }

    private boolean isSampled(TraceContext trace) {
        boolean hasParent = !trace.parentId().isEmpty();
        return (hasParent && followsParent) ? trace.sampled() : isChosen(trace);
    }

    private boolean isChosen(TraceContext trace) {
        return bound == Long.MAX_VALUE || Math.abs(randomPart(trace)) < bound;
    }

    private static long randomPart(TraceContext trace) {
        return Long.parseUnsignedLong(trace.traceId(), RANDOM_PART, 2 * RANDOM_PART, HEXADECIMAL);
    }
}
