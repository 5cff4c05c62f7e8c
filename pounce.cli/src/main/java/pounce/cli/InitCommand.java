package pounce.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;

/// `pounce init`: a project to begin with, which builds and runs.
final class InitCommand implements Callable<Integer> {
    /// What it is for, in one line.
    static final String HEADER = "Writes a project to begin with: a module, a test, a build.";

    private static final String NAME_FLAG = "--name";
    private static final String PLUGIN_FLAG = "--plugin";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings around;

    InitCommand(Surroundings around) {
        this.around = around;
    }

    CommandSpec spec() {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("DIR")
                        .index("0")
                        .arity("1")
                        .required(true)
                        .type(Path.class)
                        .description(
                                "Where the project goes. It is made if it is not there; what is there stays.")
                        .build());
        spec.addOption(
                OptionSpec.builder(NAME_FLAG)
                        .type(String.class)
                        .paramLabel("MODULE")
                        .description(
                                "Name of its module and package. Default: that of the directory")
                        .build());
        spec.addOption(
                OptionSpec.builder(PLUGIN_FLAG)
                        .description("A plug-in for servers in place of an application.")
                        .build());
        spec.addOption(CommandTree.helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .sortOptions(false)
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .footerHeading("%nexamples:%n")
                .footer(
                        "  pounce init org.example.shop",
                        "  pounce init shop --name org.example.shop",
                        "  pounce init org.example.quota --plugin");
        return spec;
    }

    @Override
    public Integer call() {
        var line = spec.commandLine().getParseResult();
        Path named = line.matchedPositionalValue(0, Path.of(""));
        var directory = around.directory().resolve(named);
        var module = module(line.matchedOptionValue(NAME_FLAG, null), directory);
        boolean plugin = line.hasMatchedOption(PLUGIN_FLAG);
        var files = plugin ? ProjectFiles.plugin(module) : ProjectFiles.application(module);
        files.write(directory);
        var out = spec.commandLine().getOut();
        files.texts().keySet().forEach(file -> out.println("wrote " + named.resolve(file)));
        out.println();
        out.println("next:");
        out.println("  cd " + named);
        out.println("  mvn package");
        out.println("  pounce serve " + (plugin ? "APP --module-path target/classes" : "."));
        return ExitCode.OK;
    }

    private static ModuleName module(String given, Path directory) {
        var name =
                Optional.ofNullable(given)
                        .or(() ->
                                Optional.ofNullable(
                                                directory
                                                        .toAbsolutePath()
                                                        .normalize()
                                                        .getFileName())
                                        .map(Path::toString))
                        .orElse("");
        if (!ModuleName.isValid(name)) {
            throw new ConfigException(
                    ErrorCode.POUNCE_INIT_NAME,
                    "\"%s\" cannot be the name of a module; %s could"
                            .formatted(name, ModuleName.near(name)));
        }
        if (ModuleLayer.boot().findModule(name).isPresent()) {
            throw new ConfigException(
                    ErrorCode.POUNCE_INIT_NAME, "pounce itself has a module " + name);
        }
        return new ModuleName(name);
    }
}
