package pounce.engine.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import pounce.api.error.AppException;
import pounce.api.error.ErrorCode;

/// A file's way through memory, slice by slice, to peers that the system cannot send files to.
public final class FileSlices {
    /// In octets: of one slice.
    public static final int SIZE = 64 << 10;

    /// Takes the slices.
    @FunctionalInterface
    public interface Sink {

        /// Takes one; blocks while the peer is slow.
        ///
        /// @param slice belongs to the caller again on return
        /// @throws IOException if the peer is gone
        void take(ByteBuffer slice) throws IOException;
    }

    private FileSlices() {}

    /// Reads part of a file and hands it on.
    ///
    /// @param file what is read
    /// @param offset of the first octet
    /// @param length in octets
    /// @param buffer holds one slice at a time
    /// @param sink takes them in order
    /// @throws AppException if the file ends before, or cannot be read
    /// @throws IOException if the peer is gone, or the thread is interrupted
    public static void copy(
            FileChannel file, long offset, long length, ByteBuffer buffer, Sink sink)
            throws IOException {
        long end = offset + length;
        for (long at = offset; at < end; at += buffer.limit()) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            if (read(file, at, buffer) <= 0) {
                throw tooShort(end, at);
            }
            sink.take(buffer.flip());
        }
    }

    private static int read(FileChannel file, long at, ByteBuffer buffer) throws IOException {
        try {
            return file.read(buffer, at);
        } catch (ClosedByInterruptException interrupted) {
            throw interrupted(interrupted);
        } catch (IOException unreadable) {
            throw unreadable(unreadable);
        }
    }

    private static IOException interrupted(ClosedByInterruptException cause) {
        var interrupted = new InterruptedIOException("interrupted while reading a file");
        interrupted.initCause(cause);
        return interrupted;
    }

    /// {@return what a file that ends early is to the application}
    ///
    /// @param expected where it should have ended
    /// @param found where it does
    public static AppException tooShort(long expected, long found) {
        return new AppException(
                ErrorCode.POUNCE_APP_FILE,
                "a file became shorter while it was sent: no octet at "
                        + found
                        + " of "
                        + expected);
    }

    /// {@return what a file that cannot be read is to the application}
    ///
    /// @param cause why
    public static AppException unreadable(IOException cause) {
        return new AppException(
                ErrorCode.POUNCE_APP_FILE, "a file cannot be read: " + cause.getMessage(), cause);
    }
}
