package pounce.engine.hpack;

import java.nio.ByteBuffer;

/// Encodes field blocks (RFC 7541), one after the other, for one connection. Blocks must go out in
/// the order in which they were encoded.
///
/// A field goes into the table when it is seen for the second time: what differs from response to
/// response, such as an id, would only push out what does not. Secrets are never indexed (section
/// 7.1.3), so that nobody can find them out by trial.
public final class HpackEncoder {
    /// More than anybody's prefix, index, and two lengths take.
    private static final int FRAME = 24;

    /// The table's size at the beginning (RFC 9113, section 6.5.2).
    private static final int FIRST_LIMIT = 4096;

    private static final int SEEN = 32;

    private static final int INDEXED = 0x80;
    private static final int WITH_INDEXING = 0x40;
    private static final int SIZE_UPDATE = 0x20;
    private static final int NEVER_INDEXED = 0x10;
    private static final int HUFFMAN = 0x80;

    private final int most;
    private final EncoderTable table;

    /// Hashes of fields that were sent lately.
    private final int[] seen = new int[SEEN];

    /// What the peer allows by now.
    private int wanted;

    /// The least that it has allowed since the last block.
    private int least;

    /// An encoder with an empty table.
    ///
    /// @param most of the table, in octets, whatever the peer allows
    public HpackEncoder(int most) {
        this.most = most;
        this.wanted = Math.min(most, FIRST_LIMIT);
        this.least = wanted;
        this.table = new EncoderTable(wanted);
    }

    /// The peer allows another size for the table, from the next block on.
    ///
    /// @param octets as the peer said
    public void limit(long octets) {
        wanted = (int) Math.min(most, octets);
        least = Math.min(least, wanted);
    }

    /// {@return the most octets that a field takes}
    ///
    /// @param name Latin-1
    /// @param value Latin-1
    public static int mostEncoded(String name, String value) {
        return FRAME + name.length() + value.length();
    }

    /// {@return the most octets that [#begin] takes}
    public static int mostBegun() {
        return FRAME;
    }

    /// Begins a block: says first what has become of the table's size (section 4.2).
    ///
    /// @param output a heap buffer with room for [#mostBegun]
    public void begin(ByteBuffer output) {
        if (least < table.capacity()) {
            resize(least, output);
        }
        if (wanted != table.capacity()) {
            resize(wanted, output);
        }
        least = wanted;
    }

    private void resize(int size, ByteBuffer output) {
        table.resize(size);
        integer(SIZE_UPDATE, 5, size, output);
    }

    /// Adds a field to the block.
    ///
    /// @param name in lower case
    /// @param value Latin-1
    /// @param output a heap buffer with room for [#mostEncoded]
    public void field(String name, String value, ByteBuffer output) {
        int hash = EncoderTable.hash(name, value);
        int place = table.indexOf(name, value, hash);
        if (place >= 0) {
            integer(INDEXED, 7, StaticTable.SIZE + 1 + place, output);
        } else if (isSecret(name)) {
            literal(NEVER_INDEXED, 4, name, value, output);
        } else if (isSeenAgain(hash) && table.suits(size(name, value))) {
            literal(WITH_INDEXING, 6, name, value, output);
            table.add(name, value, hash);
        } else {
            literal(0, 4, name, value, output);
        }
    }

    /// Adds `:status` to the block, which stands before all other fields.
    ///
    /// @param status 100 to 599
    /// @param output a heap buffer with room for it
    public void status(int status, ByteBuffer output) {
        int index =
                switch (status) {
                    case 200 -> 8;
                    case 204 -> 9;
                    case 206 -> 10;
                    case 304 -> 11;
                    case 400 -> 12;
                    case 404 -> 13;
                    case 500 -> 14;
                    default -> 0;
                };
        if (index > 0) {
            integer(INDEXED, 7, index, output);
        } else {
            field(":status", Integer.toString(status), output);
        }
    }

    private static int size(String name, String value) {
        return name.length() + value.length() + HpackField.OVERHEAD;
    }

    private boolean isSeenAgain(int hash) {
        int slot = hash & (SEEN - 1);
        boolean again = seen[slot] == hash;
        seen[slot] = hash;
        return again;
    }

    private static boolean isSecret(String name) {
        return switch (name) {
            case "authentication-info",
                    "authorization",
                    "cookie",
                    "proxy-authentication-info",
                    "proxy-authorization",
                    "set-cookie" ->
                    true;
            default -> false;
        };
    }

    private static void literal(
            int pattern, int prefix, String name, String value, ByteBuffer output) {
        int index = StaticTable.indexOf(name);
        integer(pattern, prefix, index, output);
        if (index == 0) {
            string(name, output);
        }
        string(value, output);
    }

    /// The deprecated method copies in one go, and drops no octet of a Latin-1 text.
    @SuppressWarnings("deprecation")
    private static void string(String text, ByteBuffer output) {
        int encoded = HuffmanEncoder.length(text);
        if (encoded < text.length()) {
            integer(HUFFMAN, 7, encoded, output);
            int at = output.arrayOffset() + output.position();
            HuffmanEncoder.encode(text, output.array(), at);
            output.position(output.position() + encoded);
        } else {
            integer(0, 7, text.length(), output);
            int at = output.arrayOffset() + output.position();
            text.getBytes(0, text.length(), output.array(), at);
            output.position(output.position() + text.length());
        }
    }

    /// Encodes an integer (section 5.1).
    private static void integer(int pattern, int prefix, int value, ByteBuffer output) {
        int mask = (1 << prefix) - 1;
        if (value < mask) {
            output.put((byte) (pattern | value));
            return;
        }
        output.put((byte) (pattern | mask));
        int rest = value - mask;
        while (rest >= 0x80) {
            output.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        output.put((byte) rest);
    }
}
