package pounce.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;

/// What can be seen of files without a look into them; different after whatever somebody does to
/// them, such as to point a link elsewhere.
///
/// @param stamps one for each file, in order; empty where it cannot be seen
record FileStamps(List<Optional<Stamp>> stamps) {

    /// One file.
    ///
    /// @param modified in milliseconds
    /// @param octets its length
    /// @param identity of the file behind the name, in text
    private record Stamp(long modified, long octets, String identity) {}

    /// {@return the files as they are now}
    static FileStamps of(List<Path> files) {
        return new FileStamps(files.stream().map(FileStamps::stamp).toList());
    }

    private static Optional<Stamp> stamp(Path file) {
        try {
            var attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(
                    new Stamp(
                            attributes.lastModifiedTime().toMillis(),
                            attributes.size(),
                            String.valueOf(attributes.fileKey())));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
