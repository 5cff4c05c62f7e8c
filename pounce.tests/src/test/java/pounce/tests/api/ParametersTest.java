package pounce.tests.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Parameters;
import pounce.api.error.ErrorCode;
import pounce.api.error.ParseException;

final class ParametersTest {

    record Pair(String name, String value) {}

    @Provide
    Arbitrary<List<Pair>> pairs() {
        return Combinators.combine(texts(), texts()).as(Pair::new).list().ofMaxSize(6);
    }

    /// Short, so that names meet; among them what has a meaning when encoded, and what needs four
    /// octets.
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("", "a", "A", " ", "+", "%", "&", "=", ";", "é", "€", "\0", "😀")
                .list()
                .ofMaxSize(2)
                .map(parts -> String.join("", parts));
    }

    @Property
    void readsWhatAnEncoderWrites(@ForAll("pairs") List<Pair> pairs) {
        var encoded =
                pairs.stream()
                        .map(pair -> encode(pair.name()) + '=' + encode(pair.value()))
                        .collect(Collectors.joining("&"));

        var parameters = Parameters.parse(encoded);

        var model = model(pairs);
        assertEquals(List.copyOf(model.keySet()), List.copyOf(parameters.names()));
        model.forEach((name, values) -> assertEquals(values, parameters.all(name)));
        model.forEach((name, values) ->
                assertEquals(Optional.of(values.getFirst()), parameters.first(name)));
    }

    /// Whatever the text: decoded, or 400.
    @Property
    void neverFailsOtherwise(@ForAll String text) {
        try {
            assertFalse(Parameters.parse(text).names().contains("no such name"));
        } catch (ParseException refused) {
            assertEquals(400, refused.status());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "a=1+2,a,1 2", "a=1%2B2,a,1+2", "a=%E2%82%AC,a,€", "a=%e2%82%ac,a,€", "a=b=c,a,b=c",
        "a=%26,a,&", "%61=x,a,x", "&&a=x&,a,x", "a+b=x,a b,x", "a=é%C3%A9,a,éé"
    })
    void decodes(String encoded, String name, String value) {
        assertEquals(Optional.of(value), Parameters.parse(encoded).first(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "a=", "a&b=1"})
    void aNameAloneHasAnEmptyValue(String encoded) {
        assertEquals(Optional.of(""), Parameters.parse(encoded).first("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&", "&&"})
    void nothingHasNoNames(String encoded) {
        assertTrue(Parameters.parse(encoded).names().isEmpty());
        assertEquals(Optional.empty(), Parameters.parse(encoded).first("a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=%",
                "a=%2",
                "a=%2&b=1",
                "a=%zz",
                "a=%-1",
                "a=%+1",
                "%=a",
                "a=%C3",
                "a=%C3x",
                "a=%FF",
                "a=%C0%80",
                "a=%ED%A0%80",
                "a=%e2%82",
                "a=%²²",
                "a=%41%"
            })
    void refusesBrokenEscapes(String encoded) {
        var refused = assertThrows(ParseException.class, () -> Parameters.parse(encoded));

        assertEquals(ErrorCode.POUNCE_PARSE_PARAMETERS, refused.code());
    }

    @Test
    void neverTellsAValue() {
        var refused =
                assertThrows(ParseException.class, () -> Parameters.parse("password=secret%"));

        assertFalse(String.valueOf(refused.getMessage()).contains("secret"));
        assertFalse(String.valueOf(refused.getCause()).contains("secret"));
        assertEquals("[password]", Parameters.parse("password=secret").toString());
    }

    @Test
    void doesNotChange() {
        var parameters = Parameters.parse("a=1");

        assertThrows(UnsupportedOperationException.class, () -> parameters.all("a").add("2"));
        assertThrows(UnsupportedOperationException.class, () -> parameters.names().remove("a"));
    }

    @Test
    void isEqualWhereTheValuesAre() {
        assertEquals(Parameters.parse("a=1&b=+&a=2"), Parameters.parse("b=%20&a=1&a=2"));
        assertEquals(
                Parameters.parse("a=1&b=+").hashCode(), Parameters.parse("b=%20&a=1").hashCode());
        assertNotEquals(Parameters.parse("a=1&a=2"), Parameters.parse("a=2&a=1"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static Map<String, List<String>> model(List<Pair> pairs) {
        var model = new LinkedHashMap<String, List<String>>();
        for (var pair : pairs) {
            model.computeIfAbsent(pair.name(), _ -> new ArrayList<>()).add(pair.value());
        }
        return model;
    }
}
