package pounce.lifecycle.access;

import pounce.api.Headers;

/// The Combined Log Format: the common one, then `"referer" "user-agent"`.
final class CombinedLines extends CommonLines {
    private static final int LONGEST_VALUE = 1 << 10;

    CombinedLines(Target target) {
        super(target);
    }

    @Override
    void more(Headers fields, Line line) {
        writeField(fields, "referer", line);
        writeField(fields, "user-agent", line);
    }

    private static void writeField(Headers fields, String name, Line line) {
        line.octet(' ');
        line.octet('"');
        Escape.QUOTED.write(fields.first(name).orElse("-"), LONGEST_VALUE, line);
        line.octet('"');
    }
}
