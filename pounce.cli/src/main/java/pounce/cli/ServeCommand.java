package pounce.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import pounce.api.AccessLogFormat;
import pounce.api.LogFormat;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Server;
import pounce.api.Signage;

/// `pounce serve`: serves an application, files, or both, until the process is told to stop.
final class ServeCommand implements Callable<Integer> {
    /// What it is for, in one line.
    static final String HEADER = "Serves an application, or files, until it is told to stop.";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings around;

    ServeCommand(Surroundings around) {
        this.around = around;
    }

    CommandSpec spec() {
        return PounceCommand.ofApplication(
                spec,
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
        var line = spec.commandLine().getParseResult();
        var config = Configuration.read(line, around);
        LogPlugin.configure(config, around);
        var app = AppArgument.of(line);
        if (app.isEmpty() && config.files().isEmpty()) {
            throw AppArgument.missing(spec);
        }
        Pounce.serve(() -> {
            var server =
                    app.isPresent()
                            ? Pounce.start(app.get(), config)
                            : Pounce.start(AppArgument.nothingElse(), config);
            greet(server);
            return server;
        });
        return ExitCode.OK;
    }

    /// Tells people what they have started; programs that read the log have that.
    private void greet(Server server) {
        var config = server.config();
        if (around.terminal()
                && config.get(Options.SIGNAGE) != Signage.OFF
                && config.get(Options.LOG_FORMAT) != LogFormat.JSON
                && config.get(Options.ACCESS_LOG_FORMAT) != AccessLogFormat.JSON) {
            var out = spec.commandLine().getOut();
            Banner.lines(config, server.uris(), around.takesColours()).forEach(out::println);
            out.flush();
        }
    }
}
