package pounce.lifecycle.access;

import pounce.api.Headers;

/// The Combined Log Format: the common one, then `"referer" "user-agent"`.
final class CombinedLines extends CommonLines {
    private static final int LONGEST_VALUE = 1 << 10;

    private final Target target;

    CombinedLines(Target target) {
        super(target);
        this.target = target;
    }

    @Override
    void more(Headers fields, Line line) {
        // The page before this one may have had the same secrets in its query.
        write(target.shown(fields.first("referer").orElse("-")), line);
        write(fields.first("user-agent").orElse("-"), line);
    }

    private static void write(String value, Line line) {
        line.octet(' ');
        line.octet('"');
        Escape.QUOTED.write(value, LONGEST_VALUE, line);
        line.octet('"');
    }
}
