package pounce.tests.tls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.ServerConfig;
import pounce.api.spi.TlsProvider.KeyMaterial;
import pounce.engine.net.Deadline;
import pounce.engine.net.Output;
import pounce.engine.net.TimeoutException;
import pounce.engine.net.TlsBuffers;
import pounce.engine.net.TlsTransport;
import pounce.tests.server.Heap;
import pounce.tls.Tls;

/// TLS between a client of the JDK and a transport of ours, in memory.
@Timeout(60)
final class TlsTransportTest {
    private static final Authority ROOT = Authority.root("root");
    private static final SSLContext CLIENT = Clients.trusting(ROOT.certificate());
    private static final Deadline DEADLINE = new Deadline(0);
    private static final byte[] HELLO = {1, 2, 3};

    /// In octets, of a record: header, type, tag, and as many zeros as the JDK pads it with.
    private static final int OVERHEAD = 5 + 1 + 16 + 16;

    private static KeyMaterial keys;

    private final TlsBuffers buffers = new TlsBuffers();

    @BeforeAll
    static void loadKeys(@TempDir Path directory) throws IOException {
        var pair = new PemFiles(directory).write("a", ROOT.issue("localhost"));
        keys = new Tls().load(ServerConfig.builder().tls(pair.certificate(), pair.key()).build());
        assertTrue(Files.exists(pair.key()));
    }

    private static TlsPeer peer(String version, IntSupplier pieces) throws IOException {
        var engine = CLIENT.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        return new TlsPeer(engine, pieces);
    }

    private TlsTransport accept(TlsPeer peer) throws IOException {
        var tls = new TlsTransport(peer, keys.engine(List.of("http/1.1")), buffers, 0);
        tls.handshake(ByteBuffer.allocate(0), DEADLINE);
        return tls;
    }

    private static byte[] content(int octets) {
        var content = new byte[octets];
        new Random(octets).nextBytes(content);
        return content;
    }

    /// Reads until so much has come, or the end.
    private static byte[] read(TlsTransport tls, int octets, int room) throws IOException {
        var heard = new ByteArrayOutputStream();
        var target = ByteBuffer.allocate(room);
        while (heard.size() < octets && tls.read(target.clear(), DEADLINE) >= 0) {
            heard.write(target.array(), 0, target.position());
        }
        return heard.toByteArray();
    }

    /// As much as there is, at once.
    private static int whole() {
        return Integer.MAX_VALUE;
    }

    /// Encodes some octets.
    private static final class Octets implements Output {
        private final byte[] octets;

        Octets(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public int size() {
            return octets.length;
        }

        @Override
        public boolean encode(ByteBuffer buffer) {
            if (buffer.remaining() < octets.length) {
                return false;
            }
            buffer.put(octets);
            return true;
        }
    }

    // ---------------------------------------------------------------- there

    /// Any pieces, and any room, yield the same content.
    @ParameterizedTest
    @CsvSource({
        "TLSv1.3, 1, 16384",
        "TLSv1.2, 1, 16384",
        "TLSv1.3, 0, 16384",
        "TLSv1.2, 0, 16384",
        "TLSv1.3, 0, 1",
        "TLSv1.3, 0, 100",
        "TLSv1.2, 0, 40000",
        "TLSv1.3, 1000000, 16384"
    })
    void readsWhatTheClientSays(String version, int piece, int room) throws Exception {
        var random = new Random(42);
        var peer = peer(version, () -> piece == 0 ? 1 + random.nextInt(3000) : piece);
        var tls = accept(peer);
        for (int octets : new int[] {1, 0, 100, 16384, 16385, 50_000}) {
            peer.says(content(octets));

            assertArrayEquals(content(octets), read(tls, octets, room), octets + " octets");
        }
    }

    @Test
    void readsAllThatHasComeAtOnce() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        for (int i = 0; i < 10; i++) {
            peer.says(content(100));
        }
        var target = ByteBuffer.allocate(16 << 10);

        assertEquals(1000, tls.read(target, DEADLINE));
    }

    @Test
    void waitsNoLongerThanItMay() throws Exception {
        var tls = accept(peer("TLSv1.3", TlsTransportTest::whole));

        assertThrows(TimeoutException.class, () -> read(tls, 1, 100));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void endsWhereTheClientSaysSo(String version) throws Exception {
        var peer = peer(version, TlsTransportTest::whole);
        var tls = accept(peer);
        peer.says(HELLO);
        peer.saysGoodbye();
        peer.saysRaw(new byte[] {23, 3, 3, 0, 1, 0});

        assertArrayEquals(HELLO, read(tls, Integer.MAX_VALUE, 100));
        assertEquals(-1, tls.read(ByteBuffer.allocate(10), DEADLINE), "and stays there");
        assertFalse(tls.idle(Duration.ofSeconds(1)));
    }

    @Test
    void endsWhereTheStreamDoes() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        peer.says(HELLO);
        peer.ends();

        assertArrayEquals(HELLO, read(tls, Integer.MAX_VALUE, 100));
    }

    @Test
    void givesNothingOfARecordThatIsCut() throws Exception {
        for (int known = 1; known < 25; known++) {
            int octets = known;
            var peer = peer("TLSv1.3", () -> octets);
            var tls = accept(peer);
            peer.says(HELLO);
            read(tls, HELLO.length, 100);
            peer.keepsFrom(octets);
            peer.says(HELLO);
            peer.ends();

            assertEquals(0, read(tls, Integer.MAX_VALUE, 100).length, octets + " octets of it");
        }
    }

    // ---------------------------------------------------------------- and back

    @Test
    void writesWhatWasGatheredAtOnce() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        var before = peer.octets();
        int writes = peer.writes();
        for (int i = 0; i < 100; i++) {
            assertEquals(100, tls.write(new Octets(content(100))));
            tls.write(ByteBuffer.wrap(HELLO));
        }
        assertEquals(before, peer.octets(), "nothing leaves yet");

        tls.flush();

        assertEquals(writes + 1, peer.writes());
        assertEquals(before + 100 * 103 + OVERHEAD, peer.octets(), "one record");
        assertEquals(100 * 103, peer.heard().length);
        assertEquals(100 * 103, tls.sent());
    }

    @Test
    void writesLargeContentInFullRecordsAndAtOnce() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        var before = peer.octets();
        int writes = peer.writes();

        tls.write(new Octets(content(200)));
        tls.write(ByteBuffer.wrap(content(100 << 10)));
        tls.flush();

        assertEquals(writes + 1, peer.writes());
        assertEquals(before + 200 + (100 << 10) + 7 * OVERHEAD, peer.octets(), "seven records");
        var heard = peer.heard();
        assertArrayEquals(content(100 << 10), Arrays.copyOfRange(heard, 200, heard.length));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16383, 16384, 16385, 32768, 100_000, 1_000_000})
    void writesContentOfAnyLength(int octets) throws Exception {
        for (int before : new int[] {0, 1, 16384}) {
            var peer = peer("TLSv1.3", TlsTransportTest::whole);
            var tls = accept(peer);
            var buffer = ByteBuffer.wrap(content(octets + 3)).position(2).limit(octets + 2);

            tls.write(ByteBuffer.wrap(content(before)));
            tls.write(buffer);
            tls.flush();

            var heard = peer.heard();
            assertEquals(before + octets, heard.length);
            assertEquals(2, buffer.position(), "the caller's own");
            assertEquals(buffer, ByteBuffer.wrap(heard, before, octets), before + " and " + octets);
        }
    }

    @Test
    void writesEncodersOfAnySize() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        int all = 0;
        for (int octets : new int[] {1, 16384, 1, 16385, 70_000, 16383, 2}) {
            tls.write(new Octets(content(octets)));
            all += octets;
        }
        tls.flush();

        assertEquals(all, peer.heard().length);
    }

    @Test
    void saysGoodbyeBehindWhatWasGathered() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        tls.write(ByteBuffer.wrap(HELLO));
        assertFalse(peer.hasHeardGoodbye());

        tls.farewell();

        assertArrayEquals(HELLO, peer.heard());
        assertTrue(peer.hasHeardGoodbye());
        tls.shutdownOutput(); // once more is no mistake
    }

    /// The connection breaks at every octet: there is an exception, and never other content.
    @Test
    void breaksWhereTheConnectionDoes() throws Exception {
        for (int octets = 0; octets < 300; octets += 7) {
            var peer = peer("TLSv1.3", TlsTransportTest::whole);
            var tls = accept(peer);
            peer.breakAfter(octets);
            int rest = octets;

            assertThrows(
                    IOException.class,
                    () -> {
                        for (int i = 0; i <= rest; i++) {
                            tls.write(ByteBuffer.wrap(HELLO));
                            tls.flush();
                        }
                    });
            assertEquals(0, peer.heard().length % HELLO.length);
            assertTrue(tls.sent() <= octets);
        }
    }

    // ---------------------------------------------------------------- at rest

    @Test
    void restsWhereNothingIsLeft() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        peer.says(HELLO);
        read(tls, HELLO.length, 100);

        assertTrue(tls.idle(Duration.ofSeconds(1)));
        assertTrue(peer.isIdle());
    }

    @Test
    void doesNotRestOnContentThatHasCome() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        peer.says(content(100));
        peer.says(content(200));
        read(tls, 50, 50);
        assertFalse(tls.idle(Duration.ofSeconds(1)), "some of a record");
        tls.watch(() -> {});
        assertFalse(tls.idle(Duration.ofSeconds(1)), "also when buffers were given back");

        assertEquals(250, read(tls, 250, 16).length);
        assertTrue(tls.idle(Duration.ofSeconds(1)));
    }

    @Test
    void doesNotRestOnARecordThatHasCome() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        peer.says(content(100));
        peer.says(content(200));
        read(tls, 100, 100);

        assertFalse(tls.idle(Duration.ofSeconds(1)));
        tls.watch(() -> {});
        assertFalse(tls.idle(Duration.ofSeconds(1)));
        assertArrayEquals(content(200), read(tls, 200, 1000));
    }

    @Test
    void keepsHalfARecordAtRest() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        peer.keepsFrom(10);
        peer.says(HELLO);
        assertThrows(TimeoutException.class, () -> read(tls, 1, 100));
        assertTrue(tls.idle(Duration.ofSeconds(1)));

        peer.goesOn();

        assertArrayEquals(HELLO, read(tls, HELLO.length, 100));
    }

    // ---------------------------------------------------------------- what no client does

    @Test
    void answersAChangeOfKeys() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        for (int i = 0; i < 10; i++) {
            peer.beginsAnew();
            peer.says(content(2000));
            assertArrayEquals(content(2000), read(tls, 2000, 5000));
            tls.write(ByteBuffer.wrap(HELLO));
            tls.flush();
        }
        assertEquals(10 * HELLO.length, peer.heard().length);
    }

    @Test
    void refusesChangesOfKeysWithoutEnd() throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        var tls = accept(peer);
        var refusal =
                assertThrows(
                        SSLException.class,
                        () -> {
                            for (int i = 0; i < 100; i++) {
                                peer.beginsAnew();
                                peer.says(HELLO);
                                read(tls, HELLO.length, 100);
                            }
                        });
        assertEquals("too many records without content", refusal.getMessage());
    }

    @Test
    void refusesASecondHandshake() throws Exception {
        var peer = peer("TLSv1.2", TlsTransportTest::whole);
        var tls = accept(peer);
        peer.says(HELLO);
        peer.beginsAnew();
        assertArrayEquals(HELLO, read(tls, HELLO.length, HELLO.length));

        var refusal = assertThrows(SSLException.class, () -> read(tls, 1, 100));

        assertEquals("a handshake on a connection that had one", refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void refusesWhatIsNoRecord(String version) throws Exception {
        for (var octets :
                List.of(
                        new byte[] {
                            23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8,
                            9, 0
                        },
                        new byte[] {23, 3, 3, -1, -1, 0},
                        new byte[] {99, 3, 3, 0, 1, 0},
                        new byte[] {'G', 'E', 'T', ' ', '/', ' ', 'H'})) {
            var peer = peer(version, TlsTransportTest::whole);
            var tls = accept(peer);
            int before = peer.octets();
            peer.saysRaw(octets);
            peer.saysRaw(new byte[40_000]);

            assertThrows(SSLException.class, () -> read(tls, 1, 100));
            assertTrue(peer.octets() > before, "the client is told");
        }
    }

    @Test
    void tellsTheClientWhyTheHandshakeFails() throws Exception {
        var engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {"TLSv1.2"});
        engine.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"});
        var peer = new TlsPeer(engine, TlsTransportTest::whole);

        assertThrows(SSLException.class, () -> accept(peer));

        assertTrue(
                assertThrows(SSLException.class, peer::heard)
                        .toString()
                        .contains("handshake_failure"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 300})
    void noticesAHandshakeThatEnds(int octets) throws Exception {
        var peer = peer("TLSv1.3", TlsTransportTest::whole);
        peer.keepsFrom(octets);
        peer.ends();

        assertThrows(EOFException.class, () -> accept(peer));
    }

    // ---------------------------------------------------------------- memory

    /// Each costs what an engine of the JDK keeps, and no buffer.
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void costsLittleAtRest(String version) throws Exception {
        int count = 200;
        var nobody = CLIENT.createSSLEngine();
        var all = new ArrayList<TlsTransport>();
        for (int i = 0; i < count; i++) {
            idle(version, nobody);
        }
        long before = Heap.live();
        for (int i = 0; i < count; i++) {
            all.add(idle(version, nobody));
        }

        long each = (Heap.live() - before) / count;

        System.out.println("heap of an idle connection, " + version + ": " + each + " octets");
        assertEquals(count, all.size());
        assertTrue(each < 24 << 10, () -> each + " octets each");
    }

    private TlsTransport idle(String version, SSLEngine nobody) throws IOException {
        var peer = peer(version, TlsTransportTest::whole);
        var tls = accept(peer);
        peer.says(content(1000));
        read(tls, 1000, 2000);
        tls.write(ByteBuffer.wrap(content(5000)));
        tls.flush();
        assertEquals(5000, peer.heard().length);
        assertTrue(tls.idle(Duration.ofSeconds(1)));
        peer.leaves(nobody);
        return tls;
    }
}
