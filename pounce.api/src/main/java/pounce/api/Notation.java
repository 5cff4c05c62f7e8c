package pounce.api;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How the values of an option are written as text: `reader` understands what `writer` writes.
///
/// @param reader throws [IllegalArgumentException] on text that is no value
/// @param form what a fault tells the one who wrote something else; empty for nothing
record Notation<T>(
        Function<String, ? extends T> reader, Function<? super T, String> writer, String form) {

    static final Notation<String> TEXT =
            new Notation<>(Function.identity(), Function.identity(), "");
    static final Notation<Boolean> FLAG =
            new Notation<>(Notation::flag, String::valueOf, "true or false");
    static final Notation<Integer> NUMBER =
            new Notation<>(Integer::valueOf, String::valueOf, "a whole number");
    static final Notation<Size> SIZE =
            new Notation<>(Size::parse, Size::toString, "a size like 512B, 64KiB, 10MiB or 2GiB");
    static final Notation<Duration> DURATION =
            new Notation<>(
                    Notation::duration, Notation::format, "a duration like 250ms, 10s, 5m or 2h");

    /// What `toString` writes.
    static <T> Notation<T> of(Function<String, ? extends T> reader) {
        return new Notation<>(reader, String::valueOf, "");
    }

    static <E extends Enum<E>> Notation<E> choice(Class<E> type) {
        var byName =
                Arrays.stream(type.getEnumConstants())
                        .collect(
                                Collectors.toMap(
                                        Notation::lowerCase,
                                        Function.identity(),
                                        (one, _) -> one,
                                        LinkedHashMap::new));
        var names = String.join(", ", byName.keySet());
        return new Notation<>(
                text ->
                        Optional.ofNullable(byName.get(text))
                                .orElseThrow(IllegalArgumentException::new),
                Notation::lowerCase,
                "one of " + names);
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// Items with commas between them; white space around an item does not count.
    static <T> Notation<List<T>> list(Function<String, ? extends T> item) {
        return new Notation<>(
                text -> items(text, item),
                list -> list.stream().map(String::valueOf).collect(Collectors.joining(",")),
                "");
    }

    private static <T> List<T> items(String text, Function<String, ? extends T> item) {
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .<T>map(item)
                .toList();
    }

    private static Boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false: " + text);
        };
    }

    private static Duration duration(String text) {
        int digits = Digits.count(text);
        if (digits == 0) throw new IllegalArgumentException("no duration like 10s: " + text);
        long amount = Digits.value(text, digits);
        return switch (text.substring(digits)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> throw new IllegalArgumentException("no duration like 10s: " + text);
        };
    }

    /// Whether a duration can be written in the units that are read.
    static boolean isWritable(Duration duration) {
        return !duration.isNegative()
                && duration.toNanosPart() % 1_000_000 == 0
                && duration.compareTo(Duration.ofMillis(Long.MAX_VALUE)) <= 0;
    }

    private static String format(Duration duration) {
        if (!isWritable(duration)) return duration.toString();
        if (duration.toMillisPart() != 0) return duration.toMillis() + "ms";
        long seconds = duration.toSeconds();
        if (seconds == 0 || seconds % 60 != 0) return seconds + "s";
        return seconds % 3600 == 0 ? seconds / 3600 + "h" : seconds / 60 + "m";
    }
}
