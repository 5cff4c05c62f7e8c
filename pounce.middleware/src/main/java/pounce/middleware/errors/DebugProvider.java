package pounce.middleware.errors;

import java.nio.file.Path;
import java.util.List;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.error.ConfigException;
import pounce.api.error.ErrorCode;
import pounce.api.spi.ErrorPageProvider;
import pounce.api.spi.ErrorPages;

/// Pages for developers: what was thrown, where in which line, and at what request. They tell too
/// much for anybody else, so that a server that others can reach does not start with them.
public final class DebugProvider implements ErrorPageProvider {
    private static final List<Path> USUAL_SOURCES = List.of(Path.of("src", "main", "java"));

    /// Made by the service loader.
    public DebugProvider() {}

    @Override
    public String name() {
        return "debug";
    }

    @Override
    public ErrorPages create(Settings settings) {
        boolean exposed = settings.get(Options.DEBUG_EXPOSED);
        if (!exposed) {
            Exposure.of(settings).ifPresent(DebugProvider::refuse);
        }
        var sources = settings.get(Options.DEBUG_SOURCES);
        var files = new SourceFiles(sources.isEmpty() ? USUAL_SOURCES : sources);
        return new DebugPages(new ProblemPages(), files, exposed);
    }

    private static void refuse(String reason) {
        throw new ConfigException(
                ErrorCode.POUNCE_CONFIG_DEBUG_PUBLIC,
                "errors.pages = debug shows what only developers may see, but " + reason);
    }
}
