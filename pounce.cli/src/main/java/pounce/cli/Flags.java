package pounce.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Size;

/// The table of options as flags.
///
/// A flag is text here. The option itself reads and checks it, as it does text from anywhere else.
///
/// @param wanted whether a flag is made, by its name
record Flags(Predicate<String> wanted) {
    /// {@return those that may stand in a command line as it is; all, if it asks for help}
    static Flags namedIn(String... args) {
        var words = new HashSet<String>();
        for (var word : args) {
            int value = word.indexOf('=');
            words.add(value < 0 ? word : word.substring(0, value));
        }
        return words.contains("--help") || words.contains("-h")
                ? all()
                : new Flags(
                        flag -> words.contains(flag) || words.contains(FlagNames.negated(flag)));
    }

    static Flags all() {
        return new Flags(_ -> true);
    }

    /// Adds a flag per option; those with a common prefix stand together under its name.
    void addTo(CommandSpec command) {
        Options.known().stream()
                .filter(option -> wanted.test(FlagNames.of(option.name())))
                .collect(groupingBy(Flags::prefix, LinkedHashMap::new, Collectors.toList()))
                .forEach((prefix, options) -> add(prefix, options, command));
    }

    /// {@return what was given, by the names of the options}
    static Map<String, String> texts(ParseResult line) {
        return Options.known().stream()
                .filter(option -> line.hasMatchedOption(FlagNames.of(option.name())))
                .collect(
                        toMap(
                                Option::name,
                                option -> text(line.matchedOption(FlagNames.of(option.name())))));
    }

    private static void add(String prefix, List<Option<?>> options, CommandSpec command) {
        if (prefix.isEmpty()) {
            options.forEach(option -> command.addOption(spec(option)));
        } else {
            var group =
                    ArgGroupSpec.builder()
                            .heading("%n" + prefix + ":%n")
                            .validate(false)
                            .exclusive(false);
            options.forEach(option -> group.addArg(spec(option)));
            command.addArgGroup(group.build());
        }
    }

    private static String prefix(Option<?> option) {
        int dot = option.name().indexOf('.');
        return dot < 0 ? "" : option.name().substring(0, dot);
    }

    private static <T> OptionSpec spec(Option<T> option) {
        var flag = OptionSpec.builder(FlagNames.of(option.name())).description(description(option));
        switch (option.defaultValue()) {
            case Boolean _ ->
                    flag.type(Boolean.class)
                            .paramLabel("BOOLEAN")
                            .arity("0..1")
                            .negatable(true)
                            .fallbackValue("true");
            case List<?> _ -> flag.type(List.class).auxiliaryTypes(String.class).paramLabel("ITEM");
            case Integer _ -> flag.type(String.class).paramLabel("NUMBER");
            case Duration _ -> flag.type(String.class).paramLabel("TIME");
            case Size _ -> flag.type(String.class).paramLabel("SIZE");
            default -> flag.type(String.class).paramLabel("TEXT");
        }
        return flag.build();
    }

    private static <T> String description(Option<T> option) {
        var standard = option.format(option.defaultValue());
        var text = standard.isEmpty() ? option.doc() : option.doc() + " Default: " + standard;
        return text.replace("%", "%%");
    }

    private static String text(OptionSpec flag) {
        return flag.getValue() instanceof Boolean on
                ? on.toString() // which of --x and --no-x it was
                : String.join(",", flag.stringValues());
    }
}
