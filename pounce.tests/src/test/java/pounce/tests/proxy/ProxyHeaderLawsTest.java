package pounce.tests.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import pounce.api.Address;
import pounce.api.field.IpLiteral;
import pounce.engine.message.Decoded;
import pounce.engine.proxy.ProxyHeader.Forwarded;

/// What holds for any octets. The readings hold the decoder to more: that it never throws, and uses
/// up nothing but whole headers.
final class ProxyHeaderLawsTest {

    private static Arbitrary<Address> addresses(int length) {
        var hosts = Arbitraries.bytes().array(byte[].class).ofSize(length).map(IpLiteral::format);
        return Combinators.combine(hosts, Arbitraries.integers().between(0, 65_535))
                .as(Address::new)
                .filter(address -> length == 4 || address.host().indexOf(':') >= 0);
    }

    private static Arbitrary<Forwarded> forwarded(int length) {
        return Combinators.combine(addresses(length), addresses(length)).as(Forwarded::new);
    }

    @Provide
    Arbitrary<Forwarded> forwarded() {
        return Arbitraries.oneOf(forwarded(4), forwarded(16));
    }

    @Provide
    Arbitrary<String> tlvs() {
        var values = Arbitraries.strings().withCharRange((char) 0, (char) 255).ofMaxLength(40);
        var types = Arbitraries.integers().between(0, 255).filter(type -> type != 3);
        return Combinators.combine(types, values)
                .as(ProxyHeaders::tlv)
                .list()
                .ofMaxSize(5)
                .map(all -> String.join("", all));
    }

    @Provide
    Arbitrary<String> headers() {
        return Arbitraries.oneOf(
                forwarded().map(ProxyHeaders::v1),
                Combinators.combine(forwarded(), tlvs()).as(ProxyHeaders::v2),
                Combinators.combine(forwarded(), tlvs()).as(ProxyHeaders::checked),
                tlvs().map(rest -> ProxyHeaders.v2(0x20, 0, rest)),
                Arbitraries.of("PROXY UNKNOWN\r\n", "PROXY UNKNOWN x\r\n"));
    }

    @Provide
    Arbitrary<String> nearHeaders() {
        var places = Arbitraries.integers().between(0, 300);
        var octets =
                Arbitraries.oneOf(
                        Arbitraries.chars().range((char) 0, (char) 255),
                        Arbitraries.of('\r', '\n', ' ', '\0', '0'));
        return Combinators.combine(headers(), places, octets, octets)
                .as((text, place, one, other) -> {
                    int at = place % text.length();
                    return text.substring(0, at) + one + text.substring(at + 1) + other;
                });
    }

    @Provide
    Arbitrary<String> noise() {
        var octets = Arbitraries.bytes().array(byte[].class).ofMaxSize(300);
        return Combinators.combine(
                        Arbitraries.of(
                                "",
                                "PROXY ",
                                "PROXY TCP4 ",
                                ProxyHeaders.SIGNATURE,
                                ProxyHeaders.SIGNATURE + "!",
                                ProxyHeaders.SIGNATURE + "!\u0011\0"),
                        octets)
                .as((start, rest) -> start + new String(rest, ISO_8859_1));
    }

    @Provide
    Arbitrary<List<Integer>> pieces() {
        return Arbitraries.integers().between(1, 60).list().ofMaxSize(8);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("forwarded") Forwarded header, @ForAll("tlvs") String tlvs) {
        for (var text :
                List.of(
                        ProxyHeaders.v1(header),
                        ProxyHeaders.v2(header, tlvs),
                        ProxyHeaders.checked(header, tlvs))) {
            assertEquals(
                    new HeaderReading(new Decoded.Ready<>(header), text.length()),
                    HeaderReading.of(text));
        }
    }

    @Property
    void headersAreTheSameInAnyPieces(
            @ForAll("headers") String text, @ForAll("pieces") List<Integer> pieces) {
        areTheSame(text + "GET / HTTP/1.1\r\n", pieces);
    }

    @Property
    void nearHeadersAreTheSameInAnyPieces(
            @ForAll("nearHeaders") String text, @ForAll("pieces") List<Integer> pieces) {
        areTheSame(text, pieces);
    }

    @Property
    void noiseIsTheSameInAnyPieces(
            @ForAll("noise") String text, @ForAll("pieces") List<Integer> pieces) {
        areTheSame(text, pieces);
    }

    private static void areTheSame(String text, List<Integer> pieces) {
        var whole = HeaderReading.of(text);

        assertEquals(whole, HeaderReading.of(text, pieces));
        assertEquals(whole, HeaderReading.octetByOctet(text));
    }
}
