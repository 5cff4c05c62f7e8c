package pounce.staticfiles;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The path of a file within its mount, as far as a request may name it.
///
/// @param segments none empty, hidden, or with a character that a file system could take for
///   something else
/// @param folder whether a slash stands behind the last
record FilePath(List<String> segments, boolean folder) {
    /// The one hidden name that is for everybody (RFC 8615), and only as the first.
    private static final String WELL_KNOWN = ".well-known";

    /// In octets: longer names no file system has.
    static final int LONGEST_NAME = 255;

    FilePath {
        segments = List.copyOf(segments);
    }

    /// Reads what stands behind the prefix of a mount.
    ///
    /// @param decoded empty, or beginning with a slash; decoded once
    /// @return empty if no file may be named like that
    static Optional<FilePath> of(String decoded) {
        var segments = new ArrayList<String>();
        boolean folder = false;
        for (int start = 1, end; start <= decoded.length(); start = end + 1) {
            int slash = decoded.indexOf('/', start);
            end = slash < 0 ? decoded.length() : slash;
            folder = start == decoded.length();
            if (folder) break;
            var segment = decoded.substring(start, end);
            if (!isAllowed(segment, segments.isEmpty())) return Optional.empty();
            segments.add(segment);
        }
        return Optional.of(new FilePath(segments, folder));
    }

    /// {@return whether a path means one thing to all readers}: neither are there dot segments,
    /// which somebody before us may not have resolved, nor slashes that were encoded.
    ///
    /// @param raw as received
    /// @param decoded the same, decoded
    static boolean isUnambiguous(String raw, String decoded) {
        if (raw.equals(decoded)) return true;
        for (var segment : raw.split("/", -1)) {
            var plain =
                    segment.replace("%2e", ".")
                            .replace("%2E", ".")
                            .replace("%2f", "/")
                            .replace("%2F", "/");
            if (plain.equals(".") || plain.equals("..") || plain.indexOf('/') >= 0) return false;
        }
        return true;
    }

    /// {@return whether a name may be asked for}
    ///
    /// @param first whether it is the first in its mount
    static boolean isAllowed(String name, boolean first) {
        if (name.isEmpty()
                || name.length() > LONGEST_NAME
                || (name.charAt(0) == '.' && !(first && name.equals(WELL_KNOWN)))) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == 0x7F || c == '\\' || c == '/') return false;
        }
        return name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_NAME;
    }

    /// {@return a file in this folder}
    FilePath with(String name) {
        var longer = new ArrayList<>(segments);
        longer.add(name);
        return new FilePath(longer, false);
    }

    /// {@return the file beside this one whose name has a suffix}
    FilePath suffixed(String suffix) {
        var beside = new ArrayList<>(segments);
        beside.set(beside.size() - 1, name() + suffix);
        return new FilePath(beside, false);
    }

    /// {@return the last segment; empty at the root}
    String name() {
        return segments.isEmpty() ? "" : segments.getLast();
    }

    @Override
    public String toString() {
        return String.join("/", segments);
    }
}
