package pounce.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/// All commands and their flags, as picocli reads them. A start whose line is plain does without:
/// not even classes of picocli's are loaded for it.
///
/// @param around what commands find
/// @param out in place of standard output
/// @param err in place of standard error
record CommandTree(Surroundings around, @Nullable PrintWriter out, @Nullable PrintWriter err) {
    private static final int WIDTH = 100;

    /// The longest flag of the table fits beside its explanation.
    private static final int FLAG_WIDTH = 48;

    /// Does what the arguments say.
    ///
    /// @return the exit code
    int run(String... args) {
        return execute(new CommandLine.RunLast(), args);
    }

    /// Reads the arguments, and has something done with what they say.
    ///
    /// Of the flags by the hundred only those are made that the arguments seem to name: the others
    /// take half of a start. Arguments that make no sense so are read once more with all of them.
    ///
    /// @return the exit code
    int execute(IExecutionStrategy strategy, String... args) {
        return line(Flags.namedIn(args), strategy, args)
                .setParameterExceptionHandler((_, again) ->
                        line(Flags.all(), strategy, again)
                                .setParameterExceptionHandler((misuse, _) -> Report.misuse(misuse))
                                .execute(again))
                .execute(args);
    }

    /// Tells of a failure, as [#run] does.
    ///
    /// @return the exit code
    int report(RuntimeException failure, String... args) {
        return Report.failure(failure, line(Flags.all(), new CommandLine.RunLast(), args));
    }

    /// {@return the command that a line names, without those around it}
    static ParseResult last(ParseResult line) {
        var command = line;
        while (command.hasSubcommand()) {
            command = command.subcommand();
        }
        return command;
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
