package pounce.tests.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import pounce.api.Address;
import pounce.engine.proxy.ProxyHeader.Forwarded;

/// What a proxy would send, written as Latin-1.
public final class ProxyHeaders {
    /// The first twelve octets of version 2.
    public static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";

    private static final int PATH = 108;

    private ProxyHeaders() {}

    /// {@return a header of version 1}
    public static String v1(Forwarded header) {
        return "PROXY %s %s %s %d %d\r\n"
                .formatted(
                        isIpv6(header.source()) ? "TCP6" : "TCP4",
                        header.source().host(),
                        header.destination().host(),
                        header.source().port(),
                        header.destination().port());
    }

    /// {@return a header of version 2, with the PROXY command}
    ///
    /// @param tlvs what follows the addresses
    public static String v2(Forwarded header, String tlvs) {
        var source = header.source();
        if (source.host().equals("unix")) {
            return v2(0x21, 0x31, path("") + path(header.destination().host()) + tlvs);
        }
        var addresses = octets(source) + octets(header.destination());
        var ports = port(source) + port(header.destination());
        return v2(0x21, isIpv6(source) ? 0x21 : 0x11, addresses + ports + tlvs);
    }

    /// {@return a header of version 2}
    ///
    /// @param command with the version before it
    /// @param family and transport protocol
    /// @param rest addresses and TLVs
    public static String v2(int command, int family, String rest) {
        return SIGNATURE + (char) command + (char) family + uint16(rest.length()) + rest;
    }

    /// {@return a TLV}
    public static String tlv(int type, String value) {
        return (char) type + uint16(value.length()) + value;
    }

    /// {@return a header with a checksum over all of it behind what it has already}
    public static String checked(Forwarded header, String tlvs) {
        var without = v2(header, tlvs + tlv(3, "\0\0\0\0"));
        var sum = new CRC32C();
        sum.update(without.getBytes(ISO_8859_1));
        return without.substring(0, without.length() - 4) + uint32((int) sum.getValue());
    }

    /// {@return octets that are written in hexadecimal digits, with space between them}
    public static String hex(String digits) {
        return new String(HexFormat.of().parseHex(digits.replaceAll("\\s", "")), ISO_8859_1);
    }

    private static boolean isIpv6(Address address) {
        return address.host().indexOf(':') >= 0;
    }

    private static String octets(Address address) {
        return new String(InetAddress.ofLiteral(address.host()).getAddress(), ISO_8859_1);
    }

    private static String port(Address address) {
        return uint16(address.port());
    }

    private static String path(String text) {
        var filled = new ByteArrayOutputStream();
        filled.writeBytes(text.getBytes(UTF_8));
        filled.writeBytes(new byte[PATH - filled.size()]);
        return filled.toString(ISO_8859_1);
    }

    private static String uint16(int value) {
        return "" + (char) (value >> 8 & 0xFF) + (char) (value & 0xFF);
    }

    private static String uint32(int value) {
        return new String(ByteBuffer.allocate(4).putInt(value).array(), ISO_8859_1);
    }
}
