package pounce.cli;

import java.nio.file.Path;
import java.util.Map;

/// What a command finds around it; none asks the process itself.
///
/// @param directory where relative paths begin
/// @param environment variables by name
/// @param terminal whether a person reads what is written
record Surroundings(Path directory, Map<String, String> environment, boolean terminal) {
    private static final Path HERE = Path.of("");

    /// {@return those of this process}
    @SuppressWarnings("SystemConsoleNull") // it is, where nobody sits, and the JDK uses its own
    static Surroundings ofProcess() {
        var console = System.console();
        return new Surroundings(HERE, System.getenv(), console != null && console.isTerminal());
    }

    Surroundings withDirectory(Path directory) {
        return new Surroundings(directory, environment, terminal);
    }

    Surroundings withEnvironment(Map<String, String> environment) {
        return new Surroundings(directory, Map.copyOf(environment), terminal);
    }

    Surroundings withTerminal(boolean terminal) {
        return new Surroundings(directory, environment, terminal);
    }

    /// {@return whether colours help: a person reads, and has not asked for none}
    ///
    /// See no-color.org: `NO_COLOR` counts where it is set and not empty.
    boolean takesColours() {
        return terminal
                && environment.getOrDefault("NO_COLOR", "").isEmpty()
                && !"dumb".equals(environment.get("TERM"));
    }
}
