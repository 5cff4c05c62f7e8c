package pounce.tracing;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import pounce.api.field.Tokens;

/// Fields that a collector wants to see: most of them are secrets.
final class CollectorFields {
    /// What these say is up to the exporter, or to the client of the JDK.
    private static final Set<String> OURS =
            Set.of(
                    "connection",
                    "content-encoding",
                    "content-length",
                    "content-type",
                    "expect",
                    "host",
                    "transfer-encoding",
                    "upgrade");

    /// No field has it.
    private static final String NONSENSE = "\0";

    private CollectorFields() {}

    /// {@return names and values}
    ///
    /// @param fields `name=value` each, the value percent-encoded
    /// @throws IllegalArgumentException if one cannot be sent; the message has no part of it, for
    ///   where the name is wrong, it may be a secret
    static Map<String, String> parse(List<String> fields) {
        var parsed = new LinkedHashMap<String, String>();
        for (int i = 0; i < fields.size(); i++) {
            var field = fields.get(i);
            int equals = field.indexOf('=');
            var name = field.substring(0, equals).strip();
            var value = decoded(field.substring(equals + 1).strip());
            if (!isOneOfTheirs(name) || !isSendable(value)) {
                throw new IllegalArgumentException(
                        "field %d of tracing.headers cannot be sent".formatted(i + 1));
            }
            parsed.put(name, value);
        }
        return parsed;
    }

    private static boolean isOneOfTheirs(String name) {
        return Tokens.isToken(name) && !OURS.contains(name.toLowerCase(Locale.ROOT));
    }

    private static boolean isSendable(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return NONSENSE;
        }
    }
}
