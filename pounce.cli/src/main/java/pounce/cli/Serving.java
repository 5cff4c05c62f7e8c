package pounce.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Supplier;
import pounce.api.AccessLogFormat;
import pounce.api.LogFormat;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.Server;
import pounce.api.ServerConfig;
import pounce.api.Signage;
import pounce.api.error.PounceException;

/// What `pounce serve` does once its arguments are understood.
///
/// @param around what it finds
/// @param out where people are told
record Serving(Surroundings around, Supplier<PrintWriter> out) {

    /// Serves until the process is told to stop.
    ///
    /// @return false if there is nothing to serve
    /// @throws Refusal if it does not start
    boolean serve(Line line) {
        var config = Configuration.read(line, around);
        LogPlugin.configure(config, around);
        var app = line.app();
        if (app.isEmpty() && config.files().isEmpty()) return false;
        try {
            Pounce.serve(() -> start(app, config));
            return true;
        } catch (PounceException fault) {
            throw new Refusal(fault, Places.of(fault, config));
        }
    }

    private Server start(Optional<String> app, ServerConfig config) {
        var server =
                app.isPresent()
                        ? Pounce.start(app.get(), config)
                        : Pounce.start(AppArgument.nothingElse(), config);
        greet(server);
        return server;
    }

    /// Tells people what they have started; programs that read the log have that.
    private void greet(Server server) {
        var config = server.config();
        if (around.terminal()
                && config.get(Options.SIGNAGE) != Signage.OFF
                && config.get(Options.LOG_FORMAT) != LogFormat.JSON
                && config.get(Options.ACCESS_LOG_FORMAT) != AccessLogFormat.JSON) {
            var to = out.get();
            Banner.lines(config, server.uris(), around.takesColours()).forEach(to::println);
            to.flush();
        }
    }
}
