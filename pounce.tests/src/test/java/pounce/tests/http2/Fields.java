package pounce.tests.http2;

import java.nio.ByteBuffer;
import pounce.engine.hpack.HpackEncoder;

/// Encodes field blocks as a client does.
public final class Fields {
    private static final int TABLE = 4096;

    private final HpackEncoder hpack = new HpackEncoder(TABLE);

    /// {@return a block of names and values in turn}
    public byte[] block(String... namesAndValues) {
        int room = HpackEncoder.mostBegun();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            room += HpackEncoder.mostEncoded(namesAndValues[i], namesAndValues[i + 1]);
        }
        var output = ByteBuffer.allocate(room);
        hpack.begin(output);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            hpack.field(namesAndValues[i], namesAndValues[i + 1], output);
        }
        var block = new byte[output.position()];
        output.flip().get(block);
        return block;
    }

    /// {@return a GET with more names and values in turn}
    public byte[] get(String path, String... more) {
        return request("GET", path, more);
    }

    /// {@return a request with more names and values in turn}
    public byte[] request(String method, String path, String... more) {
        var all = new String[8 + more.length];
        var first =
                new String[] {
                    ":method", method, ":scheme", "http", ":authority", "a", ":path", path
                };
        System.arraycopy(first, 0, all, 0, 8);
        System.arraycopy(more, 0, all, 8, more.length);
        return block(all);
    }
}
