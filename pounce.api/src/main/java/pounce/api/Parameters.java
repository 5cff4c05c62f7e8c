package pounce.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Names and values of a query or a form, decoded (`application/x-www-form-urlencoded`). Immutable.
public final class Parameters {
    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /// Decodes a query without its `?`, or the content of a form.
    ///
    /// @throws IllegalArgumentException on a malformed percent escape
    public static Parameters parse(String encoded) {
        var values = new LinkedHashMap<String, List<String>>();
        for (var pair : encoded.split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            var name = decode(equals < 0 ? pair : pair.substring(0, equals));
            values.computeIfAbsent(name, _ -> new ArrayList<>())
                    .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return new Parameters(values);
    }

    /// {@return the first value}
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /// {@return every value, in order}
    public List<String> all(String name) {
        return List.copyOf(values.getOrDefault(name, List.of()));
    }

    /// {@return the names, in order of first appearance}
    public Set<String> names() {
        return java.util.Collections.unmodifiableSet(values.keySet());
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
