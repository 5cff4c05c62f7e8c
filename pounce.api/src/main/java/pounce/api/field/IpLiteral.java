package pounce.api.field;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Textual IP addresses (RFC 3986, section 3.2.2; RFC 4291, section 2.2). Unlike the JDK's parser
/// this one takes neither `127.1` nor `010.0.0.1`: what others may read as another address is none.
public final class IpLiteral {
    private static final int GROUPS = 8;
    private static final int MAX_LENGTH = "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255".length();

    private IpLiteral() {}

    /// Reads an address and writes it as everybody writes it.
    ///
    /// @param text without brackets, zone or port
    /// @return the address in the form of RFC 5952, section 4, an IPv4-mapped IPv6 address as its
    ///   IPv4 address; empty if the text is no address
    public static Optional<String> canonical(String text) {
        return Optional.ofNullable(parse(text)).map(IpLiteral::format);
    }

    /// {@return 4 or 16 octets, or null if the text is no address} An IPv4-mapped IPv6 address has
    /// 4.
    static byte @Nullable [] parse(String text) {
        if (text.length() > MAX_LENGTH) return null;
        int colon = text.lastIndexOf(':');
        if (colon < 0) return v4(text);
        byte[] octets = text.indexOf('.') < 0 ? v6(text) : mixed(text, colon + 1);
        return octets == null ? null : unmapped(octets);
    }

    static byte[] octets(InetAddress address) {
        return unmapped(address.getAddress());
    }

    /// Writes an address.
    ///
    /// @param octets 4 or 16, in network byte order
    /// @return the address in the form of RFC 5952, section 4, an IPv4-mapped IPv6 address as its
    ///   IPv4 address
    /// @throws IllegalArgumentException unless there are 4 or 16
    public static String format(byte[] octets) {
        return switch (octets.length) {
            case 4 -> formatV4(octets);
            case 16 -> isMapped(octets) ? formatV4(embedded(octets)) : formatV6(octets);
            default -> throw new IllegalArgumentException("octets: " + octets.length);
        };
    }

    /// `::ffff:a.b.c.d` (RFC 4291, section 2.5.5.2) is how a socket of both families names an IPv4
    /// peer.
    private static byte[] unmapped(byte[] octets) {
        return octets.length == 16 && isMapped(octets) ? embedded(octets) : octets;
    }

    private static boolean isMapped(byte[] octets) {
        for (int i = 0; i < 10; i++) {
            if (octets[i] != 0) return false;
        }
        return octets[10] == -1 && octets[11] == -1;
    }

    private static byte[] embedded(byte[] octets) {
        return Arrays.copyOfRange(octets, 12, 16);
    }

    private static byte @Nullable [] v4(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 4) return null;
        var octets = new byte[4];
        for (int i = 0; i < 4; i++) {
            int value = number(parts[i], 10);
            boolean leadingZero = parts[i].length() > 1 && parts[i].charAt(0) == '0';
            if (value < 0 || value > 255 || leadingZero) return null;
            octets[i] = (byte) value;
        }
        return octets;
    }

    /// The last two groups may be written as an IPv4 address.
    private static byte @Nullable [] mixed(String text, int dotted) {
        byte[] octets = v4(text.substring(dotted));
        if (octets == null) return null;
        String hex = HexFormat.of().formatHex(octets);
        return v6(text.substring(0, dotted) + hex.substring(0, 4) + ':' + hex.substring(4));
    }

    private static byte @Nullable [] v6(String text) {
        int gap = text.indexOf("::");
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap));
        byte[] tail = groups(gap < 0 ? "" : text.substring(gap + 2));
        if (head == null || tail == null) return null;
        int written = head.length + tail.length;
        if (gap < 0 ? written != 2 * GROUPS : written >= 2 * GROUPS) return null;
        byte[] octets = Arrays.copyOf(head, 2 * GROUPS);
        System.arraycopy(tail, 0, octets, octets.length - tail.length, tail.length);
        return octets;
    }

    private static byte @Nullable [] groups(String text) {
        String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
        if (parts.length > GROUPS) return null;
        var octets = new byte[2 * parts.length];
        for (int i = 0; i < parts.length; i++) {
            int value = number(parts[i], 16);
            if (value < 0) return null;
            octets[2 * i] = (byte) (value >> 8);
            octets[2 * i + 1] = (byte) value;
        }
        return octets;
    }

    /// {@return the value of one to four ASCII digits, or -1}
    private static int number(String digits, int radix) {
        if (digits.isEmpty() || digits.length() > 4) return -1;
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            if (!HexFormat.isHexDigit(c) || HexFormat.fromHexDigit(c) >= radix) return -1;
            value = value * radix + HexFormat.fromHexDigit(c);
        }
        return value;
    }

    private static String formatV4(byte[] octets) {
        var text = new StringBuilder();
        for (byte octet : octets) text.append(text.isEmpty() ? "" : ".").append(octet & 0xFF);
        return text.toString();
    }

    private static String formatV6(byte[] octets) {
        var text = new StringBuilder(":");
        for (int i = 0; i < octets.length; i += 2) {
            int group = (octets[i] & 0xFF) << 8 | (octets[i + 1] & 0xFF);
            text.append(Integer.toHexString(group)).append(':');
        }
        return shorten(text.toString());
    }

    /// The first of the longest runs of zeros, but not a single zero, becomes `::` (RFC 5952,
    /// section 4.2).
    private static String shorten(String text) {
        int length = text.length();
        for (int zeros = GROUPS; zeros > 1; zeros--) {
            String run = ":0".repeat(zeros) + ':';
            int at = text.indexOf(run);
            if (at < 0) continue;
            int end = at + run.length();
            String head = at == 0 ? "" : text.substring(1, at);
            return head + "::" + (end == length ? "" : text.substring(end, length - 1));
        }
        return text.substring(1, length - 1);
    }
}
