package pounce.tests.middleware.compression;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import pounce.api.spi.ContentDecoder.Progress;
import pounce.api.spi.ContentEncoder;
import pounce.api.spi.ContentEncoder.Flush;
import pounce.middleware.compression.ZlibCoding;

/// gzip and deflate, beside the JDK's streams.
final class ZlibCodingTest {
    private static final int ROOM = 64;

    @Provide
    Arbitrary<List<byte[]>> contents() {
        var texts =
                Arbitraries.of("", "a", "hello ", "x".repeat(300), "<p>", "\0\1\2", "0123456789");
        var noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(400);
        return Arbitraries.oneOf(texts.map(text -> text.getBytes(ISO_8859_1)), noise)
                .list()
                .ofMaxSize(8);
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

    @Property
    void theJdkReadsWhatIsEncoded(
            @ForAll("contents") List<byte[]> content,
            @ForAll @IntRange(min = ROOM, max = 500) int room)
            throws IOException {
        try (var gzip = ZlibCoding.gzip(6);
                var deflate = ZlibCoding.deflate(1);
                var gzipped = gzip.encoder();
                var deflated = deflate.encoder()) {
            var in = new ByteArrayInputStream(CodedOctets.encode(gzipped, content, room));
            assertArrayEquals(all(content), new GZIPInputStream(in).readAllBytes());
            assertEquals(0, in.available());

            in = new ByteArrayInputStream(CodedOctets.encode(deflated, content, room));
            assertArrayEquals(all(content), new InflaterInputStream(in).readAllBytes());
        }
    }

    /// A client can show what has come so far.
    @Property
    void whatIsFlushedCanBeReadAtOnce(@ForAll("contents") List<byte[]> content) throws IOException {
        try (var gzip = ZlibCoding.gzip(6);
                var encoder = gzip.encoder()) {
            var coded = new ByteArrayOutputStream();
            var plain = new ByteArrayOutputStream();
            for (var piece : content) {
                plain.writeBytes(piece);
                coded.writeBytes(CodedOctets.encode(encoder, piece, ROOM, Flush.SYNC));

                InputStream in = new GZIPInputStream(new ByteArrayInputStream(coded.toByteArray()));
                assertArrayEquals(plain.toByteArray(), in.readNBytes(plain.size()));
            }
        }
    }

    @Property
    void contentInAnyPiecesDecodesToWhatItWas(
            @ForAll("contents") List<byte[]> content,
            @ForAll("cuts") List<Integer> cuts,
            @ForAll @IntRange(min = 1, max = 500) int room)
            throws IOException {
        var plain = all(content);
        var expected = new CodedOctets.Decoded(new String(plain, ISO_8859_1), Progress.WHOLE);
        try (var gzip = ZlibCoding.gzip(6);
                var deflate = ZlibCoding.deflate(6);
                var gunzip = gzip.decoder();
                var inflate = deflate.decoder()) {
            assertEquals(expected, CodedOctets.decode(gunzip, pieces(gzip(plain), cuts), room));
            assertEquals(expected, CodedOctets.decode(inflate, pieces(deflate(plain), cuts), room));
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var deflate = new DeflaterOutputStream(out)) {
            deflate.write(plain);
        }
        return out.toByteArray();
    }

    private static CodedOctets.Decoded gunzip(byte[]... pieces) {
        try (var gzip = ZlibCoding.gzip(6);
                var decoder = gzip.decoder()) {
            return CodedOctets.decode(decoder, List.of(pieces), ROOM);
        }
    }

    private static CodedOctets.Decoded inflate(byte[]... pieces) {
        try (var deflate = ZlibCoding.deflate(6);
                var decoder = deflate.decoder()) {
            return CodedOctets.decode(decoder, List.of(pieces), ROOM);
        }
    }

    @Test
    void membersFollowOneAnother() throws IOException {
        var decoded = gunzip(gzip("one, ".getBytes(ISO_8859_1)), gzip("two".getBytes(ISO_8859_1)));

        assertEquals(new CodedOctets.Decoded("one, two", Progress.WHOLE), decoded);
    }

    @Test
    void aHeaderMayHaveAllThatItMayHave() throws IOException {
        var plain = gzip("content".getBytes(ISO_8859_1));
        var header = new ByteArrayOutputStream();
        header.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3});
        header.writeBytes(new byte[] {3, 0, 'a', 'b', 'c'});
        header.writeBytes("name\0comment\0".getBytes(ISO_8859_1));
        var crc = new CRC32();
        crc.update(header.toByteArray());
        int sum = (int) crc.getValue();
        header.write(sum);
        header.write(sum >> 8);
        var rest = Arrays.copyOfRange(plain, 10, plain.length);

        assertEquals(
                new CodedOctets.Decoded("content", Progress.WHOLE),
                gunzip(header.toByteArray(), rest));
        var broken = header.toByteArray();
        broken[12] ^= 1;
        assertEquals(Progress.MALFORMED, gunzip(broken, rest).progress());
    }

    @Test
    void whatEndsTooEarlyIsNotWhole() throws IOException {
        var gzipped = gzip("content".getBytes(ISO_8859_1));
        for (int length = 0; length < gzipped.length; length++) {
            assertEquals(Progress.INPUT_NEEDED, gunzip(Arrays.copyOf(gzipped, length)).progress());
        }
        var deflated = deflate("content".getBytes(ISO_8859_1));
        for (int length = 0; length < deflated.length; length++) {
            assertEquals(
                    Progress.INPUT_NEEDED, inflate(Arrays.copyOf(deflated, length)).progress());
        }
    }

    /// Its magic, its method, its sum and its length are checked, all that says what the content
    /// is.
    @Test
    void whatIsChangedIsMalformed() throws IOException {
        var gzipped = gzip("content".getBytes(ISO_8859_1));
        for (int place = 0; place < gzipped.length; place++) {
            if (place >= 4 && place < 10) continue; // time and system mean nothing
            var changed = gzipped.clone();
            changed[place] ^= (byte) (place == 3 ? 0x80 : 0xff);

            assertTrue(
                    gunzip(changed).progress() != Progress.WHOLE,
                    "octet " + place + " has changed");
        }
        var deflated = deflate("content".getBytes(ISO_8859_1));
        deflated[deflated.length - 1] ^= 1;
        assertEquals(Progress.MALFORMED, inflate(deflated).progress());
    }

    @Test
    void whatFollowsIsMalformed() throws IOException {
        var text = "content".getBytes(ISO_8859_1);

        assertEquals(Progress.MALFORMED, gunzip(gzip(text), new byte[] {0}).progress());
        assertEquals(Progress.MALFORMED, inflate(deflate(text), new byte[] {0}).progress());
        assertEquals(Progress.MALFORMED, inflate(deflate(text), deflate(text)).progress());
    }

    @Test
    void deflateIsTheZlibFormatAndNeedsNoDictionary() {
        var raw = new Deflater(6, true);
        raw.setInput("content".getBytes(ISO_8859_1));
        raw.finish();
        var octets = new byte[100];
        int count = raw.deflate(octets);
        raw.end();
        assertEquals(Progress.MALFORMED, inflate(Arrays.copyOf(octets, count)).progress());

        var dictionary = new Deflater();
        dictionary.setDictionary("content".getBytes(ISO_8859_1));
        dictionary.setInput("content".getBytes(ISO_8859_1));
        dictionary.finish();
        count = dictionary.deflate(octets);
        dictionary.end();
        assertEquals(Progress.MALFORMED, inflate(Arrays.copyOf(octets, count)).progress());
    }

    @Test
    void encodersAreUsedAgain() {
        var coding = ZlibCoding.gzip(6);
        for (int i = 0; i < 100; i++) {
            try (var encoder = coding.encoder();
                    var decoder = coding.decoder()) {
                encoder.encode(ByteBuffer.allocate(5), ByteBuffer.allocate(100), Flush.NONE);
                decoder.decode(ByteBuffer.allocate(5), ByteBuffer.allocate(100));
            }
        }
        assertEquals(2, coding.alive());

        coding.close();

        assertEquals(0, coding.alive());
    }

    @Test
    void noMoreAreKeptThanCanBeBusy() {
        var coding = ZlibCoding.deflate(6);
        int many = 50 * Runtime.getRuntime().availableProcessors();
        var encoders = Stream.generate(coding::encoder).limit(many).toList();
        assertEquals(many, coding.alive());

        encoders.forEach(ContentEncoder::close);

        assertEquals(4 * Runtime.getRuntime().availableProcessors(), coding.alive());
        coding.close();
    }

    @Test
    void whatIsInUseWhenACodingClosesIsEndedLater() {
        var coding = ZlibCoding.gzip(6);
        var encoder = coding.encoder();

        coding.close();
        encoder.encode(ByteBuffer.allocate(5), ByteBuffer.allocate(100), Flush.SYNC);
        encoder.close();
        encoder.close();

        assertEquals(0, coding.alive());
        assertThrows(
                IllegalStateException.class,
                () -> encoder.encode(ByteBuffer.allocate(1), ByteBuffer.allocate(9), Flush.NONE));
    }
}
