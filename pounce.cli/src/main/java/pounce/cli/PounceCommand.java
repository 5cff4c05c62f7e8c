package pounce.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

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
        return PlainLine.of(args)
                .map(line -> serve(line, args))
                .orElseGet(() -> execute(new CommandLine.RunLast(), args));
    }

    private int serve(Line line, String... args) {
        try {
            boolean served = new Serving(around, this::standardOut).serve(line);
            return served ? ExitCode.OK : execute(new CommandLine.RunLast(), args);
        } catch (RuntimeException failure) {
            return Report.failure(failure, line(Flags.all(), new CommandLine.RunLast(), args));
        }
    }

    private PrintWriter standardOut() {
        return out != null
                ? out
                : new PrintWriter(new OutputStreamWriter(System.out, System.out.charset()), true);
    }

    /// Reads the arguments as [#run] does, with the settings that they and what is around them
    /// make, and does nothing of what they say.
    ///
    /// @param args the command line
    /// @return the exit code that [#run] would have at once if they are wrong; 0 if they are right
    public int parse(String... args) {
        return execute(this::settings, args);
    }

    /// Of the flags by the hundred only those are made that the arguments seem to name: the others
    /// take half of a start. Arguments that make no sense so are read once more with all of them.
    private int execute(IExecutionStrategy strategy, String... args) {
        return line(Flags.namedIn(args), strategy, args)
                .setParameterExceptionHandler((_, again) ->
                        line(Flags.all(), strategy, again)
                                .setParameterExceptionHandler((misuse, _) -> Report.misuse(misuse))
                                .execute(again))
                .execute(args);
    }

    /// Reads the arguments as [#run] does, and does nothing.
    ///
    /// @param args the command line
    /// @return what they say; empty if they are wrong
    public Optional<Line> read(String... args) {
        var read = new AtomicReference<@Nullable Line>();
        execute(
                parsed -> {
                    read.set(Line.of(last(parsed)));
                    return ExitCode.OK;
                },
                args);
        return Optional.ofNullable(read.get());
    }

    private static ParseResult last(ParseResult line) {
        var command = line;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        return command;
    }

    private int settings(ParseResult line) {
        var command = last(line);
        try {
            var _ = Configuration.read(Line.of(command), around);
            return ExitCode.OK;
        } catch (Refusal refusal) {
            return Report.failure(refusal, command.commandSpec().commandLine());
        }
    }

    private CommandLine line(Flags flags, IExecutionStrategy strategy, String... args) {
        var line =
                new CommandLine(spec(Set.copyOf(List.of(args)), flags))
                        .setExecutionStrategy(strategy)
                        .setUsageHelpWidth(WIDTH)
                        .setUsageHelpLongOptionsMaxWidth(FLAG_WIDTH)
                        .setColorScheme(
                                CommandLine.Help.defaultColorScheme(
                                        around.takesColours() ? Ansi.ON : Ansi.OFF))
                        .setExecutionExceptionHandler(
                                (failure, command, _) -> Report.failure(failure, command));
        if (out != null) line.setOut(out);
        if (err != null) line.setErr(err);
        return line;
    }

    /// @param words of the command line
    private CommandSpec spec(Set<String> words, Flags flags) {
        var spec = CommandSpec.create().name("pounce").version(VersionCommand.TEXT);
        add(spec, "init", InitCommand.HEADER, words, () -> new InitCommand(around).spec());
        add(spec, "serve", ServeCommand.HEADER, words, () -> new ServeCommand(around).spec(flags));
        add(spec, "check", CheckCommand.HEADER, words, () -> new CheckCommand(around).spec(flags));
        add(spec, "info", InfoCommand.HEADER, words, () -> new InfoCommand(around).spec(flags));
        add(spec, "config", ConfigCommand.HEADER, words, () -> ConfigCommand.spec(around, flags));
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

    /// Adds a command: whole if it is named, of the others just a line of help is needed.
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
    /// @param flags for settings
    /// @param argument what the application is to it
    /// @param description what the command does
    /// @param examples command lines
    /// @return the spec
    static CommandSpec ofApplication(
            CommandSpec spec,
            Flags flags,
            String argument,
            String description,
            String... examples) {
        AppArgument.addTo(spec, argument);
        Configuration.addFlags(spec, flags);
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
