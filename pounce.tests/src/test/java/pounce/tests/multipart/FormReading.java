package pounce.tests.multipart;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import pounce.api.multipart.Boundary;
import pounce.api.multipart.MultipartDecoder;
import pounce.api.multipart.MultipartEvent;
import pounce.api.multipart.MultipartEvent.Begin;
import pounce.api.multipart.MultipartEvent.Data;
import pounce.api.multipart.MultipartEvent.Done;
import pounce.api.multipart.MultipartEvent.End;
import pounce.api.multipart.MultipartEvent.NeedMore;
import pounce.api.multipart.MultipartEvent.Refused;
import pounce.api.multipart.MultipartLimits;
import pounce.tests.grammar.Form;

/// What the decoder makes of octets, written as Latin-1.
final class FormReading {
    static final String BOUNDARY = "b0";
    static final Form.Limits LIMITS = new Form.Limits(4, 20, 200, 60);

    private static final int MARGIN = 16;

    private final MultipartDecoder decoder;
    private final List<Form.Head> heads = new ArrayList<>();
    private final List<String> contents = new ArrayList<>();
    private final StringBuilder content = new StringBuilder();
    private boolean inPart;

    private FormReading(String boundary, Form.Limits limits) {
        decoder =
                new MultipartDecoder(
                        Boundary.of(List.of("multipart/form-data; boundary=\"" + boundary + '"'))
                                .orElseThrow(),
                        new MultipartLimits(
                                limits.parts(), limits.name(), limits.fields(), limits.part()));
    }

    static Form of(String text) {
        return of(BOUNDARY, LIMITS, List.of(text));
    }

    static Form of(String boundary, Form.Limits limits, List<String> pieces) {
        return new FormReading(boundary, limits).read(pieces);
    }

    private Form read(List<String> pieces) {
        for (var piece : pieces) {
            var input = input(piece);
            MultipartEvent event;
            do {
                event = decoder.decode(input);
                var refusal = take(event);
                if (refusal.isPresent()) return refusal.get();
            } while (!(event instanceof NeedMore));
            assertFalse(input.hasRemaining(), "octets that nobody keeps");
        }
        for (int i = 0; i < 3; i++) {
            var end = take(decoder.end());
            if (end.isPresent()) return end.get();
        }
        throw new AssertionError("no end");
    }

    /// {@return what all of it means, once that is known}
    private Optional<Form> take(MultipartEvent event) {
        switch (event) {
            case Begin(var head) -> {
                assertFalse(inPart);
                inPart = true;
                heads.add(new Form.Head(head.name(), head.filename(), head.lines()));
            }
            case Data(var data) -> {
                assertTrue(inPart);
                assertTrue(data.hasRemaining());
                content.append(ISO_8859_1.decode(data));
            }
            case End() -> {
                assertTrue(inPart);
                inPart = false;
                contents.add(content.toString());
                content.setLength(0);
            }
            case Done() -> {
                assertFalse(inPart);
                return again(event, new Form(heads, contents, Optional.empty()));
            }
            case Refused(var code, _) -> {
                return again(event, new Form(heads, contents, Optional.of(code)));
            }
            case NeedMore() -> {}
        }
        return Optional.empty();
    }

    /// What was said last stays true.
    private Optional<Form> again(MultipartEvent event, Form form) {
        assertEquals(event, decoder.decode(input("\r\n--" + BOUNDARY + "\r\n")));
        assertEquals(event, decoder.end());
        return Optional.of(form);
    }

    /// {@return the octets among others that are none of them}
    private static ByteBuffer input(String text) {
        var octets = text.getBytes(ISO_8859_1);
        var array = new byte[octets.length + 2 * MARGIN];
        Arrays.fill(array, (byte) '\r');
        System.arraycopy(octets, 0, array, MARGIN, octets.length);
        return ByteBuffer.wrap(array)
                .slice(3, array.length - 3)
                .position(MARGIN - 3)
                .limit(MARGIN - 3 + octets.length);
    }
}
