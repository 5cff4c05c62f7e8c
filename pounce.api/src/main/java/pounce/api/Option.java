package pounce.api;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// One setting: name, type, default, rule, explanation. The single source for the builder, for
/// properties (`timeouts.header`), the environment (`POUNCE_TIMEOUTS_HEADER`), flags
/// (`--timeouts-header`), documentation and redaction.
///
/// Immutable; compared by identity.
///
/// @param <T> the setting's type
public final class Option<T> {
    private final String name;
    private final T defaultValue;
    private final Function<String, ? extends T> parser;
    private final Predicate<? super T> rule;
    private final String doc;
    private final boolean shown;

    private Option(
            String name,
            T defaultValue,
            Function<String, ? extends T> parser,
            Predicate<? super T> rule,
            String doc,
            boolean shown) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.parser = parser;
        this.rule = rule;
        this.doc = doc;
        this.shown = shown;
    }

    /// Returns a setting with a text form of its own.
    ///
    /// @param <T> the setting's type
    /// @param name lower case with dots and dashes
    /// @param defaultValue holds where nothing is set
    /// @param parser throws [IllegalArgumentException] on text that is no value
    /// @return an option without a rule or an explanation, not shown
    public static <T> Option<T> of(
            String name, T defaultValue, Function<String, ? extends T> parser) {
        return new Option<>(name, defaultValue, parser, _ -> true, "", false);
    }

    /// Returns a setting that is text.
    ///
    /// @param name lower case with dots and dashes
    /// @param defaultValue holds where nothing is set
    /// @return an option
    public static Option<String> text(String name, String defaultValue) {
        return of(name, defaultValue, Function.identity());
    }

    /// Returns a setting that reads `true` and `false`, nothing else.
    ///
    /// @param name lower case with dots and dashes
    /// @param defaultValue holds where nothing is set
    /// @return an option
    public static Option<Boolean> flag(String name, boolean defaultValue) {
        return of(name, defaultValue, Option::parseFlag);
    }

    /// Returns a setting that is a whole number.
    ///
    /// @param name lower case with dots and dashes
    /// @param defaultValue holds where nothing is set
    /// @return an option
    public static Option<Integer> number(String name, int defaultValue) {
        return of(name, defaultValue, Integer::valueOf);
    }

    /// Returns a setting that reads `250ms`, `10s`, `5m`, `2h`, and is more than nothing.
    ///
    /// @param name lower case with dots and dashes
    /// @param defaultValue holds where nothing is set
    /// @return an option
    public static Option<Duration> duration(String name, Duration defaultValue) {
        return of(name, defaultValue, Option::parseDuration)
                .where(value -> !value.isNegative() && !value.isZero());
    }

    /// Returns a setting that reads what [Size#parse] reads.
    ///
    /// @param name lower case with dots and dashes
    /// @param defaultValue holds where nothing is set
    /// @return an option
    public static Option<Size> size(String name, Size defaultValue) {
        return of(name, defaultValue, Size::parse);
    }

    /// Returns a setting that reads a list with commas; empty by default.
    ///
    /// @param <T> the type of one item
    /// @param name lower case with dots and dashes
    /// @param parser reads one item
    /// @return an option
    public static <T> Option<List<T>> list(String name, Function<String, ? extends T> parser) {
        return of(
                name,
                List.of(),
                text ->
                        Arrays.stream(text.split(",", -1))
                                .map(String::strip)
                                .filter(item -> !item.isEmpty())
                                .<T>map(parser)
                                .toList());
    }

    /// Returns a copy that refuses values for which a rule does not hold.
    ///
    /// @param rule holds for every value, the default included
    /// @return an option
    public Option<T> where(Predicate<? super T> rule) {
        return new Option<>(name, defaultValue, parser, rule, doc, shown);
    }

    /// Returns a copy with an explanation.
    ///
    /// @param doc one sentence, with the unit and the range
    /// @return an option
    public Option<T> doc(String doc) {
        return new Option<>(name, defaultValue, parser, rule, doc, shown);
    }

    /// {@return a copy whose value may be shown in logs and on information pages; all others are
    /// hidden}
    public Option<T> shown() {
        return new Option<>(name, defaultValue, parser, rule, doc, true);
    }

    /// {@return the name, as in a properties file}
    public String name() {
        return name;
    }

    /// {@return the value that holds where nothing is set}
    public T defaultValue() {
        return defaultValue;
    }

    /// {@return the explanation, one sentence}
    public String doc() {
        return doc;
    }

    /// {@return whether the value may be shown}
    public boolean isShown() {
        return shown;
    }

    /// Reads a value from text.
    ///
    /// @param text surrounding white space does not count
    /// @return the value
    /// @throws IllegalArgumentException if it is none, or breaks the rule
    public T parse(String text) {
        T value;
        try {
            value = parser.apply(text.strip());
        } catch (IllegalArgumentException | ArithmeticException | DateTimeParseException fault) {
            throw new IllegalArgumentException(fault(text), fault);
        }
        return check(value);
    }

    /// Checks a value against the rule.
    ///
    /// @param value what is checked
    /// @return the value
    /// @throws IllegalArgumentException if it breaks the rule
    public T check(T value) {
        if (!rule.test(value)) {
            throw new IllegalArgumentException(fault(format(value)));
        }
        return value;
    }

    /// Writes a value as [#parse] reads it.
    ///
    /// @param value a value of this option
    /// @return its text
    public String format(T value) {
        return switch (value) {
            case Duration duration -> formatDuration(duration);
            case List<?> list ->
                    list.stream().map(String::valueOf).collect(Collectors.joining(","));
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            default -> value.toString();
        };
    }

    /// {@return the name}
    @Override
    public String toString() {
        return name;
    }

    private String fault(String text) {
        return name + " = " + (shown ? text : "<hidden>") + ": " + doc;
    }

    private static Boolean parseFlag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: " + text);
        };
    }

    private static Duration parseDuration(String text) {
        int unit = 0;
        while (unit < text.length() && Character.isDigit(text.charAt(unit))) {
            unit++;
        }
        long amount = Long.parseLong(text.substring(0, unit));
        return switch (text.substring(unit)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw new IllegalArgumentException("no duration: " + text);
        };
    }

    private static String formatDuration(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + "ms";
        }
        long seconds = duration.toSeconds();
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
