package pounce.staticfiles;

import java.io.IOException;
import java.nio.ByteBuffer;
import pounce.api.ResponseBody;
import pounce.api.ResponseStart;
import pounce.api.Send;

/// A resource that is too large for memory. It is read from its beginning each time, so it has no
/// ranges.
///
/// @param tree where it is
/// @param path of the resource
/// @param size in octets
record StreamedResource(ResourceTree tree, FilePath path, long size) implements Body.Opened {
    private static final int PIECE = 64 << 10;

    @Override
    public boolean send(ResponseStart start, Send send) throws IOException {
        try (var stream = tree.stream(path)) {
            if (stream == null) return false;
            send.send(
                    start.header("accept-ranges", "none")
                            .header("content-length", Long.toString(size)));
            var piece = new byte[PIECE];
            for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
                send.send(ResponseBody.piece(ByteBuffer.wrap(piece, 0, count)));
            }
            send.send(ResponseBody.end());
            return true;
        }
    }
}
