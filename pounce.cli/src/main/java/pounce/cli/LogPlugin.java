package pounce.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;
import pounce.api.Options;
import pounce.api.Settings;
import pounce.api.spi.Plugin;
import pounce.api.spi.PluginContext;
import pounce.cli.log.Colours;
import pounce.cli.log.JsonLines;
import pounce.cli.log.Levels;
import pounce.cli.log.LineFormat;
import pounce.cli.log.Loggers;
import pounce.cli.log.TextLines;

/// Gives the options `log` their meaning: the general log of the process, where nobody has brought
/// another provider of slf4j.
public final class LogPlugin implements Plugin {
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    /// Made by the service loader.
    public LogPlugin() {}

    @Override
    public String name() {
        return "log";
    }

    @Override
    public void install(PluginContext context) {
        configure(context.settings(), Surroundings.ofProcess());
    }

    /// The command does this before anything else, so that nothing is logged in another way.
    static void configure(Settings settings, Surroundings around) {
        if (LoggerFactory.getILoggerFactory() instanceof Loggers own) {
            own.configure(format(settings, around), Levels.of(settings.get(Options.LOG_LEVEL)));
        }
    }

    private static LineFormat format(Settings settings, Surroundings around) {
        boolean people = around.terminal() && isTerminal();
        boolean text =
                switch (settings.get(Options.LOG_FORMAT)) {
                    case AUTO -> people;
                    case TEXT -> true;
                    case JSON -> false;
                };
        if (!text) {
            return new JsonLines();
        }
        return new TextLines(
                ZoneId.systemDefault(),
                people && around.takesColours() ? Colours.ANSI : Colours.NONE);
    }

    /// The JDK tells it of standard input and output only. Where there is no `/proc`, they decide.
    private static boolean isTerminal() {
        try {
            return Files.readSymbolicLink(STANDARD_ERROR).startsWith("/dev");
        } catch (IOException | UnsupportedOperationException _) {
            return true;
        }
    }
}
