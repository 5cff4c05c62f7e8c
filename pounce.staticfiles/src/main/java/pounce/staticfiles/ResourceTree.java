package pounce.staticfiles;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Resources of a module or of the class path, which do not change while the process lives.
///
/// They are found by name only: that something is a folder shows by its index.
final class ResourceTree implements FileTree {
    private static final int PIECE = 64 << 10;

    private final Module module;
    private final String folder;

    /// @param folder segments with slashes between; empty for the root
    ResourceTree(Module module, String folder) {
        this.module = module;
        this.folder = folder;
    }

    @Override
    public boolean changes() {
        return false;
    }

    @Override
    public Node look(FilePath path) throws IOException {
        if (path.segments().isEmpty()) return Node.FOLDER;
        try (var stream = stream(path)) {
            if (stream == null) return isFolder(path) ? Node.FOLDER : Node.ABSENT;
            return isFolder(path) ? Node.FOLDER : new Node.File(stamp(stream));
        }
    }

    /// Archives find folders by their name too, with a slash or without; files without only. In a
    /// directory of the class path both are found with a slash.
    private boolean isFolder(FilePath path) throws IOException {
        var directory = directoryOfClassPath(path);
        if (directory.isPresent()) return Files.isDirectory(directory.get());
        try (var stream = module.getResourceAsStream(name(path) + '/')) {
            return stream != null;
        } catch (IOException isDirectory) {
            return true;
        }
    }

    private Optional<Path> directoryOfClassPath(FilePath path) {
        var loader = module.getClassLoader();
        var url = module.isNamed() || loader == null ? null : loader.getResource(name(path));
        return url != null && url.getProtocol().equals("file")
                ? Optional.of(Path.of(URI.create(url.toString())))
                : Optional.empty();
    }

    /// It is what is in it: there is neither a date nor a name of its own.
    private static Stamp stamp(InputStream stream) throws IOException {
        long size = 0;
        var digest = new Digest();
        var piece = new byte[PIECE];
        for (int count = stream.read(piece); count >= 0; count = stream.read(piece)) {
            size += count;
            digest.add(piece, count);
        }
        return new Stamp(digest.name(), 0, size);
    }

    @Override
    public String tag(Stamp stamp) {
        return String.valueOf(stamp.key());
    }

    /// {@return the resource; null if there is none, or the module does not open it}
    @Nullable InputStream stream(FilePath path) throws IOException {
        return module.getResourceAsStream(name(path));
    }

    private String name(FilePath path) {
        return folder.isEmpty() ? path.toString() : folder + '/' + path;
    }

    @Override
    public Optional<ByteBuffer> read(FilePath path, Stamp stamp) throws IOException {
        try (var stream = stream(path)) {
            return stream == null
                    ? Optional.empty()
                    : Optional.of(ByteBuffer.wrap(stream.readAllBytes()));
        }
    }

    @Override
    public Body.Opened opened(FilePath path, Stamp stamp) {
        return new StreamedResource(this, path, stamp.size());
    }

    @Override
    public List<Child> list(FilePath path, int most) {
        return List.of();
    }
}
