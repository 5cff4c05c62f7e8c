package pounce.cli.log;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Lines for people: time, level, message, facts, and the logger's short name. A stack trace
/// follows on lines of its own, which begin with white space; so nothing that somebody has managed
/// to put into the log can look like another entry.
public final class TextLines implements LineFormat {
    private static final String INDENT = "    ";
    private static final int LEVEL_WIDTH = 5;

    private final DateTimeFormatter time;
    private final Colours colours;

    /// Lines with the wall time of a place.
    ///
    /// @param zone where
    /// @param colours what stands out
    public TextLines(ZoneId zone, Colours colours) {
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT).withZone(zone);
        this.colours = colours;
    }

    @Override
    public void write(Entry entry, StringBuilder line) {
        var level = entry.level().name();
        line.append(colours.dim(time.format(entry.at())))
                .append(' ')
                .append(colours.of(entry.level(), level))
                .repeat(' ', LEVEL_WIDTH - level.length() + 1);
        printable(entry.message(), line);
        for (var fact : entry.facts()) {
            line.append(' ');
            printable(fact.key, line);
            line.append('=');
            printable(String.valueOf(fact.value), line);
        }
        var logger = new StringBuilder();
        printable(entry.logger().substring(entry.logger().lastIndexOf('.') + 1), logger);
        line.append(colours.dim(" (" + logger + ')'));
        entry.trace()
                .lines()
                .forEach(each -> printable(each.strip(), line.append('\n').append(INDENT)));
    }

    /// Controls would change what a terminal does, and marks of direction what a reader sees.
    private static void printable(String text, StringBuilder out) {
        text.codePoints()
                .forEach(c -> {
                    if (isPrintable(c)) {
                        out.appendCodePoint(c);
                    } else {
                        out.append("\\u").append(String.format(Locale.ROOT, "%04x", c));
                    }
                });
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE ->
                    false;
            default -> true;
        };
    }
}
