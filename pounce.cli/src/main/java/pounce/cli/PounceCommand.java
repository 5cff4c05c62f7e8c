package pounce.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import pounce.api.error.ConfigException;

/// The command without the process around it: arguments go in, an exit code comes out.
///
/// 0 is success, 1 a failure, such as a setting that cannot be used, 2 a command line that makes no
/// sense.
public final class PounceCommand {
    private static final int WIDTH = 100;

    /// The longest flag of the table fits beside its explanation.
    private static final int FLAG_WIDTH = 48;

    private Surroundings around = Surroundings.ofProcess();
    private @Nullable PrintWriter out;
    private @Nullable PrintWriter err;

    /// A command that finds around it what this process does, and writes to the standard streams.
    public PounceCommand() {}

    /// Sets where answers go.
    ///
    /// @param out in place of standard output
    /// @return this command
    public PounceCommand out(PrintWriter out) {
        this.out = out;
        return this;
    }

    /// Sets where errors go.
    ///
    /// @param err in place of standard error
    /// @return this command
    public PounceCommand err(PrintWriter err) {
        this.err = err;
        return this;
    }

    /// Sets where relative paths begin.
    ///
    /// @param directory in place of the current one
    /// @return this command
    public PounceCommand directory(Path directory) {
        around = around.withDirectory(directory);
        return this;
    }

    /// Sets the environment.
    ///
    /// @param variables in place of those of the process
    /// @return this command
    public PounceCommand environment(Map<String, String> variables) {
        around = around.withEnvironment(variables);
        return this;
    }

    /// Sets whether a person reads what is written.
    ///
    /// @param terminal whether one does
    /// @return this command
    public PounceCommand terminal(boolean terminal) {
        around = around.withTerminal(terminal);
        return this;
    }

    /// Does what the arguments say; `serve` blocks for as long as the server runs.
    ///
    /// @param args the command line
    /// @return the exit code
    public int run(String... args) {
        return line(args).execute(args);
    }

    /// Reads the arguments as [#run] does, with the settings that they and what is around them
    /// make, and does nothing of what they say.
    ///
    /// @param args the command line
    /// @return the exit code that [#run] would have at once if they are wrong; 0 if they are right
    public int parse(String... args) {
        return line(args).setExecutionStrategy(this::settings).execute(args);
    }

    private int settings(ParseResult line) {
        var command = line;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        try {
            var _ = Configuration.read(command, around);
            return ExitCode.OK;
        } catch (ConfigException fault) {
            return Report.failure(fault, command.commandSpec().commandLine());
        }
    }

    private CommandLine line(String... args) {
        var line =
                new CommandLine(spec(Set.copyOf(List.of(args))))
                        .setUsageHelpWidth(WIDTH)
                        .setUsageHelpLongOptionsMaxWidth(FLAG_WIDTH)
                        .setColorScheme(
                                CommandLine.Help.defaultColorScheme(
                                        around.takesColours() ? Ansi.ON : Ansi.OFF))
                        .setParameterExceptionHandler((misuse, _) -> Report.misuse(misuse))
                        .setExecutionExceptionHandler(
                                (failure, command, _) -> Report.failure(failure, command));
        if (out != null) line.setOut(out);
        if (err != null) line.setErr(err);
        return line;
    }

    /// @param words of the command line
    private CommandSpec spec(Set<String> words) {
        var spec = CommandSpec.create().name("pounce").version(VersionCommand.TEXT);
        add(spec, "init", InitCommand.HEADER, words, () -> new InitCommand(around).spec());
        add(spec, "serve", ServeCommand.HEADER, words, () -> new ServeCommand(around).spec());
        add(spec, "check", CheckCommand.HEADER, words, () -> new CheckCommand(around).spec());
        add(spec, "info", InfoCommand.HEADER, words, () -> new InfoCommand(around).spec());
        add(spec, "config", ConfigCommand.HEADER, words, () -> ConfigCommand.spec(around));
        spec.addSubcommand("version", new VersionCommand().spec())
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
                        "  pounce init org.example.shop    # a project to begin with",
                        "  pounce serve examples/hello     # http://127.0.0.1:8000",
                        "  pounce check examples/hello     # would it serve?",
                        "  pounce serve --help             # every flag");
        return spec;
    }

    /// Adds a command. Flags by the hundred take time: only a command that is named has them, of
    /// the others just a line of help is needed.
    private static void add(
            CommandSpec parent,
            String name,
            String header,
            Set<String> words,
            Supplier<CommandSpec> whole) {
        var command = words.contains(name) ? whole.get() : CommandSpec.create();
        command.usageMessage().header(header);
        parent.addSubcommand(name, command);
    }

    /// Describes a command that has an application for its argument, and a flag for each setting.
    ///
    /// @param spec the command's own
    /// @param argument what the application is to it
    /// @param description what the command does
    /// @param examples command lines
    /// @return the spec
    static CommandSpec ofApplication(
            CommandSpec spec, String argument, String description, String... examples) {
        AppArgument.addTo(spec, argument);
        Configuration.addFlags(spec);
        spec.addOption(helpFlag());
        spec.usageMessage()
                .synopsisHeading("usage: ")
                .description(description)
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .parameterListHeading("%n")
                .optionListHeading("%n")
                .footerHeading("%nexamples:%n")
                .footer(examples);
        return spec;
    }

    static OptionSpec helpFlag() {
        return OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Print this help and exit.")
                .build();
    }
}
