package pounce.api;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// The trace that a request belongs to, and the request's own place in it (W3C Trace Context, level
/// 1). An application passes it on to whom it asks:
///
/// ```java
/// request.get(TraceContext.KEY)
///         .ifPresent(trace -> outgoing.header("traceparent", trace.traceparent()));
/// ```
///
/// Immutable.
///
/// @param traceId the whole trace: 32 hexadecimal digits in lower case, not all zero
/// @param parentId of the request that this one is part of; empty if the trace begins here
/// @param spanId of this request: 16 hexadecimal digits in lower case, not all zero
/// @param sampled whether the trace is recorded, as far as is known here: the caller may have said
///   so; with [Options#TRACING] the server decides
/// @param tracestate what tracing systems on the way have noted, as it was received; empty for
///   nothing
public record TraceContext(
        String traceId, String parentId, String spanId, boolean sampled, String tracestate) {
    /// Where a request has it.
    public static final Key<TraceContext> KEY = Key.of("trace-context");

    private static final HexFormat HEX = HexFormat.of();
    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;
    private static final int MOST_STATE = 512;
    private static final String NO_TRACE = "0".repeat(32);
    private static final String NO_SPAN = "0".repeat(16);

    /// Checks the ids.
    ///
    /// @throws IllegalArgumentException if one is none
    public TraceContext {
        check(traceId, NO_TRACE);
        check(spanId, NO_SPAN);
        if (!parentId.isEmpty()) check(parentId, NO_SPAN);
    }

    private static void check(String id, String none) {
        if (id.length() != none.length() || !isId(id, 0, none)) {
            throw new IllegalArgumentException("no id: " + id);
        }
    }

    /// {@return a trace that begins here, and is not recorded so far}
    public static TraceContext begin() {
        var random = ThreadLocalRandom.current(); // neither a lock nor a secret
        return new TraceContext(
                HEX.toHexDigits(random.nextLong()) + HEX.toHexDigits(1 | random.nextLong()),
                "",
                spanId(random),
                false,
                "");
    }

    private static String spanId(ThreadLocalRandom random) {
        long id = random.nextLong();
        return HEX.toHexDigits(id == 0 ? 1 : id);
    }

    /// Reads a trace, and finds this request a place in it.
    ///
    /// ```text
    /// 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
    /// version  trace-id                    parent-id       flags
    /// ```
    ///
    /// @param traceparent all values of `traceparent`: there must be one. Of a version that we do
    ///   not know, the part that we know is read
    /// @param tracestate all values of `tracestate`; what is too long to be passed on is left out
    /// @return empty if the trace cannot be read
    public static Optional<TraceContext> parse(List<String> traceparent, List<String> tracestate) {
        if (traceparent.size() != 1 || !isTraceparent(traceparent.getFirst())) {
            return Optional.empty();
        }
        var text = traceparent.getFirst();
        var state = String.join(",", tracestate);
        return Optional.of(
                new TraceContext(
                        text.substring(TRACE_ID, TRACE_ID + NO_TRACE.length()),
                        text.substring(PARENT_ID, PARENT_ID + NO_SPAN.length()),
                        spanId(ThreadLocalRandom.current()),
                        (HexFormat.fromHexDigit(text.charAt(FLAGS + 1)) & 1) != 0,
                        state.length() <= MOST_STATE ? state : ""));
    }

    /// Section 3.2.2, and 4 for other versions: they may only add something behind a dash.
    private static boolean isTraceparent(String text) {
        boolean isOurs = text.startsWith("00-");
        return text.length() >= LENGTH
                && (isOurs ? text.length() == LENGTH : isLater(text))
                && text.charAt(2) == '-'
                && isId(text, TRACE_ID, NO_TRACE)
                && text.charAt(PARENT_ID - 1) == '-'
                && isId(text, PARENT_ID, NO_SPAN)
                && text.charAt(FLAGS - 1) == '-'
                && isHex(text, FLAGS, 2);
    }

    private static boolean isLater(String text) {
        return isHex(text, 0, 2)
                && !text.startsWith("ff")
                && (text.length() == LENGTH || text.charAt(LENGTH) == '-');
    }

    private static boolean isId(String text, int from, String none) {
        return isHex(text, from, none.length()) && !text.startsWith(none, from);
    }

    private static boolean isHex(String text, int from, int length) {
        for (int i = from; i < from + length; i++) {
            char c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) return false;
        }
        return true;
    }

    /// {@return the same place in the same trace, recorded or not}
    ///
    /// @param sampled whether it is
    public TraceContext withSampled(boolean sampled) {
        return new TraceContext(traceId, parentId, spanId, sampled, tracestate);
    }

    /// {@return `traceparent` for what this request asks of others: they are part of it}
    public String traceparent() {
        return "00-" + traceId + '-' + spanId + (sampled ? "-01" : "-00");
    }
}
