package pounce.lifecycle.access;

import pounce.api.Address;
import pounce.api.event.RequestEnded;
import pounce.api.event.RequestRefused;

/// Lines for people at a terminal; no contract.
final class TextLines implements LineFormat {
    private static final int LONGEST_WORD = 256;

    /// In `2026-11-30T12:00:00.123`.
    private static final int TIME_OF_DAY = 11;

    private static final int TIME_LENGTH = 12;

    private final Target target;

    TextLines(Target target) {
        this.target = target;
    }

    @Override
    public void write(RequestEnded end, Moment moment, Line line) {
        var request = end.request();
        begin(moment, end.head().client(), line);
        Escape.WORD.write(request.method(), LONGEST_WORD, line);
        line.octet(' ');
        Escape.WORD.write(target.shown(request.path()), JsonLines.LONGEST_TARGET, line);
        line.octet(' ');
        line.decimal(Outcome.status(end));
        line.octet(' ');
        line.decimal(end.contentBytes());
        line.ascii("B ");
        line.tenths(end.durationMs());
        line.ascii("ms ");
        Escape.WORD.write(end.head().requestId(), LONGEST_WORD, line);
        var trouble = Outcome.trouble(end);
        if (!trouble.isEmpty()) {
            line.octet(' ');
            line.ascii(trouble);
        }
        line.octet('\n');
    }

    @Override
    public void write(RequestRefused refused, Moment moment, Line line) {
        var connection = refused.connection();
        begin(moment, new Address(connection.clientAddr(), connection.clientPort()), line);
        line.ascii("- - ");
        line.decimal(refused.status());
        line.octet(' ');
        line.decimal(refused.bytesSent());
        line.ascii("B ");
        line.ascii(refused.code().name());
        line.octet('\n');
    }

    private static void begin(Moment moment, Address client, Line line) {
        var iso = moment.iso();
        int from = line.room(TIME_LENGTH);
        if (from >= 0) {
            System.arraycopy(iso, TIME_OF_DAY, line.array(), from, TIME_LENGTH);
        }
        line.octet(' ');
        JsonLines.writeAddress(client, Escape.WORD, line);
        line.octet(' ');
    }
}
