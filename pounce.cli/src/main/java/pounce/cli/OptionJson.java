package pounce.cli;

import java.util.List;
import java.util.Locale;
import pounce.api.Option;
import pounce.api.field.JsonWriter;

/// Values of options in JSON: flags, numbers and lists as such, everything else as in a file.
final class OptionJson {
    private OptionJson() {}

    static <T> void write(JsonWriter json, Option<T> option, T value) {
        switch (value) {
            case Boolean flag -> json.value(flag);
            case Integer number -> json.value(number);
            case List<?> items -> {
                json.array();
                items.forEach(item -> json.value(String.valueOf(item)));
                json.end();
            }
            default -> json.value(option.format(value));
        }
    }

    /// {@return a constant as [Option#choice] writes it}
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
