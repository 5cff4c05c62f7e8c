package pounce.engine.connection;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import pounce.api.field.HttpDate;
import pounce.engine.http1.OwnFields;

/// The value of `Date` (RFC 9110, section 6.6.1), and the fields that it stands among; formatted
/// once a second at most. Any thread.
final class DateField {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Function<String, OwnFields> lines;
    private volatile Second latest;

    /// Its fields are final, so that a thread that finds it sees them.
    ///
    /// @param end on the clock of [System#nanoTime()]
    private record Second(String text, OwnFields fields, long end) {}

    /// @param lines makes the fields for a value
    /// @param now of [System#nanoTime()], or a moment before
    DateField(Function<String, OwnFields> lines, long now) {
        this.lines = lines;
        this.latest = second(now);
    }

    /// {@return the fields now}
    ///
    /// @param now of [System#nanoTime()], or a moment before
    OwnFields fields(long now) {
        return at(now).fields;
    }

    /// {@return the date now}
    ///
    /// @param now as above
    String text(long now) {
        return at(now).text;
    }

    private Second at(long now) {
        var known = latest;
        if (now - known.end >= 0) {
            known = second(now);
            latest = known;
        }
        return known;
    }

    private Second second(long now) {
        var wall = Instant.now();
        var text = HttpDate.format(wall);
        long left = SECOND - wall.get(ChronoField.NANO_OF_SECOND);
        return new Second(text, lines.apply(text), now + left);
    }
}
