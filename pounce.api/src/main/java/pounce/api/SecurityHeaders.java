package pounce.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// The response fields that make browsers careful, one option of [Options] each. What the
/// application sets itself stays. Immutable.
///
/// @param fields sent with every response; `strict-transport-security` over https only (RFC 6797,
///   section 7.2)
public record SecurityHeaders(Headers fields) {
    private static final List<Option<String>> OPTIONS =
            List.of(
                    Options.SECURITY_HEADERS_CONTENT_TYPE,
                    Options.SECURITY_HEADERS_FRAME,
                    Options.SECURITY_HEADERS_REFERRER,
                    Options.SECURITY_HEADERS_PERMISSIONS,
                    Options.SECURITY_HEADERS_CONTENT_SECURITY,
                    Options.SECURITY_HEADERS_OPENER,
                    Options.SECURITY_HEADERS_EMBEDDER,
                    Options.SECURITY_HEADERS_RESOURCE,
                    Options.SECURITY_HEADERS_TRANSPORT);

    /// Checks the fields, and puts them in the order of their options.
    ///
    /// @throws IllegalArgumentException if one has no option, or a value that means nothing
    public SecurityHeaders {
        fields.forEach((name, value) -> option(name).check(value));
        var given = fields;
        fields = ordered(option -> given.first(fieldName(option)).orElse(""));
    }

    /// {@return those that do no harm to most sites: the defaults of the options}
    public static SecurityHeaders defaults() {
        return of(new SettingTable(Map.of()));
    }

    /// {@return what settings say, whether or not they ask for it}
    ///
    /// @param settings those of a server
    public static SecurityHeaders of(Settings settings) {
        return new SecurityHeaders(ordered(settings::get));
    }

    private static Headers ordered(Function<Option<String>, String> values) {
        var fields = Headers.empty();
        for (var option : OPTIONS) {
            var value = values.apply(option);
            if (!value.isEmpty()) {
                fields = fields.plus(fieldName(option), value);
            }
        }
        return fields;
    }

    /// Returns a copy with this field.
    ///
    /// @param name one that has an option, for instance `content-security-policy`
    /// @param value what browsers are told
    /// @return the fields
    /// @throws IllegalArgumentException if the name has no option, or the value means nothing
    public SecurityHeaders with(String name, String value) {
        return new SecurityHeaders(fields.with(name, value));
    }

    /// Returns a copy without this field.
    ///
    /// @param name one that has an option
    /// @return the fields
    /// @throws IllegalArgumentException if the name has no option
    public SecurityHeaders without(String name) {
        return new SecurityHeaders(fields.without(fieldName(option(name))));
    }

    /// {@return the same as options, which ask for it}
    Map<Option<?>, Object> options() {
        var options = new HashMap<Option<?>, Object>();
        options.put(Options.SECURITY_HEADERS, true);
        OPTIONS.forEach(option -> options.put(option, fields.first(fieldName(option)).orElse("")));
        return options;
    }

    private static Option<String> option(String name) {
        return OPTIONS.stream()
                .filter(option -> fieldName(option).equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no security field: " + name));
    }

    private static String fieldName(Option<?> option) {
        return option.name().substring(option.name().indexOf('.') + 1);
    }
}
