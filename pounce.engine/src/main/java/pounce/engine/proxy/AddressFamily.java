package pounce.engine.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import pounce.api.Address;
import pounce.api.field.IpLiteral;

/// Family and transport protocol of the addresses in a header of version 2; streams only, for
/// datagrams are no connection.
enum AddressFamily {
    /// Those of the connection itself: a LOCAL command, whose family does not count.
    NONE(-1, 0) {
        @Override
        ProxyHeader header(ByteBuffer addresses) {
            return new ProxyHeader.Local();
        }
    },
    /// Of whatever length: they are not looked at.
    UNSPECIFIED(0x00, 0) {
        @Override
        ProxyHeader header(ByteBuffer addresses) {
            return new ProxyHeader.Unknown();
        }
    },
    /// Source and destination address, source and destination port.
    IPV4(0x11, 2 * 4 + 2 * 2) {
        @Override
        ProxyHeader header(ByteBuffer addresses) {
            return internet(addresses, 4);
        }
    },
    /// The same.
    IPV6(0x21, 2 * 16 + 2 * 2) {
        @Override
        ProxyHeader header(ByteBuffer addresses) {
            return internet(addresses, 16);
        }
    },
    /// Source and destination path, each filled up with zeros.
    UNIX(0x31, 2 * 108) {
        @Override
        ProxyHeader header(ByteBuffer addresses) {
            var destination = new byte[PATH];
            addresses.get(PATH, destination);
            return new ProxyHeader.Forwarded(NO_ADDRESS, listener(destination));
        }
    };

    private static final Address NO_ADDRESS = new Address("unix", 0);

    /// In octets: room for the path of a Unix domain socket.
    private static final int PATH = 108;

    private final int code;
    private final int octets;

    AddressFamily(int code, int octets) {
        this.code = code;
        this.octets = octets;
    }

    /// {@return what the 14th octet names; empty for what is not served, or reserved}
    static Optional<AddressFamily> of(byte code) {
        return Arrays.stream(values())
                .filter(family -> family.code == Byte.toUnsignedInt(code))
                .findAny();
    }

    /// {@return the length of both addresses, in octets}
    int octets() {
        return octets;
    }

    /// {@return whether it is known where addresses end and TLVs begin}
    boolean areTlvsFound() {
        return octets > 0;
    }

    /// {@return what the addresses say}
    ///
    /// @param addresses from 0, at least all of them
    abstract ProxyHeader header(ByteBuffer addresses);

    private static ProxyHeader internet(ByteBuffer addresses, int length) {
        return new ProxyHeader.Forwarded(
                new Address(literal(addresses, 0, length), port(addresses, 2 * length)),
                new Address(literal(addresses, length, length), port(addresses, 2 * length + 2)));
    }

    private static String literal(ByteBuffer addresses, int at, int length) {
        var octets = new byte[length];
        addresses.get(at, octets);
        return IpLiteral.format(octets);
    }

    private static int port(ByteBuffer addresses, int at) {
        return Short.toUnsignedInt(addresses.getShort(at));
    }

    /// A listener has an absolute path; one without, or with what no line of a log can show, has no
    /// address.
    private static Address listener(byte[] octets) {
        int end = 0;
        while (end < octets.length && octets[end] != 0) {
            end++;
        }
        var path = new String(octets, 0, end, UTF_8);
        boolean fits = path.startsWith("/") && path.chars().noneMatch(Character::isISOControl);
        return fits ? new Address(path, 0) : NO_ADDRESS;
    }
}
