package pounce.lifecycle.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
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
