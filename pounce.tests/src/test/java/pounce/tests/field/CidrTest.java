package pounce.tests.field;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import pounce.api.field.Cidr;

final class CidrTest {
    /// What an IPv4-mapped IPv6 address begins with (RFC 4291, section 2.5.5.2).
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1};

    @Test
    void holdsTheAddressesOfABlockAndNoOther() {
        var block = Cidr.parse("10.0.0.0/8");

        assertTrue(block.contains("10.0.0.0"));
        assertTrue(block.contains("10.255.255.255"));
        assertFalse(block.contains("9.255.255.255"));
        assertFalse(block.contains("11.0.0.0"));
    }

    @Test
    void holdsIpv6Addresses() {
        var block = Cidr.parse("2001:db8::/33");

        assertTrue(block.contains("2001:db8:7fff:ffff:ffff:ffff:ffff:ffff"));
        assertFalse(block.contains("2001:db8:8000::"));
    }

    @Test
    void takesAnAddressForABlockByItself() {
        assertEquals(Cidr.parse("192.0.2.1/32"), Cidr.parse("192.0.2.1"));
        assertEquals(Cidr.parse("::1/128"), Cidr.parse("::1"));
    }

    @Test
    void takesTheMappedFormForIpv4() {
        assertTrue(Cidr.parse("10.0.0.0/8").contains("::ffff:10.1.2.3"));
        assertTrue(Cidr.parse("10.0.0.0/8").contains("::FFFF:0a01:203"));
        assertEquals(Cidr.parse("10.0.0.0/8"), Cidr.parse("::ffff:10.0.0.0/104"));
        assertEquals(Cidr.parse("10.0.0.1"), Cidr.parse("::ffff:10.0.0.1"));
    }

    @Test
    void takesTheMappedFormOfTheJdkForIpv4() throws UnknownHostException {
        var mapped = Inet6Address.getByAddress("", concat(MAPPED, new byte[] {10, 1, 2, 3}), -1);

        assertTrue(Cidr.parse("10.0.0.0/8").contains(mapped));
    }

    @Test
    void keepsTheFamiliesApart() {
        assertFalse(Cidr.parse("::/0").contains("10.0.0.1"));
        assertFalse(Cidr.parse("0.0.0.0/0").contains("::1"));
        assertFalse(Cidr.parse("0.0.0.0/0").contains("::10.0.0.1"));
        assertFalse(Cidr.parse("0.0.0.0/0").contains("::ff:10.0.0.1"));
        assertFalse(Cidr.parse("0.0.0.0/0").contains("::ff00:10.0.0.1"));
        assertFalse(Cidr.parse("0.0.0.0/0").contains("::1:ffff:10.0.0.1"));
    }

    @Test
    void refusesABlockOfMappedAndOtherAddresses() {
        assertThrows(IllegalArgumentException.class, () -> Cidr.parse("::ffff:0:0/95"));
    }

    @Test
    void clearsTheBitsAfterThePrefix() {
        assertEquals("192.168.1.0/24", Cidr.parse("192.168.1.77/24").toString());
    }

    @Test
    void writesTheAddressesOfRfc5952() {
        assertEquals("2001:db8::2:1/128", Cidr.parse("2001:DB8:0:0:0:0:2:1").toString());
        assertEquals("2001:db8:0:1:1:1:1:1/128", Cidr.parse("2001:db8::1:1:1:1:1").toString());
        assertEquals("2001:0:0:1::1/128", Cidr.parse("2001:0:0:1:0:0:0:1").toString());
        assertEquals("2001:db8::1:0:0:1/128", Cidr.parse("2001:db8:0:0:1:0:0:1").toString());
        assertEquals("::/0", Cidr.parse("0:0::0/0").toString());
        assertEquals("fd00::/8", Cidr.parse("fd00::/8").toString());
    }

    @Test
    void refusesWhatIsNoBlock() {
        for (String text :
                List.of(
                        "",
                        "/8",
                        "10.0.0.0/",
                        "10.0.0.0/33",
                        "10.0.0.0/-1",
                        "10.0.0.0/+8",
                        "10.0.0.0/08",
                        "10.0.0.0/8/8",
                        "::/129",
                        "::/1000",
                        "::/9999999999",
                        "10.0.0.0/\u0668",
                        "10.0.0.0 /8",
                        "*",
                        "unix",
                        "localhost",
                        "localhost/8",
                        "example.com",
                        "fe80::1%eth0",
                        "[::1]")) {
            assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text), text);
        }
    }

    @Test
    void holdsNothingThatIsNoLiteral() {
        var everything = List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0"));
        for (String text :
                List.of(
                        "",
                        "localhost",
                        "127.1",
                        "1",
                        "127.0.0.01",
                        "0x7f.0.0.1",
                        "1.2.3",
                        "1.2.3.4.5",
                        "1.2.3.256",
                        "1.2.3.",
                        "1.2.3.4 ",
                        "-1.2.3.4",
                        "\u0661.2.3.4",
                        "[::1]",
                        ":",
                        ":::",
                        "::1::",
                        "1::2::3",
                        "1:2:3:4:5:6:7",
                        "1:2:3:4:5:6:7:8:9",
                        "1:2:3:4::5:6:7:8",
                        ":1:2:3:4:5:6:7",
                        "00001::",
                        "g::",
                        "::1.2.3",
                        "::01.2.3.4",
                        "1.2.3.4::",
                        "1:2:3:4:5:6:7:1.2.3.4",
                        "::1%",
                        "%eth0",
                        "1.2.3.4%eth0",
                        "1.2.3.4:80",
                        "unknown")) {
            assertEquals(
                    List.of(), everything.stream().filter(b -> b.contains(text)).toList(), text);
        }
    }

    /// Others read these octets as octal: one text would be two addresses.
    @Test
    void holdsNoIpv4AddressWithALeadingZeroInAnyOctet() {
        var block = Cidr.parse("10.0.0.0/8");
        for (String text :
                List.of(
                        "010.0.0.1",
                        "10.012.0.1",
                        "10.0.0.012",
                        "10.0.0.099",
                        "10.0.0.0255",
                        "10.00.0.1",
                        "::ffff:010.0.0.1")) {
            assertFalse(block.contains(text), text);
            assertThrows(IllegalArgumentException.class, () -> Cidr.parse(text), text);
        }
    }

    @Test
    void ignoresTheZoneOfAnAddress() {
        assertTrue(Cidr.parse("fe80::/10").contains("fe80::1%eth0"));
    }

    @Test
    void differsWhereThePrefixDiffers() {
        assertNotEquals(Cidr.parse("10.0.0.0/8"), Cidr.parse("10.0.0.0/9"));
    }

    @Property
    void holdsWhatTheBitwiseModelHolds(
            @ForAll("addresses") byte[] network,
            @ForAll("addresses") byte[] address,
            @ForAll @IntRange(max = 128) int bits)
            throws UnknownHostException {
        int length = 8 * network.length;
        int prefix = Math.min(bits, length);
        var block = Cidr.parse(literal(network) + "/" + prefix);

        boolean held =
                network.length == address.length
                        && new BigInteger(1, network)
                                        .xor(new BigInteger(1, address))
                                        .shiftRight(length - prefix)
                                        .signum()
                                == 0;
        assertEquals(held, block.contains(InetAddress.getByAddress(address)));
        assertEquals(held, block.contains(literal(address)));
    }

    @Property
    void holdsExactlyTheSamePrefix(
            @ForAll("addresses") byte[] network, @ForAll @IntRange(max = 127) int bit)
            throws UnknownHostException {
        int flipped = bit % (8 * network.length);
        byte[] other = network.clone();
        other[flipped / 8] ^= (byte) (0x80 >> flipped % 8);

        assertFalse(Cidr.parse(literal(network) + "/" + (flipped + 1)).contains(literal(other)));
        assertTrue(Cidr.parse(literal(network) + "/" + flipped).contains(literal(other)));
    }

    @Property
    void readsWhatItWrites(
            @ForAll("addresses") byte[] network, @ForAll @IntRange(max = 128) int bits)
            throws UnknownHostException {
        var block = Cidr.parse(literal(network) + "/" + Math.min(bits, 8 * network.length));

        assertEquals(block, Cidr.parse(block.toString()));
        assertEquals(block.hashCode(), Cidr.parse(block.toString()).hashCode());
    }

    @Property
    void readsNothingThatTheJdkReadsOtherwise(@ForAll("nearlyLiterals") String text) {
        if (Cidr.parse("0.0.0.0/0").contains(text) || Cidr.parse("::/0").contains(text)) {
            assertTrue(Cidr.parse(text).contains(InetAddress.ofLiteral(text)));
        }
    }

    @Property
    void readsEveryStrictLiteralThatTheJdkReads(@ForAll("groups") String text) {
        boolean known;
        try {
            known = InetAddress.ofLiteral(text) != null;
        } catch (IllegalArgumentException _) {
            known = false;
        }

        assertEquals(known, Cidr.parse("::/0").contains(text));
    }

    @Property
    void readsAnIpv4OctetOnlyAsItIsWritten(
            @ForAll @IntRange(max = 3) int at, @ForAll("octets") String octet) {
        var parts = new String[] {"1", "2", "3", "4"};
        parts[at] = octet;
        int value = Integer.parseInt(octet);

        assertEquals(
                value <= 255 && Integer.toString(value).equals(octet),
                Cidr.parse("0.0.0.0/0").contains(String.join(".", parts)));
    }

    @Property
    void holdsNoOtherText(@ForAll String text) {
        assertFalse(Cidr.parse("::/0").contains(text));
    }

    /// Few bits set, so that long prefixes are shared and runs of zeros are frequent. None is
    /// IPv4-mapped.
    @Provide
    Arbitrary<byte[]> addresses() {
        var octet =
                Arbitraries.frequencyOf(
                        Tuple.of(4, Arbitraries.just((byte) 0)), Tuple.of(1, Arbitraries.bytes()));
        return Arbitraries.oneOf(
                octet.array(byte[].class).ofSize(4),
                octet.array(byte[].class).ofSize(16).filter(a -> a[10] != -1 && a[11] != -1));
    }

    @Provide
    Arbitrary<String> nearlyLiterals() {
        return Arbitraries.of("1", "23", "0", "255", "a", "ffff", ".", ".", ":", "::", ":")
                .list()
                .ofMaxSize(15)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<String> octets() {
        return Arbitraries.strings().withChars("01259").ofMinLength(1).ofMaxLength(5);
    }

    @Provide
    Arbitrary<String> groups() {
        return Arbitraries.of("0:", "1:", "a:", "Fe80:", ":", "::", "0", "1234")
                .list()
                .ofMaxSize(9)
                .map(parts -> String.join("", parts))
                .filter(text -> text.indexOf(':') >= 0 && !text.matches(".*[0-9a-fA-F]{5}.*"));
    }

    private static String literal(byte[] octets) throws UnknownHostException {
        return InetAddress.getByAddress(octets).getHostAddress();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
