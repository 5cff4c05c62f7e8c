package pounce.tests.http1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import pounce.api.Headers;
import pounce.engine.http1.ChunkEncoder;
import pounce.engine.http1.ResponseFraming;
import pounce.engine.http1.ResponseHead;
import pounce.engine.http1.ResponseHeadEncoder;
import pounce.tests.grammar.Field;
import pounce.tests.grammar.Reading;
import pounce.tests.grammar.Response;

/// A client that forgives nothing reads each response as one, and as it was meant, whatever an
/// application puts into its fields.
final class ResponseGrammarTest {
    private static final String DATE = "Sun, 06 Nov 1994 08:49:37 GMT";

    /// Behind each response, so that one which ends too late is seen.
    private static final String NEXT = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

    /// A name and a value that somebody hopes will split a response, or misframe it.
    record Hope(String name, String value) {}

    @Provide
    Arbitrary<List<Hope>> hopes() {
        var parts =
                Arbitraries.of(
                        "a",
                        "x",
                        " ",
                        "\t",
                        ":",
                        "\r",
                        "\n",
                        "\r\n",
                        "\0",
                        "\u007f",
                        "\u0085",
                        "\u00ff",
                        "\u010a",
                        "\u010d",
                        "\u560a",
                        "\u560d",
                        "\r\nset-cookie: a=b",
                        "\r\n\r\nHTTP/1.1 200 OK\r\n",
                        "0\r\n\r\n",
                        ",",
                        ";");
        var names =
                Arbitraries.frequencyOf(
                        Tuple.of(6, Messages.tokens().map(token -> "x" + token)),
                        Tuple.of(
                                2,
                                Arbitraries.of(
                                        "Content-Length",
                                        "transfer-encoding",
                                        "CONNECTION",
                                        "keep-alive",
                                        "Date",
                                        "server",
                                        "trailer")),
                        Tuple.of(1, parts.list().ofMaxSize(3).map(ResponseGrammarTest::join)));
        var values =
                Arbitraries.oneOf(
                        Messages.values(),
                        Arbitraries.of("5", "chunked", "close"),
                        parts.list().ofMaxSize(5).map(ResponseGrammarTest::join));
        return Combinators.combine(names, values).as(Hope::new).list().ofMaxSize(6);
    }

    private static String join(List<String> parts) {
        return String.join("", parts);
    }

    /// {@return those that the API lets in}
    private static Headers letIn(List<Hope> hopes) {
        var headers = Headers.empty();
        for (var hope : hopes) {
            headers = with(headers, hope).orElse(headers);
        }
        return headers;
    }

    private static Optional<Headers> with(Headers headers, Hope hope) {
        try {
            return Optional.of(headers.plus(hope.name(), hope.value()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String encoded(ResponseHead head) {
        var encoder = new ResponseHeadEncoder("pounce");
        var output = Wire.output(encoder.size(head));
        assertTrue(encoder.encode(head, encoder.ownFields(DATE), output));
        return Wire.written(output);
    }

    /// {@return the fields that a client is to see}
    private static List<Field> fields(Headers headers, ResponseFraming framing, boolean close) {
        var fields = new ArrayList<Field>();
        for (var field : Meanings.of(headers)) {
            if (!Response.isTheServers(field.name())) {
                fields.add(field);
            }
        }
        if (!headers.contains("server")) {
            fields.add(new Field("server", "pounce"));
        }
        if (!headers.contains("date")) {
            fields.add(new Field("date", DATE));
        }
        switch (framing) {
            case ResponseFraming.Length(long octets) ->
                    fields.add(new Field("content-length", Long.toString(octets)));
            case ResponseFraming.Chunked() -> fields.add(new Field("transfer-encoding", "chunked"));
            case ResponseFraming.NoContent(), ResponseFraming.UntilClose() -> {}
        }
        if (close) {
            fields.add(new Field("connection", "close"));
        }
        return fields;
    }

    private static void reads(Response expected, String text) {
        var reading = Response.read("GET", text + NEXT, 0);

        assertEquals(new Reading.Whole<>(expected, text.length()), reading);
        assertInstanceOf(Reading.Whole.class, Response.read("GET", text + NEXT, text.length()));
    }

    @Property
    void contentOfALengthIsReadAsItWasMeant(
            @ForAll("hopes") List<Hope> hopes,
            @ForAll("data") String data,
            @ForAll boolean close,
            @ForAll @IntRange(min = 200, max = 599) int status) {
        if (status == 204 || status == 304) {
            return;
        }
        var headers = letIn(hopes);
        var framing = new ResponseFraming.Length(data.length());

        var text = encoded(new ResponseHead(status, headers, framing, close, 1)) + data;

        var fields = fields(headers, framing, close);
        reads(new Response(status, fields, data, List.of(), true), text);
    }

    @Property
    void aResponseWithoutContentIsReadAsOne(
            @ForAll("hopes") List<Hope> hopes, @ForAll("bare") int status) {
        var headers = letIn(hopes);
        var framing = new ResponseFraming.NoContent();

        var text = encoded(new ResponseHead(status, headers, framing, false, 1));

        var fields = fields(headers, framing, false);
        reads(new Response(status, fields, "", List.of(), true), text);
    }

    @Provide
    Arbitrary<Integer> bare() {
        return Arbitraries.of(100, 101, 103, 199, 204, 304);
    }

    @Property
    void chunksAreReadAsTheyWereMeant(
            @ForAll("hopes") List<Hope> hopes,
            @ForAll("hopes") List<Hope> behind,
            @ForAll("pieces") List<String> pieces) {
        var headers = letIn(hopes);
        var trailers = letIn(behind);
        var framing = new ResponseFraming.Chunked();

        var text = new StringBuilder(encoded(new ResponseHead(200, headers, framing, false, 1)));
        pieces.forEach(piece -> text.append(chunk(piece)));
        text.append(last(trailers));

        var fields = fields(headers, framing, false);
        var kept = Meanings.of(trailers).stream().filter(field -> !frames(field)).toList();
        reads(new Response(200, fields, join(pieces), kept, true), text.toString());
    }

    /// Of the trailers, these would frame, or say what else comes (RFC 9110, section 6.5.1).
    private static boolean frames(Field field) {
        return List.of("connection", "content-length", "host", "trailer", "transfer-encoding")
                .contains(field.name());
    }

    private static String chunk(String data) {
        var header = Wire.output(ChunkEncoder.HEADER);
        ChunkEncoder.header(data.length(), header);
        var end = Wire.output(2);
        ChunkEncoder.end(end);
        return Wire.written(header) + data + Wire.written(end);
    }

    private static String last(Headers trailers) {
        var output = Wire.output(ChunkEncoder.lastSize(trailers));
        ChunkEncoder.last(trailers, output);
        return Wire.written(output);
    }

    @Provide
    Arbitrary<String> data() {
        return Messages.noise();
    }

    @Provide
    Arbitrary<List<String>> pieces() {
        return Messages.noise().filter(text -> !text.isEmpty()).list().ofMaxSize(5);
    }
}
