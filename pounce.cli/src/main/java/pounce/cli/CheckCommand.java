package pounce.cli;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.ServerConfig;
import pounce.api.error.ConfigException;
import pounce.api.error.PounceException;

/// `pounce check`: whether `pounce serve` would start here, and everything that keeps it from that.
final class CheckCommand implements Callable<Integer> {
    /// What it is for, in one line.
    static final String HEADER = "Tells whether `pounce serve` would start with these arguments.";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings around;

    CheckCommand(Surroundings around) {
        this.around = around;
    }

    CommandSpec spec(Flags flags) {
        return CommandTree.ofApplication(
                spec,
                flags,
                "What would be served",
                "%nSettings, application, plug-ins and the files of TLS are read, and every listener"
                        + " is bound for a moment, so that a server that runs is in its own way. Nothing is"
                        + " served, and the application is not started. Whatever is wrong is listed; then"
                        + " the exit code is 1.",
                "  pounce check examples/hello",
                "  pounce check shop.jar --config production.properties --port 443",
                "  pounce check shop.jar && pounce serve shop.jar");
    }

    @Override
    public Integer call() {
        var line = Line.of(spec.commandLine().getParseResult());
        var app = line.app();
        var builder = Configuration.builder(line, around);
        var config = built(builder);
        if (app.isEmpty() && config.isPresent() && config.get().files().isEmpty()) {
            throw AppArgument.missing(spec);
        }
        var faults =
                app.map(name -> Pounce.check(name, builder))
                        .orElseGet(() -> Pounce.check(AppArgument.nothingElse(), builder));
        if (faults.isEmpty()) {
            spec.commandLine().getOut().println(ready(app, config.orElseThrow()));
            return ExitCode.OK;
        }
        report(faults, fault -> places(fault, config, builder));
        return ExitCode.SOFTWARE;
    }

    private static Optional<ServerConfig> built(ServerConfig.Builder builder) {
        try {
            return Optional.of(builder.build());
        } catch (ConfigException _) {
            return Optional.empty(); // the check reports it
        }
    }

    /// Where the settings cannot be used, nothing but they and the application has been looked at.
    private static List<String> places(
            PounceException fault, Optional<ServerConfig> config, ServerConfig.Builder builder) {
        if (config.isPresent()) return Places.of(fault, config.get());
        return fault instanceof ConfigException settings ? Places.of(settings, builder) : List.of();
    }

    private void report(
            List<PounceException> faults, Function<PounceException, List<String>> places) {
        var err = spec.commandLine().getErr();
        boolean first = true;
        for (var fault : faults) {
            if (!first) {
                err.println();
            }
            first = false;
            Report.expected(fault, places.apply(fault), spec.commandLine());
        }
    }

    private static String ready(Optional<String> app, ServerConfig config) {
        return "ok: %s would be served at %s"
                .formatted(
                        app.orElse("files"),
                        listeners(config).stream()
                                .map(URI::toString)
                                .collect(Collectors.joining(" and ")));
    }

    private static List<URI> listeners(ServerConfig config) {
        var listeners = config.get(Options.LISTEN);
        if (!listeners.isEmpty()) return listeners;
        var host = config.get(Options.HOST);
        var scheme = config.get(Options.TLS_CERT).isEmpty() ? "http" : "https";
        var literal = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return List.of(URI.create(scheme + "://" + literal + ':' + config.get(Options.PORT)));
    }
}
