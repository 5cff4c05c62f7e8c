package pounce.lifecycle.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// A file that grows at its end.
final class FileSink implements Sink {
    private static final Set<StandardOpenOption> APPEND =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND);

    private final Path path;
    private FileChannel channel;

    FileSink(Path path) throws IOException {
        this.path = path;
        this.channel = open(path);
    }

    /// Looks whether the file could be written; makes none.
    ///
    /// @throws IOException if not
    static void check(Path path) throws IOException {
        var absolute = path.toAbsolutePath();
        var place = Files.exists(absolute) ? absolute : absolute.getParent();
        if (place == null || Files.isDirectory(absolute)) {
            throw new FileSystemException(path.toString(), null, "this is a directory");
        }
        if (!Files.exists(place)) {
            throw new NoSuchFileException(place.toString());
        }
        if (!Files.isWritable(place)) {
            throw new AccessDeniedException(place.toString());
        }
    }

    /// Others need not read who has visited what.
    private static FileChannel open(Path path) throws IOException {
        boolean isPosix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        var attributes =
                isPosix
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-r-----"))
                        }
                        : new FileAttribute<?>[0];
        return FileChannel.open(path, APPEND, attributes);
    }

    @Override
    public void write(byte[] octets, int length) throws IOException {
        var all = ByteBuffer.wrap(octets, 0, length);
        while (all.hasRemaining()) {
            channel.write(all);
        }
    }

    /// The old file stays if there is no new one.
    @Override
    public void reopen() throws IOException {
        var fresh = open(path);
        channel.close();
        channel = fresh;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
