package pounce.tests.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static pounce.tests.proxy.ProxyHeaders.hex;
import static pounce.tests.proxy.ProxyHeaders.tlv;
import static pounce.tests.proxy.ProxyHeaders.v2;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pounce.api.Address;
import pounce.api.error.ErrorCode;
import pounce.engine.message.Decoded;
import pounce.engine.proxy.ProxyHeader;
import pounce.engine.proxy.ProxyHeader.Forwarded;

final class ProxyHeaderDecoderTest {
    private static final Forwarded IPV4 = forwarded("192.0.2.1", 4711, "192.0.2.2", 443);
    private static final Forwarded IPV6 = forwarded("2001:db8::1", 4711, "2001:db8::2", 443);
    private static final String REQUEST = "GET / HTTP/1.1\r\n";
    private static final String SIGNATURE = "0D0A0D0A 000D0A51 5549540A ";

    private static Forwarded forwarded(String source, int port, String destination, int other) {
        return new Forwarded(new Address(source, port), new Address(destination, other));
    }

    /// The header must be all that is used, of what it stands before.
    private static ProxyHeader header(String text) {
        var reading = HeaderReading.of(text + REQUEST);

        assertEquals(text.length(), reading.used());
        return (ProxyHeader) assertInstanceOf(Decoded.Ready.class, reading.decoded()).value();
    }

    private static void refused(String text) {
        var decoded = HeaderReading.of(text).decoded();

        var violation = assertInstanceOf(Decoded.Refused.class, decoded, text).violation();
        assertEquals(ErrorCode.POUNCE_PARSE_PROXY_HEADER, violation.code());
        assertEquals(decoded, HeaderReading.octetByOctet(text).decoded());
    }

    private static void unfinished(String text) {
        assertInstanceOf(Decoded.NeedMore.class, HeaderReading.of(text).decoded(), text);
    }

    // ---------------------------------------------------------------- version 1

    @Test
    void readsTextWithIpv4Addresses() {
        assertEquals(IPV4, header("PROXY TCP4 192.0.2.1 192.0.2.2 4711 443\r\n"));
        assertEquals(
                forwarded("255.255.255.255", 65535, "0.0.0.0", 0),
                header("PROXY TCP4 255.255.255.255 0.0.0.0 65535 0\r\n"));
    }

    @Test
    void readsTextWithIpv6Addresses() {
        assertEquals(IPV6, header("PROXY TCP6 2001:DB8:0:0::1 2001:db8::2 4711 443\r\n"));
        var full = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
        assertEquals(
                forwarded(full, 65535, full, 65535),
                header("PROXY TCP6 " + full + ' ' + full + " 65535 65535\r\n"));
    }

    @Test
    void readsAnIpv4AddressThatIsMappedAsIpv4() {
        assertEquals(IPV4, header("PROXY TCP6 ::ffff:192.0.2.1 ::ffff:c000:202 4711 443\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY UNKNOWN\r\n",
                "PROXY UNKNOWN \r\n",
                "PROXY UNKNOWN what ever \u0000 \u00ff\r\n",
                "PROXY UNKNOWN ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535\r\n"
            })
    void readsTextThatNamesNobody(String text) {
        assertEquals(new ProxyHeader.Unknown(), header(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PROXY  TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1  192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 \r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2 3\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1\r\n",
                "PROXY TCP4\t192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 01 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 00\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 +1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 -1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 65536\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 123456\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 x\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2  2\r\n",
                "PROXY TCP4 192.0.2.01 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.256 192.0.2.2 1 2\r\n",
                "PROXY TCP4 localhost 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 2001:db8::2 1 2\r\n",
                "PROXY TCP4 ::ffff:192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP6 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP6 2001:db8::1 192.0.2.2 1 2\r\n",
                "PROXY TCP6 [2001:db8::1] [2001:db8::2] 1 2\r\n",
                "PROXY TCP6 fe80::1%eth0 2001:db8::2 1 2\r\n",
                "PROXY TCP6 2001:db8::1::2 2001:db8::2 1 2\r\n",
                "PROXY UDP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY tcp4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY UNKNOWNS\r\n",
                "PROXY \r\n",
                "PROXY\r\n",
                "proxy TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                " PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\n",
                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\rx\n",
                "PROXY UNKNOWN \r \r\n",
                "PROXY UNKNOWN \n \r\n",
                "POST / HTTP/1.1\r\n",
                "PRI * HTTP/2.0\r\n",
                "GET / HTTP/1.1\r\n",
                "\r\nGET / HTTP/1.1\r\n",
                "\u0016\u0003\u0001",
                "\u0000"
            })
    void refusesWhatIsNoHeader(String text) {
        refused(text);
    }

    @Test
    void boundsTheLine() {
        var longest = "PROXY UNKNOWN " + "x".repeat(107 - "PROXY UNKNOWN \r\n".length());

        assertEquals(new ProxyHeader.Unknown(), header(longest + "\r\n"));
        refused(longest + "x\r\n");
        refused(longest + "x\r");
        refused(longest + "xxx");
        unfinished(longest + "\r");
        unfinished(longest + "x");
    }

    // ---------------------------------------------------------------- version 2

    /// Octet for octet from the tables of the specification, section 2.2.
    @Test
    void readsOctetsWithIpv4Addresses() {
        assertEquals(IPV4, header(hex(SIGNATURE + "21 11 000C C0000201 C0000202 1267 01BB")));
    }

    @Test
    void readsOctetsWithIpv6Addresses() {
        var one = "20010DB8 00000000 00000000 00000001 ";
        var two = "20010DB8 00000000 00000000 00000002 ";

        assertEquals(IPV6, header(hex(SIGNATURE + "21 21 0024" + one + two + "1267 01BB")));
    }

    @Test
    void readsOctetsWithAMappedAddressAsIpv4() {
        var mapped = "00000000 00000000 0000FFFF ";

        assertEquals(
                IPV4,
                header(
                        hex(
                                SIGNATURE
                                        + "21 21 0024"
                                        + mapped
                                        + "C0000201"
                                        + mapped
                                        + "C0000202 1267 01BB")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/x.sock", "/", "/\u00e9"})
    void readsOctetsWithPaths(String path) {
        assertEquals(forwarded("unix", 0, path, 0), header(v2(forwarded("unix", 0, path, 0), "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "relative", "/line\nfeed", "\u0000abstract"})
    void readsPathsThatAreNoneAsUnixWithoutAPath(String path) {
        assertEquals(
                forwarded("unix", 0, "unix", 0), header(v2(forwarded("unix", 0, path, 0), "")));
    }

    @Test
    void readsAPathThatFillsItsPlace() {
        var path = "/" + "x".repeat(107);

        assertEquals(forwarded("unix", 0, path, 0), header(v2(forwarded("unix", 0, path, 0), "")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x11, 0x12, 0x21, 0x31, 0xFF})
    void readsALocalCommandWhateverItsFamily(int family) {
        assertEquals(new ProxyHeader.Local(), header(v2(0x20, family, "")));
        assertEquals(new ProxyHeader.Local(), header(v2(0x20, family, "what ever")));
    }

    @Test
    void readsAddressesThatAreNotSpecified() {
        assertEquals(new ProxyHeader.Unknown(), header(v2(0x21, 0x00, "")));
        assertEquals(new ProxyHeader.Unknown(), header(v2(0x21, 0x00, "what ever")));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x01, 0x02, 0x10, 0x12, 0x13, 0x20, 0x22, 0x30, 0x32, 0x41, 0xFF})
    void refusesDatagramsAndFamiliesThatThereAreNot(int family) {
        refused(v2(0x21, family, "x".repeat(216)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x00, 0x01, 0x10, 0x11, 0x22, 0x2F, 0x31, 0xA1, 0xFF})
    void refusesOtherVersionsAndCommands(int command) {
        refused(v2(command, 0x11, "x".repeat(12)));
    }

    @Test
    void refusesAnIncompleteSignature() {
        var header = v2(IPV4, "");
        for (int i = 0; i < ProxyHeaders.SIGNATURE.length(); i++) {
            refused(header.substring(0, i) + 'x' + header.substring(i + 1));
        }
    }

    @Test
    void boundsTheLength() {
        refused(v2(0x21, 0x11, "x".repeat(11)));
        refused(v2(0x21, 0x21, "x".repeat(35)));
        refused(v2(0x21, 0x31, "x".repeat(215)));
        refused(v2(0x20, 0x00, "x".repeat(4097)));
        assertEquals(new ProxyHeader.Local(), header(v2(0x20, 0x00, "x".repeat(4096))));
        assertEquals(IPV4, header(v2(IPV4, tlv(4, "x".repeat(4096 - 12 - 3)))));
    }

    @Test
    void refusesALengthThatIsTooLargeAtOnce() {
        refused(ProxyHeaders.SIGNATURE + hex("21 11 1001"));
        refused(ProxyHeaders.SIGNATURE + hex("21 11 FFFF"));
    }

    // ---------------------------------------------------------------- TLVs

    @Test
    void skipsTlvs() {
        assertEquals(IPV4, header(v2(IPV4, tlv(1, "h2") + tlv(0xEE, "") + tlv(4, "\0\0"))));
        assertEquals(IPV6, header(v2(IPV6, tlv(0x20, "x".repeat(300)))));
    }

    static Stream<String> malformedTlvs() {
        return Stream.of(
                "\u0001",
                "\u0001\0",
                "\u0001\0\u0001",
                "\u0001\0\u0002x",
                "\u0001\u00ff\u00ffx",
                tlv(1, "h2") + "\0",
                tlv(3, ""),
                tlv(3, "\0\0\0"),
                tlv(3, "\0\0\0\0\0"),
                "\u0003\0\u0004\0\0\0");
    }

    @ParameterizedTest
    @MethodSource("malformedTlvs")
    void refusesTlvsThatDoNotFillTheHeader(String tlvs) {
        refused(v2(IPV4, tlvs));
    }

    @Test
    void checksTheChecksum() {
        for (var tlvs : List.of("", tlv(1, "h2"))) {
            var right = ProxyHeaders.checked(IPV4, tlvs);

            assertEquals(IPV4, header(right));
            for (int i = 16; i < right.length(); i++) {
                var wrong = right.substring(0, i) + (char) (right.charAt(i) ^ 1);
                var text = wrong + right.substring(i + 1);
                boolean isType = i == right.length() - 7;
                assertTrue(
                        isType
                                || !(HeaderReading.of(text).decoded()
                                        instanceof Decoded.Ready<ProxyHeader>),
                        "octet " + i);
            }
        }
    }

    /// By the polynomial 0x1EDC6F41, reflected, and not by the class that the decoder asks.
    @Test
    void findsTheChecksumAmongOthers() {
        var header = v2(IPV6, tlv(3, "\0\0\0\0") + tlv(4, "\0"));
        int sum = crc32c(header);
        int at = header.length() - 8;
        var octets =
                ""
                        + (char) (sum >>> 24)
                        + (char) (sum >> 16 & 255)
                        + (char) (sum >> 8 & 255)
                        + (char) (sum & 255);

        assertEquals(IPV6, header(header.substring(0, at) + octets + header.substring(at + 4)));
    }

    private static int crc32c(String text) {
        int crc = -1;
        for (int i = 0; i < text.length(); i++) {
            crc ^= text.charAt(i);
            for (int bit = 0; bit < 8; bit++) {
                crc = crc >>> 1 ^ ((crc & 1) == 0 ? 0 : 0x82F63B78);
            }
        }
        return ~crc;
    }

    @Test
    void wantsMoreUntilTheHeaderIsWhole() {
        for (var header :
                List.of(v2(IPV6, tlv(1, "h2")), ProxyHeaders.v1(IPV4), "PROXY UNKNOWN\r\n")) {
            for (int i = 0; i < header.length(); i++) {
                unfinished(header.substring(0, i));
            }
        }
    }
}
