package pounce.tests.hpack;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import pounce.engine.hpack.HpackDecoder;
import pounce.engine.hpack.HpackDecoder.Outcome;
import pounce.engine.hpack.StaticFields;

/// A decoder, and what it has found in the last block.
final class Decoding {
    static final int TABLE = 4096;
    private static final StaticFields<Field> STATICS = new StaticFields<>(Field::new);

    private final HpackDecoder<Field> decoder;
    private final List<Field> fields = new ArrayList<>();

    Decoding() {
        this(TABLE);
    }

    Decoding(int tableLimit) {
        decoder = new HpackDecoder<>(STATICS, tableLimit);
    }

    Outcome decode(String hex) {
        return decode(HexFormat.of().parseHex(hex.replace(" ", "")), Long.MAX_VALUE);
    }

    /// Decodes a block that stands among octets which are none of its own.
    Outcome decode(byte[] block, long limit) {
        fields.clear();
        var among = new byte[block.length + 7];
        System.arraycopy(block, 0, among, 3, block.length);
        return decoder.decode(among, 3, 3 + block.length, limit, fields::add);
    }

    List<Field> fields() {
        return List.copyOf(fields);
    }

    String fault() {
        return decoder.fault();
    }
}
