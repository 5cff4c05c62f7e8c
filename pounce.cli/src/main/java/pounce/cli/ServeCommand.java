package pounce.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import pounce.api.App;
import pounce.api.Pounce;
import pounce.api.Response;

/// `pounce serve`: serves an application, files, or both, until the process is told to stop.
final class ServeCommand implements Callable<Integer> {
    private static final Response NOTHING_ELSE = Response.text("Not Found\n").status(404);

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings around;

    ServeCommand(Surroundings around) {
        this.around = around;
    }

    CommandSpec spec() {
        spec.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel("APP")
                        .index("0")
                        .arity("0..1")
                        .type(String.class)
                        .description(
                                "What to serve: a module that provides pounce.api.App, by its name, or the path"
                                        + " of what holds one, which is a project directory that has been built,"
                                        + " a directory of classes, or a jar. MODULE/CLASS and PATH/CLASS name one"
                                        + " class of it. With --class-path, a class. None is needed with"
                                        + " --static.")
                        .build());
        Configuration.addFlags(spec);
        spec.addOption(PounceCommand.helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .header("Serves an application, or files, until it is told to stop.")
                .description(
                        "%nSIGINT (Ctrl-C) and SIGTERM drain it; a second signal ends the process at once."
                                + " A flag counts for more than the environment (POUNCE_PORT), and that for"
                                + " more than the file.")
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .footerHeading("%nexamples:%n")
                .footer(
                        "  pounce serve examples/hello",
                        "  pounce serve target/classes --host 0.0.0.0 --port 80 --workers 4",
                        "  pounce serve shop.jar --listen http://[::1]:8000 --listen unix:/run/shop.sock",
                        "  pounce serve org.example.shop --module-path mods --limits-request-body 10MiB",
                        "  pounce serve org.example.Shop --class-path 'shop.jar,lib/*'",
                        "  pounce serve --static public",
                        "  pounce serve shop.jar --static /assets=dist --static-listing");
        return spec;
    }

    @Override
    public Integer call() {
        var line = spec.commandLine().getParseResult();
        var config = Configuration.read(line, around);
        if (line.hasMatchedPositional(0)) {
            Pounce.run(line.<String>matchedPositionalValue(0, ""), config);
        } else if (config.files().isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "there is nothing to serve: neither APP nor --static");
        } else {
            Pounce.run(App.of(_ -> NOTHING_ELSE), config);
        }
        return ExitCode.OK;
    }
}
