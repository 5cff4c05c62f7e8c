package pounce.api.field;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A media-range of an `Accept` field (RFC 9110, section 12.5.1).
///
/// @param type in lower case, or `*`
/// @param subtype in lower case, or `*`; always `*` where the type is
/// @param parameters without the weight; names in lower case, values without quotes
/// @param quality from 0, not acceptable, to 1000
public record MediaRange(String type, String subtype, Map<String, String> parameters, int quality) {
    /// Writes type and subtype in lower case and copies the parameters.
    ///
    /// @throws IllegalArgumentException if a type is no token, the quality not from 0 to 1000, or a
    ///   subtype stands after `*/`
    public MediaRange {
        if (!isType(type, subtype)) throw new IllegalArgumentException(type + '/' + subtype);
        Weight.check(quality);
        type = type.toLowerCase(Locale.ROOT);
        subtype = subtype.toLowerCase(Locale.ROOT);
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /// {@return how narrow this is; the greater number has precedence}: a subtype before a type
    /// before `*/*`, and among equals the one with more parameters.
    public int specificity() {
        int named = type.equals("*") ? 0 : subtype.equals("*") ? 1 : 2;
        return named << 16 | Math.min(parameters.size(), 0xFFFF);
    }

    /// A parameter named `q` is the weight wherever it stands (RFC 9110, section 12.5.1).
    static Optional<MediaRange> parse(String text) {
        int semicolon = text.indexOf(';');
        String types = Tokens.trim(semicolon < 0 ? text : text.substring(0, semicolon));
        String rest = semicolon < 0 ? "" : text.substring(semicolon);
        int slash = types.indexOf('/');
        if (slash < 0 || !isType(types.substring(0, slash), types.substring(slash + 1))) {
            return Optional.empty();
        }
        var parameters = new Parameters();
        for (String parameter : Tokens.split(rest, ';')) {
            if (!parameters.add(parameter)) return Optional.empty();
        }
        return Optional.of(
                new MediaRange(
                        types.substring(0, slash),
                        types.substring(slash + 1),
                        parameters.values(),
                        parameters.quality()));
    }

    /// {@return whether a media type is in this range} Values of parameters are compared without
    /// regard to case: `charset` demands it, and few others would suffer.
    boolean includes(MediaRange media) {
        return (type.equals("*") || type.equals(media.type))
                && (subtype.equals("*") || subtype.equals(media.subtype))
                && parameters.entrySet().stream()
                        .allMatch(p ->
                                p.getValue().equalsIgnoreCase(media.parameters.get(p.getKey())));
    }

    private static boolean isType(String type, String subtype) {
        return Tokens.isToken(type)
                && Tokens.isToken(subtype)
                && (!type.equals("*") || subtype.equals("*"));
    }
}
