package pounce.tests.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import pounce.cli.PounceCommand;

/// What came of a command line.
///
/// @param code the exit code
/// @param out what it wrote to standard output
/// @param err what it wrote to standard error
record Outcome(int code, String out, String err) {

    static Outcome of(String... args) {
        var out = new StringWriter();
        var err = new StringWriter();
        int code =
                new PounceCommand()
                        .out(new PrintWriter(out, true))
                        .err(new PrintWriter(err, true))
                        .run(args);
        return new Outcome(code, out.toString(), err.toString());
    }
}
