package pounce.cli;

import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import pounce.api.error.PounceException;

/// How failures look on a terminal, and the exit codes that go with them.
final class Report {
    private Report() {}

    /// Reports a command line that makes no sense.
    static int misuse(ParameterException misuse) {
        var line = misuse.getCommandLine();
        line.getErr().println("error: " + message(misuse));
        line.getErr().println("hint: " + line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String message(ParameterException misuse) {
        return misuse instanceof UnmatchedArgumentException unmatched
                ? "unknown argument " + unmatched.getUnmatched().getFirst()
                : String.valueOf(misuse.getMessage());
    }

    /// Reports what kept the command from its work. What pounce expects gets three lines, anything
    /// else a stack trace.
    static int failure(Exception failure, PrintWriter err) {
        if (failure instanceof PounceException expected) {
            err.println("error: " + expected.getMessage());
            err.println("hint: " + expected.hint());
            err.println("code: " + expected.code());
            thrownByApplication(expected).ifPresent(thrown -> thrown.printStackTrace(err));
        } else {
            failure.printStackTrace(err);
        }
        return ExitCode.SOFTWARE;
    }

    /// {@return what the application's own code threw: its author needs the stack trace}
    private static Optional<Throwable> thrownByApplication(PounceException failure) {
        return switch (failure.code()) {
            case POUNCE_APP_INVALID, POUNCE_LIFESPAN_STARTUP_FAILED ->
                    Optional.ofNullable(failure.getCause()).map(Throwable::getCause);
            default -> Optional.empty();
        };
    }
}
