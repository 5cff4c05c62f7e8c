package pounce.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.field.JsonWriter;

/// `pounce config show`: what `pounce serve` would run with here, but for what may not be shown.
final class ConfigShow implements Callable<Integer> {
    /// The forms that a configuration is shown in.
    enum Format {
        properties,
        json
    }

    private static final String FORMAT_FLAG = "--format";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings around;

    ConfigShow(Surroundings around) {
        this.around = around;
    }

    CommandSpec spec(Flags flags) {
        spec.addOption(
                OptionSpec.builder(FORMAT_FLAG)
                        .type(Format.class)
                        .paramLabel("FORMAT")
                        .description("properties, a file that loads, or json. Default: properties")
                        .build());
        Configuration.addFlags(spec, flags);
        spec.addOption(CommandTree.helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .header("Prints what `pounce serve` would run with here and with these flags.")
                .description("%nWhat may not be shown, such as secrets, is hidden.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .optionListHeading("%n")
                .footerHeading("%nexamples:%n")
                .footer(
                        "  pounce config show",
                        "  pounce config show --config production.properties --format json");
        return spec;
    }

    @Override
    public Integer call() {
        var line = spec.commandLine().getParseResult();
        var config = Configuration.read(Line.of(line), around);
        var out = spec.commandLine().getOut();
        out.print(
                switch (line.matchedOptionValue(FORMAT_FLAG, Format.properties)) {
                    case properties -> config.toString();
                    case json -> json(config);
                });
        out.flush();
        return ExitCode.OK;
    }

    private static String json(ServerConfig config) {
        var text = new StringBuilder();
        var json = JsonWriter.to(text).object();
        Options.known().stream()
                .filter(Option::isShown)
                .forEach(option -> write(json, option, config));
        json.end().finish();
        return IndentedJson.of(text) + '\n';
    }

    private static <T> void write(JsonWriter json, Option<T> option, ServerConfig config) {
        option.writeTo(json.name(option.name()), config.get(option));
    }
}
