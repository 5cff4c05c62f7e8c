package pounce.tests.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import pounce.api.Headers;
import pounce.engine.hpack.HpackDecoder;
import pounce.engine.hpack.HpackField;
import pounce.engine.hpack.StaticFields;
import pounce.engine.http2.ResponseFieldsEncoder;

final class ResponseFieldsEncoderTest {
    private record Field(String name, String value) implements HpackField {}

    private static final Headers FORBIDDEN =
            Headers.of(
                    "Connection", "close",
                    "content-length", "99",
                    "keep-alive", "5",
                    "proxy-connection", "x",
                    "transfer-encoding", "chunked",
                    "upgrade", "h2c",
                    "kept", "yes");

    private final ResponseFieldsEncoder encoder = new ResponseFieldsEncoder("pounce");
    private final HpackDecoder<Field> decoder =
            new HpackDecoder<>(new StaticFields<>(Field::new), 4096);

    private List<String> decode(Headers fields, Consumer<ByteBuffer> encode) {
        var output = ByteBuffer.allocate(encoder.size(fields));
        encode.accept(output);
        var lines = new ArrayList<String>();
        decoder.decode(
                output.array(),
                0,
                output.position(),
                Long.MAX_VALUE,
                field -> lines.add(field.name() + ": " + field.value()));
        return lines;
    }

    private List<String> head(int status, Headers fields, long length, String date) {
        return decode(fields, output -> encoder.head(status, fields, length, date, output));
    }

    @Test
    void addsStatusServerDateAndLength() {
        assertEquals(
                List.of(":status: 200", "a: b", "server: pounce", "date: now", "content-length: 5"),
                head(200, Headers.of("a", "b"), 5, "now"));
        assertEquals(List.of(":status: 404", "server: pounce"), head(404, Headers.empty(), -1, ""));
    }

    @Test
    void theApplicationsOwnFieldsReplaceTheServers() {
        assertEquals(
                List.of(":status: 200", "date: then", "server: x", "content-length: 0"),
                head(200, Headers.of("date", "then", "server", "x"), 0, "now"));
    }

    @Test
    void leavesOutWhatBelongsToTheConnectionOrTheFraming() {
        assertEquals(
                List.of(":status: 200", "kept: yes", "server: pounce"),
                head(200, FORBIDDEN, -1, ""));
        assertEquals(
                List.of(":status: 103", "kept: yes"),
                decode(FORBIDDEN, output -> encoder.interim(103, FORBIDDEN, output)));
        assertEquals(
                List.of("kept: yes"),
                decode(FORBIDDEN, output -> encoder.trailers(FORBIDDEN, output)));
    }

    @Test
    void writesNoServerIfThereIsNone() {
        var silent = new ResponseFieldsEncoder("");

        assertEquals(
                List.of(":status: 200"),
                decode(
                        Headers.empty(),
                        output -> silent.head(200, Headers.empty(), -1, "", output)));
    }

    @Test
    void aResponseThatComesAgainTakesAFewOctets() {
        var fields = Headers.of("content-type", "text/plain; charset=utf-8");
        var output = ByteBuffer.allocate(4096);
        for (int i = 0; i < 3; i++) {
            output.clear();
            encoder.head(200, fields, 13, "Tue, 15 Nov 1994 08:12:31 GMT", output);
        }

        assertEquals(5, output.position());
    }

    @Test
    void obeysTheClientsTableSize() {
        encoder.tableLimit(0);
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    List.of(":status: 200", "a: b", "server: pounce"),
                    head(200, Headers.of("a", "b"), -1, ""));
        }
        assertTrue(encoder.size(Headers.of("a", "x".repeat(1000))) > 1000);
    }
}
