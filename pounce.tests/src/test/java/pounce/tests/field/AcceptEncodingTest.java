package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pounce.api.field.AcceptEncoding;

final class AcceptEncodingTest {
    private static final List<String> OFFERED = List.of("zstd", "gzip", "identity");

    private static Optional<String> best(String field) {
        return AcceptEncoding.parse(List.of(field)).best(OFFERED);
    }

    /// The examples of RFC 9110, section 12.5.3, and what its rules say of others.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "compress, gzip                     | gzip",
                "''                                 | identity",
                "*                                  | zstd",
                "compress;q=0.5, gzip;q=1.0         | gzip",
                "gzip;q=1.0, identity; q=0.5, *;q=0 | gzip",
                "gzip;q=0.5, zstd;q=0.5             | zstd",
                "gzip;q=0.6, zstd;q=0.5             | gzip",
                "gzip;q=0.5, identity               | identity",
                "gzip;q=0.5, identity;q=0.5         | gzip",
                "gzip;q=0                           | identity",
                "gzip;q=0, *                        | zstd",
                "zstd;q=0, *;q=0.5                  | gzip",
                "identity;q=0, gzip                 | gzip",
                "*;q=0, gzip;q=0.001                | gzip",
                "*;q=0, identity                    | identity",
                "br                                 | identity",
                "GZIP                               | gzip",
                "x-gzip                             | gzip",
                "gzip;q=0, x-gzip;q=0.3             | gzip",
                "x-gzip;q=0, *;q=0.5, zstd;q=0      | identity",
                "gzip;q=2                           | identity",
                "gzip;level=9                       | identity",
                "gzip, gzip;q=0                     | gzip",
            })
    void chooses(String field, String coding) {
        assertEquals(Optional.of(coding), best(field));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "identity;q=0",
                "*;q=0",
                "br, identity;q=0",
                "gzip;q=0, zstd;q=0.0, identity;q=0.000",
                "identity;q=0, *;q=0",
            })
    void choosesNothingWhereNothingFits(String field) {
        assertEquals(Optional.empty(), best(field));
    }

    @Test
    void leavesContentAloneForAClientThatDoesNotSendTheField() {
        var absent = AcceptEncoding.parse(List.of());

        assertEquals(Optional.of("identity"), absent.best(OFFERED));
        assertEquals(Optional.of("gzip"), absent.best(List.of("gzip")), "all is acceptable");
        assertTrue(absent.quality("br") > 0);
    }

    @Test
    void readsAllLinesAsOneList() {
        var several = AcceptEncoding.parse(List.of("gzip;q=0.1", "zstd;q=0", "identity;q=0"));

        assertEquals(Optional.of("gzip"), several.best(OFFERED));
    }

    @Test
    void offersNothingThatTheServerDoesNotHave() {
        assertEquals(
                Optional.empty(), AcceptEncoding.parse(List.of("br, gzip")).best(List.of("zstd")));
    }

    @Provide
    Arbitrary<String> fields() {
        var member =
                Combinators.combine(
                                Arbitraries.of("zstd", "gzip", "identity", "*", "br"),
                                Arbitraries.of("", ";q=0", ";q=0.3", ";q=1", ";q=0.001"))
                        .as((coding, weight) -> coding + weight);
        return member.list().ofMaxSize(5).map(members -> String.join(", ", members));
    }

    @Property
    void whatIsChosenIsAcceptableAndNothingIsBetter(@ForAll("fields") String field) {
        var accepted = AcceptEncoding.parse(List.of(field));

        var best = accepted.best(OFFERED);

        int quality = best.map(accepted::quality).orElse(0);
        assertEquals(quality > 0, best.isPresent());
        for (var coding : OFFERED) {
            assertTrue(accepted.quality(coding) <= quality, coding);
        }
    }
}
