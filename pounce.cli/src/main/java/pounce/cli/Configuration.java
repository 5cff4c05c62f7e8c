package pounce.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import pounce.api.Option;
import pounce.api.Options;
import pounce.api.ServerConfig;

/// The settings of a command: those of a file, over them those of the environment, over them flags.
final class Configuration {
    /// Read where it is in the current directory and no other file is named.
    static final String FILE = "pounce.properties";

    private static final String FILE_FLAG = "--config";

    private Configuration() {}

    /// Adds the flags that [#read] understands.
    static void addFlags(CommandSpec command) {
        command.addOption(
                OptionSpec.builder(FILE_FLAG)
                        .type(Path.class)
                        .paramLabel("FILE")
                        .description(
                                "Read settings from this file. Default: "
                                        + FILE
                                        + " in the current directory, if it is there")
                        .build());
        Flags.addTo(command);
    }

    /// {@return everything that is set, and defaults}
    ///
    /// @throws pounce.api.error.ConfigException naming every fault at once, with its place
    static ServerConfig read(ParseResult line, Surroundings around) {
        return builder(line, around).build();
    }

    /// {@return everything that is set, and perhaps faults}
    static ServerConfig.Builder builder(ParseResult line, Surroundings around) {
        var config = ServerConfig.builder();
        if (isHere(Options.ACCESS_LOG)) {
            config.set(Options.ACCESS_LOG, true); // what a process does that has nothing else to do
        }
        var usual = around.directory().resolve(FILE);
        Path named = line.matchedOptionValue(FILE_FLAG, null);
        if (named != null) {
            config.file(around.directory().resolve(named));
        } else if (Files.exists(usual)) {
            config.file(usual);
        }
        return config.environment(around.environment()).set(Flags.texts(line), Flags::of);
    }

    /// {@return whether the module is in this image that gives an option a meaning}
    private static boolean isHere(Option<?> option) {
        var layer = Configuration.class.getModule().getLayer();
        return layer == null || option.module().flatMap(layer::findModule).isPresent();
    }
}
