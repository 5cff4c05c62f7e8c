package pounce.api.field;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A block of IP addresses, such as `10.0.0.0/8` or `fd00::/8` (RFC 4632, section 3.1; RFC 4291,
/// section 2.3).
///
/// Only literals are read, never a name: who is trusted must not depend on DNS. An IPv4-mapped IPv6
/// address (`::ffff:10.0.0.1`) is its IPv4 address; apart from that the families are apart: `::/0`
/// has no IPv4 address in it.
public final class Cidr {
    /// All IPv4-mapped addresses share `::ffff:0:0/96`.
    private static final int MAPPED_BITS = 96;

    private final byte[] network;
    private final int prefix;

    private Cidr(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /// Reads a block.
    ///
    /// @param text an address, which is a block by itself, or an address, `/` and the length of the
    ///   prefix in bits; bits after the prefix are cleared
    /// @return the block
    /// @throws IllegalArgumentException if it is none, has a zone (`%eth0`), or is an IPv4-mapped
    ///   address with a prefix of less than 96 bits
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        byte[] address = IpLiteral.parse(literal);
        if (address == null) throw new IllegalArgumentException("no address: " + text);
        int bits = 8 * address.length;
        int dropped = literal.indexOf(':') >= 0 && bits == 32 ? MAPPED_BITS : 0;
        int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1)) - dropped;
        if (prefix < 0 || prefix > bits) throw new IllegalArgumentException("prefix: " + text);
        return new Cidr(masked(address, prefix), prefix);
    }

    /// {@return whether the address is in this block}
    ///
    /// @param address of either family; a zone is ignored
    public boolean contains(InetAddress address) {
        return contains(IpLiteral.octets(address));
    }

    /// {@return whether the text is an address of this block; false if it is no address}
    ///
    /// @param literal without brackets or port; a zone (RFC 4007, section 11) is ignored
    public boolean contains(String literal) {
        int zone = literal.indexOf('%');
        boolean zoned = zone > 0 && zone < literal.length() - 1 && literal.indexOf(':') >= 0;
        return contains(IpLiteral.parse(zoned ? literal.substring(0, zone) : literal));
    }

    /// {@return whether both have the same addresses}
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cidr that
                && prefix == that.prefix
                && Arrays.equals(network, that.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    /// {@return the block as [#parse] reads it, in the form of RFC 5952, always with its prefix}
    @Override
    public String toString() {
        return IpLiteral.format(network) + '/' + prefix;
    }

    private boolean contains(byte @Nullable [] address) {
        return address != null
                && address.length == network.length
                && Arrays.equals(masked(address, prefix), network);
    }

    /// {@return -1 unless it is a decimal of at most three digits without a leading zero}
    private static int prefix(String digits) {
        boolean decimal = digits.matches("0|[1-9][0-9]{0,2}");
        return decimal ? Integer.parseInt(digits) : -1;
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.clamp(prefix - 8L * i, 0, 8);
            masked[i] &= (byte) (0xFF00 >> bits);
        }
        return masked;
    }
}
