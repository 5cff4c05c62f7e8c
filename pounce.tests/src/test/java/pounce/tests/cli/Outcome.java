package pounce.tests.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import pounce.cli.PounceCommand;

/// What came of a command line.
///
/// @param code the exit code
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
record Outcome(int code, String out, String err) {

    static Outcome of(String... args) {
        return of(command -> command, args);
    }

    /// In a directory, with these variables and no other.
    static Outcome in(Path directory, Map<String, String> variables, String... args) {
        return of(command -> command.directory(directory).environment(variables), args);
    }

    static Outcome of(UnaryOperator<PounceCommand> surroundings, String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        var command =
                new PounceCommand()
                        .environment(Map.of())
                        .out(new PrintWriter(out, true))
                        .err(new PrintWriter(err, true));
        int code = surroundings.apply(command).run(args);
        return new Outcome(code, lines(out), lines(err));
    }

    private static String lines(StringWriter text) {
        return text.toString().replace(System.lineSeparator(), "\n");
    }
}
