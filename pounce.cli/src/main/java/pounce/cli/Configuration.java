package pounce.cli;

import java.nio.file.Files;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;

/// The settings of a command: those of a file, over them those of the environment, over them flags.
final class Configuration {
    /// Read where it is in the current directory and no other file is named.
    static final String FILE = "pounce.properties";

    static final String FILE_FLAG = "--config";

    private Configuration() {}

    /// Adds the flags that [#read] understands.
    static void addFlags(CommandSpec command, Flags flags) {
        command.addOption(
                OptionSpec.builder(FILE_FLAG)
                        .type(String.class)
                        .paramLabel("FILE")
                        .description(
                                "Read settings from this file. Default: "
                                        + FILE
                                        + " in the current directory, if it is there")
                        .build());
        flags.addTo(command);
    }

    /// {@return everything that is set, and defaults}
    ///
    /// @throws Refusal naming every fault at once, with its place
    static ServerConfig read(Line line, Surroundings around) {
        var builder = builder(line, around);
        try {
            return builder.build();
        } catch (ConfigException fault) {
            throw new Refusal(fault, Places.of(fault, builder));
        }
    }

    /// {@return everything that is set, and perhaps faults}
    static ServerConfig.Builder builder(Line line, Surroundings around) {
        var config = ServerConfig.builder();
        if (isHere(Options.ACCESS_LOG)) {
            config.set(Options.ACCESS_LOG, true); // what a process does that has nothing else to do
        }
        var usual = around.directory().resolve(FILE);
        if (line.file().isPresent()) {
            config.file(around.directory().resolve(line.file().get()));
        } else if (Files.exists(usual)) {
            config.file(usual);
        }
        return config.environment(around.environment()).set(line.texts(), FlagNames::of);
    }

    /// {@return the file that is named}
    static Optional<String> file(ParseResult parsed) {
        return Optional.ofNullable(parsed.matchedOptionValue(FILE_FLAG, null));
    }

    /// {@return whether the module is in this image that gives an option a meaning}
    private static boolean isHere(Option<?> option) {
        var layer = Configuration.class.getModule().getLayer();
        return layer == null || option.module().flatMap(layer::findModule).isPresent();
    }
}
