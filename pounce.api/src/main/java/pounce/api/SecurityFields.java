package pounce.api;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import pounce.api.field.Tokens;

/// What browsers understand in the fields of [SecurityHeaders]; all else would protect nobody,
/// without a word. Each may be empty, for no field.
final class SecurityFields {
    private static final List<String> REFERRER_POLICIES =
            List.of(
                    "no-referrer",
                    "no-referrer-when-downgrade",
                    "same-origin",
                    "origin",
                    "strict-origin",
                    "origin-when-cross-origin",
                    "strict-origin-when-cross-origin",
                    "unsafe-url");

    private SecurityFields() {}

    /// {@return the rule that a value is one of a few words, without regard to case}
    static Predicate<String> oneOf(String... words) {
        return new OneOf(List.of(words));
    }

    private record OneOf(List<String> words) implements Predicate<String> {
        @Override
        public boolean test(String value) {
            return value.isEmpty() || words.stream().anyMatch(value::equalsIgnoreCase);
        }
    }

    /// {@return whether each is a policy; the last one that a browser knows is used (W3C Referrer
    /// Policy, section 11.1)}
    static boolean isReferrerPolicy(String value) {
        return value.isEmpty()
                || Arrays.stream(value.split(",", -1))
                        .map(each -> each.strip().toLowerCase(Locale.ROOT))
                        .allMatch(REFERRER_POLICIES::contains);
    }

    /// {@return whether it says for how long, in seconds, once (RFC 6797, section 6.1)}
    static boolean isTransportPolicy(String value) {
        if (value.isEmpty()) return true;
        var directives =
                Arrays.stream(value.split(";", -1))
                        .map(each -> each.strip().toLowerCase(Locale.ROOT))
                        .toList();
        return directives.stream().filter(each -> each.matches("max-age=\\d{1,10}")).count() == 1
                && directives.stream()
                        .filter(each -> !each.startsWith("max-age="))
                        .allMatch(List.of("", "includesubdomains", "preload")::contains);
    }

    /// {@return whether it can stand in a field on one line}
    static boolean isPolicy(String value) {
        return Tokens.isFieldValue(value);
    }
}
