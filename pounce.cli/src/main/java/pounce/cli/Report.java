package pounce.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;
import pounce.api.Options;
import pounce.api.error.PounceException;

/// How failures look on a terminal, and the exit codes that go with them.
final class Report {
    private Report() {}

    /// Reports a command line that makes no sense.
    static int misuse(ParameterException misuse) {
        var line = misuse.getCommandLine();
        say(line, "error", message(misuse));
        say(line, "hint", line.getCommandSpec().qualifiedName() + " --help");
        return ExitCode.USAGE;
    }

    private static String message(ParameterException misuse) {
        if (!(misuse instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(misuse.getMessage());
        }
        var argument = unmatched.getUnmatched().getFirst();
        var flags = unmatched.getCommandLine().getCommandSpec().optionsMap().keySet();
        return argument.startsWith("--")
                ? "unknown argument %s; the nearest is %s"
                        .formatted(argument, Options.nearest(argument, flags.stream()))
                : "unknown argument " + argument;
    }

    /// Reports what kept the command from its work. What pounce expects gets a line for each of
    /// fault, place, hint and code; anything else a stack trace.
    static int failure(Exception failure, CommandLine line) {
        switch (failure) {
            case Refusal refusal -> expected(refusal.fault(), refusal.places(), line);
            case PounceException expected -> expected(expected, List.of(), line);
            default -> failure.printStackTrace(line.getErr());
        }
        return ExitCode.SOFTWARE;
    }

    /// Reports what pounce expects to go wrong.
    ///
    /// @param places where the settings were set that it is about
    static void expected(PounceException failure, List<String> places, CommandLine line) {
        String.valueOf(failure.getMessage()).lines().forEach(fault -> say(line, "error", fault));
        places.forEach(place -> say(line, "set", place));
        say(line, "hint", failure.hint());
        say(line, "code", failure.code().toString());
        thrownByApplication(failure).ifPresent(thrown -> thrown.printStackTrace(line.getErr()));
    }

    /// Prints a line, its first word in bold where colours help.
    private static void say(CommandLine line, String word, String text) {
        var label = line.getColorScheme().ansi().string("@|bold " + word + ":|@ ");
        line.getErr().println(label + text);
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
