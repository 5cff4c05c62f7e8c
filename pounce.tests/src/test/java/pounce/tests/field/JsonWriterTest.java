package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import pounce.api.field.JsonWriter;

final class JsonWriterTest {
    @Test
    void writesAnObject() {
        var text = new StringBuilder();

        JsonWriter.to(text)
                .object()
                .member("name", "pounce")
                .member("port", 8080)
                .member("load", 0.5)
                .member("up", true)
                .name("tags")
                .array()
                .value("a")
                .value(1)
                .end()
                .name("none")
                .nullValue()
                .name("empty")
                .object()
                .end()
                .end()
                .finish();

        assertEquals(
                """
                {"name":"pounce","port":8080,"load":0.5,"up":true,"tags":["a",1],"none":null,"empty":{}}\
                """,
                text.toString());
    }

    @Test
    void writesAValueByItself() {
        assertEquals("\"a\"", written(writer -> writer.value("a")));
    }

    @Test
    void writesTheLimitsOfNumbers() {
        assertEquals("-9223372036854775808", written(writer -> writer.value(Long.MIN_VALUE)));
        assertEquals("1.7976931348623157E308", written(writer -> writer.value(Double.MAX_VALUE)));
        assertEquals("-0.0", written(writer -> writer.value(-0.0)));
    }

    @Test
    void escapesWhatEndsAStringOrALine() {
        assertEquals(
                "\"\\\"\\\\/\\n\\r\\t\\u0000\\u001b\\u007f\\u009b\\u2028\\u2029\"",
                written(writer -> writer.value("\"\\/\n\r\t\0\u001b\u007f\u009b\u2028\u2029")));
    }

    @Test
    void escapesHalvesOfSurrogatePairsOnly() {
        assertEquals(
                "\"\\ud83d\ud83d\ude00\\ude00\\udc00\\ud83d\"",
                written(writer -> writer.value("\ud83d\ud83d\ude00\ude00\udc00\ud83d")));
    }

    @Test
    void escapesNamesAsWell() {
        assertEquals("{\"a\\nb\":1}", written(writer -> writer.object().member("a\nb", 1).end()));
    }

    @Test
    void refusesNumbersThatAreNotFinite() {
        for (double value :
                new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
            assertThrows(
                    IllegalArgumentException.class, () -> written(writer -> writer.value(value)));
        }
    }

    @Test
    void writesNoNameForANumberThatIsNotFinite() {
        var text = new StringBuilder();
        var writer = JsonWriter.to(text).object();

        assertThrows(IllegalArgumentException.class, () -> writer.member("load", Double.NaN));

        writer.member("load", 0.5).end().finish();
        assertEquals("{\"load\":0.5}", text.toString());
    }

    @Test
    void refusesAValueWithoutAName() {
        assertMisuse("{", writer -> writer.object(), writer -> writer.value(1));
    }

    @Test
    void refusesAValueWithoutANameAfterAMember() {
        assertMisuse(
                "{\"a\":1", writer -> writer.object().member("a", 1), writer -> writer.array());
    }

    @Test
    void refusesANameWithoutAnObject() {
        assertMisuse("", writer -> {}, writer -> writer.name("a"));
        assertMisuse("[", writer -> writer.array(), writer -> writer.member("a", 1));
    }

    @Test
    void refusesTwoNamesForOneValue() {
        assertMisuse("{\"a\"", writer -> writer.object().name("a"), writer -> writer.name("b"));
    }

    @Test
    void refusesAnEndWithoutABeginning() {
        assertMisuse("", writer -> {}, JsonWriter::end);
        assertMisuse("[]", writer -> writer.array().end(), JsonWriter::end);
    }

    @Test
    void refusesAnEndAfterANameWithoutAValue() {
        assertMisuse("{\"a\"", writer -> writer.object().name("a"), JsonWriter::end);
    }

    @Test
    void refusesASecondText() {
        assertMisuse("1", writer -> writer.value(1), writer -> writer.value(2));
        assertMisuse("{}", writer -> writer.object().end(), writer -> writer.object());
    }

    @Test
    void refusesToFinishWhatIsIncomplete() {
        assertMisuse("", writer -> {}, JsonWriter::finish);
        assertMisuse("[[]", writer -> writer.array().array().end(), JsonWriter::finish);
    }

    @Test
    void carriesTheFailureOfItsTarget() {
        var failure = new IOException("no space left");
        var full =
                new Writer() {
                    @Override
                    public void write(char[] text, int offset, int length) throws IOException {
                        throw failure;
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };

        var carrier =
                assertThrows(UncheckedIOException.class, () -> JsonWriter.to(full).value("a"));

        assertSame(failure, carrier.getCause());
    }

    @Property(tries = 300)
    void writesWhatCanBeReadBack(@ForAll("texts") Json json) {
        assertEquals(json, JsonReader.read(written(json::writeTo)));
    }

    @Property
    void writesStringsThatSurviveUtf8AndHaveNoControls(@ForAll("strings") String value) {
        String text = written(writer -> writer.value(value));

        var octets = text.getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new Json.Str(value), JsonReader.read(new String(octets, StandardCharsets.UTF_8)));
        assertFalse(
                text.chars()
                        .anyMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029));
    }

    @Provide
    Arbitrary<Json> texts() {
        return texts(3);
    }

    @Provide
    Arbitrary<String> strings() {
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(12),
                Arbitraries.strings()
                        .withChars('"', '\\', '/', '\u2028', '\u2029')
                        .withCharRange('\0', '\u009f')
                        .withCharRange('\ud7f0', '\ue00f')
                        .ofMaxLength(12));
    }

    private Arbitrary<Json> texts(int depth) {
        Arbitrary<Json> scalars =
                Arbitraries.oneOf(
                        strings().map(Json.Str::new),
                        Arbitraries.longs().map(Json.Int::new),
                        Arbitraries.doubles().map(Json.Num::new),
                        Arbitraries.of(true, false).map(Json.Bool::new),
                        Arbitraries.just(new Json.Null()));
        if (depth == 0) return scalars;
        var inner = texts(depth - 1);
        var members = Combinators.combine(strings(), inner).as(Json.Member::new);
        return Arbitraries.oneOf(
                scalars,
                inner.list().ofMaxSize(4).map(Json.Arr::new),
                members.list().ofMaxSize(4).map(Json.Obj::new));
    }

    private static String written(Consumer<JsonWriter> what) {
        var text = new StringBuilder();
        var writer = JsonWriter.to(text);
        what.accept(writer);
        writer.finish();
        return text.toString();
    }

    /// Nothing may be written by the call that fails.
    private static void assertMisuse(
            String before, Consumer<JsonWriter> allowed, Consumer<JsonWriter> forbidden) {
        var text = new StringBuilder();
        var writer = JsonWriter.to(text);
        allowed.accept(writer);

        assertThrows(IllegalStateException.class, () -> forbidden.accept(writer));

        assertEquals(before, text.toString());
    }
}
