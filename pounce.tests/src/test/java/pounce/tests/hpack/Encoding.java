package pounce.tests.hpack;

import java.nio.ByteBuffer;
import java.util.List;
import pounce.engine.hpack.HpackEncoder;

/// An encoder that writes each block into a buffer with just the room that it asks for, behind an
/// offset.
final class Encoding {
    private static final int OFFSET = 5;

    private final HpackEncoder encoder = new HpackEncoder(Decoding.TABLE);

    void limit(int octets) {
        encoder.limit(octets);
    }

    byte[] encode(List<Field> fields) {
        int room =
                fields.stream()
                        .mapToInt(field -> HpackEncoder.mostEncoded(field.name(), field.value()))
                        .sum();
        var output = output(room);
        encoder.begin(output);
        fields.forEach(field -> encoder.field(field.name(), field.value(), output));
        return written(output);
    }

    byte[] encodeStatus(int status) {
        var output = output(HpackEncoder.mostEncoded(":status", "200"));
        encoder.begin(output);
        encoder.status(status, output);
        return written(output);
    }

    private static ByteBuffer output(int room) {
        int all = HpackEncoder.mostBegun() + room;
        return ByteBuffer.wrap(new byte[OFFSET + all]).slice(OFFSET, all);
    }

    private static byte[] written(ByteBuffer output) {
        var octets = new byte[output.position()];
        output.flip().get(octets);
        return octets;
    }
}
