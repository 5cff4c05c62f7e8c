package pounce.api;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// Response content from a file, which the system sends past this process where transport and
/// middleware allow it.
///
/// `send` returns when the file is not needed any more, so that a try-with-resources around the
/// channel is right. The channel's own position is neither used nor moved. A file that becomes
/// shorter meanwhile, or cannot be read, breaks the response off:
/// [pounce.api.error.ErrorCode#POUNCE_APP_FILE].
///
/// As the whole content of a 200 to GET it is answered with 206 or 416 if the client asks for
/// ranges (RFC 9110, section 14), unless the head says `Accept-Ranges: none`.
///
/// @param file open for reading; whoever interrupts the thread that sends it closes it, so two
///   responses should not share one
/// @param offset of the first octet in the file
/// @param length in octets
/// @param last whether the content is complete
public record ResponseFile(FileChannel file, long offset, long length, boolean last)
        implements SendEvent {

    /// Part of a file.
    ///
    /// @throws IndexOutOfBoundsException if offset or length is negative, or their sum too large
    public ResponseFile {
        Objects.checkFromIndexSize(offset, length, Long.MAX_VALUE);
    }

    /// Returns all of a file, as long as it is now, as the last content.
    ///
    /// @param file open for reading
    /// @return an event
    /// @throws IOException if its length cannot be found out
    public static ResponseFile whole(FileChannel file) throws IOException {
        return new ResponseFile(file, 0, file.size(), true);
    }

    /// Returns part of a file after which more content will come.
    ///
    /// @param file open for reading
    /// @param offset of the first octet in the file
    /// @param length in octets
    /// @return an event
    /// @throws IndexOutOfBoundsException if offset or length is negative, or their sum too large
    public static ResponseFile piece(FileChannel file, long offset, long length) {
        return new ResponseFile(file, offset, length, false);
    }

    /// Returns part of a file as the last content.
    ///
    /// @param file open for reading
    /// @param offset of the first octet in the file
    /// @param length in octets
    /// @return an event
    /// @throws IndexOutOfBoundsException if offset or length is negative, or their sum too large
    public static ResponseFile last(FileChannel file, long offset, long length) {
        return new ResponseFile(file, offset, length, true);
    }
}
