package pounce.tests.zstd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.ServerConfig;
import pounce.api.spi.ContentDecoder.Progress;
import pounce.api.spi.ContentEncoder;
import pounce.api.spi.ContentEncoder.Flush;
import pounce.tests.middleware.compression.CodedOctets;
import pounce.zstd.ZstdCoding;
import pounce.zstd.ZstdProvider;

/// The library's own streams read what is encoded, and write what is decoded.
final class ZstdCodingTest {
    private static final int ROOM = 64;
    private static final byte[] TEXT = "content, content, content".getBytes(ISO_8859_1);

    private static ZstdCoding coding() {
        return coding(Map.of());
    }

    private static ZstdCoding coding(Map<String, String> settings) {
        var provider = new ZstdProvider();
        var config = ServerConfig.builder().set(settings).build();
        config.check(provider.options());
        return (ZstdCoding) provider.create(config);
    }

    @Provide
    Arbitrary<List<byte[]>> contents() {
        var texts =
                Arbitraries.of("", "a", "hello ", "x".repeat(40_000), "<p>", "\0\1\2", "01234567");
        var noise =
                Arbitraries.oneOf(
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(400),
                        Arbitraries.randomValue(ZstdCodingTest::noise));
        return Arbitraries.oneOf(texts.map(text -> text.getBytes(ISO_8859_1)), noise)
                .list()
                .ofMaxSize(8);
    }

    /// More than fits into any buffer.
    private static byte[] noise(Random random) {
        var octets = new byte[random.nextInt(50_000)];
        random.nextBytes(octets);
        return octets;
    }

    @Provide
    Arbitrary<List<Integer>> cuts() {
        return Arbitraries.integers().between(0, 1 << 20).list().ofMaxSize(8);
    }

    private static byte[] all(List<byte[]> pieces) {
        var all = new ByteArrayOutputStream();
        pieces.forEach(all::writeBytes);
        return all.toByteArray();
    }

    private static List<byte[]> pieces(byte[] octets, List<Integer> cuts) {
        var places = cuts.stream().map(cut -> cut % (octets.length + 1)).sorted().toList();
        var pieces = new ArrayList<byte[]>();
        int from = 0;
        for (int place : places) {
            pieces.add(Arrays.copyOfRange(octets, from, place));
            from = place;
        }
        pieces.add(Arrays.copyOfRange(octets, from, octets.length));
        return pieces;
    }

    private static byte[] compress(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zstd = new ZstdOutputStream(out)) {
            zstd.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] decompress(byte[] coded) throws IOException {
        try (var zstd = new ZstdInputStream(new ByteArrayInputStream(coded))) {
            return zstd.readAllBytes();
        }
    }

    private static CodedOctets.Decoded decode(byte[]... pieces) {
        try (var zstd = coding();
                var decoder = zstd.decoder()) {
            return CodedOctets.decode(decoder, List.of(pieces), ROOM);
        }
    }

    @Property(tries = 300)
    void theLibraryReadsWhatIsEncoded(
            @ForAll("contents") List<byte[]> content,
            @ForAll @IntRange(min = ROOM, max = 20_000) int room)
            throws IOException {
        try (var zstd = coding();
                var encoder = zstd.encoder()) {
            var coded = CodedOctets.encode(encoder, content, room);

            assertArrayEquals(all(content), decompress(coded));
            assertEquals(coded.length, Zstd.findFrameCompressedSize(coded), "one frame");
        }
    }

    /// A client can show what has come so far.
    @Property(tries = 200)
    void whatIsFlushedCanBeReadAtOnce(@ForAll("contents") List<byte[]> content) throws IOException {
        try (var zstd = coding();
                var encoder = zstd.encoder()) {
            var coded = new ByteArrayOutputStream();
            var plain = new ByteArrayOutputStream();
            for (var piece : content) {
                plain.writeBytes(piece);
                coded.writeBytes(CodedOctets.encode(encoder, piece, ROOM, Flush.SYNC));

                try (var in = new ZstdInputStream(new ByteArrayInputStream(coded.toByteArray()))) {
                    assertArrayEquals(plain.toByteArray(), in.readNBytes(plain.size()));
                }
            }
        }
    }

    @Property(tries = 300)
    void contentInAnyPiecesDecodesToWhatItWas(
            @ForAll("contents") List<byte[]> content,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll @IntRange(min = 1, max = 20_000) int room)
            throws IOException {
        var plain = all(content);
        try (var zstd = coding();
                var decoder = zstd.decoder()) {
            assertEquals(
                    new CodedOctets.Decoded(new String(plain, ISO_8859_1), Progress.WHOLE),
                    CodedOctets.decode(decoder, pieces(compress(plain), cuts), room));
        }
    }

    /// Whoever asks again and again brings nothing new, and is told the same.
    @Test
    void noInputIsNoFault() throws IOException {
        var coded = compress(TEXT);
        try (var zstd = coding();
                var decoder = zstd.decoder()) {
            var first = ByteBuffer.wrap(coded, 0, 9);
            var target = ByteBuffer.allocate(100);
            for (int i = 0; i < 100; i++) {
                assertEquals(Progress.INPUT_NEEDED, decoder.decode(first, target));
            }
            var rest = ByteBuffer.wrap(coded, 9, coded.length - 9);
            for (int i = 0; i < 100; i++) {
                assertEquals(Progress.WHOLE, decoder.decode(rest, target));
            }
            assertArrayEquals(TEXT, Arrays.copyOf(target.array(), target.position()));
        }
    }

    // ---------------------------------------------------------------- frames

    @Test
    void framesFollowOneAnotherAndSomeAreSkipped() throws IOException {
        var skipped = HexFormat.of().parseHex("5a2a4d1803000000616263");

        assertEquals(
                new CodedOctets.Decoded("onetwo", Progress.WHOLE),
                decode(
                        skipped,
                        compress("one".getBytes(ISO_8859_1)),
                        skipped,
                        compress("two".getBytes(ISO_8859_1)),
                        skipped));
    }

    @Test
    void whatEndsTooEarlyIsNotWhole() throws IOException {
        var coded = compress(TEXT);
        for (int length = 0; length < coded.length; length++) {
            assertEquals(Progress.INPUT_NEEDED, decode(Arrays.copyOf(coded, length)).progress());
        }
    }

    @Test
    void whatFollowsIsMalformed() throws IOException {
        assertEquals(
                Progress.MALFORMED, decode(compress(TEXT), "abcd".getBytes(ISO_8859_1)).progress());
        assertEquals(Progress.INPUT_NEEDED, decode(compress(TEXT), new byte[] {0x28}).progress());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1f8b08000000000000ff",
                "28b52ffc0000",
                "27b52ffd20010100", // version 0.7
                "28b52ffd2801010000", // a reserved bit
                "28b52ffd0000ffffff", // a reserved block
            })
    void otherFormatsAreMalformed(String hex) {
        assertEquals(Progress.MALFORMED, decode(HexFormat.of().parseHex(hex)).progress());
    }

    @Test
    void aDictionaryThatNobodyHasIsMalformed() {
        var dictionary = new byte[1000];
        new Random(1).nextBytes(dictionary);
        System.arraycopy(HexFormat.of().parseHex("37a430ec01000000"), 0, dictionary, 0, 8);
        try (var context = new ZstdCompressCtx();
                var known = new ZstdDictCompress(Arrays.copyOfRange(dictionary, 8, 1000), 3)) {
            context.loadDict(known);
            assertNotEquals(
                    "content", decode(context.compress(TEXT)).octets(), "raw, without an id");
        }
        assertEquals(
                Progress.MALFORMED,
                decode(HexFormat.of().parseHex("28b52ffd2107010100")).progress(),
                "dictionary 7");
    }

    /// A frame says how much memory it takes: 8 MiB at most, else a client would choose.
    @ParameterizedTest
    @CsvSource({
        "28b52ffd0068, INPUT_NEEDED", // 2^23
        "28b52ffd0069, MALFORMED", // a little more
        "28b52ffd00f8, MALFORMED", // 2^41
        "28b52ffda000008000, INPUT_NEEDED", // a single segment of 2^23
        "28b52ffda001008000, MALFORMED",
        "28b52ffde0ffffffffffffffff, MALFORMED", // of 2^64-1
        "28b52ffd60ffff, INPUT_NEEDED", // of 2^16+255
    })
    void noWindowIsLargerThanEveryDecoderHas(String hex, Progress progress) {
        var octets = HexFormat.of().parseHex(hex);
        assertEquals(progress, decode(octets).progress());

        var single = new byte[octets.length][1];
        for (int i = 0; i < octets.length; i++) {
            single[i][0] = octets[i];
        }
        assertEquals(progress, decode(single).progress(), "octet by octet");
    }

    @Test
    void theWindowIsThatOfTheSettings() {
        for (var size : List.of("1KiB", "256KiB", "8MiB")) {
            try (var zstd = coding(Map.of("plugin.zstd.window", size));
                    var encoder = zstd.encoder()) {
                var coded = CodedOctets.encode(encoder, List.of(noise(new Random(1))), 20_000);
                int exponent = (coded[5] & 0xff) >> 3;
                assertEquals(0, coded[4] & 0x20, "no single segment");
                assertEquals(
                        ServerConfig.builder()
                                .set(Map.of("plugin.zstd.window", size))
                                .build()
                                .get(ZstdProvider.WINDOW)
                                .octets(),
                        1L << (10 + exponent));
            }
        }
    }

    @Test
    void theLevelIsThatOfTheSettings() {
        var text = new StringBuilder();
        var random = new Random(1);
        while (text.length() < 100_000) {
            text.append(random.nextInt(100)).append(", ");
        }
        var octets = text.toString().getBytes(ISO_8859_1);
        try (var fast = coding(Map.of("plugin.zstd.level", "1"));
                var hard = coding(Map.of("plugin.zstd.level", "19"));
                var fastEncoder = fast.encoder();
                var hardEncoder = hard.encoder()) {
            assertTrue(
                    CodedOctets.encode(hardEncoder, List.of(octets), ROOM).length
                            < CodedOctets.encode(fastEncoder, List.of(octets), ROOM).length);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "plugin.zstd.level, 0",
        "plugin.zstd.level, 20",
        "plugin.zstd.window, 16MiB",
        "plugin.zstd.window, 1000KiB",
        "plugin.zstd.window, 512B",
    })
    void settingsThatNoClientCouldBearAreRefused(String name, String value) {
        assertThrows(RuntimeException.class, () -> coding(Map.of(name, value)));
    }

    // ---------------------------------------------------------------- what is native

    @Test
    void whatIsNativeIsUsedAgainInWhateverStateItWasLeft() throws IOException {
        var coding = coding();
        var coded = compress(TEXT);
        for (int i = 0; i < 100; i++) {
            try (var encoder = coding.encoder();
                    var decoder = coding.decoder()) {
                encoder.encode(ByteBuffer.allocate(5), ByteBuffer.allocate(100), Flush.SYNC);
                decoder.decode(ByteBuffer.wrap(coded, 0, 12), ByteBuffer.allocate(1));
            }
            try (var encoder = coding.encoder();
                    var decoder = coding.decoder()) {
                assertArrayEquals(
                        TEXT, decompress(CodedOctets.encode(encoder, List.of(TEXT), ROOM)));
                assertEquals(
                        new CodedOctets.Decoded(new String(TEXT, ISO_8859_1), Progress.WHOLE),
                        CodedOctets.decode(decoder, List.of(coded), ROOM));
            }
        }
        assertEquals(2, coding.alive());

        coding.close();

        assertEquals(0, coding.alive());
    }

    @Test
    void noMoreIsKeptThanCanBeBusy() {
        var coding = coding();
        int many = 10 * Runtime.getRuntime().availableProcessors();
        var encoders = Stream.generate(coding::encoder).limit(many).toList();
        assertEquals(many, coding.alive());

        encoders.forEach(ContentEncoder::close);

        assertEquals(4 * Runtime.getRuntime().availableProcessors(), coding.alive());
        coding.close();
    }

    @Test
    void aLargeWindowIsNotKept() {
        var coding = coding();
        var decoder = coding.decoder();
        decoder.decode(
                ByteBuffer.wrap(HexFormat.of().parseHex("28b52ffd006800")), ByteBuffer.allocate(9));
        assertEquals(1, coding.alive());

        decoder.close();

        assertEquals(0, coding.alive());
        coding.close();
    }

    @Test
    void whatIsInUseWhenACodingClosesIsFreedLater() {
        var coding = coding();
        var encoder = coding.encoder();
        var decoder = coding.decoder();

        coding.close();
        encoder.encode(ByteBuffer.allocate(5), ByteBuffer.allocate(100), Flush.SYNC);
        assertEquals(2, coding.alive());
        for (int i = 0; i < 2; i++) {
            encoder.close();
            decoder.close();
        }

        assertEquals(0, coding.alive());
        assertThrows(
                IllegalStateException.class,
                () -> encoder.encode(ByteBuffer.allocate(1), ByteBuffer.allocate(99), Flush.NONE));
        assertThrows(
                IllegalStateException.class,
                () -> decoder.decode(ByteBuffer.allocate(1), ByteBuffer.allocate(99)));
    }
}
