package pounce.tracing;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Paths, each alone or with all that begin so.
///
/// @param whole each alone
/// @param beginnings with all that begin so
record PathSet(Set<String> whole, List<String> beginnings) {
    private static final String REST = "*";

    /// {@return those paths}
    ///
    /// @param paths one that ends with `*` stands for all that begin so; an empty one for none
    static PathSet of(Collection<String> paths) {
        return new PathSet(
                paths.stream()
                        .filter(path -> !path.isEmpty() && !path.endsWith(REST))
                        .collect(Collectors.toUnmodifiableSet()),
                paths.stream()
                        .filter(path -> path.endsWith(REST))
                        .map(path -> path.substring(0, path.length() - REST.length()))
                        .toList());
    }

    boolean has(String path) {
        return whole.contains(path) || beginnings.stream().anyMatch(path::startsWith);
    }
}
