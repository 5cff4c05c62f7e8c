package pounce.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import pounce.api.Pounce;
import pounce.api.ServerConfig;
import pounce.api.ServerDescription;
import pounce.api.error.PounceException;

/// `pounce info`: what a server would run with here, for people and bug reports.
final class InfoCommand implements Callable<Integer> {
    /// What it is for, in one line.
    static final String HEADER = "Tells what a server would run with here.";

    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Surroundings around;

    InfoCommand(Surroundings around) {
        this.around = around;
    }

    CommandSpec spec(Flags flags) {
        return CommandTree.ofApplication(
                spec,
                flags,
                "What to look at as well",
                "%nVersions, threads, modules, what they provide, and which modules are missing for"
                        + " which options. With APP also its modules; it is loaded, not started.",
                "  pounce info",
                "  pounce info shop.jar --worker-mode shared");
    }

    @Override
    public Integer call() {
        var line = Line.of(spec.commandLine().getParseResult());
        var config = Configuration.read(line, around);
        var out = spec.commandLine().getOut();
        InfoText.of(description(line.app(), config)).forEach(out::println);
        return ExitCode.OK;
    }

    private static ServerDescription description(Optional<String> app, ServerConfig config) {
        try {
            return app.isPresent() ? Pounce.describe(app.get(), config) : Pounce.describe(config);
        } catch (PounceException fault) {
            throw new Refusal(fault, Places.of(fault, config));
        }
    }
}
