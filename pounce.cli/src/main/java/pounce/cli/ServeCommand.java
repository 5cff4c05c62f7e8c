package pounce.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import pounce.api.Pounce;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;

/// `pounce serve APP`: serves an application until the process is told to stop.
final class ServeCommand implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);

    CommandSpec spec() {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("APP")
                        .index("0")
                        .arity("1")
                        .required(true)
                        .type(String.class)
                        .description(
                                "A module that provides pounce.api.App, by its name; or the path of what"
                                        + " holds one such module: a project directory that has been built,"
                                        + " a directory of classes, or a jar.")
                        .build());
        Flags.addTo(spec);
        spec.addOption(PounceCommand.helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .header("Serves an application until it is told to stop.")
                .description(
                        "%nSIGINT (Ctrl-C) and SIGTERM drain it; a second signal ends the process at once.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .footerHeading("%nexamples:%n")
                .footer(
                        "  pounce serve examples/hello",
                        "  pounce serve target/classes --host 0.0.0.0 --port 80 --workers 4",
                        "  pounce serve shop.jar --listen http://[::1]:8000 --listen unix:/run/shop.sock",
                        "  pounce serve org.example.shop --timeouts-header 5s --limits-request-body 10MiB");
        return spec;
    }

    @Override
    public Integer call() {
        var line = spec.commandLine().getParseResult();
        Pounce.run(line.<String>matchedPositionalValue(0, ""), config());
        return ExitCode.OK;
    }

    /// What the flags set; a value that an option does not take is a misuse like any other.
    private ServerConfig config() {
        var line = spec.commandLine();
        try {
            return ServerConfig.builder().set(Flags.texts(line.getParseResult())).build();
        } catch (ConfigException fault) {
            throw new ParameterException(line, fault.getMessage(), fault);
        }
    }
}
