package pounce.middleware.errors;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/// One of the things that were thrown, each of which has led to another.
///
/// @param relation to the one before
/// @param type the name of its class
/// @param message empty if it has none
/// @param frames where it was thrown, the innermost first
/// @param omitted further frames
record Cause(
        Relation relation,
        String type,
        String message,
        List<StackTraceElement> frames,
        int omitted) {
    /// Nobody reads more of them, and a chain may be a circle.
    private static final int MOST = 10;

    private static final int MOST_FRAMES = 100;

    /// In characters.
    private static final int LONGEST_MESSAGE = 4000;

    /// How something that was thrown came about.
    enum Relation {
        /// It is what the server has caught.
        THROWN("Thrown"),
        /// The one before was thrown because of it.
        CAUSE("Caused by"),
        /// It was thrown while the one before was on its way.
        SUPPRESSED("Suppressed");

        private final String label;

        Relation(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /// {@return what was thrown, then what it has suppressed and what has led to it}
    ///
    /// @param thrown the outermost
    /// @param secrets are shown nowhere
    static List<Cause> of(Throwable thrown, Secrets secrets) {
        var causes = new ArrayList<Cause>();
        Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
        collect(thrown, Relation.THROWN, new StackTraceElement[0], secrets, known, causes);
        return causes;
    }

    private static void collect(
            Throwable thrown,
            Relation relation,
            StackTraceElement[] around,
            Secrets secrets,
            Set<Throwable> known,
            List<Cause> causes) {
        if (causes.size() == MOST || !known.add(thrown)) return;
        var frames = thrown.getStackTrace();
        int own = frames.length - common(frames, around);
        int shown = Math.min(own, MOST_FRAMES);
        causes.add(
                new Cause(
                        relation,
                        thrown.getClass().getName(),
                        secrets.hideIn(message(thrown)),
                        List.of(Arrays.copyOf(frames, shown)),
                        frames.length - shown));
        for (var suppressed : thrown.getSuppressed()) {
            collect(suppressed, Relation.SUPPRESSED, frames, secrets, known, causes);
        }
        if (thrown.getCause() != null) {
            collect(thrown.getCause(), Relation.CAUSE, frames, secrets, known, causes);
        }
    }

    /// {@return how many frames two traces have at their ends}: they are read once.
    private static int common(StackTraceElement[] frames, StackTraceElement[] around) {
        int count = 0;
        while (count < frames.length
                && count < around.length
                && frames[frames.length - 1 - count].equals(around[around.length - 1 - count])) {
            count++;
        }
        return count;
    }

    /// Applications override it, and may be wrong once more.
    private static String message(Throwable thrown) {
        try {
            var message = thrown.getMessage();
            if (message == null) return "";
            return message.length() > LONGEST_MESSAGE
                    ? message.substring(0, LONGEST_MESSAGE) + " …"
                    : message;
        } catch (RuntimeException broken) {
            return "(no message: " + broken.getClass().getName() + ")";
        }
    }
}
