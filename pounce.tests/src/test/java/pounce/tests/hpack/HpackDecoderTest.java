package pounce.tests.hpack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.engine.hpack.HpackDecoder.Outcome;

final class HpackDecoderTest {
    private static final Field METHOD = new Field(":method", "GET");
    private static final Field SCHEME = new Field(":scheme", "http");
    private static final Field PATH = new Field(":path", "/");
    private static final Field AUTHORITY = new Field(":authority", "www.example.com");
    private static final Field NO_CACHE = new Field("cache-control", "no-cache");

    private final Decoding decoding = new Decoding();

    private void decodesTo(String hex, Field... fields) {
        assertEquals(Outcome.WHOLE, decoding.decode(hex), decoding::fault);
        assertEquals(List.of(fields), decoding.fields());
    }

    /// The examples of RFC 7541, appendix C.2.
    @Test
    void decodesEveryRepresentation() {
        decodesTo(
                "400a 6375 7374 6f6d 2d6b 6579 0d63 7573 746f 6d2d 6865 6164 6572",
                new Field("custom-key", "custom-header"));
        decodesTo("040c 2f73 616d 706c 652f 7061 7468", new Field(":path", "/sample/path"));
        decodesTo("1008 7061 7373 776f 7264 0673 6563 7265 74", new Field("password", "secret"));
        decodesTo("82", METHOD);
        decodesTo("be", new Field("custom-key", "custom-header"));
    }

    /// Appendix C.3, and C.4 with Huffman codes.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "8286 8441 0f77 7777 2e65 7861 6d70 6c65 2e63 6f6d|8286 84be 5808 6e6f 2d63 6163 6865",
                "8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff|8286 84be 5886 a8eb 1064 9cbf"
            })
    void remembersWhatTheBlocksBeforeHad(String blocks) {
        var hex = blocks.split("\\|", -1);

        decodesTo(hex[0], METHOD, SCHEME, PATH, AUTHORITY);
        decodesTo(hex[1], METHOD, SCHEME, PATH, AUTHORITY, NO_CACHE);
        decodesTo("bfbe", AUTHORITY, NO_CACHE);
    }

    /// Appendix C.6: a table of 256 octets.
    @Test
    void forgetsWhatHasNoPlaceAnyMore() {
        decodesTo("3fe1 01");
        decodesTo(
                "4882 6402 5885 aec3 771a 4b61 96d0 7abe 9410 54d4 44a8 2005 9504 0b81 66e0 82a6 2d1b ff6e 919d 29ad 1718 63c7 8f0b 97c8 e9ae 82ae 43d3",
                new Field(":status", "302"),
                new Field("cache-control", "private"),
                new Field("date", "Mon, 21 Oct 2013 20:13:21 GMT"),
                new Field("location", "https://www.example.com"));
        decodesTo(
                "4883 640e ffc1 c0bf",
                new Field(":status", "307"),
                new Field("cache-control", "private"),
                new Field("date", "Mon, 21 Oct 2013 20:13:21 GMT"),
                new Field("location", "https://www.example.com"));
        assertEquals(Outcome.MALFORMED, decoding.decode("c2"), "the fifth one back");
    }

    @Test
    void aFieldLargerThanTheTableEmptiesIt() {
        decodesTo("4001 6101 62", new Field("a", "b"));
        decodesTo("3f02"); // 33 octets
        decodesTo("4001 6101 63", new Field("a", "c"));

        assertEquals(Outcome.MALFORMED, decoding.decode("be"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "80", // index 0
                "be", // an index behind the static table, when the other is empty
                "ff80808008", // index 2^24 and more
                "ff8080808001", // five octets behind the prefix
                "ff", // an integer that does not end
                "ff80",
                "41", // a literal without a value
                "4101", // with a value that does not end
                "40", // without a name
                "400161", // with a name only
                "41ffffffff07", // a value of 256 MiB
                "7f8180808001", // a name with an index that is too large
                "823f01", // a table size behind a field
                "3fe21f", // a table size above the limit
                "4181ff", // Huffman: padding that is longer than seven bits
                "4184ffffffff", // EOS
                "418100", // a zero and two bits more that are no padding
            })
    void refuses(String hex) {
        assertEquals(Outcome.MALFORMED, decoding.decode(hex));
        assertFalse(decoding.fault().isEmpty());
    }

    @Test
    void acceptsEveryTableSizeUpToTheLimit() {
        decodesTo("20 3fe11f 82", METHOD);
    }

    @Test
    void aBlockMayBeEmpty() {
        decodesTo("");
    }

    @Test
    void handsOverNothingBeyondTheLimitButKeepsItsTableInStep() {
        var block = HexFormat.of().parseHex("40016101628240016301 64".replace(" ", ""));

        assertEquals(Outcome.TOO_LARGE, decoding.decode(block, 34 + 42));

        assertEquals(List.of(new Field("a", "b"), METHOD), decoding.fields());
        decodesTo("be bf", new Field("c", "d"), new Field("a", "b"));
    }

    /// A kilobyte on the wire that means a hundred megabytes.
    @Test
    void aBombCostsNoMoreThanItsOctets() {
        var value = "x".repeat(4000);
        decodesTo(
                "40016f7fa11e" + HexFormat.of().formatHex(value.getBytes(US_ASCII)),
                new Field("o", value));
        var bomb = HexFormat.of().parseHex("be".repeat(30_000));

        assertEquals(Outcome.TOO_LARGE, decoding.decode(bomb, 65_536));

        assertEquals(16, decoding.fields().size());
        decoding.fields().forEach(field -> assertSame(decoding.fields().getFirst(), field));
    }
}
