package pounce.tests.hpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.engine.hpack.HpackDecoder.Outcome;

final class HpackEncoderTest {
    private final Encoding encoding = new Encoding();
    private final Decoding decoding = new Decoding();

    private static String hex(byte[] block) {
        return HexFormat.of().formatHex(block);
    }

    /// A block, perhaps with another limit of the table before it.
    record Step(int limit, List<Field> fields) {}

    @Provide
    Arbitrary<List<Step>> steps() {
        var names =
                Arbitraries.of(
                        "date", "server", "set-cookie", "x", "x-request-id", ":status", "etag");
        var values =
                Arbitraries.oneOf(
                        Arbitraries.of("", "a", "200", "text/plain; charset=utf-8"),
                        latin1(),
                        Arbitraries.integers().between(0, 4000).map("x"::repeat));
        var field = Combinators.combine(names, values).as(Field::new);
        var limits = Arbitraries.of(-1, -1, -1, 0, 40, 300, 4096, 1 << 30);
        return Combinators.combine(limits, field.list().ofMaxSize(8))
                .as(Step::new)
                .list()
                .ofMaxSize(12);
    }

    @Property(tries = 200)
    void whatIsEncodedDecodesToTheSame(@ForAll("steps") List<Step> steps) {
        var encoder = new Encoding();
        var decoder = new Decoding();
        for (var step : steps) {
            if (step.limit() >= 0) {
                encoder.limit(step.limit());
            }

            var block = encoder.encode(step.fields());

            assertEquals(Outcome.WHOLE, decoder.decode(block, Long.MAX_VALUE), decoder::fault);
            assertEquals(step.fields(), decoder.fields());
        }
    }

    @Property(tries = 300)
    void everyStringSurvivesTheHuffmanCode(@ForAll("latin1") String text) {
        var block = encoding.encode(List.of(new Field("x", text)));

        assertEquals(Outcome.WHOLE, decoding.decode(block, Long.MAX_VALUE), decoding::fault);
        assertEquals(List.of(new Field("x", text)), decoding.fields());
    }

    @Provide
    Arbitrary<String> latin1() {
        return Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(40);
    }

    @Test
    void everyOctetSurvivesTheHuffmanCode() {
        for (char c = 0; c < 256; c++) {
            everyStringSurvivesTheHuffmanCode(String.valueOf(c));
            everyStringSurvivesTheHuffmanCode("0000000000" + c); // which pays off
        }
    }

    @Test
    void indexesAFieldWhenItIsSeenAgain() {
        var fields = List.of(new Field("x", "yz"));

        assertEquals("000178" + "02797a", hex(encoding.encode(fields)));
        assertEquals("400178" + "02797a", hex(encoding.encode(fields)));
        assertEquals("be", hex(encoding.encode(fields)));
        assertEquals("be", hex(encoding.encode(fields)));
    }

    @Test
    void whatDiffersEachTimePushesNothingOut() {
        var constant = new Field("server", "pounce");
        encoding.encode(List.of(constant));
        encoding.encode(List.of(constant));
        for (int i = 0; i < 1000; i++) {
            encoding.encode(List.of(new Field("x-request-id", "id" + i)));
        }

        assertEquals("be", hex(encoding.encode(List.of(constant))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"set-cookie", "authorization", "cookie"})
    void neverIndexesASecret(String name) {
        var fields = List.of(new Field(name, "id=1"));

        for (int i = 0; i < 3; i++) {
            assertEquals("1f", hex(encoding.encode(fields)).substring(0, 2));
        }
    }

    @Test
    void tellsTheLeastAndTheLastSizeOfTheTable() {
        encoding.limit(0);
        encoding.limit(100);

        assertEquals("20" + "3f45", hex(encoding.encode(List.of())));
        assertEquals("", hex(encoding.encode(List.of())));
    }

    @Test
    void takesNoLargerTableThanItWasMadeFor() {
        encoding.limit(1 << 30);

        assertEquals("", hex(encoding.encode(List.of())));
    }

    @Test
    void indexesNothingInATableOfNoSize() {
        encoding.limit(0);
        var fields = List.of(new Field("x", "yz"));
        encoding.encode(fields);
        encoding.encode(fields);

        assertEquals("000178" + "02797a", hex(encoding.encode(fields)));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 199, 200, 204, 206, 302, 304, 400, 404, 500, 599})
    void encodesStatuses(int status) {
        for (int i = 0; i < 3; i++) {
            var block = encoding.encodeStatus(status);

            assertEquals(Outcome.WHOLE, decoding.decode(block, Long.MAX_VALUE));
            assertEquals(
                    List.of(new Field(":status", Integer.toString(status))), decoding.fields());
        }
    }

    @Test
    void usualStatusesTakeOneOctet() {
        for (int status : new int[] {200, 204, 206, 304, 400, 404, 500}) {
            assertEquals(1, encoding.encodeStatus(status).length);
        }
    }

    /// Many fields, so that the table grows and forgets.
    @Test
    void staysInStepOverManyBlocks() {
        for (int i = 0; i < 5000; i++) {
            var fields = new ArrayList<Field>();
            for (int j = 0; j < 5; j++) {
                fields.add(new Field("x", Integer.toString((i * 7 + j * 13) % 200)));
            }
            var block = encoding.encode(fields);

            assertEquals(Outcome.WHOLE, decoding.decode(block, Long.MAX_VALUE), decoding::fault);
            assertEquals(fields, decoding.fields());
        }
        assertTrue(encoding.encode(List.of(new Field("x", "0"))).length <= 6);
    }
}
