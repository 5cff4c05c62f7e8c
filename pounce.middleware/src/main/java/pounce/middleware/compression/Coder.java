package pounce.middleware.compression;

import java.io.IOException;
import java.nio.ByteBuffer;
import pounce.api.ResponseBody;
import pounce.api.ResponseFile;
import pounce.api.Send;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;
import pounce.api.spi.ContentEncoder;
import pounce.api.spi.ContentEncoder.Flush;

/// Codes the content of one response, through one buffer. For one thread at a time.
final class Coder implements AutoCloseable {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /// In octets: what comes out at a time, and the most that is sent with its length.
    private static final int CHUNK = 16 << 10;

    /// In octets: what is read of a file at a time.
    private static final int FILE_CHUNK = 64 << 10;

    /// In octets: what content that does not shrink may grow by, more than any coding needs.
    private static final int GROWTH = 256;

    private final ContentEncoder encoder;
    private final Send next;
    private final ByteBuffer out;

    /// @param encoder closed with this
    /// @param next where coded content goes
    /// @param size of the content in octets, if it is known; else -1
    Coder(ContentEncoder encoder, Send next, long size) {
        this.encoder = encoder;
        this.next = next;
        this.out = ByteBuffer.allocate(capacity(size));
    }

    private static int capacity(long size) {
        return size < 0 || size > CHUNK - GROWTH ? CHUNK : (int) size + GROWTH;
    }

    /// Codes whole content, as far as the buffer has room.
    ///
    /// @param source its position moves
    /// @return what it takes, in octets; -1 if there was not enough room, so that it has to be sent
    ///   in pieces
    int fit(ByteBuffer source) {
        return encoder.encode(source, out, Flush.FINISH) ? out.position() : -1;
    }

    /// Sends what of whole content was [fit][#fit], and the rest.
    ///
    /// @param source what is left of it
    void sendWhole(ByteBuffer source) {
        encode(source, Flush.FINISH);
        sendLast();
    }

    /// Sends a piece so that the client can decode it at once.
    ///
    /// @param source its position moves
    /// @param last whether the content is complete
    void send(ByteBuffer source, boolean last) {
        if (last) {
            sendWhole(source);
            return;
        }
        if (source.hasRemaining()) {
            encode(source, Flush.SYNC);
        }
        sendPiece();
    }

    /// Sends part of a file.
    void send(ResponseFile file) {
        var chunk = ByteBuffer.allocate((int) Math.min(file.length(), FILE_CHUNK));
        long end = file.offset() + file.length();
        for (long place = file.offset(); place < end; place += chunk.limit()) {
            chunk.clear().limit((int) Math.min(chunk.capacity(), end - place));
            read(file, place, chunk);
            encode(chunk.flip(), Flush.NONE);
        }
        if (file.last()) {
            sendWhole(NOTHING);
        } else {
            encode(NOTHING, Flush.SYNC);
            sendPiece();
        }
    }

    private static void read(ResponseFile file, long place, ByteBuffer chunk) {
        try {
            while (chunk.hasRemaining()) {
                if (file.file().read(chunk, place + chunk.position()) < 0) {
                    throw new AppException(
                            ErrorCode.POUNCE_APP_FILE, "a file became shorter while it was sent");
                }
            }
        } catch (IOException broken) {
            throw new AppException(
                    ErrorCode.POUNCE_APP_FILE, "a file cannot be read while it is sent", broken);
        }
    }

    /// Sends the end of content that was sent in pieces, for something else completes the response.
    void finish() {
        encode(NOTHING, Flush.FINISH);
        sendPiece();
    }

    @SuppressWarnings("ThreadPriorityCheck") // a virtual thread gives its carrier to others
    private void encode(ByteBuffer source, Flush flush) {
        while (!encoder.encode(source, out, flush)) {
            sendPiece();
            Thread.yield(); // much content takes long, and others wait for this processor
        }
    }

    private void sendPiece() {
        next.send(ResponseBody.piece(out.flip()));
        out.clear();
    }

    private void sendLast() {
        next.send(ResponseBody.last(out.flip()));
    }

    @Override
    public void close() {
        encoder.close();
    }
}
