package pounce.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What was set for plug-ins, which may only be known once an application is loaded.
///
/// @param byVariable by the form of a name that a variable of the environment has: it tells neither
///   dots from dashes
record PluginTexts(Map<String, Written> byVariable) {
    private static final String PREFIX = "plugin.";

    PluginTexts {
        byVariable = Map.copyOf(byVariable);
    }

    /// One setting.
    ///
    /// @param name as it was written: that of an option, or of a variable
    /// @param place what a fault says about where; empty, or with a colon and a space
    /// @param text a value, perhaps
    record Written(String name, String place, String text) {
        boolean isVariable() {
            return name.startsWith(Option.VARIABLE_PREFIX);
        }
    }

    /// {@return whether a name is for plug-ins}
    ///
    /// @param name of an option
    static boolean isOption(String name) {
        return name.startsWith(PREFIX);
    }

    /// {@return whether a variable is for plug-ins}
    ///
    /// @param variable of the environment
    static boolean isVariable(String variable) {
        return variable.startsWith(Option.variable(PREFIX));
    }

    Optional<String> text(Option<?> option) {
        return Optional.ofNullable(byVariable.get(option.variable())).map(Written::text);
    }

    /// {@return what is wrong}
    ///
    /// @param options of all plug-ins
    List<String> faults(Collection<? extends Option<?>> options) {
        var known =
                options.stream()
                        .collect(
                                Collectors.<Option<?>, String, Option<?>>toMap(
                                        Option::variable, Function.identity()));
        var faults = new ArrayList<String>();
        new TreeMap<>(byVariable)
                .forEach((variable, written) -> {
                    var option = known.get(variable);
                    if (option == null) {
                        faults.add(written.place + unknown(written, options.stream()));
                    } else {
                        fault(written, option).ifPresent(faults::add);
                    }
                });
        return faults;
    }

    /// {@return what is wrong with those that these options are for}
    ///
    /// @param options of some plug-ins
    List<String> faultsOfKnown(Collection<? extends Option<?>> options) {
        return options.stream()
                .flatMap(option ->
                        Optional.ofNullable(byVariable.get(option.variable()))
                                .flatMap(written -> fault(written, option))
                                .stream())
                .toList();
    }

    /// {@return the names of those that none of these options is for}
    ///
    /// @param options of some plug-ins
    List<String> unknown(Collection<? extends Option<?>> options) {
        var known = options.stream().map(Option::variable).collect(Collectors.toSet());
        return byVariable.entrySet().stream()
                .filter(each -> !known.contains(each.getKey()))
                .map(each -> each.getValue().name())
                .sorted()
                .toList();
    }

    private static Optional<String> fault(Written written, Option<?> option) {
        try {
            var _ = option.parse(written.text);
            return Optional.empty();
        } catch (IllegalArgumentException fault) {
            return Optional.of(written.place + fault.getMessage());
        }
    }

    private static String unknown(Written written, Stream<? extends Option<?>> options) {
        var names =
                options.map(option -> written.isVariable() ? option.variable() : option.name())
                        .toList();
        return names.isEmpty()
                ? written.name + ": unknown; there is no plug-in that has options"
                : written.name
                        + ": unknown; the nearest option is "
                        + Options.nearest(written.name, names.stream());
    }
}
