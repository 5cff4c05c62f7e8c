package pounce.staticfiles;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A directory of the file system.
///
/// **Containment.** A path is walked segment by segment, each opened relative to the directory
/// before it and never through a link (`openat` with `O_NOFOLLOW`), so that nobody who may write
/// there can put a link in the way between a check and its use. Where links are allowed, the path
/// is resolved first, what comes out must be inside and not hidden, and is then walked in the same
/// way: it is pinned. The directory itself may be reached through links, anew at each look.
///
/// Where the system has no such calls, the resolved path must be the one that was asked for, letter
/// by letter: neither a link nor another spelling leads to a file.
final class DirectoryTree implements FileTree {
    private static final Logger LOG = LoggerFactory.getLogger(DirectoryTree.class);

    private static final Set<OpenOption> READ =
            Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    /// In octets: up to here longer content is copied by the engine, and gathered with its head.
    private static final int COPIED = 16 << 10;

    /// In characters, of a whole path: more the system would not resolve.
    private static final int LONGEST_PATH = 1000;

    private final Path root;
    private final boolean links;
    private final LongSupplier clock;

    /// @param root a directory
    /// @param links whether links inside are followed
    /// @param clock in nanoseconds
    DirectoryTree(Path root, boolean links, LongSupplier clock) {
        this.clock = clock;
        this.root = root;
        this.links = links;
    }

    @Override
    public boolean changes() {
        return true;
    }

    @Override
    public Node look(FilePath path) throws IOException {
        return at(path, Node.ABSENT, place -> node(place.attributes()));
    }

    @Override
    public String tag(Stamp stamp) {
        return Long.toHexString(stamp.modified()) + '-' + Long.toHexString(stamp.size());
    }

    private static Node node(BasicFileAttributes attributes) {
        if (attributes.isRegularFile()) return new Node.File(Stamp.of(attributes));
        return attributes.isDirectory() ? Node.FOLDER : Node.ABSENT;
    }

    @Override
    public Optional<ByteBuffer> read(FilePath path, Stamp stamp) throws IOException {
        var channel = open(path, stamp);
        if (channel.isEmpty()) return Optional.empty();
        try (var file = channel.get()) {
            int size = (int) stamp.size();
            var octets =
                    size <= COPIED ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
            while (octets.hasRemaining()) {
                if (file.read(octets) < 0) throw new EOFException();
            }
            return isUnchanged(path, stamp) ? Optional.of(octets.flip()) : Optional.empty();
        } catch (EOFException _) {
            return Optional.empty();
        }
    }

    @Override
    public Body.Opened opened(FilePath path, Stamp stamp) {
        return new OpenedFile(this, path, stamp);
    }

    /// {@return the file, open for reading as long as it stays what it is; empty if it is another
    /// one by now}
    Optional<GuardedFile> guarded(FilePath path, Stamp stamp) throws IOException {
        return open(path, stamp)
                .map(file -> new GuardedFile(file, () -> isUnchanged(path, stamp), clock));
    }

    private boolean isUnchanged(FilePath path, Stamp stamp) throws IOException {
        return look(path) instanceof Node.File(var now) && now.equals(stamp);
    }

    private Optional<FileChannel> open(FilePath path, Stamp stamp) throws IOException {
        return at(
                path,
                Optional.empty(),
                place -> {
                    var attributes = place.attributes(); // to open a named pipe would block
                    return node(attributes) instanceof Node.File(var now) && now.equals(stamp)
                            ? Optional.of(place.open())
                            : Optional.empty();
                });
    }

    @Override
    public List<Child> list(FilePath path, int most) throws IOException {
        return at(
                path,
                List.of(),
                place -> {
                    var children = new ArrayList<Child>();
                    try (var folder = place.list()) {
                        for (var child : folder) {
                            if (children.size() == most) break;
                            var name = child.getFileName().toString();
                            if (!FilePath.isAllowed(name, path.segments().isEmpty())) continue;
                            var node = look(path.with(name));
                            if (!(node instanceof Node.Absent)) children.add(new Child(name, node));
                        }
                    }
                    return children;
                });
    }

    // ---------------------------------------------------------------- the walk

    /// A name in an open directory.
    private interface Place {
        BasicFileAttributes attributes() throws IOException;

        FileChannel open() throws IOException;

        DirectoryStream<Path> list() throws IOException;
    }

    @FunctionalInterface
    private interface Visit<T> {
        T to(Place place) throws IOException;
    }

    private <T> T at(FilePath path, T absent, Visit<T> visit) throws IOException {
        try {
            if (!links) return walk(root, path.segments(), visit);
            var base = root.toRealPath();
            var names = resolve(base, path);
            return names.isEmpty() ? absent : walk(base, names.get(), visit);
        } catch (NoSuchFileException | NotDirectoryException | InvalidPathException _) {
            return absent;
        } catch (AccessDeniedException denied) {
            LOG.atDebug().setCause(denied).log("A file may not be read");
            return absent;
        }
    }

    /// {@return the names without any links; empty if they lead outside, or to what is hidden}
    private static Optional<List<String>> resolve(Path base, FilePath path) throws IOException {
        if (base.toString().length() + path.toString().length() > LONGEST_PATH) {
            return Optional.empty();
        }
        Path real;
        try {
            real = base.resolve(path.toString()).toRealPath();
        } catch (FileSystemException nowhere) { // links in a circle have no exception of their own
            LOG.atDebug().setCause(nowhere).log("A path leads nowhere");
            return Optional.empty();
        }
        if (!real.startsWith(base)) return Optional.empty();
        var names = new ArrayList<String>();
        for (var name : base.relativize(real)) {
            if (name.toString().isEmpty()) continue; // the base itself
            if (!FilePath.isAllowed(name.toString(), names.isEmpty())) return Optional.empty();
            names.add(name.toString());
        }
        return Optional.of(names);
    }

    private static <T> T walk(Path base, List<String> names, Visit<T> visit) throws IOException {
        if (names.isEmpty()) return visit.to(new PathPlace(base.toRealPath()));
        try (var stream = Files.newDirectoryStream(base)) {
            return stream instanceof SecureDirectoryStream<Path> secure
                    ? walk(secure, base, names, visit)
                    : visit.to(
                            new PathPlace(
                                    spelled(base.toRealPath().resolve(String.join("/", names)))));
        }
    }

    private static <T> T walk(
            SecureDirectoryStream<Path> folder, Path base, List<String> names, Visit<T> visit)
            throws IOException {
        var place = new SecurePlace(folder, base.getFileSystem().getPath(names.getFirst()));
        if (names.size() == 1) return visit.to(place);
        if (!place.attributes().isDirectory()) throw new NotDirectoryException(names.getFirst());
        try (var next = folder.newDirectoryStream(place.name, LinkOption.NOFOLLOW_LINKS)) {
            return walk(next, base, names.subList(1, names.size()), visit);
        }
    }

    /// {@return the path, if it is how the system itself spells it}
    private static Path spelled(Path path) throws IOException {
        if (!path.toRealPath().equals(path)) throw new NoSuchFileException(path.toString());
        return path;
    }

    private record SecurePlace(SecureDirectoryStream<Path> folder, Path name) implements Place {
        @Override
        public BasicFileAttributes attributes() throws IOException {
            return folder.getFileAttributeView(
                            name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        }

        @Override
        public FileChannel open() throws IOException {
            return (FileChannel) folder.newByteChannel(name, READ);
        }

        @Override
        public DirectoryStream<Path> list() throws IOException {
            return folder.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private record PathPlace(Path path) implements Place {
        @Override
        public BasicFileAttributes attributes() throws IOException {
            return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public FileChannel open() throws IOException {
            return path.getFileSystem().equals(FileSystems.getDefault())
                    ? FileChannel.open(path, READ)
                    : FileChannel.open(path); // archives do not know of links
        }

        @Override
        @SuppressWarnings("StreamResourceLeak") // the caller closes it
        public DirectoryStream<Path> list() throws IOException {
            return Files.newDirectoryStream(path);
        }
    }
}
