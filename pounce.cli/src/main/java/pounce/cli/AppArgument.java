package pounce.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import pounce.api.App;
import pounce.api.Response;

/// The argument that names an application.
final class AppArgument {
    private static final String LABEL = "APP";

    private AppArgument() {}

    /// Adds the argument, which may be left out.
    ///
    /// @param purpose what becomes of it, as the beginning of a sentence
    static void addTo(CommandSpec command, String purpose) {
        command.addPositional(
                PositionalParamSpec.builder()
                        .paramLabel(LABEL)
                        .index("0")
                        .arity("0..1")
                        .type(String.class)
                        .description(
                                purpose
                                        + ": a module that provides pounce.api.App, by its name, or the path"
                                        + " of what holds one, which is a project directory that has been built,"
                                        + " a directory of classes, or a jar. MODULE/CLASS and PATH/CLASS name one"
                                        + " class of it. With --class-path, a class.")
                        .build());
    }

    /// {@return what serves where files are all there is}
    static App nothingElse() {
        var notFound = Response.text("Not Found\n").status(404);
        return App.of(_ -> notFound);
    }

    static Optional<String> of(ParseResult line) {
        return line.matchedPositionals().stream()
                .filter(argument -> argument.paramLabel().equals(LABEL))
                .findFirst()
                .map(argument -> String.valueOf(argument.<Object>getValue()));
    }

    /// {@return what to throw where an application is missed}
    ///
    /// @param command what it would be for
    static ParameterException missing(CommandSpec command) {
        return new ParameterException(
                command.commandLine(),
                "there is nothing to %s: neither %s nor --static".formatted(command.name(), LABEL));
    }
}
