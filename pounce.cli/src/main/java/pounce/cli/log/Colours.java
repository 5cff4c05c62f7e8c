package pounce.cli.log;

import org.slf4j.event.Level;

/// How parts of a line stand out at a terminal.
public enum Colours {
    /// Not at all.
    NONE {
        @Override
        String dim(String text) {
            return text;
        }

        @Override
        String of(Level level, String text) {
            return text;
        }
    },
    /// With the escape sequences of ECMA-48.
    ANSI {
        @Override
        String dim(String text) {
            return "\u001b[2m" + text + END;
        }

        @Override
        String of(Level level, String text) {
            return switch (level) {
                case ERROR -> "\u001b[1;31m" + text + END;
                case WARN -> "\u001b[33m" + text + END;
                case INFO -> "\u001b[32m" + text + END;
                case DEBUG, TRACE -> dim(text);
            };
        }
    };

    private static final String END = "\u001b[0m";

    abstract String dim(String text);

    abstract String of(Level level, String text);
}
