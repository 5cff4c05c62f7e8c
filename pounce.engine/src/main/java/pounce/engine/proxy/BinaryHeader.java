package pounce.engine.proxy;

import java.nio.ByteBuffer;
import pounce.engine.message.Decoded;

/// Version 2.
///
/// ```text
///   0           12        13         14      16
///   +-----------+---------+----------+-------+-----------+------+
///   | signature | version | family   |  len  | addresses | TLVs |
///   |           | command | protocol |       |           |      |
///   +-----------+---------+----------+-------+-----------+------+
///                                             <----- len ----->
/// ```
///
/// Of a LOCAL command, and of addresses that are not specified, everything behind `len` is skipped
/// unseen: nobody can tell addresses from TLVs there.
final class BinaryHeader {
    /// In octets, behind the first 16. Addresses take 216 at most, and what proxies say beyond
    /// them, such as the name in a client's certificate, some hundreds.
    private static final int LONGEST = 4096;

    private static final byte[] SIGNATURE = {
        '\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'
    };
    private static final int COMMAND = 12;
    private static final int FAMILY = 13;
    private static final int LENGTH = 14;
    private static final int ADDRESSES = 16;

    /// Version 2 and the command, which share an octet.
    private static final int LOCAL = 0x20;

    private static final int PROXY = 0x21;

    private BinaryHeader() {}

    static Decoded<ProxyHeader> decode(ByteBuffer input) {
        if (!ProxyHeaderDecoder.mayStartWith(SIGNATURE, input)) {
            return ProxyHeaderDecoder.refused("no PROXY header");
        }
        if (input.remaining() <= COMMAND) {
            return ProxyHeaderDecoder.NEED_MORE;
        }
        return switch (input.get(input.position() + COMMAND)) {
            case LOCAL -> decode(input, AddressFamily.NONE);
            case PROXY -> forwarded(input);
            default -> ProxyHeaderDecoder.refused("unknown version or command");
        };
    }

    private static Decoded<ProxyHeader> forwarded(ByteBuffer input) {
        if (input.remaining() <= FAMILY) {
            return ProxyHeaderDecoder.NEED_MORE;
        }
        return AddressFamily.of(input.get(input.position() + FAMILY))
                .map(family -> decode(input, family))
                .orElseGet(() -> ProxyHeaderDecoder.refused("no family of stream addresses"));
    }

    private static Decoded<ProxyHeader> decode(ByteBuffer input, AddressFamily family) {
        if (input.remaining() < ADDRESSES) {
            return ProxyHeaderDecoder.NEED_MORE;
        }
        var header = input.slice(); // in network byte order
        int length = Short.toUnsignedInt(header.getShort(LENGTH));
        if (length > LONGEST) {
            return ProxyHeaderDecoder.refused("header too long");
        }
        if (length < family.octets()) {
            return ProxyHeaderDecoder.refused("header too short for its addresses");
        }
        if (header.limit() < ADDRESSES + length) {
            return ProxyHeaderDecoder.NEED_MORE;
        }
        header.limit(ADDRESSES + length);
        if (family.areTlvsFound() && !Tlvs.areValid(header, ADDRESSES + family.octets())) {
            return ProxyHeaderDecoder.refused("malformed TLV, or wrong checksum");
        }
        input.position(input.position() + header.limit());
        return new Decoded.Ready<>(family.header(header.slice(ADDRESSES, length)));
    }
}
