package pounce.tracing;

import java.util.List;
import pounce.api.TraceContext;

/// A request that is over, as a collector sees it; it holds nothing of the request itself.
///
/// @param trace has the span's id and its parent's
/// @param name of few different ones
/// @param startNanos since 1970
/// @param endNanos since 1970
/// @param attributes of the request
/// @param failed whether it was the server's failure, or the response did not arrive
record Span(
        TraceContext trace,
        String name,
        long startNanos,
        long endNanos,
        List<Attribute> attributes,
        boolean failed) {}
