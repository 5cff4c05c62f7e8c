package pounce.engine.proxy;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// What a header of version 2 says behind its addresses: nothing that a server needs, but for a
/// checksum over all of it.
///
/// ```text
///   +------+-------+----------------+
///   | type |  len  | len octets     |   type 3: CRC-32C of the header, computed with zeros here
///   +------+-------+----------------+
/// ```
final class Tlvs {
    private static final byte CHECKSUM = 3;
    private static final int VALUE = 3;

    private Tlvs() {}

    /// {@return whether they are well-formed, and a checksum among them is right}
    ///
    /// @param header all of it, from 0 to its limit
    /// @param from where they begin
    static boolean areValid(ByteBuffer header, int from) {
        int at = from;
        while (header.limit() - at >= VALUE) {
            int length = Short.toUnsignedInt(header.getShort(at + 1));
            boolean broken = header.get(at) == CHECKSUM && !isChecksum(header, at + VALUE, length);
            at += VALUE + length;
            if (broken || at > header.limit()) {
                return false;
            }
        }
        return at == header.limit();
    }

    private static boolean isChecksum(ByteBuffer header, int at, int length) {
        if (length != Integer.BYTES || at + length > header.limit()) {
            return false;
        }
        var sum = new CRC32C();
        sum.update(header.slice(0, at));
        sum.update(new byte[Integer.BYTES]);
        sum.update(header.slice(at + length, header.limit() - at - length));
        return (int) sum.getValue() == header.getInt(at);
    }
}
