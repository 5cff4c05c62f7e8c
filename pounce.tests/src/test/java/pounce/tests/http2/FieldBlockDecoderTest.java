package pounce.tests.http2;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pounce.api.error.ErrorCode;
import pounce.engine.hpack.StaticFields;
import pounce.engine.http2.FieldBlock;
import pounce.engine.http2.FieldBlockDecoder;
import pounce.engine.http2.FieldLimits;
import pounce.engine.http2.Frame;
import pounce.engine.http2.Head;
import pounce.engine.http2.RequestFields;
import pounce.engine.message.Decoded;
import pounce.engine.message.Violation;

final class FieldBlockDecoderTest {
    private static final FieldLimits LIMITS = new FieldLimits(256, 1000, 20);

    private final FieldBlock block = new FieldBlock(LIMITS);
    private final FieldBlockDecoder decoder =
            new FieldBlockDecoder(new StaticFields<>(new RequestFields(false)), LIMITS);
    private final Fields fields = new Fields();

    /// Sends a block in fragments.
    private @Nullable Violation send(byte[] octets, int fragment) {
        int first = Math.min(fragment, octets.length);
        var broken =
                decoder.begin(
                        new Frame.Headers(
                                1,
                                ByteBuffer.wrap(octets, 0, first).slice(),
                                first == octets.length,
                                true,
                                false),
                        block);
        for (int from = first; from < octets.length && broken == null; from += fragment) {
            int count = Math.min(fragment, octets.length - from);
            broken =
                    decoder.add(
                            new Frame.Continuation(
                                    1,
                                    ByteBuffer.wrap(octets, from, count).slice(),
                                    from + count == octets.length),
                            block);
        }
        return broken;
    }

    @Property(tries = 100)
    void theFragmentsMakeNoDifference(@ForAll @IntRange(min = 1, max = 200) int fragment) {
        for (int i = 0; i < 3; i++) {
            var broken = send(fields.get("/a", "x", "y".repeat(100)), fragment);

            assertNull(broken);
            assertEquals(
                    "/a",
                    block.head() instanceof Decoded.Ready<Head>(var head)
                            ? head.target().path()
                            : null);
        }
    }

    @Test
    void countsContinuations() {
        var octets = fields.get("/a", "x", "y".repeat(100));

        send(octets, 30);

        assertEquals((octets.length - 1) / 30, decoder.continuations());
        send(fields.get("/"), 1000);
        assertEquals(0, decoder.continuations());
    }

    @Test
    void refusesABlockThatCannotBeDecoded() {
        var broken = send(new byte[] {(byte) 0xff}, 10);

        assertNotNull(broken);
        assertEquals(ErrorCode.POUNCE_PARSE_HTTP2_COMPRESSION, broken.code());
    }

    @Test
    void refusesToGatherMoreThanTheLimit() {
        var broken = send(new byte[1001], 100);

        assertNotNull(broken);
        assertEquals(ErrorCode.POUNCE_LIMIT_HTTP2_FLOOD, broken.code());
    }

    @Test
    void tellsThatTheDecodedFieldsAreTooLargeAndGoesOn() {
        assertNull(send(fields.get("/", "x", "y".repeat(950)), 10_000));
        assertEquals(
                ErrorCode.POUNCE_LIMIT_HEADERS_TOO_LARGE,
                block.head() instanceof Decoded.Refused<Head>(var violation)
                        ? violation.code()
                        : null);

        assertNull(send(fields.get("/"), 10_000));
        assertTrue(block.head() instanceof Decoded.Ready);
    }

    @Test
    void doesNotKeepTheInput() {
        var octets = fields.get("/path", "x", "y");
        var copy = octets.clone();
        send(copy, 10_000);
        Arrays.fill(copy, (byte) 0);

        assertEquals(
                "/path",
                block.head() instanceof Decoded.Ready<Head>(var head)
                        ? head.target().path()
                        : null);
    }
}
