package pounce.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The command without the process around it: arguments go in, an exit code comes out.
///
/// 0 is success, 1 a failure, 2 a command line that makes no sense.
public final class PounceCommand {
    private static final int WIDTH = 100;

    /// The longest flag of the table fits beside its explanation.
    private static final int FLAG_WIDTH = 48;

    private final CommandLine line =
            new CommandLine(spec())
                    .setUsageHelpWidth(WIDTH)
                    .setUsageHelpLongOptionsMaxWidth(FLAG_WIDTH)
                    .setParameterExceptionHandler((misuse, _) -> Report.misuse(misuse))
                    .setExecutionExceptionHandler(
                            (failure, command, _) -> Report.failure(failure, command.getErr()));

    /// A command that writes to the standard streams.
    public PounceCommand() {}

    /// Sets where answers go.
    ///
    /// @param out in place of standard output
    /// @return this command
    public PounceCommand out(PrintWriter out) {
        line.setOut(out);
        return this;
    }

    /// Sets where errors go.
    ///
    /// @param err in place of standard error
    /// @return this command
    public PounceCommand err(PrintWriter err) {
        line.setErr(err);
        return this;
    }

    /// Does what the arguments say; `serve` blocks for as long as the server runs.
    ///
    /// @param args the command line
    /// @return the exit code
    public int run(String... args) {
        return line.execute(args);
    }

    private static CommandSpec spec() {
        var spec =
                CommandSpec.create()
                        .name("pounce")
                        .version(VersionCommand.TEXT)
                        .addSubcommand("serve", new ServeCommand().spec())
                        .addSubcommand("version", new VersionCommand().spec())
                        .addOption(helpFlag())
                        .addOption(
                                OptionSpec.builder("-V", "--version")
                                        .versionHelp(true)
                                        .description("Print the version and exit.")
                                        .build());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .description("Serves applications over HTTP.")
                .synopsisSubcommandLabel("COMMAND")
                .optionListHeading("%n")
                .commandListHeading("%ncommands:%n")
                .footerHeading("%nexamples:%n")
                .footer(
                        "  pounce serve examples/hello     # http://127.0.0.1:8000",
                        "  pounce serve --help             # every flag");
        return spec;
    }

    static OptionSpec helpFlag() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help and exit.")
                .build();
    }
}
