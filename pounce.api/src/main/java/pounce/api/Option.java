package pounce.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import pounce.api.field.JsonWriter;

/// One setting: name, type, default, rule, explanation. The single source for the builder, for
/// properties (`timeouts.header`), the environment (`POUNCE_TIMEOUTS_HEADER`), flags
/// (`--timeouts-header`), documentation and redaction.
///
/// A name is made of words in lower case (letters and digits, a letter first) with a dot or a dash
/// between two. Whatever [#parse] returns, [#format] writes so that it is read as the same value.
///
/// Immutable; compared by identity.
///
/// @param <T> the setting's type, itself immutable
public final class Option<T> {
    /// Begins the name of every variable of the environment that is an option's.
    static final String VARIABLE_PREFIX = "POUNCE_";

    private final String name;
    private final T defaultValue;
    private final Notation<T> notation;
    private final Predicate<? super T> rule;
    private final String doc;
    private final boolean shown;
    private final boolean beta;
    private final String module;

    private Option(
            String name,
            T defaultValue,
            Notation<T> notation,
            Predicate<? super T> rule,
            String doc,
            boolean shown,
            boolean beta,
            String module) {
        this.name = name;
        this.defaultValue = defaultValue;
        this.notation = notation;
        this.rule = rule;
        this.doc = doc;
        this.shown = shown;
        this.beta = beta;
        this.module = module;
    }

    private static <T> Option<T> of(String name, T defaultValue, Notation<T> notation) {
        if (!TextRules.isOptionName(name)) {
            throw new IllegalArgumentException("no option name: " + name);
        }
        return new Option<>(name, defaultValue, notation, _ -> true, "", false, false, "");
    }

    /// Returns a setting with a text form of its own.
    ///
    /// @param <T> the setting's type, whose `toString` writes what `parser` reads
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @param parser throws [IllegalArgumentException], [DateTimeException] or
    ///   [ArithmeticException] on text that is no value
    /// @return an option without a rule or an explanation, not shown
    /// @throws IllegalArgumentException if the name is none
    public static <T> Option<T> of(
            String name, T defaultValue, Function<String, ? extends T> parser) {
        return of(name, defaultValue, Notation.<T>of(parser));
    }

    /// Returns a setting that is one line of text, without white space around it.
    ///
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static Option<String> text(String name, String defaultValue) {
        return of(name, defaultValue, Notation.TEXT).where(Option::isOneLine);
    }

    /// Returns a setting that reads `true` and `false`, nothing else.
    ///
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static Option<Boolean> flag(String name, boolean defaultValue) {
        return of(name, defaultValue, Notation.FLAG);
    }

    /// Returns a setting that is a whole number.
    ///
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static Option<Integer> number(String name, int defaultValue) {
        return of(name, defaultValue, Notation.NUMBER);
    }

    /// Returns a setting that reads `250ms`, `10s`, `5m`, `2h`: whole milliseconds, at least one.
    ///
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static Option<Duration> duration(String name, Duration defaultValue) {
        return of(name, defaultValue, Notation.DURATION)
                .where(value -> value.isPositive() && Notation.isWritable(value));
    }

    /// Returns a setting that reads what [#duration] reads, and `0s`, for a limit that may be
    /// absent.
    ///
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static Option<Duration> durationOrZero(String name, Duration defaultValue) {
        return of(name, defaultValue, Notation.DURATION).where(Notation::isWritable);
    }

    /// Returns a setting that reads what [Size#parse] reads.
    ///
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static Option<Size> size(String name, Size defaultValue) {
        return of(name, defaultValue, Notation.SIZE);
    }

    /// Returns a setting that is one of an enum's constants, written in lower case with `-` for
    /// `_`.
    ///
    /// @param <E> the enum
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static <E extends Enum<E>> Option<E> choice(String name, E defaultValue) {
        return of(name, defaultValue, Notation.choice(defaultValue.getDeclaringClass()));
    }

    /// Returns a setting that reads a list with commas, in which empty items do not count; empty by
    /// default.
    ///
    /// @param <T> the type of one item, whose `toString` writes what `parser` reads, without commas
    /// @param name its name
    /// @param parser reads one item; throws as for [#of(String, Object, Function)]
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static <T> Option<List<T>> list(String name, Function<String, ? extends T> parser) {
        return list(name, List.of(), parser);
    }

    /// Returns a setting that reads a list with commas, in which empty items do not count.
    ///
    /// @param <T> the type of one item, whose `toString` writes what `parser` reads, without commas
    /// @param name its name
    /// @param defaultValue holds where nothing is set
    /// @param parser reads one item; throws as for [#of(String, Object, Function)]
    /// @return an option
    /// @throws IllegalArgumentException if the name is none
    public static <T> Option<List<T>> list(
            String name, List<T> defaultValue, Function<String, ? extends T> parser) {
        return of(name, List.copyOf(defaultValue), Notation.<T>list(parser))
                .where(list -> list.stream().map(String::valueOf).allMatch(Option::isItem));
    }

    /// Returns a copy that also refuses values for which this rule does not hold.
    ///
    /// @param rule holds for every value
    /// @return an option
    /// @throws IllegalArgumentException if it does not hold for the default
    public Option<T> where(Predicate<? super T> rule) {
        var narrower =
                new Option<>(
                        name,
                        defaultValue,
                        notation,
                        value -> this.rule.test(value) && rule.test(value),
                        doc,
                        shown,
                        beta,
                        module);
        narrower.check(defaultValue);
        return narrower;
    }

    /// Returns a copy with an explanation.
    ///
    /// @param doc one sentence, with the unit and the range
    /// @return an option
    public Option<T> doc(String doc) {
        return new Option<>(name, defaultValue, notation, rule, doc, shown, beta, module);
    }

    /// {@return a copy whose value may be shown in logs and on information pages; all others are
    /// hidden}
    public Option<T> shown() {
        return new Option<>(name, defaultValue, notation, rule, doc, true, beta, module);
    }

    /// {@return a copy that may change or go in a minor version; all others stay for this major
    /// one}
    public Option<T> beta() {
        return new Option<>(name, defaultValue, notation, rule, doc, shown, true, module);
    }

    /// Returns a copy that says which module gives it a meaning, if that is not the engine. The
    /// name up to the first dot is then the name of a provider in that module: a server that is
    /// told something by this option does not start without the provider.
    ///
    /// @param module its name
    /// @return an option
    public Option<T> needs(String module) {
        return new Option<>(name, defaultValue, notation, rule, doc, shown, beta, module);
    }

    /// {@return the name, as in a properties file}
    public String name() {
        return name;
    }

    /// {@return the name as a variable of the environment: `POUNCE_TIMEOUTS_HEADER`}
    public String variable() {
        return variable(name);
    }

    static String variable(String name) {
        return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
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

    /// {@return whether the option may change or go in a minor version}
    public boolean isBeta() {
        return beta;
    }

    /// {@return the module that gives it a meaning; empty if that is the engine}
    public Optional<String> module() {
        return module.isEmpty() ? Optional.empty() : Optional.of(module);
    }

    /// Reads a value from text.
    ///
    /// @param text surrounding white space does not count
    /// @return the value
    /// @throws IllegalArgumentException if it is none, or breaks the rule; neither message nor
    ///   cause tells a value that may not be shown
    public T parse(String text) {
        T value;
        try {
            value = notation.reader().apply(text.strip());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException fault) {
            var message = fault(text.strip(), notation.form());
            throw shown
                    ? new IllegalArgumentException(message, fault)
                    : new IllegalArgumentException(message);
        }
        return check(value);
    }

    /// Checks a value against the rule.
    ///
    /// @param value what is checked
    /// @return the value
    /// @throws IllegalArgumentException if it breaks the rule; the message does not tell a value
    ///   that may not be shown
    public T check(T value) {
        if (!rule.test(value)) throw new IllegalArgumentException(fault(format(value), ""));
        return value;
    }

    /// Writes a value as [#parse] reads it, whether or not it may be shown.
    ///
    /// @param value a value of this option
    /// @return its text
    public String format(T value) {
        return notation.writer().apply(value);
    }

    /// Writes a value as JSON, whether or not it may be shown: flags, numbers and lists as such,
    /// everything else as the text that [#format] makes of it.
    ///
    /// @param json where a value can stand
    /// @param value a value of this option
    public void writeTo(JsonWriter json, T value) {
        switch (value) {
            case Boolean flag -> json.value(flag);
            case Integer number -> json.value(number);
            case List<?> items -> {
                json.array();
                items.forEach(item -> json.value(String.valueOf(item)));
                json.end();
            }
            default -> json.value(format(value));
        }
    }

    /// {@return the name}
    @Override
    public String toString() {
        return name;
    }

    private String fault(String text, String form) {
        return name
                + " = "
                + (shown ? text : "<hidden>")
                + (form.isEmpty() ? ": not allowed" : ": not " + form)
                + (doc.isEmpty() ? "" : " (" + doc + ')');
    }

    private static boolean isOneLine(String text) {
        return text.equals(text.strip()) && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isItem(String text) {
        return !text.isEmpty() && text.indexOf(',') < 0 && isOneLine(text);
    }
}
