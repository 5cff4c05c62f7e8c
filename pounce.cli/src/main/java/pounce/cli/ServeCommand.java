package pounce.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

/// `pounce serve`: serves an application, files, or both, until the process is told to stop.
final class ServeCommand implements Callable<Integer> {
    /// What it is for, in one line.
    static final String HEADER = "Serves an application, or files, until it is told to stop.";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings around;

    ServeCommand(Surroundings around) {
        this.around = around;
    }

    CommandSpec spec(Flags flags) {
        return CommandTree.ofApplication(
                spec,
                flags,
                "What to serve; none is needed with --static",
                "%nSIGINT (Ctrl-C) and SIGTERM drain it; a second signal ends the process at once."
                        + " A flag counts for more than the environment (POUNCE_PORT), and that for"
                        + " more than the file.",
                "  pounce serve examples/hello",
                "  pounce serve target/classes --host 0.0.0.0 --port 80 --workers 4",
                "  pounce serve shop.jar --listen http://[::1]:8000 --listen unix:/run/shop.sock",
                "  pounce serve org.example.shop --module-path mods --limits-request-body 10MiB",
                "  pounce serve org.example.Shop --class-path 'shop.jar,lib/*'",
                "  pounce serve --static public",
                "  pounce serve shop.jar --static /assets=dist --static-listing");
    }

    @Override
    public Integer call() {
        var command = spec.commandLine();
        if (!new Serving(around, command::getOut).serve(Line.of(command.getParseResult()))) {
            throw AppArgument.missing(spec);
        }
        return ExitCode.OK;
    }
}
