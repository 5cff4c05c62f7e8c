package pounce.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.Size;
import pounce.api.field.JsonWriter;

/// `pounce config schema`: the table of options for programs, as JSON Schema (draft 2020-12) of
/// what `pounce config show --format json` prints.
final class ConfigSchema implements Callable<Integer> {
    private static final String DRAFT = "https://json-schema.org/draft/2020-12/schema";
    private static final String DURATION = "^[0-9]+(ms|s|m|h)$";
    private static final String SIZE = "^[0-9]+([kKmMgG][iI])?[bB]$";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    CommandSpec spec() {
        spec.addOption(CommandTree.helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .header("Prints what can be set as JSON Schema.")
                .optionListHeading("%n")
                .footerHeading("%nexamples:%n")
                .footer("  pounce config schema | jq '.properties.port.default'");
        return spec;
    }

    @Override
    public Integer call() {
        var text = new StringBuilder();
        write(JsonWriter.to(text));
        spec.commandLine().getOut().println(IndentedJson.of(text));
        return ExitCode.OK;
    }

    private static void write(JsonWriter json) {
        json.object()
                .member("$schema", DRAFT)
                .member("title", "Settings of pounce")
                .member("type", "object")
                .member("additionalProperties", false);
        json.name("properties").object();
        Options.known().forEach(option -> write(json, option));
        json.end().end().finish();
    }

    private static <T> void write(JsonWriter json, Option<T> option) {
        json.name(option.name()).object().member("description", option.doc());
        writeType(json, option);
        option.writeTo(json.name("default"), option.defaultValue());
        json.member("x-environment", option.variable());
        if (!option.isShown()) {
            json.member("writeOnly", true);
        }
        if (option.isBeta()) {
            json.member("x-stability", "beta");
        }
        json.end();
    }

    private static <T> void writeType(JsonWriter json, Option<T> option) {
        switch (option.defaultValue()) {
            case Boolean _ -> json.member("type", "boolean");
            case Integer _ -> json.member("type", "integer");
            case Duration _ -> json.member("type", "string").member("pattern", DURATION);
            case Size _ -> json.member("type", "string").member("pattern", SIZE);
            case List<?> _ ->
                    json.member("type", "array")
                            .name("items")
                            .object()
                            .member("type", "string")
                            .end();
            case Enum<?> standard -> {
                json.name("enum").array();
                Arrays.stream(standard.getDeclaringClass().getEnumConstants())
                        .forEach(constant -> json.value(word(constant)));
                json.end();
            }
            default -> json.member("type", "string");
        }
    }

    /// {@return a constant as [Option#choice] writes it}
    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
