package pounce.tests.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import pounce.api.Response;
import pounce.tests.grammar.Fault;
import pounce.tests.grammar.Reading;
import pounce.tests.grammar.Samples;

/// Connections that hear requests by the grammar, and such with one fault.
final class GrammarTest {
    @Provide
    Arbitrary<Fault> faults() {
        return Arbitraries.of(Fault.all());
    }

    /// Those that no application sees, within the limits of a [Conversation].
    @Provide
    Arbitrary<Fault> faultsOfHeads() {
        return Arbitraries.of(
                Fault.all().stream()
                        .filter(fault -> fault.base() == Fault.Base.PLAIN)
                        .filter(fault -> !fault.code().name().startsWith("POUNCE_LIMIT"))
                        .toList());
    }

    @Property
    void requestsAreAnsweredOneByOneUpToTheFault(
            @ForAll("faults") Fault fault,
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 50) int piece) {
        var samples = new Samples(new Random(seed));
        var valid = samples.any().draft().octets() + samples.any().draft().octets();

        var text = valid + fault.in(samples) + samples.plain().draft().octets();

        ConnectionFuzz.check(text.getBytes(ISO_8859_1), piece);
        ConnectionFuzz.check(valid.getBytes(ISO_8859_1), piece);
    }

    @Property
    void theClientIsToldItsFault(@ForAll("faultsOfHeads") Fault fault, @ForAll long seed) {
        var text = fault.in(new Samples(new Random(seed)));

        var answer = Conversation.with(_ -> Response.text("hello")).hears(text).answer();

        var reading = pounce.tests.grammar.Response.read("GET", answer, 0);
        if (reading
                instanceof Reading.Whole<pounce.tests.grammar.Response>(var response, int end)) {
            assertEquals(answer.length(), end);
            assertEquals(fault.code().status(), response.status());
            assertEquals(List.of(fault.code().name()), response.all("x-pounce-error-code"));
            assertEquals(List.of("close"), response.all("connection"));
        }
        assertInstanceOf(Reading.Whole.class, reading);
    }
}
