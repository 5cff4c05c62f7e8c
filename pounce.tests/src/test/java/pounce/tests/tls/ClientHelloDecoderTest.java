package pounce.tests.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.tls.ClientHelloDecoder;

final class ClientHelloDecoderTest {
    private static final int LIMIT = 16 << 10;

    private static Decoded<Integer> decode(String hex) {
        return decode(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static Decoded<Integer> decode(byte[] octets) {
        return ClientHelloDecoder.decode(ByteBuffer.wrap(octets), LIMIT);
    }

    private static ErrorCode refusal(Decoded<Integer> decoded) {
        return assertInstanceOf(Decoded.Refused.class, decoded).violation().code();
    }

    /// A ClientHello of that many octets, its header included, in fragments of at most `fragment`.
    static byte[] hello(int octets, int fragment) {
        var message = ByteBuffer.allocate(octets).putInt(0, 1 << 24 | octets - 4);
        var wire = ByteBuffer.allocate(octets + 5 * (octets / fragment + 1));
        while (message.hasRemaining()) {
            int count = Math.min(fragment, message.remaining());
            wire.put((byte) 22).put((byte) 3).put((byte) 1).putShort((short) count);
            wire.put(message.slice(message.position(), count));
            message.position(message.position() + count);
        }
        var octetsOnTheWire = new byte[wire.position()];
        wire.flip().get(octetsOnTheWire);
        return octetsOnTheWire;
    }

    @ParameterizedTest
    @CsvSource({"4, 4", "200, 200", "200, 1", "517, 100", "16379, 16384", "5000, 3"})
    void findsTheEndInWhateverPieces(int octets, int fragment) {
        var wire = hello(octets, fragment);
        for (int known = 0; known < wire.length; known++) {
            var piece = ByteBuffer.wrap(wire, 0, known);
            assertInstanceOf(
                    Decoded.NeedMore.class, ClientHelloDecoder.decode(piece, LIMIT), "" + known);
            assertEquals(0, piece.position());
        }

        assertEquals(new Decoded.Ready<>(wire.length), decode(wire));
    }

    @Test
    void doesNotMindWhatComesBehindIt() {
        assertEquals(new Decoded.Ready<>(9), decode("16 0301 0004 01 000000 ff"));
    }

    @Test
    void startsWhereTheBufferDoes() {
        var wire = ByteBuffer.wrap(HexFormat.of().parseHex("ff16030100040100000099")).position(1);

        assertEquals(new Decoded.Ready<>(9), ClientHelloDecoder.decode(wire, LIMIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80",
                "00",
                "15",
                "17",
                "16 02",
                "16 04",
                "16 0301 0000",
                "16 0301 4001",
                "16 0301 0004 02",
                "16 0301 0001 01 17",
                "16 0301 0001 01 16 03 01 0000"
            })
    void refusesAtTheFirstOctetWhatIsNone(String hex) {
        assertEquals(ErrorCode.POUNCE_PARSE_CLIENT_HELLO, refusal(decode(hex)));
        var known = hex.substring(0, hex.length() - 2).strip();
        assertInstanceOf(Decoded.NeedMore.class, decode(known));
    }

    @Test
    void knowsAClientThatSpeaksHttp() {
        assertEquals(ErrorCode.POUNCE_PARSE_PLAIN_HTTP, refusal(decode("47")));
        assertEquals(ErrorCode.POUNCE_PARSE_CLIENT_HELLO, refusal(decode("67")));
        assertEquals(ErrorCode.POUNCE_PARSE_CLIENT_HELLO, refusal(decode("16 0301 0001 01 47")));
    }

    @Test
    void refusesOneThatIsTooLongAsSoonAsItSaysSo() {
        assertEquals(
                ErrorCode.POUNCE_LIMIT_CLIENT_HELLO, refusal(decode("16 0301 0004 01 004000")));
        assertInstanceOf(Decoded.NeedMore.class, decode("16 0301 0004 01 003ff0"));
        assertEquals(ErrorCode.POUNCE_LIMIT_CLIENT_HELLO, refusal(decode("16 0301 4000")));
    }

    @Test
    void countsRecordHeadersToo() {
        assertEquals(ErrorCode.POUNCE_LIMIT_CLIENT_HELLO, refusal(decode(hello(3000, 1))));
        assertInstanceOf(Decoded.Ready.class, decode(hello(2700, 1)));
    }
}
