package pounce.api;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import pounce.api.field.Tokens;

/// Files that are served under a path prefix: a mount.
///
/// GET and HEAD of what is found are answered; everything else goes on to the application. Never
/// found are hidden files (names with a dot in front, but for a first segment `.well-known`), what
/// is no regular file, and whatever a symbolic link leads to, unless links are allowed and it is
/// inside the mount all the same.
///
/// Answers have a strong `ETag` and what follows from it (RFC 9110, sections 13 and 14):
/// conditions, ranges, and for `app.js` the smaller `app.js.zst`, `app.js.br` or `app.js.gz` beside
/// it, if it is not older and the client takes it.
///
/// Immutable: methods with a parameter return copies.
public final class StaticFiles {
    private final String prefix;
    private final Root root;
    private final Rules rules;

    private StaticFiles(String prefix, Root root, Rules rules) {
        this.prefix = prefix;
        this.root = root;
        this.rules = rules;
    }

    /// Where the files of a mount are.
    public sealed interface Root {

        /// A directory, which must exist when the server starts. Its own path may have links, as a
        /// deployment that switches one has.
        ///
        /// @param path of the directory
        record Directory(Path path) implements Root {}

        /// Resources of a module, or of the class path. They are read as
        /// [Module#getResourceAsStream] finds them: a folder whose name is that of a package has to
        /// be `opens` to everybody, one like `META-INF/site` or `site-files` has not.
        ///
        /// @param module holds them; the unnamed module of a class for those beside it on the class
        ///   path
        /// @param folder segments with slashes between; empty for the module's root
        record Resources(Module module, String folder) implements Root {}
    }

    /// Returns a mount of a directory with the usual rules.
    ///
    /// @param prefix whole segments, from `/`; the longest of all mounts that fits wins
    /// @param directory must exist when the server starts
    /// @return a mount
    /// @throws IllegalArgumentException if the prefix is none
    public static StaticFiles of(String prefix, Path directory) {
        return new StaticFiles(prefix(prefix), new Root.Directory(directory), new Rules());
    }

    /// Returns a mount of resources that are packed with code, with the usual rules. They cannot be
    /// listed. Those of a module that is not packed, but a directory of classes, are its files; all
    /// others have no date and are taken not to change.
    ///
    /// @param prefix whole segments, from `/`; the longest of all mounts that fits wins
    /// @param module holds them; see [Root.Resources] for which it lets be seen
    /// @param folder segments with slashes between; empty for the module's root
    /// @return a mount
    /// @throws IllegalArgumentException if prefix or folder is none
    public static StaticFiles resources(String prefix, Module module, String folder) {
        var root = new Root.Resources(module, fileOrNone(folder));
        return new StaticFiles(prefix(prefix), root, new Rules());
    }

    /// Reads a mount of a directory.
    ///
    /// @param text `/prefix=directory`, or a directory for the prefix `/`
    /// @return a mount with the usual rules
    /// @throws IllegalArgumentException if it is none
    public static StaticFiles parse(String text) {
        int equals = text.startsWith("/") ? text.indexOf('=') : -1;
        var directory = text.substring(equals + 1);
        if (directory.isEmpty()) throw new IllegalArgumentException("no directory: " + text);
        try {
            return of(equals < 0 ? "/" : text.substring(0, equals), Path.of(directory));
        } catch (InvalidPathException noPath) {
            throw new IllegalArgumentException("no directory: " + text, noPath);
        }
    }

    /// Returns an application that serves files and answers 404 to everything else.
    ///
    /// @param mounts each with a prefix of its own
    /// @return an application
    /// @throws pounce.api.error.MissingProviderException unless exactly one module serves files
    /// @throws pounce.api.error.ConfigException if a mount has no directory, or the prefix of
    ///   another
    public static App handler(StaticFiles... mounts) {
        var nothing = Response.text("Not Found\n").status(404);
        return middleware(mounts).apply(App.of(_ -> nothing));
    }

    /// Returns a middleware that serves files and passes on what is not found.
    ///
    /// @param mounts each with a prefix of its own
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException unless exactly one module serves files
    /// @throws pounce.api.error.ConfigException if a mount has no directory, or the prefix of
    ///   another
    public static Middleware middleware(StaticFiles... mounts) {
        return Providers.staticFiles().create(List.of(mounts), ServerConfig.defaults());
    }

    /// Returns a middleware that serves what a config mounts, and passes on everything if that is
    /// nothing.
    ///
    /// @param config [Options#STATIC], with the rules of the other options, and
    ///   [ServerConfig.Builder#files]
    /// @return a middleware
    /// @throws pounce.api.error.MissingProviderException unless exactly one module serves files
    /// @throws pounce.api.error.ConfigException if a mount has no directory, or the prefix of
    ///   another
    public static Middleware middleware(ServerConfig config) {
        var mounts = config.files();
        return mounts.isEmpty() ? next -> next : Providers.staticFiles().create(mounts, config);
    }

    /// {@return whole segments, from `/`; without a slash at the end but for `/` itself}
    public String prefix() {
        return prefix;
    }

    /// {@return where the files are}
    public Root root() {
        return root;
    }

    /// {@return the file that answers for a directory; empty for none}
    public String index() {
        return rules.index;
    }

    /// Returns a copy in which another file answers for directories; it is `index.html` otherwise.
    ///
    /// @param file a name; empty for none
    /// @return a mount
    /// @throws IllegalArgumentException if it is no name of a file
    public StaticFiles index(String file) {
        if (file.indexOf('/') >= 0) throw new IllegalArgumentException("no name: " + file);
        return with(copy -> copy.index = fileOrNone(file));
    }

    /// {@return the file that answers for pages that are not found; empty for none}
    public String fallback() {
        return rules.fallback;
    }

    /// Returns a copy in which a file answers with 200 for what is not found, as single-page
    /// applications want it: to those who accept HTML by name, and ask for a page, not for a file
    /// of another type. The application is not asked then.
    ///
    /// @param file segments with slashes between; empty for none
    /// @return a mount
    /// @throws IllegalArgumentException if it is no path of a file
    public StaticFiles fallback(String file) {
        return with(copy -> copy.fallback = fileOrNone(file));
    }

    /// {@return whether a directory without an index answers with a list of what is in it}
    public boolean listing() {
        return rules.listing;
    }

    /// Returns a copy in which directories without an index are listed, or are not; they are not
    /// otherwise.
    ///
    /// @param listed whether they are
    /// @return a mount
    public StaticFiles listing(boolean listed) {
        return with(copy -> copy.listing = listed);
    }

    /// {@return whether symbolic links are followed, as long as they stay inside the mount}
    public boolean links() {
        return rules.links;
    }

    /// Returns a copy in which symbolic links are followed to what is inside the mount and not
    /// hidden, or are not followed; they are not otherwise.
    ///
    /// @param followed whether they are
    /// @return a mount
    public StaticFiles links(boolean followed) {
        return with(copy -> copy.links = followed);
    }

    /// {@return whether `/docs` leads to `/docs/` if that is a directory}
    public boolean slash() {
        return rules.slash;
    }

    /// Returns a copy in which a directory without a slash behind its name is answered with a
    /// redirect (308), or is not found; it is redirected otherwise.
    ///
    /// @param redirected whether it is
    /// @return a mount
    public StaticFiles slash(boolean redirected) {
        return with(copy -> copy.slash = redirected);
    }

    /// {@return whether `app.js.br` may be sent for `app.js`}
    public boolean precompressed() {
        return rules.precompressed;
    }

    /// Returns a copy in which compressed files beside a file are looked for, or are not; they are
    /// otherwise.
    ///
    /// @param looked whether they are
    /// @return a mount
    public StaticFiles precompressed(boolean looked) {
        return with(copy -> copy.precompressed = looked);
    }

    /// {@return the value of `Cache-Control`; empty for none}
    public String cacheControl() {
        return rules.cacheControl;
    }

    /// Returns a copy with another `Cache-Control` (RFC 9111, section 5.2); it is `public,
    /// max-age=3600` otherwise.
    ///
    /// @param value of the field; empty for none
    /// @return a mount
    /// @throws IllegalArgumentException if it is no field value
    public StaticFiles cacheControl(String value) {
        if (!Tokens.isFieldValue(value)) throw new IllegalArgumentException("no field value");
        return with(copy -> copy.cacheControl = value);
    }

    /// {@return whether a file may be cached for ever, because other content has another name}
    ///
    /// @param name of the file, without its directory
    public boolean isImmutable(String name) {
        return rules.immutable.test(name);
    }

    /// Returns a copy with another rule for which files may be cached for ever (`max-age=31536000,
    /// immutable`): build tools name them for what is in them. Otherwise it is those whose name has
    /// eight or more characters of a hash in it, such as `app.3f9c01be.js` or `index-D4kXw9aZ.css`.
    ///
    /// @param names is given the name of a file, without its directory; for any thread
    /// @return a mount
    public StaticFiles immutable(Predicate<? super String> names) {
        return with(copy -> copy.immutable = names);
    }

    /// {@return fields that every answer has}
    public Headers headers() {
        return rules.headers;
    }

    /// Returns a copy whose answers have these fields too.
    ///
    /// @param headers in place of those that it had
    /// @return a mount
    public StaticFiles headers(Headers headers) {
        return with(copy -> copy.headers = headers);
    }

    /// {@return media types by extension, beyond those that are known anyway}
    public Map<String, String> types() {
        return rules.types;
    }

    /// Returns a copy that knows one more media type, or knows it better.
    ///
    /// @param extension without its dot; in any case
    /// @param mediaType a media type (RFC 9110, section 8.3.1)
    /// @return a mount
    /// @throws IllegalArgumentException if the type is no field value
    public StaticFiles type(String extension, String mediaType) {
        if (!Tokens.isFieldValue(mediaType)) throw new IllegalArgumentException("no media type");
        var types = new TreeMap<>(rules.types);
        types.put(extension.toLowerCase(Locale.ROOT), mediaType);
        return with(copy -> copy.types = Map.copyOf(types));
    }

    /// {@return `/prefix=directory`, as [#parse] reads it; resources have a form of their own}
    @Override
    public String toString() {
        return switch (root) {
            case Root.Directory(var path) -> prefix + '=' + path;
            case Root.Resources(var module, var folder) ->
                    prefix + "=resource:" + module.getName() + '/' + folder;
        };
    }

    private StaticFiles with(Consumer<Rules> change) {
        var copy = new Rules(rules);
        change.accept(copy);
        return new StaticFiles(prefix, root, copy);
    }

    private static String prefix(String prefix) {
        if (!prefix.equals("/")
                && (!prefix.startsWith("/") || fileOrNone(prefix.substring(1)).isEmpty())) {
            throw new IllegalArgumentException("no prefix of whole segments: " + prefix);
        }
        return prefix;
    }

    /// What a request could name; a path that could not is a mistake.
    private static String fileOrNone(String file) {
        for (var segment : file.isEmpty() ? new String[0] : file.split("/", -1)) {
            if (segment.isEmpty()
                    || segment.equals(".")
                    || segment.equals("..")
                    || segment.indexOf('\\') >= 0
                    || segment.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("no path of a file: " + file);
            }
        }
        return file;
    }

    /// Written while a copy is made, and never again.
    private static final class Rules {
        String index = "index.html";
        String fallback = "";
        boolean listing;
        boolean links;
        boolean slash = true;
        boolean precompressed = true;
        String cacheControl = "public, max-age=3600";
        Predicate<? super String> immutable = Fingerprint::isIn;
        Headers headers = Headers.empty();
        Map<String, String> types = Map.of();

        Rules() {}

        Rules(Rules others) {
            index = others.index;
            fallback = others.fallback;
            listing = others.listing;
            links = others.links;
            slash = others.slash;
            precompressed = others.precompressed;
            cacheControl = others.cacheControl;
            immutable = others.immutable;
            headers = others.headers;
            types = others.types;
        }
    }
}
