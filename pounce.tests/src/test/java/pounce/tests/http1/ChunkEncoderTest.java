package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Headers;
import pounce.engine.http1.ChunkEncoder;
import pounce.engine.http1.Framing;

final class ChunkEncoderTest {

    private static String header(int octets) {
        var output = Wire.output(ChunkEncoder.HEADER);
        ChunkEncoder.header(octets, output);
        return Wire.written(output);
    }

    private static String last(Headers trailers) {
        int size = ChunkEncoder.lastSize(trailers);
        var output = Wire.output(size);
        ChunkEncoder.last(trailers, output);
        var text = Wire.written(output);
        assertTrue(text.length() <= size, "larger than its size");
        return text;
    }

    private static String chunk(String data) {
        var end = Wire.output(2);
        ChunkEncoder.end(end);
        return header(data.length()) + data + Wire.written(end);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "9, 9",
        "10, a",
        "15, f",
        "16, 10",
        "255, ff",
        "256, 100",
        "65536, 10000",
        "305419896, 12345678",
        "2147483647, 7fffffff"
    })
    void writesASizeInHexadecimal(int octets, String size) {
        assertEquals(size + "\r\n", header(octets));
    }

    /// It would end the content, and the rest be read as another response.
    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void refusesAChunkOfNothing(int octets) {
        assertThrows(IllegalArgumentException.class, () -> header(octets));
    }

    @Test
    void endsTheData() {
        assertEquals("5\r\nhello\r\n", chunk("hello"));
    }

    @Test
    void writesTheLastChunk() {
        assertEquals("0\r\n\r\n", last(Headers.empty()));
    }

    @Test
    void writesTrailersBehindTheLastChunk() {
        assertEquals(
                "0\r\ndigest: a\r\nx: 1\r\nx: \r\n\r\n",
                last(Headers.of("Digest", "a", "x", "1", "X", "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length", "Transfer-Encoding", "connection", "host", "trailer"})
    void leavesOutTrailersThatFrame(String name) {
        assertEquals("0\r\na: b\r\n\r\n", last(Headers.of(name, "5", "a", "b")));
    }

    @Property
    void sizesAreReadAsTheyWereWritten(@ForAll @IntRange(min = 1) int octets) {
        assertEquals(octets, Integer.parseInt(header(octets).strip(), 16));
    }

    @Provide
    Arbitrary<List<String>> data() {
        return Messages.noise().filter(text -> !text.isEmpty()).list().ofMaxSize(6);
    }

    @Provide
    Arbitrary<Headers> trailers() {
        return Combinators.combine(Messages.tokens(), Messages.values())
                .as((name, value) -> List.of("x" + name, value))
                .list()
                .ofMaxSize(5)
                .map(lines ->
                        Headers.of(lines.stream().flatMap(List::stream).toArray(String[]::new)));
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Messages.cuts();
    }

    @Property
    void contentIsDecodedAsItWasEncoded(
            @ForAll("data") List<String> data,
            @ForAll("trailers") Headers trailers,
            @ForAll("cuts") List<Integer> cuts) {
        var text = new StringBuilder();
        data.forEach(piece -> text.append(chunk(piece)));
        text.append(last(trailers)).append("rest");

        var reading =
                ContentReading.of(
                        new Framing.Chunked(),
                        ContentReading.LIMITS,
                        Wire.pieces(text.toString(), cuts));

        assertEquals(
                new ContentReading(String.join("", data), true, trailers, Optional.empty(), "rest"),
                reading);
    }
}
