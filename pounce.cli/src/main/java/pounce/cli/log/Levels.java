package pounce.cli.log;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/// Which entries are written, by the name of their logger: the longest name that is set and that
/// the logger's begins with, up to a dot, counts.
public final class Levels {
    /// `info` for all.
    static final Levels STANDARD = of(List.of());

    /// More than any level has.
    private static final int OFF = Integer.MAX_VALUE;

    private static final String OTHERS = "";

    private final Map<String, Integer> least;

    private Levels(Map<String, Integer> least) {
        this.least = Map.copyOf(least);
    }

    /// Reads what [pounce.api.Options#LOG_LEVEL] says; later items win.
    ///
    /// @param items `LEVEL` or `LOGGER=LEVEL` each
    /// @return levels
    public static Levels of(List<String> items) {
        var least = new HashMap<>(Map.of(OTHERS, Level.INFO.toInt()));
        for (var item : items) {
            int equals = item.indexOf('=');
            least.put(item.substring(0, Math.max(0, equals)), number(item.substring(equals + 1)));
        }
        return new Levels(least);
    }

    private static int number(String level) {
        return level.equals("off") ? OFF : Level.valueOf(level.toUpperCase(Locale.ROOT)).toInt();
    }

    /// {@return whether an entry is written}
    ///
    /// @param logger its name
    /// @param level of the entry
    public boolean isWritten(String logger, Level level) {
        return level.toInt() >= least(logger);
    }

    private int least(String logger) {
        for (var name = logger; !name.isEmpty(); name = parent(name)) {
            var found = least.get(name);
            if (found != null) {
                return found;
            }
        }
        return least.getOrDefault(OTHERS, OFF);
    }

    private static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
