package pounce.middleware.errors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Finds the lines of code that frames of a stack mean.
///
/// @param roots directories in which packages are directories
record SourceFiles(List<Path> roots) {
    /// On either side of the line.
    private static final int AROUND = 5;

    /// In octets: no class is larger.
    private static final long LARGEST = 2 << 20;

    /// Some lines of a file.
    ///
    /// @param first the number of the first, from 1
    /// @param lines its text and that of those that follow
    record Excerpt(int first, List<String> lines) {}

    /// {@return the lines around a frame's own; empty if its source is not there}
    ///
    /// @param frame of any class
    Optional<Excerpt> around(StackTraceElement frame) {
        var name = frame.getFileName();
        if (name == null || !name.endsWith(".java") || frame.getLineNumber() < 1) {
            return Optional.empty();
        }
        int dot = frame.getClassName().lastIndexOf('.');
        var directory = frame.getClassName().substring(0, Math.max(0, dot)).replace('.', '/');
        return roots.stream()
                .map(root -> excerpt(root, directory, name, frame.getLineNumber()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /// A class says itself what its file is called: the name must not lead elsewhere.
    private static Optional<Excerpt> excerpt(Path root, String directory, String name, int line) {
        try {
            var inside = root.resolve(directory).normalize();
            var file = inside.resolve(name).normalize();
            if (!inside.startsWith(root.normalize())
                    || !inside.equals(file.getParent())
                    || !Files.isRegularFile(file)
                    || Files.size(file) > LARGEST) {
                return Optional.empty();
            }
            var lines =
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
            if (line > lines.size()) return Optional.empty(); // it has changed since
            int from = Math.max(1, line - AROUND);
            int to = Math.min(lines.size(), line + AROUND);
            return Optional.of(new Excerpt(from, List.copyOf(lines.subList(from - 1, to))));
        } catch (IOException | InvalidPathException _) {
            return Optional.empty();
        }
    }
}
