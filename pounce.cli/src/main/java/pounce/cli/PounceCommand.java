package pounce.cli;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParseResult;

/// The command without the process around it: arguments go in, an exit code comes out.
///
/// 0 is success, 1 a failure, such as a setting that cannot be used, 2 a command line that makes no
/// sense.
public final class PounceCommand {
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
                .orElseGet(() -> commands().run(args));
    }

    private int serve(Line line, String... args) {
        try {
            boolean served = new Serving(around, this::standardOut).serve(line);
            return served ? ExitCode.OK : commands().run(args);
        } catch (RuntimeException failure) {
            return commands().report(failure, args);
        }
    }

    private CommandTree commands() {
        return new CommandTree(around, out, err);
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
        return commands().execute(this::settings, args);
    }

    private int settings(ParseResult line) {
        var command = CommandTree.last(line);
        try {
            var _ = Configuration.read(Line.of(command), around);
            return ExitCode.OK;
        } catch (Refusal refusal) {
            return Report.failure(refusal, command.commandSpec().commandLine());
        }
    }

    /// Reads the arguments as [#run] does, and does nothing.
    ///
    /// @param args the command line
    /// @return what they say; empty if they are wrong
    public Optional<Line> read(String... args) {
        var read = new AtomicReference<@Nullable Line>();
        commands()
                .execute(
                        parsed -> {
                            read.set(Line.of(CommandTree.last(parsed)));
                            return ExitCode.OK;
                        },
                        args);
        return Optional.ofNullable(read.get());
    }
}
