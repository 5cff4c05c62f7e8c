package pounce.engine.application;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Copies of what an application is loaded from, in a directory that only this user can read.
///
/// Classes are loaded when they are first needed, perhaps hours after the start. Without a copy, an
/// application that is built anew meanwhile would get some of its classes from the new build, and a
/// jar that is overwritten would be read with the old one's directory.
public final class Snapshot implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshot.class);
    private static final Snapshot NONE = new Snapshot(null);
    private static final FileAttribute<?> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    /// Of 2^64 names.
    private static final int ATTEMPTS = 8;

    private final @Nullable Path directory;
    private int entries;

    private Snapshot(@Nullable Path directory) {
        this.directory = directory;
    }

    static Snapshot none() {
        return NONE;
    }

    /// Not with `Files.createTempDirectory`: the SecureRandom in it is a tenth of a whole start. A
    /// name here need not be hard to guess: what is there already, somebody's link too, is never
    /// used.
    static Snapshot create() throws IOException {
        var parent = Path.of(System.getProperty("java.io.tmpdir"));
        for (int attempt = 1; ; attempt++) {
            var name = "pounce-" + Long.toUnsignedString(ThreadLocalRandom.current().nextLong());
            try {
                return new Snapshot(createForOwner(parent.resolve(name)));
            } catch (FileAlreadyExistsException taken) {
                if (attempt == ATTEMPTS) throw taken;
            }
        }
    }

    private static Path createForOwner(Path directory) throws IOException {
        return directory.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? Files.createDirectory(directory, OWNER_ONLY)
                : Files.createDirectory(directory);
    }

    /// Copies jars, or directories into one another, later ones under the first.
    ///
    /// @return the copy, under the name of the first
    Path add(Path first, Path... others) throws IOException {
        var place = directory;
        if (place == null) throw new IllegalStateException("nothing is kept here");
        var target = place.resolve(String.valueOf(entries++)).resolve(fileName(first));
        Files.createDirectories(target.getParent());
        copy(first, target);
        for (var other : others) {
            copy(other, target);
        }
        return target;
    }

    /// A name decides how a jar without a descriptor is called as a module.
    private static String fileName(Path path) {
        var name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "root" : name.toString();
    }

    private static void copy(Path source, Path target) throws IOException {
        Files.walkFileTree(
                source,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path directory, BasicFileAttributes attributes) throws IOException {
                        Files.createDirectories(target.resolve(source.relativize(directory)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        var copy = target.resolve(source.relativize(file).toString());
                        if (!Files.exists(copy)) {
                            Files.copy(file, copy);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// Removes the copies, if they are still there. Files that are open go with their last reader.
    @Override
    public void close() {
        var place = directory;
        if (place == null || !Files.exists(place)) return;
        try {
            Files.walkFileTree(
                    place,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                                throws IOException {
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(
                                Path each, @Nullable IOException failure) throws IOException {
                            Files.delete(each);
                            return FileVisitResult.CONTINUE;
                        }
                    });
        } catch (IOException failure) {
            LOG.atWarn()
                    .addKeyValue("directory", place)
                    .setCause(failure)
                    .log("Copies of an application were not removed");
        }
    }
}
