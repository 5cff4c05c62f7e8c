package pounce.cli;

import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import pounce.api.Options;
import pounce.api.Pounce;
import pounce.api.ServerConfig;

/// What a person sees once the server serves. Programs that read what is written never do.
public final class Banner {
    private static final String BOLD = "\u001B[1m";
    private static final String PLAIN = "\u001B[0m";

    private Banner() {}

    /// {@return the lines of the banner; none where it is off}
    ///
    /// @param config names the application, and says how much is told
    /// @param uris where the server listens
    /// @param colours whether the terminal has them, and its owner wants them
    public static List<String> lines(ServerConfig config, List<URI> uris, boolean colours) {
        return switch (config.get(Options.SIGNAGE)) {
            case OFF -> List.of();
            case MINIMAL -> minimal(config, uris, colours).toList();
            case FULL -> full(config, uris, colours).toList();
        };
    }

    private static Stream<String> minimal(ServerConfig config, List<URI> uris, boolean colours) {
        var places = uris.stream().map(URI::toString).collect(Collectors.joining(", "));
        return Stream.concat(
                application(config, colours),
                Stream.of("pounce %s, %s".formatted(Pounce.version(), places)));
    }

    private static Stream<String> full(ServerConfig config, List<URI> uris, boolean colours) {
        var block =
                Stream.of(
                                application(config, colours),
                                tagline(config),
                                Stream.of(server(config)),
                                uris.stream().map(uri -> emphasized(uri.toString(), colours)),
                                Stream.of("Ctrl-C lets requests finish; a second one does not."))
                        .flatMap(lines -> lines)
                        .map(line -> "  " + line);
        return Stream.of(Stream.of(""), block, Stream.of("")).flatMap(lines -> lines);
    }

    private static String server(ServerConfig config) {
        return "pounce %s, Java %d, event loops: %d"
                .formatted(Pounce.version(), Runtime.version().feature(), config.resolveWorkers());
    }

    private static Stream<String> application(ServerConfig config, boolean colours) {
        var name = config.get(Options.SIGNAGE_NAME);
        var version = config.get(Options.SIGNAGE_VERSION);
        return name.isEmpty()
                ? Stream.empty()
                : Stream.of((emphasized(name, colours) + ' ' + version).strip());
    }

    private static Stream<String> tagline(ServerConfig config) {
        return Stream.of(config.get(Options.SIGNAGE_TAGLINE))
                .filter(line -> !line.isEmpty() && !config.get(Options.SIGNAGE_NAME).isEmpty());
    }

    private static String emphasized(String text, boolean colours) {
        return colours ? BOLD + text + PLAIN : text;
    }
}
