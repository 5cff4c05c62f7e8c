package pounce.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import pounce.api.multipart.MultipartEvent.Data;

/// The content of one part, up to its end or until it is left for the next. For one thread at a
/// time.
final class PartStream extends InputStream {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int CHUNK = 8192;

    private final PartReader reader;
    private ByteBuffer data = NOTHING;
    private boolean whole;
    private boolean left;

    PartStream(PartReader reader) {
        this.reader = reader;
    }

    @Override
    public int read() {
        return more() ? data.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) return 0;
        if (!more()) return -1;
        int count = Math.min(length, data.remaining());
        data.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return data.remaining();
    }

    /// Hands octets on where they lie, if they lie in an array.
    @Override
    public long transferTo(OutputStream out) throws IOException {
        long count = 0;
        while (more()) {
            if (!data.hasArray()) return count + super.transferTo(out);
            int length = data.remaining();
            out.write(data.array(), data.arrayOffset() + data.position(), length);
            data.position(data.limit());
            count += length;
        }
        return count;
    }

    /// Each octet counts against what the form may hold in memory before there is room for it.
    @Override
    public byte[] readAllBytes() {
        var all = new ByteArrayOutputStream();
        var chunk = new byte[CHUNK];
        for (int count; (count = read(chunk, 0, chunk.length)) > 0; ) {
            reader.keep(count);
            all.write(chunk, 0, count);
        }
        return all.toByteArray();
    }

    private boolean more() {
        if (left) throw new IllegalStateException("the next part was asked for");
        if (!data.hasRemaining() && !whole) {
            switch (reader.next()) {
                case Data(var more) -> data = more;
                default -> whole = true;
            }
        }
        return data.hasRemaining();
    }

    /// The next part is asked for: this one has no content any more.
    void leave() {
        left = true;
        data = NOTHING;
    }
}
