package pounce.cli;

import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/// What the arguments of a command say that has an application and settings.
///
/// @param app names the application
/// @param file of settings
/// @param texts of settings, by the name of their option
public record Line(Optional<String> app, Optional<String> file, Map<String, String> texts) {
    /// Copies the texts.
    public Line {
        texts = Map.copyOf(texts);
    }

    static Line of(ParseResult parsed) {
        return new Line(AppArgument.of(parsed), Configuration.file(parsed), Flags.texts(parsed));
    }
}
