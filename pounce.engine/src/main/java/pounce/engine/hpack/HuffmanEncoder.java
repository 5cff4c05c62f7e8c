package pounce.engine.hpack;

/// Encodes strings in the code of RFC 7541, section 5.2.
final class HuffmanEncoder {
    private static final long[] CODES = new long[256];
    private static final byte[] LENGTHS = new byte[256];

    static {
        for (int symbol = 0; symbol < 256; symbol++) {
            CODES[symbol] = HuffmanCode.code(symbol);
            LENGTHS[symbol] = (byte) HuffmanCode.length(symbol);
        }
    }

    private HuffmanEncoder() {}

    /// {@return how many octets a text becomes}
    ///
    /// @param text Latin-1
    static int length(String text) {
        int bits = 0;
        for (int i = 0; i < text.length(); i++) {
            bits += LENGTHS[text.charAt(i) & 0xff];
        }
        return (bits + 7) >>> 3;
    }

    /// Encodes a text; the last octet is filled up with ones.
    ///
    /// @param text Latin-1
    /// @param octets have room for it
    /// @param at where it goes
    /// @return the place behind it
    static int encode(String text, byte[] octets, int at) {
        long pending = 0;
        int bits = 0;
        int next = at;
        for (int i = 0; i < text.length(); i++) {
            int symbol = text.charAt(i) & 0xff;
            pending = (pending << LENGTHS[symbol]) | CODES[symbol];
            bits += LENGTHS[symbol];
            while (bits >= 8) {
                bits -= 8;
                octets[next++] = (byte) (pending >>> bits);
            }
        }
        if (bits > 0) {
            octets[next++] = (byte) ((pending << (8 - bits)) | (0xff >>> bits));
        }
        return next;
    }
}
