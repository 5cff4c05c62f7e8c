package pounce.api;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pounce.api.error.ErrorCode;
import pounce.api.error.LimitException;

/// Names and values of a query or a form, decoded (`application/x-www-form-urlencoded`, WHATWG URL,
/// section 5.1). Names are told apart by case. Immutable.
///
/// Two are equal if each name has the same values in the same order.
public final class Parameters {
    private static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /// Decodes a query without its `?`, or the content of a form: `+` is a space, `%E2%82%AC` is
    /// `€`, a name without `=` has an empty value.
    ///
    /// @param encoded pairs with `&` between them
    /// @return names and values
    /// @throws pounce.api.error.ParseException on an escape that is malformed, or of octets that
    ///   are no UTF-8: 400 if a handler lets it pass
    public static Parameters parse(String encoded) {
        return parse(encoded, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /// Decodes a form.
    ///
    /// @throws pounce.api.error.LimitException if it has more fields, or longer names, than allowed
    static Parameters parse(String encoded, FormLimits limits) {
        return parse(encoded, limits.fields(), limits.name().octets());
    }

    private static Parameters parse(String encoded, int fields, long longestName) {
        if (encoded.isEmpty()) return NONE;
        var values = new LinkedHashMap<String, List<String>>();
        int count = 0;
        for (int start = 0, end; start < encoded.length(); start = end + 1) {
            end = encoded.indexOf('&', start);
            if (end < 0) end = encoded.length();
            if (end == start) continue;
            if (++count > fields) throw exceeded("a form has more fields than limits.form-fields");
            int equals = encoded.indexOf('=', start, end);
            var name = FormDecoder.decode(encoded.substring(start, equals < 0 ? end : equals));
            if (isLonger(name, longestName)) {
                throw exceeded("the name of a field exceeds limits.form-name");
            }
            var value = equals < 0 ? "" : FormDecoder.decode(encoded.substring(equals + 1, end));
            values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
        }
        values.replaceAll((_, list) -> List.copyOf(list));
        return new Parameters(Collections.unmodifiableMap(values));
    }

    private static boolean isLonger(String name, long octets) {
        return 3L * name.length() > octets && name.getBytes(StandardCharsets.UTF_8).length > octets;
    }

    private static LimitException exceeded(String what) {
        return new LimitException(ErrorCode.POUNCE_LIMIT_FORM_TOO_LARGE, what);
    }

    /// {@return the first value}
    ///
    /// @param name decoded
    public Optional<String> first(String name) {
        var all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /// {@return every value, in order; immutable}
    ///
    /// @param name decoded
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /// {@return the names, in order of first appearance; immutable}
    public Set<String> names() {
        return values.keySet();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Parameters those && values.equals(those.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /// {@return the names; values may be secrets, and this ends in logs}
    @Override
    public String toString() {
        return values.keySet().toString();
    }
}
