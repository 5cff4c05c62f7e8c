package pounce.tests.tracing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import pounce.api.Handler;
import pounce.api.Options;
import pounce.api.Response;
import pounce.api.ServerConfig;
import pounce.api.Settings;
import pounce.api.TraceContext;
import pounce.tests.api.RecordedSend;
import pounce.tests.api.ScriptedReceive;
import pounce.tests.api.ScriptedScope;
import pounce.tracing.SamplingProvider;

/// Which traces are recorded.
final class SamplingTest {
    private static final String PARENT = "b7ad6b7169203331";

    private static TraceContext decided(Settings settings, ScriptedScope scope) {
        var seen = new ArrayList<TraceContext>();
        Handler handler =
                request -> {
                    seen.add(request.get(TraceContext.KEY).orElseThrow());
                    return Response.of(204);
                };
        try {
            new SamplingProvider()
                    .create(settings)
                    .apply(handler)
                    .handle(scope, ScriptedReceive.of(), new RecordedSend());
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
        return seen.getFirst();
    }

    private static boolean isSampled(double ratio, long random, String parent, boolean flag) {
        var trace =
                new TraceContext("1".repeat(16) + hex(random), parent, "2".repeat(16), flag, "");
        var decided =
                decided(
                        Settings.of(Options.TRACING_SAMPLE_RATIO, ratio),
                        ScriptedScope.of().with(TraceContext.KEY, trace));
        assertEquals(trace.withSampled(decided.sampled()), decided, "nothing else changes");
        return decided.sampled();
    }

    private static String hex(long value) {
        return HexFormat.of().toHexDigits(value);
    }

    private static boolean isSampled(double ratio, long random) {
        return isSampled(ratio, random, "", false);
    }

    @Property
    void theParentDecidesWhateverTheRatio(
            @ForAll @DoubleRange(max = 1) double ratio, @ForAll long random, @ForAll boolean flag) {
        assertEquals(flag, isSampled(ratio, random, PARENT, flag));
    }

    @Property
    void whatOneRecordsEverybodyRecordsWhoRecordsMore(
            @ForAll @DoubleRange(max = 1) double one,
            @ForAll @DoubleRange(max = 1) double other,
            @ForAll long random) {
        boolean less = isSampled(Math.min(one, other), random);

        assertTrue(!less || isSampled(Math.max(one, other), random));
    }

    @Property
    void theSameTraceIsDecidedInTheSameWay(
            @ForAll @DoubleRange(max = 1) double ratio, @ForAll long random) {
        assertEquals(isSampled(ratio, random), isSampled(ratio, random));
    }

    @Property
    void oneIsAllAndZeroIsNone(@ForAll long random) {
        assertTrue(isSampled(1, random));
        assertFalse(isSampled(0, random));
    }

    @Test
    void theEndsOfTheRangeAreNoException() {
        for (long random : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, -1, 0, 1}) {
            assertTrue(isSampled(1, random));
            assertFalse(isSampled(0, random));
        }
    }

    /// The rule of OpenTelemetry's SDK for Java, so that both choose the same traces.
    @Property
    void theLowerHalfOfTheIdDecides(
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double ratio, @ForAll long random) {
        assertEquals(Math.abs(random) < (long) (ratio * Long.MAX_VALUE), isSampled(ratio, random));
    }

    @Test
    void theRatioIsWhatItSays() {
        var random = new Random(7);
        int traces = 20_000;
        int sampled = 0;
        for (int i = 0; i < traces; i++) {
            sampled += isSampled(0.25, random.nextLong()) ? 1 : 0;
        }

        assertTrue(Math.abs(sampled - 5000) < 250, "4 standard deviations: " + sampled);
    }

    @Test
    void aDecisionThatIsThereAlreadyCopiesNothing() {
        var trace = new TraceContext("1".repeat(32), PARENT, "2".repeat(16), true, "");
        var decided =
                decided(ServerConfig.defaults(), ScriptedScope.of().with(TraceContext.KEY, trace));

        assertSame(trace, decided);
    }
}
