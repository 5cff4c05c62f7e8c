package pounce.tests.middleware;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Handler;
import pounce.api.Middleware;
import pounce.api.Response;
import pounce.api.TraceContext;
import pounce.api.TraceMode;
import pounce.testkit.TestServer;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;

/// W3C Trace Context, sections 3.2 and 4.
@Timeout(60)
final class TraceContextTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "b7ad6b7169203331";
    private static final String TRACEPARENT = "00-" + TRACE + '-' + PARENT + "-01";

    private static Optional<TraceContext> parsed(String... traceparent) {
        return TraceContext.parse(List.of(traceparent), List.of());
    }

    @Test
    void readsWhatEverybodyWrites() {
        var trace = parsed(TRACEPARENT).orElseThrow();

        assertEquals(TRACE, trace.traceId());
        assertEquals(PARENT, trace.parentId());
        assertTrue(trace.sampled());
        assertEquals("", trace.tracestate());
    }

    @Test
    void givesTheRequestAPlaceOfItsOwn() {
        var trace = parsed(TRACEPARENT).orElseThrow();

        assertNotEquals(PARENT, trace.spanId());
        assertNotEquals(parsed(TRACEPARENT).orElseThrow().spanId(), trace.spanId());
        assertEquals("00-" + TRACE + '-' + trace.spanId() + "-01", trace.traceparent());
    }

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, false", "03, true", "ff, true", "fe, false"})
    void readsTheFlagItKnowsAndPassesNoOtherOn(String flags, boolean sampled) {
        var trace = parsed("00-" + TRACE + '-' + PARENT + '-' + flags).orElseThrow();

        assertEquals(sampled, trace.sampled());
        assertTrue(trace.traceparent().endsWith(sampled ? "-01" : "-00"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-else",
                "fe-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-"
            })
    void readsOfLaterVersionsWhatItKnows(String traceparent) {
        assertEquals(TRACE, parsed(traceparent).orElseThrow().traceId());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-x",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319g-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c80319c-B7AD6B7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-0x",
                "00_0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331_01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "0x-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01.x"
            })
    void readsNothingElse(String traceparent) {
        assertEquals(Optional.empty(), parsed(traceparent));
    }

    @Test
    void readsNoTraceWhereThereAreTwo() {
        assertEquals(Optional.empty(), parsed(TRACEPARENT, TRACEPARENT));
        assertEquals(Optional.empty(), parsed());
    }

    @Test
    void passesOnWhatOthersHaveNoted() {
        var state = TraceContext.parse(List.of(TRACEPARENT), List.of("a=1", "b=2,c@d=3"));
        var large = TraceContext.parse(List.of(TRACEPARENT), List.of("a=" + "1".repeat(511)));

        assertEquals("a=1,b=2,c@d=3", state.orElseThrow().tracestate());
        assertEquals("", large.orElseThrow().tracestate());
    }

    @Property(tries = 200)
    void readsWhatItWrites(
            @ForAll @StringLength(32) @CharRange(from = 'a', to = 'f') String traceId,
            @ForAll @StringLength(16) @CharRange(from = '1', to = '9') String spanId,
            @ForAll boolean sampled) {
        var trace = new TraceContext(traceId, "", spanId, sampled, "");

        var read = parsed(trace.traceparent()).orElseThrow();

        assertEquals(traceId, read.traceId());
        assertEquals(spanId, read.parentId());
        assertEquals(sampled, read.sampled());
    }

    @Test
    void beginsATraceThatOthersCanRead() {
        var trace = TraceContext.begin();

        assertEquals(trace.traceId(), parsed(trace.traceparent()).orElseThrow().traceId());
        assertEquals("", trace.parentId());
        assertFalse(trace.sampled());
        assertNotEquals(trace.traceId(), TraceContext.begin().traceId());
    }

    @Test
    void refusesIdsThatAreNone() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TraceContext(TRACE, "", "0".repeat(16), false, ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TraceContext(TRACE.substring(1), "", PARENT, false, ""));
        assertThrows(
                IllegalArgumentException.class,
                () -> new TraceContext(TRACE, "x", PARENT, false, ""));
    }

    // ---------------------------------------------------------------- modes

    private static Optional<TraceContext> seen(TraceMode mode, String... fields) throws Exception {
        var seen = new ArrayList<Optional<TraceContext>>();
        Handler handler =
                request -> {
                    seen.add(request.get(TraceContext.KEY));
                    return Response.of(204);
                };
        Middleware.traceContext(mode)
                .apply(handler)
                .handle(ScriptedScope.of(fields), ScriptedReceive.of(), new RecordedSend());
        return seen.getFirst();
    }

    @Test
    void continuesATraceAndBeginsNone() throws Exception {
        assertEquals(
                TRACE,
                seen(TraceMode.CONTINUE, "traceparent", TRACEPARENT).orElseThrow().traceId());
        assertEquals(Optional.empty(), seen(TraceMode.CONTINUE));
        assertEquals(Optional.empty(), seen(TraceMode.CONTINUE, "traceparent", "nonsense"));
    }

    @Test
    void beginsATraceWhereThereIsNone() throws Exception {
        assertEquals(
                TRACE, seen(TraceMode.START, "traceparent", TRACEPARENT).orElseThrow().traceId());
        assertEquals("", seen(TraceMode.START).orElseThrow().parentId());
        assertEquals("", seen(TraceMode.START, "traceparent", "x").orElseThrow().parentId());
    }

    @Test
    void beginsATraceWhateverStrangersSay() throws Exception {
        var trace =
                seen(TraceMode.RESTART, "traceparent", TRACEPARENT, "tracestate", "a=1")
                        .orElseThrow();

        assertNotEquals(TRACE, trace.traceId());
        assertEquals("", trace.tracestate());
    }

    @Test
    void doesNotLookWhenItIsOff() throws Exception {
        assertEquals(Optional.empty(), seen(TraceMode.OFF, "traceparent", TRACEPARENT));
    }

    @Test
    void aServerContinuesTraces() throws Exception {
        Handler handler =
                request ->
                        Response.text(
                                request.get(TraceContext.KEY)
                                        .map(TraceContext::traceId)
                                        .orElse("none"));
        try (var server = TestServer.start(handler)) {
            var traced = server.request("/").header("traceparent", TRACEPARENT);

            assertEquals(TRACE, server.send(traced).body());
            assertEquals("none", server.get("/").body());
        }
    }
}
