package pounce.lifecycle.access;

import java.util.List;
import java.util.function.Predicate;
import pounce.api.event.RequestStarted;

/// Requests that get no line.
final class Skipped implements Predicate<RequestStarted> {
    private static final String REST = "*";

    private final String[] whole;
    private final String[] beginnings;

    /// @param paths without a query; one that ends with `*` stands for all that begin so
    Skipped(List<String> paths) {
        whole = paths.stream().filter(path -> !path.endsWith(REST)).toArray(String[]::new);
        beginnings =
                paths.stream()
                        .filter(path -> path.endsWith(REST))
                        .map(path -> path.substring(0, path.length() - REST.length()))
                        .toArray(String[]::new);
    }

    @Override
    public boolean test(RequestStarted request) {
        var path = request.path();
        for (var each : whole) {
            if (path.startsWith(each)
                    && (path.length() == each.length() || path.charAt(each.length()) == '?')) {
                return true;
            }
        }
        for (var each : beginnings) {
            if (path.startsWith(each)) {
                return true;
            }
        }
        return false;
    }
}
