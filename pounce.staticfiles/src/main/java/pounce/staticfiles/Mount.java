package pounce.staticfiles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import pounce.api.Headers;
import pounce.api.RequestHead;
import pounce.api.StaticFiles;
import pounce.api.StaticFiles.Root;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.field.MediaRange;
import pounce.api.field.MediaRanges;

/// Files under a prefix, and the rules for them.
final class Mount {
    /// Content codings, and the suffixes of files that have them (RFC 8878, 7932 and 1952).
    static final Map<String, String> SUFFIXES = Map.of("zstd", ".zst", "br", ".br", "gzip", ".gz");

    /// A file that is another one each time it is read is not served.
    private static final int ATTEMPTS = 20;

    private final StaticFiles rules;
    private final FileTree tree;
    private final RepresentationMaker maker;
    private final MediaTypes types;
    private final LongSupplier clock;

    private Mount(StaticFiles rules, FileTree tree, long largest, LongSupplier clock) {
        this.clock = clock;
        this.rules = rules;
        this.tree = tree;
        this.maker = new RepresentationMaker(rules, tree, largest);
        this.types = new MediaTypes(rules.types());
    }

    /// {@return a mount}
    ///
    /// @param rules that it follows
    /// @param largest file that is kept in memory, in octets
    /// @param clock in nanoseconds
    /// @throws ConfigException if there is no such directory
    static Mount of(StaticFiles rules, long largest, LongSupplier clock) {
        return switch (rules.root()) {
            case Root.Directory(var path) -> {
                if (!Files.isDirectory(path)) {
                    throw new ConfigException(
                            ErrorCode.POUNCE_CONFIG_INVALID,
                            "static: there is no directory " + path.toAbsolutePath());
                }
                var tree = new DirectoryTree(path.toAbsolutePath(), rules.links(), clock);
                yield new Mount(rules, tree, largest, clock);
            }
            case Root.Resources(var module, var folder) -> {
                var files = directory(module, folder);
                var tree =
                        files.isPresent()
                                ? new DirectoryTree(files.get(), false, clock)
                                : new ResourceTree(module, folder);
                yield new Mount(rules.listing(false), tree, largest, clock);
            }
        };
    }

    /// {@return where the resources of a module that is not packed are files like any others}
    private static Optional<Path> directory(Module module, String folder) {
        return Optional.ofNullable(module.getLayer())
                .flatMap(layer -> layer.configuration().findModule(module.getName()))
                .flatMap(found -> found.reference().location())
                .filter(location -> location.getScheme().equals("file"))
                .map(location -> Path.of(location).resolve(folder))
                .filter(Files::isDirectory);
    }

    String prefix() {
        return rules.prefix();
    }

    /// {@return fields that every answer has}
    Headers headers() {
        return rules.headers();
    }

    /// {@return whether a path is that of the prefix, or below it}
    boolean covers(String path) {
        int length = length();
        return path.startsWith(rules.prefix())
                && (path.length() == length || path.charAt(length) == '/');
    }

    /// That of the prefix, without a slash at its end.
    private int length() {
        return rules.prefix().equals("/") ? 0 : rules.prefix().length();
    }

    /// {@return the moment, in nanoseconds}
    long now() {
        return clock.getAsLong();
    }

    /// {@return whether what is found may be another thing later}
    boolean changes() {
        return tree.changes();
    }

    // ---------------------------------------------------------------- finding

    /// Looks for a file; blocks.
    ///
    /// @param path that this mount [#covers]
    /// @return what is there now
    /// @throws IOException if the system cannot tell
    Found find(String path) throws IOException {
        var named = FilePath.of(path.substring(length()));
        return named.isPresent() ? find(named.get()) : Found.NOTHING;
    }

    private Found find(FilePath path) throws IOException {
        return switch (tree.look(path)) {
            case Node.File _ -> path.folder() ? Found.NOTHING : file(path);
            case Node.Folder _ -> path.folder() ? folder(path) : toFolder(path);
            // An archive need not name its folders.
            case Node.Absent _ ->
                    tree.changes() ? Found.NOTHING : path.folder() ? folder(path) : toFolder(path);
        };
    }

    private Found folder(FilePath path) throws IOException {
        if (hasIndex(path)) return file(path.with(rules.index()));
        return isListed() ? new Found.Folder(path) : Found.NOTHING;
    }

    private Found toFolder(FilePath path) throws IOException {
        return rules.slash() && (isListed() || hasIndex(path)) ? Found.REDIRECT : Found.NOTHING;
    }

    private boolean isListed() {
        return rules.listing() && tree.changes();
    }

    private boolean hasIndex(FilePath folder) throws IOException {
        return !rules.index().isEmpty()
                && tree.look(folder.with(rules.index())) instanceof Node.File;
    }

    private Found file(FilePath path) throws IOException {
        for (int i = 0; i < ATTEMPTS; i++) {
            long looked = now();
            var snapshot = snapshot(path);
            if (snapshot.isEmpty()) return Found.NOTHING;
            var made = maker.make(path, snapshot.get());
            if (made.isPresent()) {
                return new Found.File(
                        new StoredFile(this, path, snapshot.get(), made.get(), looked));
            }
        }
        return Found.NOTHING;
    }

    /// {@return a file and those beside it; empty if it is none}
    ///
    /// @throws IOException if the system cannot tell
    Optional<Snapshot> snapshot(FilePath path) throws IOException {
        if (!(tree.look(path) instanceof Node.File(var file))) return Optional.empty();
        var coded = new HashMap<String, Stamp>();
        if (rules.precompressed()) {
            for (var suffix : SUFFIXES.entrySet()) {
                var beside = path.suffixed(suffix.getValue());
                if (beside.name().length() <= FilePath.LONGEST_NAME
                        && tree.look(beside) instanceof Node.File(var stamp)
                        && stamp.modified() >= file.modified()) {
                    coded.put(suffix.getKey(), stamp);
                }
            }
        }
        return Optional.of(new Snapshot(file, coded));
    }

    List<FileTree.Child> list(FilePath folder) throws IOException {
        return tree.list(folder, Listing.MOST);
    }

    // ---------------------------------------------------------------- what is not found

    /// {@return the path of the file that answers in place of one that is not found; empty if none
    /// does}
    ///
    /// @param request is answered with a page only if it asks for one
    Optional<String> fallback(RequestHead request) {
        var path = request.path();
        if (rules.fallback().isEmpty()
                || types.isNoPage(path.substring(path.lastIndexOf('/') + 1))
                || !asksForPage(request)) {
            return Optional.empty();
        }
        return Optional.of(rules.prefix().substring(0, length()) + '/' + rules.fallback());
    }

    /// Scripts that fetch data take anything, people who go to a page say so.
    private static boolean asksForPage(RequestHead request) {
        var accepted = MediaRanges.parse(String.join(",", request.headers().all("accept")));
        return accepted.ranges().stream().anyMatch(Mount::isPage);
    }

    private static boolean isPage(MediaRange range) {
        return range.quality() > 0
                && ((range.type().equals("text") && range.subtype().equals("html"))
                        || range.subtype().equals("xhtml+xml"));
    }
}
