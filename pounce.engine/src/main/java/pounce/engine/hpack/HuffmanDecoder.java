package pounce.engine.hpack;

/// Decodes strings in the code of RFC 7541, section 5.2, half an octet at a time: the shortest code
/// has five bits, so half an octet completes one symbol at most.
final class HuffmanDecoder {
    /// The input is no such string.
    static final int MALFORMED = -1;

    private static final int NIBBLES = 16;
    private static final int SYMBOL = 8;
    private static final int EMITS = 1 << 16;
    private static final int FAILS = 1 << 17;
    private static final int STATE = 0xff;

    /// By state and half octet: the next state, and above it what happens on the way.
    private static final int[] TRANSITIONS = new int[256 * NIBBLES];

    /// States in which a string may end: what was read of a code are ones, less than eight (RFC
    /// 7541, section 5.2).
    private static final boolean[] MAY_END = new boolean[256];

    static {
        new Tree().describe(0, 0, true);
    }

    private HuffmanDecoder() {}

    /// {@return the most octets that so many decode to}
    static int mostDecoded(int encoded) {
        return encoded * 8 / 5;
    }

    /// Decodes a string.
    ///
    /// @param octets hold it
    /// @param from where it begins
    /// @param to where it ends
    /// @param output has room for [#mostDecoded]
    /// @return how many octets it is, or [#MALFORMED]
    static int decode(byte[] octets, int from, int to, byte[] output) {
        int state = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            int octet = octets[i] & 0xff;
            int high = TRANSITIONS[state * NIBBLES + (octet >>> 4)];
            if ((high & EMITS) != 0) {
                output[count++] = (byte) (high >>> SYMBOL);
            }
            int low = TRANSITIONS[(high & STATE) * NIBBLES + (octet & 0xf)];
            if ((low & EMITS) != 0) {
                output[count++] = (byte) (low >>> SYMBOL);
            }
            if (((high | low) & FAILS) != 0) {
                return MALFORMED;
            }
            state = low & STATE;
        }
        return MAY_END[state] ? count : MALFORMED;
    }

    /// The codes as a tree, to make the tables from. A state is an inner node; there is one less
    /// than there are symbols.
    private static final class Tree {
        private static final int NONE = -1;

        /// By node and bit: an inner node, or a symbol as a negative number.
        private final int[][] children = new int[HuffmanCode.EOS][2];

        private int nodes = 1;

        Tree() {
            for (int symbol = 0; symbol <= HuffmanCode.EOS; symbol++) {
                add(symbol, HuffmanCode.code(symbol), HuffmanCode.length(symbol));
            }
        }

        private void add(int symbol, int code, int length) {
            int node = 0;
            for (int bit = length - 1; bit > 0; bit--) {
                int side = (code >>> bit) & 1;
                if (children[node][side] == 0) {
                    children[node][side] = nodes++;
                }
                node = children[node][side];
            }
            children[node][code & 1] = NONE - symbol;
        }

        /// Fills the tables for a node and all below it.
        void describe(int node, int depth, boolean allOnes) {
            MAY_END[node] = depth < 8 && allOnes;
            for (int nibble = 0; nibble < NIBBLES; nibble++) {
                TRANSITIONS[node * NIBBLES + nibble] = transition(node, nibble);
            }
            for (int side = 0; side < 2; side++) {
                if (children[node][side] > 0) {
                    describe(children[node][side], depth + 1, allOnes && side == 1);
                }
            }
        }

        private int transition(int from, int nibble) {
            int node = from;
            int result = 0;
            for (int bit = 3; bit >= 0; bit--) {
                node = children[node][(nibble >>> bit) & 1];
                if (node < 0) {
                    int symbol = NONE - node;
                    result |= symbol == HuffmanCode.EOS ? FAILS : EMITS | (symbol << SYMBOL);
                    node = 0;
                }
            }
            return result | node;
        }
    }
}
