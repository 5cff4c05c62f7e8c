package pounce.lifecycle.introspection;

import java.util.List;
import java.util.stream.Stream;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.field.JsonWriter;
import pounce.api.spi.Extension;

/// Settings as far as they may be shown, by the rule of `pounce config show`: the value of an
/// option is hidden unless the option says otherwise. What is told of others is whether they are
/// set.
///
/// @param settings their values
/// @param options those of the server, then those of plug-ins
record ShownSettings(Settings settings, List<Option<?>> options) {
    ShownSettings {
        options = List.copyOf(options);
    }

    static ShownSettings of(Settings settings, List<Extension> extensions) {
        var added = extensions.stream().map(Extension::options).flatMap(List::stream);
        return new ShownSettings(settings, Stream.concat(Options.all().stream(), added).toList());
    }

    void writeTo(JsonWriter json) {
        json.name("config").object();
        options.stream().filter(Option::isShown).forEach(option -> writeValue(json, option));
        json.end();
        json.name("config_hidden").object();
        options.stream()
                .filter(option -> !option.isShown())
                .forEach(option -> json.member(option.name(), isSet(option)));
        json.end();
    }

    private <T> void writeValue(JsonWriter json, Option<T> option) {
        option.writeTo(json.name(option.name()), settings.get(option));
    }

    private <T> boolean isSet(Option<T> option) {
        return !settings.get(option).equals(option.defaultValue());
    }
}
