package pounce.api.field;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The parameters of one media-range (RFC 9110, sections 5.6.6 and 12.5.1) while they are read.
final class Parameters {
    private static final int NO_WEIGHT = -1;

    private final Map<String, String> values = new LinkedHashMap<>();
    private int quality = NO_WEIGHT;

    /// {@return false if it is malformed, or there was one of that name}
    boolean add(String parameter) {
        return Weight.isWeight(parameter) ? addWeight(parameter) : addValue(parameter);
    }

    Map<String, String> values() {
        return values;
    }

    int quality() {
        return quality == NO_WEIGHT ? Weight.MAX : quality;
    }

    private boolean addWeight(String parameter) {
        if (quality != NO_WEIGHT) return false;
        quality = Weight.parse(parameter).orElse(NO_WEIGHT);
        return quality != NO_WEIGHT;
    }

    private boolean addValue(String parameter) {
        int equals = parameter.indexOf('=');
        if (equals < 0) return false;
        String name = parameter.substring(0, equals);
        var value = value(parameter.substring(equals + 1));
        return Tokens.isToken(name)
                && value.isPresent()
                && values.putIfAbsent(name.toLowerCase(Locale.ROOT), value.get()) == null;
    }

    private static Optional<String> value(String text) {
        return Tokens.isToken(text) ? Optional.of(text) : Tokens.unquote(text);
    }
}
