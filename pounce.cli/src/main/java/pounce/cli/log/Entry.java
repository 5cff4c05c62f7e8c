package pounce.cli.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;

/// One entry of the log.
///
/// @param at when
/// @param level how much it matters
/// @param logger whose it is
/// @param message what happened
/// @param facts what it happened to, in the order given
/// @param failure why, if something was thrown
public record Entry(
        Instant at,
        Level level,
        String logger,
        String message,
        List<KeyValuePair> facts,
        Optional<Throwable> failure) {

    /// Keeps the facts as they are.
    public Entry {
        facts = List.copyOf(facts);
    }

    /// {@return the stack trace, with those of its causes; empty if nothing was thrown}
    String trace() {
        var text = new StringWriter();
        failure.ifPresent(thrown -> thrown.printStackTrace(new PrintWriter(text)));
        return text.toString().stripTrailing();
    }
}
