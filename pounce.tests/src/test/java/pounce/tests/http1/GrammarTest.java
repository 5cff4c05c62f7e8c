package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import pounce.tests.grammar.Fault;
import pounce.tests.grammar.Request;
import pounce.tests.grammar.Sample;
import pounce.tests.grammar.Samples;

/// Requests by the grammar mean what they were made to mean; with one fault in them they are
/// refused for that fault. In any pieces.
final class GrammarTest {
    private static final Agreement AGREEMENT = new Agreement(HeadReading.LIMITS);

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Messages.cuts();
    }

    @Provide
    Arbitrary<Fault> faults() {
        return Arbitraries.of(Fault.all());
    }

    private static List<Sample> pipeline(Samples samples, int most) {
        var pipeline = new ArrayList<Sample>();
        for (int i = 0; i < most; i++) {
            pipeline.add(samples.any());
        }
        return pipeline;
    }

    private static String octets(List<Sample> pipeline) {
        return String.join("", pipeline.stream().map(sample -> sample.draft().octets()).toList());
    }

    private static List<Request> meanings(List<Sample> pipeline) {
        return pipeline.stream().map(Sample::meaning).toList();
    }

    @Property
    void validRequestsAreReadAsTheyAreMeant(@ForAll long seed, @ForAll("cuts") List<Integer> cuts) {
        var pipeline = pipeline(new Samples(new Random(seed)), 2);
        var text = octets(pipeline);

        var reading = MessageReading.of(HeadReading.LIMITS, Wire.pieces(text, cuts));

        assertEquals(
                new MessageReading(meanings(pipeline), Optional.empty(), text.length()), reading);
        AGREEMENT.onRequests(Wire.dribble(text));
    }

    @Property
    void anyBeginningOfValidRequestsIsWaitedFor(@ForAll long seed) {
        var random = new Random(seed);
        var text = octets(pipeline(new Samples(random), 2));

        var pieces = List.of(text.substring(0, random.nextInt(text.length())));

        assertEquals(Optional.empty(), MessageReading.of(HeadReading.LIMITS, pieces).refusal());
        AGREEMENT.onRequests(pieces);
    }

    @Property(tries = 2000)
    void aFaultIsNamedAndWhatStandsBeforeItIsNot(
            @ForAll("faults") Fault fault, @ForAll long seed, @ForAll("cuts") List<Integer> cuts) {
        var samples = new Samples(new Random(seed));
        var pipeline = pipeline(samples, 1);
        var before = octets(pipeline);
        var text = before + fault.in(samples) + samples.plain().draft().octets();

        var reading = MessageReading.of(HeadReading.LIMITS, Wire.pieces(text, cuts));

        assertEquals(
                new MessageReading(meanings(pipeline), Optional.of(fault.code()), before.length()),
                reading);
        assertTrue(fault.code().status() >= 400);
        AGREEMENT.onRequests(Wire.pieces(text, cuts));
    }

    /// Whatever the grammar draws, with octets lost, doubled, changed and put in.
    @Property
    void bothReadersAgreeOnWhatIsNearlyValid(
            @ForAll("nearly") String text, @ForAll("cuts") List<Integer> cuts) {
        AGREEMENT.onRequests(Wire.pieces(text, cuts));
        AGREEMENT.onHeads(Wire.pieces(text, cuts));
    }

    @Provide
    Arbitrary<String> nearly() {
        return Messages.mutated(
                Arbitraries.longs()
                        .map(seed -> octets(pipeline(new Samples(new Random(seed)), 2))));
    }

    /// Chunks alone, whose octets are few enough for changes to hit them.
    @Property
    void bothReadersAgreeOnChunks(
            @ForAll("chunks") String text, @ForAll("cuts") List<Integer> cuts) {
        AGREEMENT.onChunks(Wire.pieces(text, cuts));
    }

    @Provide
    Arbitrary<String> chunks() {
        return Messages.mutated(
                Arbitraries.longs()
                        .map(seed -> new Samples(new Random(seed)).chunked().draft().content()));
    }
}
