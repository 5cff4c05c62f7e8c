package pounce.tests.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads field lines up to the empty one (RFC 9112, section 5), and what they say together.
final class Fields {
    /// What a recipient must not take from a trailer (RFC 9110, section 6.5.1): framing, routing,
    /// modifiers, authentication, response control, and what the content is.
    private static final Set<String> NO_TRAILERS =
            Set.of(
                    ("content-length transfer-encoding trailer connection keep-alive"
                                    + " proxy-connection te upgrade host expect max-forwards"
                                    + " cache-control pragma range if-match if-none-match if-range"
                                    + " if-modified-since if-unmodified-since authorization"
                                    + " proxy-authorization cookie set-cookie content-encoding"
                                    + " content-type content-range content-location"
                                    + " content-language content-disposition")
                            .split(" "));

    private Fields() {}

    /// Reads a section.
    static Reading<List<Field>> read(String text, int from, Limits limits) {
        var fields = new ArrayList<Field>();
        int at = from;
        while (true) {
            int end = text.indexOf('\n', at) + 1;
            if (end == 0) {
                return partial(text, from, at, limits);
            }
            var line = text.substring(at, end);
            at = end;
            if (line.equals("\r\n")) {
                return new Reading.Whole<>(List.copyOf(fields), end);
            }
            var matcher = Rules.FIELD_LINE.matcher(line);
            if (end - from > limits.fieldSection() || !matcher.matches()) {
                return new Reading.Refused<>();
            }
            fields.add(new Field(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2)));
            if (fields.size() > limits.fieldLines()) {
                return new Reading.Refused<>();
            }
        }
    }

    private static Reading<List<Field>> partial(String text, int from, int at, Limits limits) {
        var line = text.substring(at);
        if (line.isEmpty() || line.equals("\r")) {
            return new Reading.Partial<>(false);
        }
        if (text.length() + 1 - from > limits.fieldSection()) {
            return new Reading.Refused<>();
        }
        return new Reading.Partial<>(!Rules.canMatch(Rules.FIELD_LINE, line));
    }

    static List<String> values(List<Field> fields, String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    static List<Field> trailers(List<Field> fields) {
        return fields.stream().filter(field -> !NO_TRAILERS.contains(field.name())).toList();
    }
}
