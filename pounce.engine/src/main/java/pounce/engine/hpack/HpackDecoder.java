package pounce.engine.hpack;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Decodes field blocks (RFC 7541), one after the other, for one connection.
///
/// A block is decoded to its end even if there are more fields in it than anybody wants: otherwise
/// the table would not be the peer's any more. What is too much goes into the table only, so that a
/// block of a few octets cannot become many. A string is never longer than its block, encoded.
///
/// @param <F> the kind of field
public final class HpackDecoder<F extends HpackField> {
    private static final byte[] NOTHING = {};

    /// Four octets behind the prefix: more than any length or index that is good here.
    private static final int INTEGER_BITS = 28;

    /// The table's size at the beginning (RFC 9113, section 6.5.2).
    private static final int FIRST_SIZE = 4096;

    /// What came of a block.
    public enum Outcome {
        /// Every field was handed over.
        WHOLE,
        /// There was more than the limit; nothing behind it was handed over.
        TOO_LARGE,
        /// The block breaks a rule: nothing that follows on this connection can be decoded.
        MALFORMED
    }

    private final StaticFields<F> statics;
    private final DynamicTable<F> table;
    private final int tableLimit;

    // The block that is decoded right now.
    private byte[] octets = NOTHING;
    private int at;
    private int end;
    private @Nullable String fault;

    /// A decoder with an empty table.
    ///
    /// @param statics the static table
    /// @param tableLimit what the peer was told of the table's size, in octets
    public HpackDecoder(StaticFields<F> statics, int tableLimit) {
        this.statics = statics;
        this.tableLimit = tableLimit;
        this.table = new DynamicTable<>(Math.min(FIRST_SIZE, tableLimit));
    }

    /// Decodes a whole block.
    ///
    /// @param block holds it, and is not kept
    /// @param from where it begins
    /// @param to where it ends
    /// @param limit of all fields together by the count of [HpackField#size], in octets
    /// @param fields takes them
    /// @return what came of it
    public Outcome decode(byte[] block, int from, int to, long limit, Consumer<? super F> fields) {
        octets = block;
        at = from;
        end = to;
        fault = null;
        updateSize();
        long size = 0;
        while (at < end && fault == null) {
            var field = next();
            if (field != null) {
                size += field.size();
                if (size <= limit) {
                    fields.accept(field);
                }
            }
        }
        octets = NOTHING;
        if (fault != null) {
            return Outcome.MALFORMED;
        }
        return size <= limit ? Outcome.WHOLE : Outcome.TOO_LARGE;
    }

    /// {@return the rule that is broken, after [Outcome#MALFORMED]}
    public String fault() {
        return fault == null ? "" : fault;
    }

    /// ```text
    ///   1iiiiiii  indexed field                        001sssss  size update
    ///   01iiiiii  literal, which goes into the table   0001iiii  literal, never indexed
    ///                                                  0000iiii  literal
    /// ```
    private @Nullable F next() {
        int first = octets[at];
        if (first < 0) {
            return indexed(integer(7));
        }
        if ((first & 0x40) != 0) {
            var field = literal(integer(6));
            if (field != null) {
                table.add(field);
            }
            return field;
        }
        if ((first & 0x20) != 0) {
            refuse("a table size update behind a field");
            return null;
        }
        return literal(integer(4));
    }

    /// Updates stand before the first field (section 4.2).
    private void updateSize() {
        while (at < end && (octets[at] & 0xe0) == 0x20) {
            int size = integer(5);
            if (size > tableLimit) {
                refuse("a table size above the limit");
            }
            if (fault != null) {
                return;
            }
            table.resize(size);
        }
    }

    private @Nullable F indexed(int index) {
        if (fault != null) {
            return null;
        }
        if (index == 0 || index > StaticTable.SIZE + table.count()) {
            refuse("an index that is not in the tables");
            return null;
        }
        return index <= StaticTable.SIZE
                ? statics.get(index)
                : table.get(index - StaticTable.SIZE - 1);
    }

    private @Nullable F literal(int nameIndex) {
        String name;
        if (nameIndex == 0) {
            name = fault == null ? string() : null;
        } else {
            var named = indexed(nameIndex);
            name = named == null ? null : named.name();
        }
        var value = name == null ? null : string();
        return name == null || value == null ? null : statics.field(name, value);
    }

    /// {@return null after a refusal}
    private @Nullable String string() {
        if (at == end) {
            refuse("a block that ends in the middle of a field");
            return null;
        }
        boolean huffman = octets[at] < 0;
        int length = integer(7);
        if (fault != null) {
            return null;
        }
        if (length > end - at) {
            refuse("a string that is longer than its block");
            return null;
        }
        int from = at;
        at += length;
        return huffman
                ? huffman(from)
                : new String(octets, from, length, StandardCharsets.ISO_8859_1);
    }

    private @Nullable String huffman(int from) {
        var decoded = new byte[HuffmanDecoder.mostDecoded(at - from)];
        int length = HuffmanDecoder.decode(octets, from, at, decoded);
        if (length == HuffmanDecoder.MALFORMED) {
            refuse("a string that is not in the Huffman code");
            return null;
        }
        return new String(decoded, 0, length, StandardCharsets.ISO_8859_1);
    }

    /// Decodes an integer (section 5.1).
    ///
    /// @param prefix how many bits of the octet at hand belong to it
    /// @return 0 after a refusal
    private int integer(int prefix) {
        int mask = (1 << prefix) - 1;
        int value = octets[at++] & mask;
        if (value < mask) {
            return value;
        }
        for (int shift = 0; shift < INTEGER_BITS && at < end; shift += 7) {
            int octet = octets[at++];
            value += (octet & 0x7f) << shift;
            if (octet >= 0) {
                return value;
            }
        }
        refuse(at == end ? "a block that ends in the middle of a field" : "an integer too large");
        return 0;
    }

    private void refuse(String rule) {
        fault = rule;
    }
}
