package pounce.tests.tls;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// The engine and the reference see the same in whatever comes, in whatever pieces.
final class ClientHelloLawsTest {

    @Provide
    Arbitrary<byte[]> beginnings() {
        var records =
                Arbitraries.bytes()
                        .array(byte[].class)
                        .ofMaxSize(40)
                        .flatMap(content ->
                                Arbitraries.frequency(
                                                net.jqwik.api.Tuple.of(20, 22),
                                                net.jqwik.api.Tuple.of(1, 23))
                                        .map(type -> record(type, content)));
        var messages =
                Arbitraries.integers()
                        .between(4, 600)
                        .flatMap(octets ->
                                Arbitraries.integers()
                                        .between(1, 600)
                                        .map(piece -> ClientHelloDecoderTest.hello(octets, piece)));
        return Arbitraries.oneOf(
                messages,
                records.list().ofMaxSize(5).map(ClientHelloLawsTest::join),
                messages.flatMap(ClientHelloLawsTest::damaged));
    }

    private static Arbitrary<byte[]> damaged(byte[] octets) {
        return Arbitraries.integers()
                .between(0, octets.length - 1)
                .flatMap(at ->
                        Arbitraries.bytes()
                                .map(octet -> {
                                    var copy = octets.clone();
                                    copy[at] = octet;
                                    return copy;
                                }));
    }

    private static byte[] record(int type, byte[] content) {
        var octets = new byte[content.length + 5];
        octets[0] = (byte) type;
        octets[1] = 3;
        octets[2] = 1;
        octets[4] = (byte) content.length;
        System.arraycopy(content, 0, octets, 5, content.length);
        if (content.length > 0 && content[0] > 0) {
            octets[5] = 1;
        }
        return octets;
    }

    private static byte[] join(java.util.List<byte[]> parts) {
        return Der.join(parts.toArray(byte[][]::new));
    }

    @Property(tries = 500)
    void twoReadersAgree(@ForAll("beginnings") byte[] octets) {
        HandshakeFuzz.agree(octets, 512);
    }
}
